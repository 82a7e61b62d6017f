import os
import sqlite3
from pathlib import Path

import pytest

from warlog.errors import WarlogError
from warlog.places import Gazetteer
from warlog.places.build import build_gazetteer, default_path
from warlog.places.countries import load_countries
from warlog.places.sources import read_provinces, read_supplement, read_supplement_file


def test_names_in_any_spelling_and_script(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("الموصل")[0].id == "geonames:99072"
    assert gazetteer.lookup("tall afar")[0].id == "geonames:90393"
    assert gazetteer.lookup("Atlantis") == ()


def test_other_spellings_need_a_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Shirqat") == ()
    assert gazetteer.variants("Shirqat", []) == []
    assert gazetteer.variants("al-Shirqat", ["IQ"])[0][0].id == "geonames:91057"
    assert gazetteer.variants("al-Shirqat", ["UA"]) == []


def test_find_near_get(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Palmyra", country="Syria")[0].id == "geonames:163808"
    entry, distance = gazetteer.near(36.33, 43.12, km=20)[0]
    assert (entry.name, distance < 2) == ("Mosul", True)
    found = gazetteer.get("iso:IQ")
    assert found is not None and found.kind == "country"
    assert gazetteer.get("geonames:0") is None


def test_point_to_province(gazetteer: Gazetteer) -> None:
    admin = gazetteer.admin_at(35.3, 40.1)
    assert admin is not None and (admin.country, admin.admin1) == ("SY", "East")
    assert gazetteer.admin_at(0, 0) is None


def test_damaged_or_foreign_file_is_w031(tmp_path: Path) -> None:
    damaged = tmp_path / "g.sqlite3"
    damaged.write_bytes(b"not a database" * 100)
    with pytest.raises(WarlogError, match="W031"):
        Gazetteer.open(damaged, rebuild=False)
    other = tmp_path / "o.sqlite3"
    sqlite3.connect(other).execute("CREATE TABLE meta (key, value)").connection.close()
    with pytest.raises(WarlogError, match="W031"):
        Gazetteer.open(other, rebuild=False)


def test_folder_that_is_a_file_is_w030_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WarlogError, match="W030"):
        build_gazetteer(tmp_path / "file" / "g.sqlite3")


def test_interrupted_build_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_gazetteer(tmp_path / "g.sqlite3", interrupt)
    assert list(tmp_path.iterdir()) == []


def test_countries_are_whole() -> None:
    countries = load_countries()
    assert len(countries.by_code) > 240
    assert countries.named("Syria") == "SY" and countries.of_demonym("Iraqis") == "IQ"
    for country in countries.by_code.values():
        assert -90 <= country.latitude <= 90 and -180 <= country.longitude <= 180 and country.radius_km > 0
        assert len(country.iso2) == 2
    syria = countries.by_code["SY"]
    assert (round(syria.latitude), round(syria.longitude * 2) / 2) == (35, 38)


def test_every_supplement_row_reads_and_ids_are_unique() -> None:
    rows = list(read_supplement())
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert (
            row.name and -90 <= row.latitude <= 90 and -180 <= row.longitude <= 180 and row.radius_km > 0
        ), row.id


def test_broken_supplement_row_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("# header\nx\tX\t\ttown\tSY\t\tnorth\t1\t1\tatlas\n")
    with pytest.raises(WarlogError, match=r"W033 x.tsv: line 2"):
        list(read_supplement_file(path))


def test_crimea_is_ukraines_by_its_iso_code() -> None:
    assert [p.country for p in read_provinces() if p.iso == "UA-43"] == ["UA"]


@pytest.mark.skipif(
    not (default_path().exists() or os.environ.get("WARLOG_TEST_GAZETTEER")),
    reason="the gazetteer is not built",
)
def test_real_gazetteer_knows_the_fields_spellings() -> None:
    named = os.environ.get("WARLOG_TEST_GAZETTEER")
    real = Gazetteer.open(Path(named) if named else None)
    for name, country, wanted in [
        ("Deir Ezzor", "SY", "Deir ez-Zor"), ("Huwayjah", "IQ", "Hawija"), ("Artemivsk", "UA", "Bakhmut"),
        ("Qaim", "IQ", "Al-Qaim"),
    ]:  # fmt: skip
        assert wanted in [entry.name for entry in real.find(name, country)]
    admin = real.admin_at(45.0, 34.0)
    assert admin is not None and admin.country == "UA"
