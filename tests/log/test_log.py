"""The log keeps, finds and never doubles what was read; other files are refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warlog.errors import WarlogError
from warlog.log import Log
from warlog.records import Attribution, Participant, When

CODER = "frames 1"
Make = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "war.db"


def snapshot(path: Path) -> list[str]:
    """Every row of the database, as SQL."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_what_was_stored_comes_back(path: Path, make_stored: Make) -> None:
    report, text, claims, checks = make_stored(claims=3)
    with Log.open(path, create=True) as log:
        assert log.add(report, text, claims, checks, CODER)
    with Log.open(path, read_only=True) as log:
        assert log.reports() == [report]
        assert log.claims() == claims
        assert log.checks() == checks
        assert log.get(claims[1].id) == claims[1]
        assert log.get(checks[0].id[:9]) == checks[0]
        assert log.get(report.id) == report
        assert log.get("c-") is None and log.get("c-%") is None
        assert log.has(report.id) and log.has(report.id, CODER) and not log.has(report.id, "other")
        stored = log.stored(report.id)
        assert stored is not None
        assert (stored.report, stored.text, stored.coder) == (report, text, CODER)
        assert (stored.claims, stored.checks) == (claims, checks)


def test_reading_the_same_report_again_changes_nothing(path: Path, make_stored: Make) -> None:
    with Log.open(path, create=True) as log:
        log.add(*make_stored(claims=2), CODER)
        before = snapshot(path)
        assert not log.add(*make_stored(claims=2), CODER)
        assert snapshot(path) == before


def test_another_reading_of_a_report_replaces_the_first(path: Path, make_stored: Make) -> None:
    with Log.open(path, create=True) as log:
        log.add(*make_stored("Another text."), CODER)
        log.add(*make_stored(claims=3), CODER)
        assert log.add(*make_stored(claims=1, act="attack"), "frames 2")
        assert sorted(claim.act for claim in log.claims()) == ["attack", "capture"]
        assert len(log.claims(words="captured")) == 2
        assert len(log.claims_within(34, 41, 35, 42)) == 2
        assert len(log.checks()) == 2


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"act": "capture"}, True), ({"act": ["attack", "capture"]}, True), ({"act": "attack"}, False),
        ({"actor": "sy-army"}, True), ({"actor": "syrian arab"}, True), ({"actor": "turkish"}, False),
        ({"actor": ["Daesh", "sy-army"]}, True), ({"actor": "%"}, False),
        ({"place": "al-Qaim"}, True), ({"place": "Qa'im"}, True), ({"place": "geonames:1"}, True),
        ({"place": "Anbar"}, True), ({"place": "iq"}, True), ({"place": "sy"}, False), ({"place": "Raqqa"}, False),
        ({"from_": "2017-05-29"}, True), ({"from_": "2017-05-30"}, False), ({"to": "2017-05-29"}, True),
        ({"to": "2017-05-28"}, False), ({"from_": "2017-01-01", "to": "2017-12-31"}, True),
        ({"source": "sana"}, True), ({"source": "SOHR"}, False), ({"report": "r-none"}, False),
        ({"words": "forces captured"}, True), ({"words": "CAPTURED qa'im"}, True), ({"words": 'said" OR "captured'}, False),
        ({"act": "capture", "place": "qaim", "source": "SANA", "words": "Monday"}, True),
    ],
)  # fmt: skip
def test_filters(path: Path, make_stored: Make, condition: dict[str, Any], found: bool) -> None:
    with Log.open(path, create=True) as log:
        log.add(*make_stored(), CODER)
        assert bool(log.claims(**condition)) is found


def test_undated_claims_come_last_and_meet_no_date(path: Path, make_stored: Make) -> None:
    with Log.open(path, create=True) as log:
        log.add(*make_stored("One.", when=None), CODER)
        log.add(*make_stored("Two.", when=When(None, "2016-01-01", 3, None), place=None), CODER)
        log.add(*make_stored("Three."), CODER)
        assert [claim.when and claim.when.end for claim in log.claims()] == ["2016-01-01", "2017-05-29", None]
        assert len(log.claims(from_="2000-01-01")) == 2


@pytest.mark.parametrize("text", ["a\u00a0b\r\nc", "محاصرة حلب", "e\u0301 \U0001f4a3 \x00 z", "\ufeffx"])
def test_odd_text_is_kept_to_the_letter(path: Path, make_stored: Make, text: str) -> None:
    odd = Participant("target", None, text, "unknown", None)
    report, _, claims, checks = make_stored(
        text, participants=[odd], attribution=Attribution("outlet", [], None)
    )
    with Log.open(path, create=True) as log:
        log.add(report, text, claims, checks, CODER)
        stored = log.stored(report.id)
        assert stored is not None
        assert stored.text == text
        assert stored.claims == claims


def test_other_files_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.db"
    text.write_text("not a database, but longer than its header")
    other = tmp_path / "b.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE places (name TEXT)")
    connection.commit()
    connection.close()
    before = other.read_bytes()
    for file in (text, other, tmp_path):
        for options in ({"create": True}, {"read_only": True}):
            with pytest.raises(WarlogError, match="W020"):
                Log.open(file, **options)
    assert other.read_bytes() == before
    assert text.read_text().startswith("not a")


def test_a_damaged_log_is_named(path: Path, make_stored: Make) -> None:
    with Log.open(path, create=True) as log:
        log.add(*make_stored(claims=50), CODER)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(WarlogError, match="W020"), Log.open(path) as log:
        log.claims()


def test_a_log_of_a_newer_program_is_left_alone(path: Path) -> None:
    Log.open(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.commit()
    connection.close()
    before = snapshot(path)
    with pytest.raises(WarlogError, match=r"W021.*0999.*0001.*update warlog"):
        Log.open(path, create=True)
    assert snapshot(path) == before


def test_no_such_log_and_addresses(tmp_path: Path) -> None:
    with pytest.raises(WarlogError, match="W023"):
        Log.open(tmp_path / "none.db", read_only=True)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(WarlogError, match="W022"):
        Log.open(tmp_path / "none" / "war.db", create=True)
    with pytest.raises(WarlogError, match="W024"):
        Log.open("postgresql://localhost/war", create=True)


def test_an_empty_file_becomes_a_log(path: Path, make_stored: Make) -> None:
    path.touch()
    with Log.open(path, create=True) as log:
        assert log.add(*make_stored(), CODER)


def test_two_readers_see_the_last_whole_state_while_one_writes(path: Path, make_stored: Make) -> None:
    with Log.open(path, create=True) as log:
        log.add(*make_stored("One."), CODER)
        with Log.open(path, read_only=True) as first, Log.open(path, read_only=True) as second:
            writer = sqlite3.connect(path, isolation_level=None)
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("DELETE FROM reports")
            assert len(first.reports()) == len(second.reports()) == 1
            writer.execute("ROLLBACK")
            writer.close()
            log.add(*make_stored("Two."), CODER)
            assert len(first.reports()) == len(second.reports()) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_log_that_may_not_be_written(path: Path, make_stored: Make) -> None:
    with Log.open(path, create=True) as log:
        log.add(*make_stored(), CODER)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Log.open(path, read_only=True) as log:
            assert len(log.claims()) == 1
        with pytest.raises(WarlogError, match="W022"), Log.open(path) as log:
            log.add(*make_stored("More."), CODER)
    finally:
        path.parent.chmod(0o755)


_FILL = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from conftest import stored
from warlog.errors import WarlogError
from warlog.log import Log
log = Log.open(sys.argv[1], create=True)
log.add(*stored("One."), "c")
size = 400_000
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
count = 1
try:
    for count in range(2, 2000):
        log.add(*stored(f"Report {count}. " * 200, claims=5), "c")
except WarlogError as error:
    print(count - 1, error)
"""


def test_a_full_disk_costs_only_the_report_that_did_not_fit(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FILL, str(path), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=True,
    )
    count, _, said = done.stdout.partition(" ")
    assert said.startswith("W022") and "What was stored before is whole" in said
    with Log.open(path) as log:
        assert len(log.reports()) == int(count)
        assert all(len(log.claims(report=report.id)) in (1, 5) for report in log.reports())


_WRITE = """
import sys
sys.path.insert(0, sys.argv[2])
from conftest import stored
from warlog.log import Log
log = Log.open(sys.argv[1], create=True)
for number in range(100_000):
    log.add(*stored(f"Report {number}.", claims=8), "c")
    print(number, flush=True)
"""


@pytest.mark.parametrize("reports", [0, 1, 7, 23])
def test_a_kill_loses_no_finished_report(path: Path, reports: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITE, str(path), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(reports)]
    process.kill()
    told += [int(line) for line in process.stdout.read().splitlines()]
    process.wait()
    process.stdout.close()
    with Log.open(path, create=True) as log:
        stored = log.reports()
        assert len(stored) in (len(told), len(told) + 1)
        assert all(
            len(log.claims(report=report.id)) == 8 and len(log.checks(report=report.id)) == 1
            for report in stored
        )
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO claim_quotes (claim_quotes) VALUES ('integrity-check')")
    connection.close()


def test_a_kill_while_the_log_is_made_leaves_nothing_half_made(tmp_path: Path) -> None:
    code = "import sys; from warlog.log import Log; Log.open(sys.argv[1], create=True); print('made', flush=True)"
    for delay in (0.05, 0.3, 0.6, 0.9, 1.2):
        path = tmp_path / f"{delay}.db"
        process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.DEVNULL)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with Log.open(path, create=True) as log:
            assert log.reports() == []


def test_the_migrations_make_what_the_tables_say(path: Path) -> None:
    from sqlalchemy import create_engine, inspect

    from warlog.log.tables import metadata

    Log.open(path, create=True).close()
    engine = create_engine(f"sqlite:///{path}")
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        assert {c["name"] for c in inspector.get_columns(table.name)} == {c.name for c in table.columns}
        indexed = {tuple(i["column_names"]) for i in inspector.get_indexes(table.name)}
        assert {(c.name,) for c in table.columns if c.index} <= indexed
    engine.dispose()
