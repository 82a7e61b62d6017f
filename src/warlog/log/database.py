"""The SQLite file behind a log: made, recognised, brought up to date, opened for reading or for writing."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from warlog.errors import WarlogError

# "wlog" in ASCII: tells a warlog log from any other SQLite file (https://www.sqlite.org/pragma.html#pragma_application_id)
APPLICATION_ID = 0x776C6F67
# the migrations that this program knows, oldest first
VERSIONS = ("0001",)
BUSY_SECONDS = 30

_UNWRITABLE = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_AUTH,
}  # fmt: skip
_PRIMARY_CODE = 0xFF
# pathlib makes one slash of the two
_DATABASE_ADDRESS = re.compile(r"(?:postgresql|postgres|mysql|sqlite)[+\w]*:/")


def open_for_writing(path: Path, *, create: bool) -> Engine:
    """An engine on the log at `path`, made where absent if `create`, brought up to date.

    Raises WarlogError W020 to W024.
    """
    refuse_other_things(path, create=create)
    engine = _engine(f"file:{quote(str(path))}?mode={'rwc' if create else 'rw'}", writes=True)
    with guarded(path):
        if _version(engine, path) != VERSIONS[-1]:
            _upgrade(engine, path)
    return engine


def open_for_reading(path: Path) -> Engine:
    """An engine on the log at `path` that writes nothing; raises WarlogError W020 to W024."""
    refuse_other_things(path, create=False)
    address = f"file:{quote(str(path))}?mode=ro"
    engine = _engine(address, writes=False)
    try:
        version = _version(engine, path)
    except sqlite3.Error as error:
        if _primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise _explained(error, path) from None
        # In a directory that may not be written to, SQLite cannot make the shared-memory file of its
        # write-ahead log; nobody can be writing there either, so the file may be read as it is.
        engine = _engine(address + "&immutable=1", writes=False)
        with guarded(path):
            version = _version(engine, path)
    if version is None:
        raise WarlogError("W020", where=path, found="nothing in it")
    if version != VERSIONS[-1]:
        open_for_writing(path, create=False).dispose()
    return engine


@contextmanager
def guarded(path: Path) -> Generator[None, None, None]:
    """Turn the database's errors into WarlogError W020 (damaged) and W022 (cannot be written)."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(error.orig, path) from None
    except sqlite3.Error as error:
        raise _explained(error, path) from None


def refuse_other_things(path: Path, *, create: bool) -> None:
    """Raise WarlogError W020 to W024 where `path` plainly is no log, nor one that could be made if `create`."""
    if _DATABASE_ADDRESS.match(str(path)):
        raise WarlogError("W024", where=path)
    try:
        if path.is_dir():
            raise WarlogError("W020", where=path, found="a directory")
        if path.exists():
            with path.open("rb") as file:
                head = file.read(16)
            if head and head != b"SQLite format 3\0":
                raise WarlogError("W020", where=path, found="another kind of file")
            if create and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
                raise WarlogError("W022", where=path, found="no write permission")
        elif not create:
            raise WarlogError("W023", where=path)
        elif not path.parent.is_dir():
            raise WarlogError("W022", where=path, found="no such directory")
        elif not os.access(path.parent, os.W_OK):
            raise WarlogError("W022", where=path, found="no write permission for the directory")
    except OSError as error:
        raise WarlogError("W022", where=path, found=(error.strerror or "error").lower()) from None


def _engine(address: str, *, writes: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level None: transactions are begun below, so that those that write hold the lock
        # from their first statement and DDL is part of them
        return sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    # one connection kept open: closing the last one empties the write-ahead log, 35 ms each time
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=1)

    def prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        if writes:
            connection.execute("PRAGMA synchronous = FULL")

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _version(engine: Engine, path: Path) -> str | None:
    """The log's version, None where the file is new; WarlogError W020, W021 where it is another's."""
    connection = engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        return _version_seen(driver, path)
    finally:
        connection.close()


def _version_seen(driver: Any, path: Path) -> str | None:
    tables = {row[0] for row in driver.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return None
    (mark,) = driver.execute("PRAGMA application_id").fetchone()
    if mark != APPLICATION_ID or "alembic_version" not in tables:
        raise WarlogError("W020", where=path, found="an SQLite file of another program")
    (version,) = driver.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    if version not in VERSIONS:
        raise WarlogError("W021", where=path, found=version, known=VERSIONS[-1])
    return version


def _upgrade(engine: Engine, path: Path) -> None:
    """Migrate to the newest version in one transaction: a kill on the way leaves the file as it was."""
    connection = engine.raw_connection()
    try:
        # outside any transaction, as SQLite asks
        driver: Any = connection.driver_connection
        driver.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    with engine.begin() as connection:
        # another process may have made the log while this one waited for the lock
        if _version_seen(connection.connection.driver_connection, path) == VERSIONS[-1]:
            return
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, VERSIONS[-1])


def _explained(error: BaseException | None, path: Path) -> WarlogError:
    reason = str(error).lower()
    if _primary_code(error) in _UNWRITABLE:
        return WarlogError("W022", where=path, found=reason)
    return WarlogError("W020", where=path, found=reason)


def _primary_code(error: BaseException | None) -> int:
    code = getattr(error, "sqlite_errorcode", None)
    return code & _PRIMARY_CODE if isinstance(code, int) else -1
