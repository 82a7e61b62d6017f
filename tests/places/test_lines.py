"""The rivers and roads that ship with the gazetteer, and their stretches."""

from __future__ import annotations

import itertools

import pytest

from warlog.places.countries import load_countries
from warlog.places.geometry import rough_km
from warlog.places.lines import Line, around, circle, load_lines, stretch
from warlog.places.sources import read_supplement

LINES = load_lines()
DEIR_EZ_ZOR, MAYADIN = (35.336, 40.141), (35.020, 40.452)


@pytest.mark.parametrize("line", LINES.all, ids=[line.ids[0] for line in LINES.all])
def test_line_is_whole(line: Line) -> None:
    assert line.kind in {"river", "road"} and line.name
    assert len(line.points) == len(line.countries) >= 2
    assert set(line.countries) <= load_countries().by_code.keys()
    assert all(rough_km(*one, *two) <= 10.5 for one, two in itertools.pairwise(line.points))


def test_the_gazetteers_rivers_lie_on_their_lines() -> None:
    rows = {row.id: row for row in read_supplement() if row.kind in {"river", "road"}}
    known = [line for line in LINES.all if line.ids[0] in rows]
    assert len(known) > 60
    for line in known:
        row = rows[line.ids[0]]
        assert line.nearest(row.latitude, row.longitude)[1] <= max(40.0, 0.5 * row.radius_km), row.id


def test_a_stretch_runs_between_its_ends() -> None:
    euphrates = LINES.by_id["warlog:euphrates"]
    part = stretch(euphrates, DEIR_EZ_ZOR, MAYADIN)
    where = circle(part.points)
    assert set(part.countries) == {"SY"}
    assert 34.9 < where.latitude < 35.4 and 40.1 < where.longitude < 40.5
    assert all(rough_km(where.latitude, where.longitude, *p) <= where.radius_km + 0.1 for p in part.points)


@pytest.mark.parametrize("line", LINES.all, ids=[line.ids[0] for line in LINES.all])
def test_the_circle_covers_its_line(line: Line) -> None:
    where = circle(line.points)
    assert all(rough_km(where.latitude, where.longitude, *p) <= where.radius_km + 0.1 for p in line.points)
    middle = line.points[len(line.points) // 2]
    assert middle in around(line, middle, 15.0)


def test_rivers_flow_downstream() -> None:
    nile, dnipro = LINES.by_id["warlog:nile"], LINES.by_id["warlog:dnipro-river"]
    luxor, kherson = nile.nearest(25.7, 32.6)[0], dnipro.nearest(46.7, 33.0)[0]
    assert nile.towards(luxor) > 270 or nile.towards(luxor) < 90
    assert 180 < dnipro.towards(kherson) < 300


def test_two_towns_are_joined_by_the_road_that_passes_both() -> None:
    road = LINES.linking((33.51, 36.29), (34.72, 36.72))
    assert road is not None and road.name == "M5 motorway"
    assert LINES.linking((33.51, 36.29), (48.45, 35.05)) is None
