"""Reports from files, directories, standard input and JSONL; bad input is listed and the rest is read."""

from __future__ import annotations

import io
import json
import os
import random
from pathlib import Path

import pytest

from warlog.errors import WarlogError
from warlog.ingest import Limits, RawReport, read_sources

STORY = "Army takes Qarah\n\nGovernment forces captured the town of Qarah on Monday, state television said.\n"


def read(*sources: str | Path, **options: object) -> list[RawReport | WarlogError]:
    return list(read_sources([str(source) for source in sources], **options))  # type: ignore[arg-type]


def codes(found: list[RawReport | WarlogError]) -> list[str]:
    return [item.code if isinstance(item, WarlogError) else "read" for item in found]


def test_a_text_keeps_line_feeds_and_odd_blanks_as_they_came(tmp_path: Path) -> None:
    text = "Troops\u00a0advance\r\n\r\nThe army took al‑Qa\u0301im with the help of its allies.\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert read(path) == [RawReport(text=text, where=str(path))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_told_apart_and_the_mark_is_removed(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode(encoding))
    (found,) = read(path)
    assert isinstance(found, RawReport)
    assert found.text == STORY


def test_typographic_quotes_of_windows_1252_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "“The army’s advance – slow as it was – is over,” he said of the battle for the town."
    path.write_bytes(text.encode("cp1252"))
    (found,) = read(path)
    assert isinstance(found, RawReport)
    assert found.text == text


def test_one_broken_byte_does_not_spoil_a_utf8_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("“Shelling” of the town’s north was".encode() + b"\xff" + b" heard, the governor said.")
    (found,) = read(path)
    assert isinstance(found, RawReport)
    assert "town’s" in found.text and found.text.count("\ufffd") == 1


def test_a_directory_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", ".hidden.txt", "sub/c.text", ".git/d.txt", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY)
    (tmp_path / "sub" / "more.jsonl").write_text(json.dumps({"text": STORY}) + "\n")
    found = [Path(item.where).name for item in read(tmp_path) if isinstance(item, RawReport)]
    assert found == ["a.MD", "b.txt", "c.text", "more.jsonl:1"]


def test_jsonl_brings_its_own_metadata_and_the_flags_fill_what_lacks(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {
            "text": STORY,
            "title": "T",
            "outlet": "SANA",
            "published": "2017-05-01T10:00:00Z",
            "url": "u",
            "x": 1,
        },
        {"text": STORY, "title": "", "outlet": None},
    ]
    path.write_text("\n\n".join(json.dumps(row) for row in rows))
    assert read(path, published="2017-06-01", outlet="AFP") == [
        RawReport(STORY, "T", "SANA", "2017-05-01", "u", f"{path}:1"),
        RawReport(STORY, None, "AFP", "2017-06-01", None, f"{path}:3"),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"text": 5}', "text is a number, not words"),
        ('{"title": "x"}', "text is missing"),
        ('{"text": "The army took the town.", "outlet": ["a"]}', "outlet is a list, not words"),
        ('{"text": "The army took the town.", "published": "June"}', "published 'June' is not a date"),
        ("[1]", "it is a list, not an object"),
        ('{"text": "The army', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"text": 1' + "0" * 5000 + "}", "not JSON"),
    ],
)
def test_a_wrong_line_is_named_with_its_field_and_the_others_are_read(
    tmp_path: Path, line: str, found: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": STORY}) + "\n" + line + "\n" + json.dumps({"text": STORY + "x"}) + "\n"
    )
    first, wrong, last = read(path)
    assert isinstance(first, RawReport) and isinstance(last, RawReport)
    assert isinstance(wrong, WarlogError)
    assert wrong.code == "W008"
    assert f"line 2 is not a report ({found}" in str(wrong)


def test_a_line_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n')
    assert "not UTF-8 at byte 14" in str(read(path)[0])


def test_half_a_surrogate_pair_becomes_the_replacement_character(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "The army took the town \\ud83d today."}')
    (found,) = read(path)
    assert isinstance(found, RawReport)
    assert "\ufffd" in found.text


def test_standard_input_is_text_or_jsonl_by_its_first_line() -> None:
    (text,) = read("-", stdin=io.BytesIO(STORY.encode()))
    assert isinstance(text, RawReport) and text.text == STORY and text.where == "standard input"
    lines = (json.dumps({"text": STORY}) + "\n").encode() * 2
    assert codes(read("-", stdin=io.BytesIO(lines))) == ["read", "read"]
    long = json.dumps({"title": "t", "text": STORY * 2000}).encode()
    assert codes(read("-", stdin=io.BytesIO(long))) == ["read"]
    assert codes(read("-", stdin=io.BytesIO(b""))) == ["W002"]


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("a.txt", b"", "W002", "empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t\n", "W002", "empty"),
        ("a.jsonl", b"\n", "W002", "empty"),
        ("a.txt", b"%PDF-1.7\n\x00\x01", "W003", "a PDF"),
        ("a.txt", b"PK\x03\x04" + bytes(50), "W003", "ZIP"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "W003", "PNG image"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(range(256)), "W003", "JPEG image"),
        ("a.txt", bytes(range(256)) * 20, "W003", "binary data"),
        ("a.txt", random.Random(1).randbytes(5000), "W003", "not a text"),
        ("a.txt", b"  <!DOCTYPE html><html><body>The army</body>", "W003", "an HTML page"),
        ("a.html", b"<div>The army took the town.</div>", "W003", "an HTML page"),
        ("a.json", b'{\n"text": "The army took the town."}', "W003", "not one report a line"),
        ("a.jsonl", b"SQLite format 3\x00" + bytes(50), "W003", "an SQLite database"),
        ("a.txt", b"12, 13, 14\n2017-06-01 55%\n", "W010", "no words"),
        ("a.txt", "استعادت القوات الحكومية السيطرة على مدينة تدمر بعد معارك عنيفة مع تنظيم الدولة".encode(), "W006", "Arabic"),
        ("a.txt", "Российские войска взяли под контроль город после тяжёлых боёв на окраинах.".encode(), "W006", "Russian"),
        ("a.txt", "L'armée syrienne a repris samedi la ville antique de Palmyre aux djihadistes de l'EI, a annoncé la télévision d'Etat.".encode(), "W006", "French"),
        ("a.txt", "Die syrische Armee hat am Samstag die Stadt Palmyra von der Terrormiliz zurückerobert, meldete das Staatsfernsehen.".encode(), "W006", "German"),
        ("a.txt", "El ejército sirio recuperó el sábado la ciudad de Palmira, en manos del grupo yihadista, informó la televisión.".encode(), "W006", "Spanish"),
    ],
)  # fmt: skip
def test_bad_input_gives_a_coded_line(tmp_path: Path, name: str, data: bytes, code: str, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = read(path)
    assert isinstance(found, WarlogError)
    assert found.code == code
    assert said in str(found) and str(path) in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "Troops enter Kherson.",
        "Al-Shabaab: 12 dead",
        "Homs, Hama, Idlib, Deir ez-Zor, Abu Kamal, al-Mayadeen, Palmyra, Raqqa",
        "Clashes in Deir ez-Zor. Hezbollah retakes Arsal. Two Daesh emirs dead.",
        "ISIL attacks hit al-Hasakah, Qamishli and Tal Abyad",
        "Abu Bakr al-Baghdadi (أبو بكر البغدادي) was named caliph, the group said.",
    ],
)
def test_short_english_reports_are_not_taken_for_other_languages(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    assert codes(read(path)) == ["read"]


def test_over_long_texts_are_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The army took the town. " * 60)
    (found,) = read(path, limits=Limits(characters=1000))
    assert "W005" in str(found) and "1,440 characters" in str(found)
    with path.open("wb") as file:
        file.write(b"The army took the town. ")
        file.truncate(50 * 2**20)
    (found,) = read(path)
    assert isinstance(found, WarlogError)
    path.write_bytes(b"The army took the town. \n" * 2_200_000)
    (found,) = read(path)
    assert isinstance(found, WarlogError) and found.code == "W005"
    assert "the limit for one report is 1,000,000 characters" in str(found)


def test_one_over_long_line_of_jsonl_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [STORY, STORY * 40, "The army took it. " * 2000, STORY]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in rows))
    found = read(path, limits=Limits(characters=1000))
    assert codes(found) == ["read", "W005", "W005", "read"]
    assert f"{path}:3" in str(found[2])


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "loose").symlink_to(tmp_path / "gone")
    found = read(tmp_path / "none.txt", tmp_path / "empty", tmp_path / "loose", "a\0b", "x" * 5000)
    assert codes(found) == ["W001", "W004", "W001", "W001", "W009"]
    assert ".ndjson" in str(found[1])


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert codes(read(path)) == ["W009"]


@pytest.mark.parametrize("day", ["yesterday", "2017-02-30", "01.06.2017", "", "20170601"])
def test_an_invalid_date_is_refused_before_anything_is_read(day: str) -> None:
    with pytest.raises(WarlogError, match="W007"):
        read("nowhere", published=day)
