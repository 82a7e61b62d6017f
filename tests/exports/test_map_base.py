"""The packaged base map: every row of its tables, and lines that come back as they went in."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warlog.exports.map_base import base_map, encoded, region_of

FOLDER = files("warlog.data.map")


def rows(name: str) -> list[list[str]]:
    lines = [
        line for line in FOLDER.joinpath(name).read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    return [line.split("\t") for line in lines[1:]]


def decoded(text: str) -> list[list[int]]:
    """The inverse of `encoded`, as the page's script does it."""
    values, value, shift = [], 0, 0
    for character in text:
        five = ord(character) - 63
        value += (five & 31) << shift
        shift += 5
        if not five & 32:
            values.append(-(value + 1) // 2 if value % 2 else value // 2)
            value = shift = 0
    return np.cumsum(np.array(values).reshape(-1, 2), axis=0).tolist()


@given(st.lists(st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000)), min_size=1))
def test_lines_survive_their_encoding(points: list[tuple[int, int]]) -> None:
    expected = [list(p) for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    assert decoded(encoded(np.array(points) / 1000)) == expected


@pytest.mark.parametrize(("name", "columns"), [("towns.tsv", 6), ("provinces.tsv", 5)])
def test_every_label_lies_on_earth(name: str, columns: int) -> None:
    for row in rows(name):
        assert len(row) == columns and row[1]
        assert abs(float(row[2])) <= 90 and abs(float(row[3])) <= 180 and float(row[4]) >= 0


def test_crimea_is_ukraines_and_dashed() -> None:
    provinces = {(country, name) for country, name, *_ in rows("provinces.tsv")}
    assert ("UA", "Sevastopol") in provinces
    assert ["UA-43", "UA"] in tomllib.loads(FOLDER.joinpath("disputed.toml").read_text("utf-8"))["pairs"]
    home, region = region_of([(45.3, 34.4), (46.6, 33.0)])
    assert base_map(home, region, ["UA"])["layers"]["disputed"]


def test_a_region_has_its_country_provinces_rivers_and_towns() -> None:
    home, region = region_of([(36.34, 43.12), (35.47, 44.39)])
    base = base_map(home, region, ["IQ"])
    assert {"Iraq", "Syria", "Turkey"} <= {country["name"] for country in base["labels"]["countries"]}
    assert {"Nineveh", "Kirkuk"} <= {label.name for label in base["labels"]["provinces"]}
    assert {"Mosul", "Erbil"} <= {label.name for label in base["labels"]["towns"]}
    assert all(base["layers"][layer] for layer in ("provinces", "borders", "rivers", "lakes", "land"))
    assert [land["focus"] for land in base["layers"]["land"]].count(True) == 1
