"""Imports into the gazetteer: what is taken, what is rejected, and what is left when an import is broken off or removed."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warlog.cli import main
from warlog.errors import WarlogError
from warlog.places import Gazetteer, importing
from warlog.places.build import POPULATED_KINDS
from warlog.places.dump import FEATURES, kinds, load_features
from warlog.places.importing import MOST_NAMESAKES, Imported, Wanted, import_places, name_for
from warlog.places.layers import imports_folder, list_imports, remove_import, verify_gazetteer
from warlog.places.names import normal_key

Import = Callable[..., Imported]
QUIET = lambda *_: None  # noqa: E731


def row(
    number: int | str, name: str, latitude: object = 36.0, longitude: object = 43.0, feature: str = "P.PPL",
    country: str = "IQ", others: str = "", people: object = 0, admin1: str = "15",
) -> str:  # fmt: skip
    group, _, code = feature.partition(".")
    cells = [
        number,
        name,
        name,
        others,
        latitude,
        longitude,
        group,
        code,
        country,
        "",
        admin1,
        "",
        "",
        "",
        people,
        "",
        200,
        "",
        "",
    ]
    return "\t".join(str(cell) for cell in cells)


def synthetic_dump(rows: int, seed: int = 7) -> list[str]:
    """A dump as GeoNames makes them, always the same: names with few and with many namesakes, other scripts, all sorts of features."""
    chance = random.Random(seed)
    parts = ["tal", "kar", "mar", "sha", "deir", "zor", "abad", "nor", "gol", "rif", "bab", "qal"]
    features = [f for f in sorted(load_features()) if not f.endswith("*")]
    lines: list[str] = []
    for number in range(rows):
        name = "".join(chance.choice(parts) for _ in range(3)).capitalize() if number % 5 else "Mill Creek"
        others = ",".join(["".join(chance.choice("ابتثجحخدذر") for _ in range(6)), f"{name} al-Kabir"])
        feature = "P.PPL" if number % 3 else chance.choice(features)
        lines.append(
            row(
                1_000_000 + number, name, round(chance.uniform(-60, 70), 5), round(chance.uniform(-180, 180), 5), feature,
                chance.choice(["IQ", "SY", "UA", "US"]), others, chance.choice([0, 0, 900, 70_000]), "01",
            )
        )  # fmt: skip
    return lines


@pytest.fixture
def home(gazetteer: Gazetteer, tmp_path: Path) -> Path:
    """A gazetteer to import into."""
    return Path(shutil.copy(gazetteer.path, tmp_path / "g.sqlite3"))


@pytest.fixture
def load(home: Path, tmp_path: Path) -> Import:
    """Imports these lines into it."""

    def run(lines: list[str] | bytes, name: str = "some", **wishes: object) -> Imported:
        path = tmp_path / "dump.txt"
        path.write_bytes(lines if isinstance(lines, bytes) else "".join(f"{x}\n" for x in lines).encode())
        return import_places(path, home, Wanted(name, **wishes), QUIET)  # type: ignore[arg-type]

    return run


@contextmanager
def opened(home: Path) -> Iterator[Gazetteer]:
    found = Gazetteer.open(home, rebuild=False)
    yield found
    found.close()


def ids(home: Path, name: str) -> list[str]:
    with opened(home) as found:
        return [entry.id for entry in found.lookup(name)]


def test_a_village_of_a_dump_is_found_by_all_its_names(load: Import, home: Path) -> None:
    done = load([row(111, "Tall Qaşab", 36.1, 41.9, others="تل قصب,Til Qeseb,TQB", people=800)])
    assert (done.whole, done.record.taken, done.rejects) == (True, 1, [])
    with opened(home) as found:
        for name in ("Tall Qasab", "تل قصب", "til qeseb"):
            entry = found.lookup(name)[0]
            assert (entry.id, entry.kind, entry.latitude, entry.longitude) == (
                "geonames:111",
                "village",
                36.1,
                41.9,
            )
        assert found.lookup("TQB") == ()
        assert [e.id for e, _ in found.variants("Tel Qasab", ["IQ"])] == ["geonames:111"]
        assert found.variants("Tel Qasab", ["SY"]) == []
        assert found.near(36.1, 41.9, 1)[0][0].id == "geonames:111"
        assert found.get("geonames:111") == found.find("Tall", "IQ")[0]


def test_a_place_that_is_there_stays_one_and_gains_names(load: Import, home: Path) -> None:
    load([row(99072, "Al Mawşil", 36.34, 43.13, "P.PPLA", others="Ninwe,Mosul", people=2_000_000)])
    with opened(home) as found:
        before = found.get("geonames:99072")
        assert before is not None and (before.name, before.admin1) == ("Mosul", "Nineveh")
        assert found.lookup("Ninwe") == (before,)
        assert found.lookup("Mosul") == (before,)
        assert [e.id for e, _ in found.near(36.335, 43.119, 2)] == ["geonames:99072"]


def test_a_place_under_another_id_is_not_doubled(load: Import, home: Path) -> None:
    load(["name,latitude,longitude,kind", "Mosul,36.35,43.13,city", "Mosul,-5.0,20.0,village"], "mine")
    found = ids(home, "Mosul")
    assert found[0] == "geonames:99072" and len(found) == 2 and found[1].startswith("mine:")


def test_of_two_imports_the_newer_one_says_what_a_place_is(load: Import, home: Path) -> None:
    load([row(5, "Qaraj", 36.0, others="Garaj")], "old")
    load([row(5, "Qaraj", 36.2, others="Karaj Sufla")], "new")
    with opened(home) as found:
        entries = {found.lookup(name) for name in ("Qaraj", "Garaj", "Karaj Sufla")}
        assert len(entries) == 1 and entries.pop()[0].latitude == 36.2


def test_features_become_kinds_and_what_is_no_place_of_events_is_left_out(load: Import, home: Path) -> None:
    features = [
        "S.AIRB",
        "H.STM",
        "T.MTS",
        "S.CMPRF",
        "A.ADM3",
        "S.PSTB",
        "P.PPLX",
        "L.UNHEARD",
        "P.PPLH",
        "A.PCLI",
        "U.SMU",
        ".",
    ]
    done = load([row(n, f"Place {chr(97 + n)}", 10 + n, feature=f) for n, f in enumerate(features, 1)])
    assert (done.record.taken, done.record.left_out, done.record.rejected) == (8, 4, 0)
    with opened(home) as found:
        got = [found.get(f"geonames:{n}") for n in range(1, 9)]
    wanted = ["air_base", "river", "mountains", "camp", "district", "crossing", "suburb", "region"]
    assert [entry and entry.kind for entry in got] == wanted


def test_divisions_get_the_names_that_the_gazetteer_has_for_them(home: Path, load: Import) -> None:
    with sqlite3.connect(home) as connection:
        connection.execute("INSERT INTO divisions VALUES ('IQ.15', 'Nineveh')")
    connection.close()
    load([row(1, "Zummar"), row(2, "Zammar", admin1="99")])
    with opened(home) as found:
        one, two = found.get("geonames:1"), found.get("geonames:2")
    assert one is not None and two is not None and (one.admin1, two.admin1) == ("Nineveh", None)


def test_kinds_and_countries_may_be_chosen(load: Import, home: Path) -> None:
    lines = [
        row(1, "Ward", people=900),
        row(2, "Warda", people=60_000),
        row(3, "Wardb", people=900, country="SY"),
    ]
    done = load(lines, kinds=frozenset({"village"}), countries=frozenset({"IQ"}))
    assert (done.record.taken, done.record.left_out) == (1, 2)
    assert (len(ids(home, "Ward")), ids(home, "Warda")) == (1, [])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(2, "X", 103.2, 36.1), "latitude 103.2 is out of range; swapped with longitude 36.1?"),
        (row(2, "X", 99, 150), "latitude 99 is out of range"),
        (row(2, "X", 36, 181), "longitude 181 is out of range"),
        (row(2, "X", "36,1"), "latitude '36,1' is not a number"),
        (row(2, "X", "nan"), "latitude 'nan' is not a number"),
        (row(2, "X", "1_0"), "latitude '1_0' is not a number"),
        (row(2, "X", 36, ""), "no longitude"),
        (row("", "X"), "'' is no GeoNames id"),
        (row("9999999999", "X"), "'9999999999' is no GeoNames id"),
        (row("٣", "X"), "'٣' is no GeoNames id"),
        (row(2, " "), "no name"),
        (row(2, "---"), "'---' is no name"),
        (row(2, "X", people="many"), "population 'many' is not a number"),
        (row(2, "X", people=-4), "population '-4' is not a number"),
        (row(2, "X", country="Iraq"), "country 'Iraq' is not a code of two letters"),
        (row(2, "X") + "\textra", "20 columns, not 19"),
        ("no tabs at all", "1 columns, not 19"),
        (row(2, "X\0Y"), "a NUL character in it"),
        (row(1, "Another"), "the id geonames:1 once more; its first row stands"),
    ],
)
def test_bad_rows_are_rejected_by_line_and_the_rest_is_imported(
    load: Import, home: Path, bad: str, reason: str
) -> None:
    done = load([row(1, "Good"), "", bad, row(7, "Better")])
    assert done.rejects == [(3, reason)]
    assert (done.record.taken, done.record.rejected) == (2, 1)
    assert ids(home, "Good") == ["geonames:1"] and ids(home, "Better") == ["geonames:7"]


def test_lines_in_another_encoding_are_rejected_one_by_one(load: Import, home: Path) -> None:
    lines = [row(1, "Sinjar"), row(2, "Alqôsh"), row(3, "Zakho")]
    done = load(b"\xef\xbb\xbf" + "\n".join(lines).encode("latin-1"))
    assert done.rejects == [(2, "not UTF-8 (byte 0xf4)")]
    assert done.record.taken == 2 and ids(home, "Zakho") == ["geonames:3"]


def test_an_endless_line_is_rejected_without_filling_memory(load: Import) -> None:
    done = load(b"x" * (5 << 20) + b"\n" + row(1, "Good").encode(), format="geonames")
    assert done.rejects == [(1, "longer than 1,048,576 bytes")] and done.record.taken == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "W002"), (row(1, "X").encode("utf-16"), "W050"), (b"just,some\nthings,here\n", "W050"), (b"\n\n", "W050"),
        (b"PK\x03\x04 but no zip", "W050"),
    ],
)  # fmt: skip
def test_files_of_another_sort_are_refused_whole(load: Import, home: Path, content: bytes, code: str) -> None:
    with pytest.raises(WarlogError, match=code):
        load(content)
    assert not imports_folder(home).exists()


def test_a_file_without_one_good_row_imports_nothing(load: Import, home: Path) -> None:
    load([row(1, "Kept")])
    done = load([row(1, "X", 99), row(2, "Y", 99)])
    assert (done.whole, done.record.rejected) == (False, 2)
    assert ids(home, "Kept") == ["geonames:1"]


CSV = """Name;Lat;Lon;Kind;Alternates;Country;Population;id;comment
Tell Hamis;36.8;41.7;town;Tal Hamees|تل حميس;Syria;6000;7;
"Camp ""Alpha""; north";35.0;44.0;camp;;iq;;;x
"""


def test_a_csv_is_read_by_its_header(load: Import, home: Path) -> None:
    done = load(CSV.encode(), "mine")
    assert (done.record.format, done.record.taken, done.rejects) == ("csv", 2, [])
    with opened(home) as found:
        entry = found.lookup("تل حميس")[0]
        assert (entry.id, entry.name, entry.kind, entry.country, entry.population) == (
            "mine:7",
            "Tell Hamis",
            "town",
            "SY",
            6000,
        )
        assert found.lookup("Camp “Alpha”, north")[0].country == "IQ"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("A,1,2,3", "4 columns, not 3"),
        ('"A,1,2', "a quotation mark that does not end, or text after one that does"),
        (",1,2", "no name"),
        ("A,one,2", "latitude 'one' is not a number"),
        ("A,120,2", "latitude 120 is out of range; swapped with longitude 2?"),
        ("Good,1,2", r"the id some:[0-9a-f]{16} once more; its first row stands"),
    ],
)
def test_bad_rows_of_a_csv(load: Import, home: Path, bad: str, reason: str) -> None:
    import re

    done = load(["name,latitude,longitude", "Good,1,2", bad, "Better,3,4"])
    assert [line for line, _ in done.rejects] == [3]
    assert re.fullmatch(reason, done.rejects[0][1]) or done.rejects[0][1] == reason
    assert ids(home, "Better")


def test_unknown_kinds_and_countries_of_a_csv_are_rejected_not_guessed(load: Import) -> None:
    done = load(
        ["name,latitude,longitude,kind,country", "A,1,2,hamlit,", "B,1,2,,Irak", "C,1,2,Air base,Iraq"]
    )
    assert done.rejects == [
        (2, "kind 'hamlit' is none of the gazetteer's"),
        (3, "country 'Irak' is not known"),
    ]
    assert done.record.taken == 1


def test_a_csv_adds_spellings_to_a_place_by_its_id(load: Import, home: Path) -> None:
    lines = [
        "id,name,latitude,longitude",
        "geonames:99072,Musil,36,43",
        "geonames:99999999999999999999,B,1,2",
        "geonames:x,C,1,2",
    ]
    done = load(lines, "mine")
    assert [reason for _, reason in done.rejects] == [
        "'geonames:99999999999999999999' is no GeoNames id",
        "'geonames:x' is no GeoNames id",
    ]
    assert ids(home, "Musil") == ["geonames:99072"]


def test_a_file_that_grows_while_it_is_read_is_not_imported(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(row(1, "Kept") + "\n", encoding="utf-8")

    def grow(what: str, *_: int) -> None:
        if what.startswith("reading dump"):
            path.write_text(row(2, "More") + "\n", encoding="utf-8")

    with pytest.raises(WarlogError, match="W052"):
        import_places(path, home, Wanted("some"), grow)
    assert list_imports(home) == [] and ids(home, "Kept") == []


def test_zipped_dumps_are_read_as_they_are_downloaded(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("readme.txt", "Readme for GeoNames")
        packed.writestr("IQ.txt", "\n".join(synthetic_dump(200)))
    done = import_places(path, home, Wanted(name_for(path)), QUIET)
    assert (done.record.name, done.record.source, done.record.rejected) == ("iq", "IQ.zip", 0)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("other.txt", "x")
    with pytest.raises(WarlogError, match=r"W050 .*IQ\.txt, other\.txt, not one table"):
        import_places(path, home, Wanted("iq"), QUIET)


def test_a_torn_zip_changes_nothing(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("IQ.txt", "\n".join(synthetic_dump(5000)))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 50] = bytes(50)
    path.write_bytes(content)
    with pytest.raises(WarlogError, match="W052"):
        import_places(path, home, Wanted("iq"), QUIET)
    assert list_imports(home) == [] or list_imports(home)[0].unfinished
    assert ids(home, "Mill Creek") == []


def test_namesakes_are_bounded_but_every_country_has_its_turn(load: Import, home: Path) -> None:
    crowd = [row(n, "Santa Rosa", -40 + n / 10, 20, country="MX", people=1000 + n) for n in range(1, 200)]
    load([*crowd, row(900, "Santa Rosa", 15, -85, country="HN")])
    found = ids(home, "Santa Rosa")
    assert len(found) == MOST_NAMESAKES
    assert found[0] == "geonames:199" and "geonames:900" in found and "geonames:1" not in found


def interrupted_after(batches: int) -> Callable[[str, int, int], None]:
    told = iter(range(10**6))

    def tell(what: str, *_: int) -> None:
        if what.startswith("reading dump") and next(told) == batches - 1:
            raise KeyboardInterrupt

    return tell


def test_an_import_that_was_broken_off_goes_on_and_comes_to_the_same(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_BATCH", 100)
    path = tmp_path / "dump.txt"
    lines = [*synthetic_dump(450), "a bad line", row(1_000_003, "Twice"), *synthetic_dump(30, seed=8)]
    path.write_text("\n".join(lines), encoding="utf-8")
    whole = import_places(path, home, Wanted("whole"), QUIET)
    with pytest.raises(KeyboardInterrupt):
        import_places(path, home, Wanted("part"), interrupted_after(3))
    assert [(r.name, r.unfinished) for r in list_imports(home)] == [("part", True), ("whole", False)]
    assert not (imports_folder(home) / "part.sqlite3").exists()
    done = import_places(path, home, Wanted("part"), QUIET)
    assert done.resumed and done.rejects == whole.rejects
    assert (done.record.taken, done.record.rejected) == (whole.record.taken, whole.record.rejected)
    assert done.record.rejected > 20
    one, two = (dump_of(imports_folder(home) / f"{name}.sqlite3") for name in ("whole", "part"))
    assert one == two
    assert sorted(p.name for p in imports_folder(home).iterdir()) == ["part.sqlite3", "whole.sqlite3"]


def dump_of(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = [
        r
        for table in ("places", "names", "skeletons", "cells")
        for r in connection.execute(f"SELECT * FROM {table}")
    ]
    connection.close()
    return rows


def test_a_killed_import_goes_on_and_one_with_other_wishes_begins_anew(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("\n".join(synthetic_dump(300)), encoding="utf-8")
    program = (
        "import os, sys; from pathlib import Path; from warlog.places import importing as i\n"
        "i._BATCH = 100\n"
        "def tell(what, done, total):\n"
        "    if what.startswith('reading dump'): os.kill(os.getpid(), 9)\n"
        "i.import_places(Path(sys.argv[1]), Path(sys.argv[2]), i.Wanted('killed'), tell)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(path), str(home)], check=False)
    assert killed.returncode == -9
    assert [(r.name, r.taken + r.left_out, r.unfinished) for r in list_imports(home)] == [
        ("killed", 100, True)
    ]
    assert ids(home, "Mill Creek") == []
    other = import_places(path, home, Wanted("killed", countries=frozenset({"IQ"})), QUIET)
    assert not other.resumed and other.record.left_out > 100
    subprocess.run([sys.executable, "-c", program, str(path), str(home)], check=False)
    assert import_places(path, home, Wanted("killed"), QUIET).resumed


def test_two_imports_of_one_name_at_once_are_refused(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(row(1, "Alone"), encoding="utf-8")

    def again(what: str, *_: int) -> None:
        if what.startswith("reading dump"):
            with pytest.raises(WarlogError, match="W054"):
                import_places(path, home, Wanted("same"), QUIET)

    assert import_places(path, home, Wanted("same"), again).whole


def test_building_the_gazetteer_anew_keeps_the_imports(
    gazetteer: Gazetteer, load: Import, home: Path
) -> None:
    load([row(1, "Kept")])
    shutil.copy(gazetteer.path, home)
    assert ids(home, "Kept") == ["geonames:1"]


def test_a_damaged_import_is_named_and_can_be_removed(load: Import, home: Path) -> None:
    load([row(1, "Kept")])
    path = imports_folder(home) / "some.sqlite3"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(WarlogError, match=r"W053 .*under the name some"):
        Gazetteer.open(home)
    assert [wrong is None for _, wrong, _, _ in verify_gazetteer(home)] == [True, False]
    load([row(1, "Kept")])
    assert ids(home, "Kept") == ["geonames:1"]
    path.write_bytes(b"not a database" * 1000)
    remove_import(home, "some")
    assert ids(home, "Mosul") == ["geonames:99072"]
    with pytest.raises(WarlogError, match="W051"):
        remove_import(home, "some")


def test_lost_rows_are_found_by_verify(load: Import, home: Path) -> None:
    load(synthetic_dump(100))
    assert [wrong for _, wrong, _, _ in verify_gazetteer(home)] == [None, None]
    with sqlite3.connect(imports_folder(home) / "some.sqlite3") as connection:
        connection.execute("DELETE FROM places WHERE place = 1")
    connection.close()
    assert [wrong is None for _, wrong, _, _ in verify_gazetteer(home)] == [True, False]


def test_the_table_of_features_is_whole() -> None:
    features = load_features()
    for group in "AHLPRSTUV":
        assert f"{group}.*" in features
    for feature in features.values():
        assert feature.rank in (0, 1, 2) and (feature.kind == "-" or feature.radius_km > 0), FEATURES
    assert set(POPULATED_KINDS) <= kinds().keys() and "-" not in kinds()


# --- properties -----------------------------------------------------------------------------------

words = st.text("abdefghiklmnorstuzéşāКиївموصل", min_size=3, max_size=10).filter(
    lambda word: bool(normal_key(word))
)
good = st.tuples(
    words, st.floats(-90, 90).map(lambda x: round(x, 5)), st.floats(-180, 180).map(lambda x: round(x, 5)),
    st.sampled_from(["P.PPL", "H.STM", "S.AIRB", "T.HLL"]), st.sampled_from(["IQ", "SY", "UA"]), st.integers(0, 10**7),
)  # fmt: skip
broken = st.one_of(
    st.text(st.characters(blacklist_characters="\t\n\r", blacklist_categories=["Cs"]), min_size=1).filter(
        str.strip
    ),
    st.tuples(words, st.floats(90.01, 1000)).map(lambda pair: row(1, pair[0], pair[1])),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(good, broken), min_size=1, max_size=25))
def test_every_good_row_is_found_and_removal_restores_all(
    home: Path, tmp_path: Path, rows: list[tuple[str, float, float, str, str, int] | str]
) -> None:
    lines = [
        item
        if isinstance(item, str)
        else row(5_000_000 + n, item[0], item[1], item[2], item[3], item[4], people=item[5])
        for n, item in enumerate(rows)
    ]
    (tmp_path / "dump.txt").write_text("\n".join(lines), encoding="utf-8", newline="")
    names = ["Mosul", "Hama", "Palmyra", *(item[0] for item in rows if not isinstance(item, str))]
    with opened(home) as found:
        before = [
            (found.lookup(name), found.variants(name, ["IQ", "SY"]), found.find(name)) for name in names
        ]
    done = import_places(tmp_path / "dump.txt", home, Wanted("some", "geonames"), QUIET, first_rejects=100)
    kept = [(n, item) for n, item in enumerate(rows) if not isinstance(item, str)]
    assert [line - 1 for line, _ in done.rejects] == [
        n for n, item in enumerate(rows) if isinstance(item, str)
    ]
    with opened(home) as found:
        for n, (name, latitude, longitude, *_) in kept:
            entry = next(entry for entry in found.lookup(name) if entry.id == f"geonames:{5_000_000 + n}")
            assert (entry.latitude, entry.longitude) == (latitude, longitude)
            assert any(near.id == entry.id for near, _ in found.near(latitude, longitude, 0.1, 100))
    if done.whole:
        remove_import(home, "some")
    assert not imports_folder(home).exists() or not any(imports_folder(home).glob("*.sqlite3"))
    with opened(home) as found:
        after = [(found.lookup(name), found.variants(name, ["IQ", "SY"]), found.find(name)) for name in names]
    assert after == before


# --- commands -------------------------------------------------------------------------------------


@pytest.fixture
def warlog(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["warlog", "gazetteer", *map(str, words), "--gazetteer", str(home)])
        with pytest.raises(SystemExit) as stop:
            main()
        done = capsys.readouterr()
        return int(stop.value.code or 0), done.out, done.err

    return run


def test_commands_import_list_verify_and_remove(
    warlog: Callable[..., tuple[int, str, str]], home: Path, tmp_path: Path
) -> None:
    path, log = tmp_path / "Iraq North.txt", tmp_path / "rejects.tsv"
    path.write_text("\n".join([row(1, "Zummar"), *(row(n, "X", 99) for n in range(2, 32))]), encoding="utf-8")
    status, _, said = warlog("import", path, "--rejects", log)
    assert status == 1
    assert (
        "line 2: latitude 99 is out of range; swapped with longitude 43.0?" in said
        and "… and 10 more" in said
    )
    assert "imported as iraq-north: 1 places; 30 rows rejected, 0 left out" in said
    assert log.read_text().splitlines()[-1].startswith("31\tlatitude 99")
    assert "iraq-north" in warlog("imports")[1]
    status, out, _ = warlog("verify")
    assert status == 0 and "well  iraq-north: 1 places" in out
    assert warlog("remove", "iraq-north")[0] == 0
    assert warlog("remove", "iraq-north")[0] == 2
    assert ids(home, "Zummar") == []


@pytest.mark.parametrize(
    "words", [("--name", "Big Name"), ("--name", "geonames"), ("--kinds", "hamlit"), ("--countries", "IRQ")]
)  # fmt: skip
def test_wrong_wishes_are_w042(
    warlog: Callable[..., tuple[int, str, str]], tmp_path: Path, words: tuple[str, str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(row(1, "Zummar"), encoding="utf-8")
    status, _, said = warlog("import", path, *words)
    assert status == 2 and said.startswith("W042")


def test_a_good_import_exits_0(warlog: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(row(1, "Zummar"), encoding="utf-8")
    assert warlog("import", path)[0] == 0


def test_rejects_are_written_for_the_whole_file(home: Path, tmp_path: Path) -> None:
    path, log = tmp_path / "dump.txt", StringIO()
    path.write_text("\n".join([row(1, "Good"), *["bad"] * 500]), encoding="utf-8")
    done = import_places(path, home, Wanted("some"), QUIET, log)
    assert (len(done.rejects), log.getvalue().count("\n")) == (20, 500)
