"""The annotations shipped without their texts: every row is valid, and packing loses nothing that is scored."""

from __future__ import annotations

import json
import runpy
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from warlog.bench import load_gold
from warlog.records import ACTS, MODALITIES, Measure, SourceKind

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "annotations.py"))
REPORTS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "annotations" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
]
CLAIMS = [
    pytest.param(report, claim, id=f"{report['name']}-{number}")
    for report in REPORTS
    for number, claim in enumerate(report["claims"])
]
FIELDS = {
    "act", "modality", "trigger", "agents", "targets", "causes", "places", "when", "quantities", "voice",
    "sources", "channel", "evidence_start",
}  # fmt: skip


def test_each_report_is_there_once() -> None:
    for field in ("name", "id", "sha256"):
        values = [report[field] for report in REPORTS]
        assert len(set(values)) == len(values), field


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["name"])
def test_report_is_identified_and_dated(report: dict[str, Any]) -> None:
    assert set(report) == {"name", "corpus", "id", "sha256", "length", "published", "claims"}
    assert report["corpus"] in {"FA-KES", "re3d"}
    assert len(bytes.fromhex(report["sha256"])) == 32
    assert report["published"] is None or date.fromisoformat(report["published"])
    assert report["claims"]
    repeated = [json.dumps(claim, sort_keys=True) for claim in report["claims"]]
    assert len(set(repeated)) == len(repeated)


@pytest.mark.parametrize(("report", "claim"), CLAIMS)
def test_claim_speaks_the_record(report: dict[str, Any], claim: dict[str, Any]) -> None:
    assert set(claim) == FIELDS
    assert claim["act"] in ACTS
    assert claim["modality"] in MODALITIES
    assert (claim["voice"] == "source") == bool(claim["sources"])
    assert 0 <= claim["evidence_start"] <= claim["trigger"][0]
    for span in [claim["trigger"], *_spans(claim)]:
        start, end = span
        assert 0 <= start < end <= report["length"]
    for place in claim["places"]:
        assert -90 <= place["lat"] <= 90
        assert -180 <= place["lon"] <= 180
        assert place["name"]
        assert place["within_km"] > 0
    for quantity in claim["quantities"]:
        assert quantity["measure"] in get_args(Measure)
        bounds = [quantity[bound] for bound in ("low", "high") if quantity[bound] is not None]
        assert bounds == sorted(bounds)
    for source in claim["sources"]:
        assert source["kind"] in get_args(SourceKind)
    if claim["when"] and claim["when"]["start"] and claim["when"]["end"]:
        assert date.fromisoformat(claim["when"]["start"]) <= date.fromisoformat(claim["when"]["end"])


def test_no_words_of_a_report_but_names() -> None:
    for report in REPORTS:
        for name in _strings(report["claims"]):
            assert len(name.split()) <= 8, name


def test_packed_and_restored_reports_score_alike(tmp_path: Path) -> None:
    corpora, packed, restored = tmp_path / "corpora", tmp_path / "packed.jsonl", tmp_path / "gold"
    _write_corpus(corpora)
    assert SCRIPT["main"](["pack", str(GOLD), str(packed), "--corpus", "s*=own"]) == 0
    assert [json.loads(line)["corpus"] for line in packed.read_text().splitlines()] == ["own", "own", None]
    assert SCRIPT["main"](["restore", str(packed), str(corpora), str(restored)]) == 0
    before, after = load_gold(GOLD), load_gold(restored)
    assert [(one.name, one.raw.text, one.raw.published, one.claims) for one in before] == [
        (one.name, one.raw.text, one.raw.published, one.claims) for one in after
    ]


def test_restored_triggers_lie_where_they_were_annotated() -> None:
    for path in sorted(GOLD.glob("*.json")):
        text = (GOLD / "reports" / f"{path.stem}.txt").read_text(encoding="utf-8")
        packed = SCRIPT["pack"](json.loads(path.read_text(encoding="utf-8")), path.stem, text, None)
        for offsets, claim in zip(
            packed["claims"], SCRIPT["restore"](packed, text, {})["claims"], strict=True
        ):
            assert text.find(claim["trigger"], text.find(claim["sentence"])) == offsets["trigger"][0]


def test_trigger_after_the_same_words_is_restored_at_its_own_place() -> None:
    text = "They attacked. They attacked. They attacked again."
    assert SCRIPT["_sentence"](0, [20, 28], text) == text[20:]
    assert SCRIPT["_sentence"](0, [5, 13], text) == text


def test_texts_that_no_corpus_holds_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpora, packed = tmp_path / "corpora", tmp_path / "packed.jsonl"
    _write_corpus(corpora, only="sahel")
    SCRIPT["main"](["pack", str(GOLD), str(packed)])
    assert SCRIPT["main"](["restore", str(packed), str(corpora), str(tmp_path / "some")]) == 0
    said = capsys.readouterr()
    assert "1 of 3 reports restored" in said.out
    assert "sudan" in said.err
    assert "ukraine" in said.err
    (corpora / "own.jsonl").write_text("")
    assert SCRIPT["main"](["restore", str(packed), str(corpora), str(tmp_path / "none")]) == 1


def test_another_text_is_refused() -> None:
    record = json.loads((GOLD / "sahel.json").read_text(encoding="utf-8"))
    text = (GOLD / "reports" / "sahel.txt").read_text(encoding="utf-8")
    packed = SCRIPT["pack"](record, "sahel", text, None)
    with pytest.raises(ValueError, match="not the one"):
        SCRIPT["restore"](packed, text + " ", {})
    with pytest.raises(ValueError, match=r"sahel claims\[0\]"):
        SCRIPT["pack"](record, "sahel", "another text", None)


def _write_corpus(folder: Path, only: str = "*") -> None:
    folder.mkdir(exist_ok=True)
    texts = [path.read_bytes().decode() for path in sorted((GOLD / "reports").glob(f"{only}.txt"))]
    (folder / "own.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))


def _spans(claim: dict[str, Any]) -> list[list[int]]:
    lists = ("agents", "targets", "causes", "places", "quantities", "sources")
    found = [item["span"] for field in lists for item in claim[field]]
    found += [claim[field]["span"] for field in ("when", "channel") if claim[field]]
    return [span for span in found if span is not None]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in _strings(each)]
    return []
