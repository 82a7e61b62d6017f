"""The reports with marked place names: the markup reads, and points lie where a place of that name is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from warlog.bench.marked import MarkedName, MarkedReport, read_marked
from warlog.errors import WarlogError
from warlog.places import Gazetteer
from warlog.places.geometry import rough_km

FOLDER = Path(__file__).parent.parent / "annotations" / "places"
PATHS = sorted(FOLDER.glob("*.txt"))
REPORTS = {path.stem: read_marked(path) for path in PATHS}
NEAR_KM = 30.0
POINTS = {"settlement", "village"}
# small namesakes of a place that the gazetteer of 500 inhabitants and more lacks itself
FEWEST_NEAR = 0.95


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _names() -> list[tuple[str, MarkedName]]:
    return [(number, name) for number, report in REPORTS.items() for name in report.names]


def test_reports_are_numbered_without_gaps() -> None:
    assert [path.stem for path in PATHS] == [f"{number:03d}" for number in range(1, len(PATHS) + 1)]
    assert len(PATHS) >= 100


@pytest.mark.parametrize(("number", "report"), REPORTS.items(), ids=list(REPORTS))
def test_report_is_dated_described_and_marked(number: str, report: MarkedReport) -> None:
    assert set(report.header) == {"published", "outlet-like", "theatre", "style"}
    assert report.published is not None
    assert 60 <= len(report.text.split()) <= 180, number
    assert sum(name.is_place for name in report.names) >= 10
    for name in report.names:
        assert report.text[name.start : name.end] == name.name
        assert name.name == name.name.strip()


def test_no_two_reports_tell_the_same() -> None:
    lines = Counter(line for report in REPORTS.values() for line in report.text.split("\n") if line.strip())
    assert [line for line, count in lines.items() if count > 1] == []


def test_a_name_means_one_place_at_one_point_in_a_report() -> None:
    for number, report in REPORTS.items():
        points: dict[tuple[str, str], set[tuple[float, float]]] = {}
        for name in report.names:
            if name.latitude is not None and name.longitude is not None:
                points.setdefault((name.name, name.kind), set()).add((name.latitude, name.longitude))
        for (words, kind), where in points.items():
            apart = [rough_km(*one, *other) for one in where for other in where if one != other]
            assert not apart or min(apart) > NEAR_KM, f"{number}: {words} ({kind}) at {where}"


def test_the_set_is_hard_in_natural_measure() -> None:
    names = [name for _, name in _names()]
    assert sum(not name.is_place for name in names) >= 100
    assert sum(name.metonym for name in names) >= 150
    assert sum(name.is_place and name.latitude is None for name in names) >= 20
    points: dict[str, set[tuple[float, float]]] = {}
    for name in names:
        if name.kind in POINTS and name.latitude is not None and name.longitude is not None:
            points.setdefault(name.name, set()).add((name.latitude, name.longitude))
    namesakes = [
        words
        for words, where in points.items()
        if any(rough_km(*one, *other) > NEAR_KM for one in where for other in where)
    ]
    assert len(namesakes) >= 20


def test_every_fourth_report_is_held_back_and_like_the_rest() -> None:
    held = [report for number, report in REPORTS.items() if int(number) % 4 == 0]
    kept = [report for number, report in REPORTS.items() if int(number) % 4]
    share = [sum(name.metonym for r in half for name in r.names) / len(half) for half in (held, kept)]
    assert 0.5 < share[0] / share[1] < 2


def test_settlements_lie_near_a_place_of_their_name(gazetteer: Gazetteer) -> None:
    near, far = 0, list[str]()
    for number, name in _names():
        if name.kind not in POINTS or name.latitude is None or name.longitude is None:
            continue
        entries = gazetteer.lookup(name.name)
        if not entries:
            continue
        off = min(rough_km(name.latitude, name.longitude, e.latitude, e.longitude) for e in entries)
        near += off <= NEAR_KM
        if off > NEAR_KM:
            far.append(f"{number} {name.name} {name.latitude},{name.longitude}: {off:.0f} km")
    assert near / (near + len(far)) >= FEWEST_NEAR, "\n".join(far)


SMALL_KM = 30.0


def test_countries_lie_near_the_gazetteers(gazetteer: Gazetteer) -> None:
    for number, name in _names():
        if name.kind == "country" and name.latitude is not None and name.longitude is not None:
            entries = [entry for entry in gazetteer.lookup(name.name) if entry.kind == "country"]
            offs = [
                rough_km(name.latitude, name.longitude, e.latitude, e.longitude) / e.radius_km
                for e in entries
                if e.radius_km > SMALL_KM
            ]
            # works put the middle of a country in different places
            assert not offs or min(offs) < 1.5, f"{number} {name.name}: {min(offs):.2f} of its radius"


def test_marks_give_offsets_into_the_text_without_them(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(
        "# published: 2014-06-11; style: wire\n"
        "[Kyiv](50.45,30.52 metonym) said [sic] that the [Mosul](not) Dam Company\n\n"
        "left [Umm Khanafis](? village), [the Euphrates](35.5,39.5 river) and [Rwanda](-2.0, 29.9 country metonym).\n"
    )
    report = read_marked(path)
    assert report.text == (
        "Kyiv said [sic] that the Mosul Dam Company\n\nleft Umm Khanafis, the Euphrates and Rwanda."
    )
    assert [report.text[name.start : name.end] for name in report.names] == [n.name for n in report.names]
    kyiv, mosul, village, river, rwanda = report.names
    assert (kyiv.kind, kyiv.metonym, kyiv.latitude) == ("settlement", True, 50.45)
    assert (mosul.kind, mosul.is_place, mosul.longitude) == ("", False, None)
    assert (village.kind, village.is_place, village.latitude) == ("village", True, None)
    assert (river.kind, river.metonym) == ("river", False)
    assert (rwanda.kind, rwanda.metonym, rwanda.longitude) == ("country", True, 29.9)


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ("[Kyiv](95,30)", "off the globe"),
        ("[Kyiv](50.4,230)", "off the globe"),
        ("[Kyiv](50.4)", "is no point"),
        ("[Kyiv](nowhere)", "is no point"),
        ("[Kyiv]()", "is no point"),
        ("[Kyiv](50.4,30.5 big city)", "one kind is wanted"),
        ("[Kyiv](50.4,30.5", "left open"),
    ],
)
def test_a_wrong_mark_is_told_with_its_line(tmp_path: Path, mark: str, found: str) -> None:
    path = tmp_path / "one.txt"
    path.write_text(f"# published: 2014-06-11\nFrom {mark} it was said.\n")
    with pytest.raises(WarlogError, match=f"W047 .*line 2.*{re.escape(found)}"):
        read_marked(path)


def test_a_wrong_date_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("# published: last week\nNothing.\n")
    with pytest.raises(WarlogError, match=r"W047 .*line 1.*last week"):
        read_marked(path)
    path.write_text("# published: unknown\nNothing.\n")
    assert read_marked(path).published is None
