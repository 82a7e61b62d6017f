"""The project's own supplement to the gazetteer: every row is whole, plausible and sourced."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "src" / "warlog" / "data" / "places" / "supplement"
HEADER = [
    "id",
    "name",
    "alternates",
    "kind",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "radius_km",
    "source",
]
THEATRES = {
    "ucdp",
    "afghanistan", "balkans", "caucasus_other", "drc", "east_asia_pacific", "europe_north_africa", "horn_central_africa", "iraq",
    "israel_palestine_lebanon", "latin_america", "libya", "myanmar", "nigeria", "rivers_roads", "sahel", "somalia",
    "south_asia", "sudan", "syria", "ukraine", "west_asia_iran", "yemen",
}  # fmt: skip
POINTS = {
    "district", "suburb", "village", "town", "air_base", "airport", "base", "crossing", "dam", "camp",
    "bridge", "port", "refinery", "power_plant", "hospital", "prison", "factory",
}  # fmt: skip
AREAS = {
    "river", "lake", "mountains", "mountain", "desert", "region", "valley", "island", "peninsula", "plain",
    "road", "oil_field", "front", "sea", "gulf", "strait", "forest",
}  # fmt: skip
# Widest box of a theatre's country, degrees: a slip of a digit or a swap of the axes falls outside it.
BOXES = {
    "AO": (-19, 11, -4, 25), "BA": (42, 15, 46, 20), "BO": (-23, -70, -9, -57), "BT": (26, 88, 29, 93),
    "CF": (2, 14, 12, 28), "CN": (8, 73, 54, 135), "CO": (-5, -80, 14, -66), "CY": (34, 32, 36, 35),
    "DZ": (18, -9, 38, 12), "EH": (20, -18, 28, -8), "ES": (35, -10, 44, 5), "GB": (49, -9, 61, 2),
    "GT": (13, -93, 18, -88), "HR": (42, 13, 47, 20), "HT": (18, -75, 20, -71), "ID": (-11, 95, 6, 142),
    "IN": (6, 68, 37, 98), "JP": (24, 122, 46, 146), "KH": (10, 102, 15, 108), "KR": (33, 124, 39, 132),
    "KW": (28, 46, 31, 49), "LA": (10, 100, 23, 108), "LK": (5, 79, 10, 82), "MX": (14, -118, 33, -86),
    "MZ": (-27, 30, -10, 41), "PA": (7, -83, 10, -77), "PE": (-19, -82, 0, -68), "PG": (-12, 140, 0, 157),
    "PH": (4, 111, 21, 127), "PL": (49, 14, 55, 25), "RS": (42, 18, 47, 23), "SN": (12, -18, 17, -11),
    "SV": (13, -91, 15, -87), "TH": (5, 97, 21, 106), "TN": (30, 7, 38, 12), "TW": (21, 118, 26, 123),
    "TZ": (-12, 29, -1, 41), "UG": (-2, 29, 5, 36), "VE": (0, -74, 13, -59), "XK": (41, 20, 44, 22),
    "AE": (22, 51, 27, 57), "AF": (29, 60, 39, 75), "AM": (38, 43, 42, 47), "AZ": (38, 44, 42, 51),
    "BD": (20, 88, 27, 93), "BF": (9, -6, 16, 3), "CD": (-14, 12, 6, 32), "CM": (1, 8, 14, 17),
    "EG": (21, 24, 32, 37), "ER": (12, 36, 19, 44), "ET": (3, 32, 15, 48), "GE": (41, 39.9, 44, 47),
    "GR": (30, 5, 42, 37), "IL": (29, 34, 34, 36), "IQ": (29, 38, 38, 49), "IR": (24, 44, 40, 64),
    "JO": (29, 34, 34, 40), "KE": (-5, 33, 6, 42), "LB": (33, 35, 35, 37), "LY": (19, 9, 34, 26),
    "MD": (45, 26, 49, 31), "ML": (10, -13, 25, 5), "MM": (9, 92, 29, 102), "NE": (11, 0, 24, 16),
    "NG": (2, 2, 14, 15), "PK": (23, 60, 38, 78), "PS": (31, 34, 33, 36), "QA": (24, 50, 27, 52),
    "RU": (41, 30, 60, 60), "SA": (16, 34, 33, 56), "SD": (8, 21, 23, 40), "SO": (-2, 40, 13, 52),
    "SS": (3, 23, 13, 36), "SY": (32, 35, 38, 43), "TD": (7, 13, 24, 25), "TR": (35, 25, 43, 45),
    "UA": (43, 22, 53, 41), "YE": (11, 38, 20, 63),
}  # fmt: skip


class Row(NamedTuple):
    """One feature of the supplement, still as text."""

    id: str
    name: str
    alternates: str
    kind: str
    country: str
    admin1: str
    latitude: str
    longitude: str
    radius_km: str
    source: str


def read(path: Path) -> list[Row]:
    """The rows of one file; a line with too few or too many columns fails here."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines[0].split("\t") == HEADER, path.name
    rows: list[Row] = []
    for line in lines[1:]:
        cells = line.split("\t")
        assert len(cells) == len(HEADER), f"{path.name}: {line}"
        assert cells == [cell.strip() for cell in cells], f"{path.name}: stray blanks in {line}"
        rows.append(Row(*cells))
    return rows


FILES = sorted(FOLDER.glob("*.tsv"))
ROWS = [row for path in FILES for row in read(path)]


def test_every_theatre_has_its_file_with_source_and_licence() -> None:
    assert {path.stem for path in FILES} == THEATRES
    for path in FILES:
        head = "".join(
            line for line in path.read_text(encoding="utf-8").splitlines(True) if line.startswith("#")
        )
        assert all(word in head for word in ("Source:", "Licence:", "Columns")), path.name


def test_the_supplement_is_large_enough() -> None:
    assert len(ROWS) >= 400


def test_ids_are_unique_slugs() -> None:
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))
    assert [i for i in ids if not re.fullmatch(r"(ucdp:)?[a-z0-9]+(-[a-z0-9]+)*", i)] == []


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_row_is_whole_and_plausible(row: Row) -> None:
    assert row.name
    assert row.kind in POINTS | AREAS
    assert re.fullmatch(
        r"Wikipedia: \S.*|OpenStreetMap|GeoNames|Wikidata Q\d+|UCDP GED|airportsdata: [A-Z0-9]{3,4}",
        row.source,
    )
    south, west, north, east = BOXES[row.country]
    assert south <= float(row.latitude) <= north
    assert west <= float(row.longitude) <= east
    limit = 15 if row.kind in POINTS else 2000
    assert 0 < float(row.radius_km) <= limit


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_alternates_are_other_names_each_once(row: Row) -> None:
    names = [row.name, *(row.alternates.split("|") if row.alternates else [])]
    folded = [unicodedata.normalize("NFC", name).casefold() for name in names]
    assert all(name and name == name.strip() for name in names)
    assert len(folded) == len(set(folded))


def test_no_two_features_of_a_country_share_name_and_kind() -> None:
    keys = [(row.name.casefold(), row.kind, row.country) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_known_places_are_found_where_atlases_have_them() -> None:
    at = {row.id: (float(row.latitude), float(row.longitude)) for row in ROWS}
    for place, (latitude, longitude) in {
        "azovstal": (47.10, 37.61),
        "yarmouk-camp": (33.47, 36.30),
        "hamrin-mountains": (34.65, 44.35),
        "kakhovka-dam": (46.78, 33.37),
        "zamzam-camp": (13.49, 25.31),
    }.items():
        assert at[place] == pytest.approx((latitude, longitude), abs=0.1)
