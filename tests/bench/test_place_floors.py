"""The project's own reports with place names: what the reading must not fall below, and the commands that score it.

`places/` holds 18 invented incidents in 18 theatres, written to guard and not to develop on: nothing is mended by looking at
what is missed there. A mark is explained in `warlog.bench.marked`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warlog.bench.corpora import read_corpus
from warlog.bench.places import point_of, read_entities, read_places, score_places
from warlog.bench.speed import measure_speed
from warlog.cli import app
from warlog.errors import WarlogError
from warlog.ingest import RawReport
from warlog.reading import Reader

HERE = Path(__file__).parent
OWN = HERE / "places"
FLOORS = {
    "detection_f1": 0.86,
    "end_to_end_161_km_precision": 0.84,
    "end_to_end_161_km_f1": 0.78,
    "end_to_end_25_km_f1": 0.67,
    "end_to_end_25_km_f1_in_area": 0.79,
}
"""A little under the figures of the commit that set them."""


@pytest.fixture
def bench(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs `warlog bench` with the resources that are loaded already."""
    monkeypatch.setattr("warlog.resources.load_resources", lambda *_: reader.resources)

    def run(*arguments: object, status: int = 0) -> str:
        result = CliRunner().invoke(app, ["bench", *map(str, arguments)])
        if isinstance(result.exception, WarlogError):
            raise result.exception
        assert result.exit_code == status, result.output
        return result.output

    return run


def test_own_reports_name_places_all_over_the_world() -> None:
    texts = read_corpus(OWN, "marked", None, {}.get)
    assert len(texts) >= 15
    assert sum(len(text.locations) for text in texts) >= 200
    for text in texts:
        assert 60 <= len(text.text.split()) <= 180, text.identifier
        for name in text.locations:
            assert text.text[name.start : name.end] == name.name


def test_floors_and_the_lead_over_the_baseline(reader: Reader) -> None:
    resources = reader.resources
    texts = read_corpus(OWN, "marked", None, {}.get)
    readers = [read_places(resources), read_entities(resources.gazetteer)]
    warlog, baseline = (one.figures.as_dict() for one in score_places(texts, resources, readers))
    below = {name: warlog[name] for name, floor in FLOORS.items() if warlog[name] < floor}
    assert not below
    assert warlog["end_to_end_161_km_f1"] > baseline["end_to_end_161_km_f1"] + 0.15


def test_bench_places_lists_what_is_missed(bench: Callable[..., str], tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("# published: unknown\nRebels left [Mosul](36.34,43.12) for [Nosuchtown](10,10).\n")
    out = bench("places", report, "--half", "all", "--baseline")
    assert "end to end 161 km f1" in out
    assert "first namesake" in out
    out = bench("places", HERE / "samples" / "geovirus.xml", "--list")
    assert "detection f1" in out


def test_bench_places_fails_below_a_floor(bench: Callable[..., str], tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("# published: unknown\nRebels left [Mosul](-36.34,-43.12) on Monday.\n")
    found = json.loads(bench("places", report, "--half", "all", "--jsonl"))
    assert found["warlog"]["end_to_end_161_km_f1"] == 0
    bench("places", report, "--half", "all", "--floor", "0.5", status=1)


def test_bench_places_of_headlines(bench: Callable[..., str]) -> None:
    found = json.loads(bench("places", HERE / "samples" / "ucdp.csv", "--half", "all", "--jsonl"))
    assert found["warlog"]["names"] == 5


def test_the_half_for_the_report_is_not_listed(bench: Callable[..., str]) -> None:
    for half in ("report", "all"):
        with pytest.raises(WarlogError, match="W042"):
            bench("places", HERE / "samples" / "geovirus.xml", "--half", half, "--list")


def test_bench_re3d(bench: Callable[..., str], tmp_path: Path) -> None:
    found = json.loads(bench("re3d", HERE / "samples" / "re3d", "--half", "all", "--jsonl"))
    assert found["documents"] == 2
    assert found["Location"]["recall"] == 1.0
    assert found["Temporal"]["f1"] == 1.0
    skip = tmp_path / "skip.txt"
    skip.write_text("0000000B\n")
    assert "1 documents" in bench("re3d", HERE / "samples" / "re3d", "--half", "all", "--skip", skip)


def test_geonames_ids_of_towns_and_countries(reader: Reader) -> None:
    gazetteer = reader.resources.gazetteer
    mosul, iraq = point_of(gazetteer, "99072"), point_of(gazetteer, "99237")
    assert mosul is not None
    assert mosul[0] == pytest.approx(36.34, abs=0.1)
    assert iraq is not None
    assert point_of(gazetteer, "999999999") is None


def test_speed_tells_the_rooms_apart(reader: Reader) -> None:
    raw = RawReport(
        "Iraqi forces took two villages near Mosul on Monday.", None, None, "2017-06-01", None, "a"
    )
    found = measure_speed([raw], reader.resources, rounds=1)
    assert list(found.rooms) == ["parse", "actors", "places", "times", "quantities", "claims"]
    assert found.rooms["parse"] == 1.0
    together = found.rooms["actors"] + found.rooms["places"] + found.rooms["times"]
    assert found.who_where_when == pytest.approx(together)
