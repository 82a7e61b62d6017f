"""Scoring of time expressions, its readers, and floors on the texts that the repository carries."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from warlog.bench.corpus_texts import texts_by_hash
from warlog.bench.timeml import read_timeml
from warlog.bench.times import GoldTimex, TimedText, TimesScore, add, load_annotated, normal, run
from warlog.errors import WarlogError
from warlog.language import load_pipeline
from warlog.times import Timex

TIMEML = Path(__file__).parent / "timeml"
ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "times.jsonl"
TEXT = "It was taken on Friday, 3 May, and lost the next day."


def test_own_texts_are_read_above_the_floors() -> None:
    texts = read_timeml(TIMEML)
    found = run(texts, load_pipeline(), {}).figures.as_dict()
    assert found["annotated"] >= 90
    assert found["f1"] >= 0.98
    assert found["strict_f1"] >= 0.94
    assert found["type_accuracy"] >= 0.97
    assert found["value_f1"] >= 0.96


def test_timeml_offsets_are_those_of_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text(
        '<TimeML><DCT><TIMEX3 tid="t0" value="2016-05-04T10:00">x</TIMEX3></DCT><TEXT>A &amp; B <EVENT>fell</EVENT> on '
        '<TIMEX3 type="DATE" value="2016-05-03">3 May</TIMEX3><TIMEX3 type="DATE" value="2016"/>.</TEXT></TimeML>',
        encoding="utf-8",
    )
    (one,) = read_timeml(tmp_path)
    assert one.published == date(2016, 5, 4)
    assert [(one.text[t.start : t.end], t.value) for t in one.times] == [("3 May", "2016-05-03")]


@pytest.mark.parametrize("content", ["<TimeML>", "<html/>", ""])
def test_a_file_that_is_no_timeml_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.tml").write_text(content, encoding="utf-8")
    with pytest.raises(WarlogError, match=r"bad\.tml"):
        read_timeml(tmp_path)


def test_a_folder_without_timeml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WarlogError, match="W004"):
        read_timeml(tmp_path)


def test_each_expression_counts_once_and_articles_do_not() -> None:
    gold = [
        GoldTimex(16, 29, "DATE", "2016-05-03", (date(2016, 5, 3), date(2016, 5, 3))),
        GoldTimex(40, 52, "DATE", "2016-05-04", (date(2016, 5, 4), date(2016, 5, 4))),
    ]
    day = date(2016, 5, 3)
    given = [
        Timex(16, 22, "DATE", "2016-05-03", day, day),  # too short
        Timex(
            44, 52, "DATE", "2016-05-05", date(2016, 5, 5), date(2016, 5, 5)
        ),  # without its article, a day late
        Timex(0, 2, "DATE", "PRESENT_REF", None, None),
    ]
    score = TimesScore()
    add(score, TimedText("x", TEXT, None, [(0, len(TEXT))], gold), given)
    figures = score.figures
    assert (figures.gold, figures.given, figures.found, figures.strict) == (2, 3, 2, 1)
    assert (figures.right_value, figures.right_interval, figures.right_type) == (1, 1, 2)
    assert len(score.wrong) == 2
    assert figures.as_dict()["value_f1"] == pytest.approx(2 / 5)


def test_expressions_outside_the_annotated_sentences_do_not_count() -> None:
    score = TimesScore()
    add(score, TimedText("x", TEXT, None, [(0, 10)], []), [Timex(16, 22, "DATE", "2016", None, None)])
    assert score.figures.given == 0


def test_spellings_of_one_value_are_the_same() -> None:
    assert normal("199") == normal("199X") and normal("20") == normal("20XX")
    assert normal("2016-05-03T10:00:00") == "2016-05-03T10:00"


def _row(text: str, **changes: object) -> str:
    row: dict[str, object] = {
        "corpus": "x", "id": "a", "sha256": sha256(text.encode()).hexdigest(), "length": len(text),
        "published": "2016-05-04", "scope": [0, len(text)], "half": "dev",
        "times": [{"start": 24, "end": 29, "type": "DATE", "value": "2016-05-03", "from": "2016-05-03", "to": "2016-05-03"}],
    }  # fmt: skip
    return json.dumps(row | changes) + "\n"


def test_texts_are_found_by_their_hash_in_any_form(tmp_path: Path) -> None:
    corpora, messages = tmp_path / "corpora", "MANAGUA, 3 MAY 90 -- [TEXT] A BOMB.\n\n   IT WAS DEFUSED."
    corpora.mkdir()
    (corpora / "news.jsonl").write_text(
        "no json\n[1]\n" + json.dumps({"text": TEXT}) + "\n", encoding="utf-8"
    )
    (corpora / "page.md").write_text(f"---\ntitle: x\n---\n\n{TEXT} Page.", encoding="utf-8")
    (corpora / "g.xml").write_text(
        f"<articles><article><text>{TEXT} X</text></article></articles>", encoding="utf-8"
    )
    (corpora / "dev-muc3-0001").write_text(f"DEV-MUC3-0001 (NOSC)\n\n{messages}\n\n\n", encoding="utf-8")
    (corpora / "broken.xml").write_text("<a", encoding="utf-8")
    wanted = {
        sha256(text.encode()).hexdigest(): text
        for text in (TEXT, f"{TEXT} Page.", f"{TEXT} X", messages, "not there")
    }
    found = texts_by_hash(corpora, set(wanted))
    assert len(found) == 4 and all(wanted[key] == text for key, text in found.items())


def test_annotations_meet_their_texts(tmp_path: Path) -> None:
    path = tmp_path / "times.jsonl"
    path.write_text(_row(TEXT) + _row("other", id="b") + _row(TEXT, half="report", id="c"), encoding="utf-8")
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": TEXT}), encoding="utf-8")
    texts, missing = load_annotated(path, tmp_path, "dev")
    assert [one.name for one in texts] == ["a"] and missing == ["b"]
    assert texts[0].times[0].interval == (date(2016, 5, 3), date(2016, 5, 3))


@pytest.mark.parametrize("line", ["{", "[]", '{"half": "dev"}', _row(TEXT, scope="x")])
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "times.jsonl"
    path.write_text(line, encoding="utf-8")
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": TEXT}), encoding="utf-8")
    with pytest.raises(WarlogError, match="W047"):
        load_annotated(path, tmp_path)


def test_the_sample_holds_what_its_page_says() -> None:
    rows = [json.loads(line) for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines()]
    times = [(row, one) for row in rows for one in row["times"]]
    assert len(times) == 301
    assert {row["half"] for row in rows} == {"dev", "report"}
    for row, one in times:
        assert row["scope"][0] <= one["start"] < one["end"] <= row["scope"][1] <= row["length"]
        assert one["type"] in ("DATE", "TIME", "DURATION", "SET")
        assert (int(row["sha256"][:2], 16) % 2 == 0) == (row["half"] == "dev")
