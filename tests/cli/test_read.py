"""`warlog read`: tables, JSON, JSONL, files, the log; bad input costs one line and the right exit status."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from warlog.records import schema

Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, texts: Sequence[str]) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text)
    return folder


def test_a_report_is_printed_as_a_table(run: Run, folder: Path) -> None:
    result = run("read", folder / "0.txt", "--published", "2017-06-01", "--outlet", "AFP")
    assert result.status == 0
    assert result.err == ""
    assert result.out.startswith("Army takes towns · AFP · 2017-06-01\n")
    for words in ("48 km", "58.2 km", "imprecise", "Hawijah", "planned", "at least 12 killed", "via State TV",
                  "Ahmed al-Assadi", "(spokesman)", "Could not be resolved", "“Nowhere”"):  # fmt: skip
        assert words in result.out
    assert "\x1b" not in result.out


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_lines_keep_to_the_width(run: Run, folder: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = run("read", folder)
    assert max(map(len, result.out.splitlines())) <= width
    assert "Hawijah" in result.out


def test_an_undated_report_shows_its_window_with_reasons(run: Run, folder: Path) -> None:
    out = run("read", folder / "1.txt").out
    assert "undated, probably 2017-05-01 to 2017-05-31" in " ".join(out.split())
    assert "“eighth month” of X" in out


def test_jsonl_is_records_alone_and_meets_the_schema(run: Run, folder: Path) -> None:
    result = run("read", folder, "--format", "jsonl")
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["record"] for record in records] == [
        "report",
        "claim",
        "claim",
        "check",
        "report",
        "claim",
    ]
    validator = jsonschema.Draft202012Validator(schema())
    for record in records:
        validator.validate(record)
    assert result.err == "2 reports read: 3 claims, 1 check\n"


def test_json_is_one_array(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("read", folder, "--format", "json")
    assert [record["record"] for record in json.loads(result.out)].count("claim") == 3
    (tmp_path / "bad.txt").touch()
    assert json.loads(run("read", tmp_path / "bad.txt", "--format", "json").out) == []


def test_standard_input(run: Run, texts: Sequence[str]) -> None:
    result = run("read", "-", "--format", "jsonl", stdin=texts[1].encode())
    assert json.loads(result.out.splitlines()[0])["title"] == "Another story"
    rows = "".join(json.dumps({"text": text, "outlet": "SANA"}) + "\n" for text in texts).encode()
    result = run("read", "-", "--format", "jsonl", stdin=rows)
    assert [json.loads(line)["outlet"] for line in result.out.splitlines() if '"report","id"' in line] == [
        "SANA",
        "SANA",
    ]


def test_one_bad_report_among_many_is_listed_and_the_rest_is_read(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"%PDF-1.4")
    (folder / "b.txt").write_text("break the reader with this")
    (folder / "c.txt").write_text("there are no words here at all")
    (folder / "z.txt").write_text("The army captured Zabadani.")
    result = run("read", folder, "--format", "jsonl")
    assert result.status == 1
    assert result.out.count('"record":"report"') == 3
    lines = result.err.splitlines()
    assert [line[:4] for line in lines[:-1]] == ["W003", "W011", "W010"]
    assert lines[-1] == "3 reports read: 4 claims, 1 check; 3 sources could not be read (listed above)"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.txt", b"", "W002"), ("a.txt", b"\x89PNG\r\n\x1a\n", "W003"), ("a.txt", b"1 2 3", "W010"), ("gone.txt", None, "W001"),
     ("a.txt", "Армия взяла город под полный контроль".encode(), "W006"), ("a.jsonl", b"{}", "W008"), ("dir", b"", "W004")],
)  # fmt: skip
def test_bad_input_is_one_line_and_leaves_no_output(
    run: Run, tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if name == "dir":
        path.mkdir()
    elif data is not None:
        path.write_bytes(data)
    out = tmp_path / "out.jsonl"
    result = run("read", path, "--out", out, "--format", "jsonl")
    assert result.status == 1
    assert result.out == ""
    assert result.err.count("\n") == 1 and result.err.startswith(f"{code} ")
    assert not out.exists() and not list(tmp_path.glob(".out*"))


def test_a_wrong_date_is_a_wrong_command(run: Run, folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "war.db"
    result = run("read", folder, "--published", "last week", "--log", log)
    assert (result.status, result.out) == (2, "")
    assert result.err == "W007 --published 'last week' is not a date; write it as 2017-06-01\n"
    assert not log.exists()


def test_output_files_appear_whole_or_not_at_all(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run("read", folder, "--format", "jsonl", "--out", out).status == 0
    assert out.read_text().count('"record":"report"') == 2
    before = out.read_bytes()
    assert run("read", tmp_path / "gone.txt", "--format", "jsonl", "--out", out).status == 1
    assert out.read_bytes() == before
    for place in (tmp_path / "none" / "out", tmp_path):
        result = run("read", folder, "--out", place)
        assert result.status == 2
        assert result.err.splitlines()[-1].startswith("W040 ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "reports"]


def test_the_log_keeps_reports_once(run: Run, folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "war.db"
    result = run("read", folder, "--log", log)
    assert result.err == f"2 reports read: 3 claims, 1 check, 2 new in {log}\n"
    assert run("read", folder, "--log", log).err == f"2 reports read: 3 claims, 1 check, 0 new in {log}\n"


def test_what_is_no_log_is_refused_before_reading(run: Run, folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "war.db"
    log.write_text("notes of mine, not a database")
    result = run("read", folder, "--log", log)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("W020 ") and result.err.count("\n") == 1
    assert log.read_text().startswith("notes")


def test_the_same_text_twice_is_read_once(run: Run, folder: Path, texts: Sequence[str]) -> None:
    (folder / "copy.txt").write_text(texts[0])
    result = run("read", folder, "--format", "jsonl")
    assert result.status == 0
    assert result.out.count('"record":"report"') == 2
    assert "W101" in result.err and "0.txt; read once" in result.err


def test_terminal_codes_in_a_report_are_not_obeyed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Big\x1b[31m news [bold]today[/bold]\n\nThe army captured \x1b[2JQarah on Monday.\n")
    out = run("read", path).out
    assert "\x1b" not in out and "[bold]today[/bold]" in out


def test_unknown_options_and_no_sources(run: Run) -> None:
    assert run("read").status == 2
    assert run("read", "x", "--format", "xml").status == 2
    assert run("read", "x", "--nope").status == 2
    assert run("nope").status == 2
