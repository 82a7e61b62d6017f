"""The log: what has been read, kept in one SQLite file.

One report is one transaction: a kill at any moment loses none that `add` returned for. Several
processes may read while one writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
)

from warlog.log import tables
from warlog.log.database import guarded, open_for_reading, open_for_writing, refuse_other_things
from warlog.log.names import fold
from warlog.records import Check, Claim, Place, Report, to_json

R = TypeVar("R", Report, Claim, Check)
Names = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the log keeps it."""

    report: Report
    text: str
    coder: str
    claims: list[Claim]
    checks: list[Check]


class Log:
    """A log, opened by `Log.open`; a context manager."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Log:
        """The log at `path`; made where absent if `create`.

        Raises WarlogError W020 (not a log), W021 (newer than the program), W022 (cannot be written),
        W023 (no such log), W024 (a database address).
        """
        path = Path(path)
        engine = open_for_reading(path) if read_only else open_for_writing(path, create=create)
        return cls(engine, path)

    @staticmethod
    def check(path: str | Path) -> bool:
        """Whether a log is there to be opened; raises as `open` would where one could not be made either."""
        refuse_other_things(Path(path), create=True)
        return Path(path).exists()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(
        self, report: Report, text: str, claims: Sequence[Claim], checks: Sequence[Check], coder: str
    ) -> bool:
        """Store what was read of a report; False where the log holds just that already.

        What an earlier reading of the same report gave is replaced.
        """
        with guarded(self.path), self._engine.begin() as connection:
            if self._holds(connection, report, claims, checks, coder):
                return False
            connection.execute(delete(tables.reports).where(tables.reports.c.id == report.id))
            connection.execute(insert(tables.reports), _report_row(report, text, coder))
            _insert_claims(connection, list({claim.id: claim for claim in claims}.values()))
            _insert(
                connection, tables.checks, map(_check_row, {check.id: check for check in checks}.values())
            )
        return True

    def has(self, report_id: str, coder: str | None = None) -> bool:
        """Whether the report is stored, as read by `coder` where one is named."""
        condition = tables.reports.c.id == report_id
        if coder is not None:
            condition = and_(condition, tables.reports.c.coder == coder)
        with guarded(self.path), self._engine.connect() as connection:
            return connection.execute(select(tables.reports.c.id).where(condition)).first() is not None

    def stored(self, report_id: str) -> StoredReport | None:
        """All that the log has on a report, from one moment."""
        with guarded(self.path), self._engine.connect() as connection:
            row = connection.execute(
                select(tables.reports.c.record, tables.reports.c.text, tables.reports.c.coder).where(
                    tables.reports.c.id == report_id
                )
            ).first()
            if row is None:
                return None
            return StoredReport(
                msgspec.json.decode(row.record, type=Report),
                row.text,
                row.coder,
                list(_records(connection, _of_report(tables.claims, report_id), Claim)),
                list(_records(connection, _of_report(tables.checks, report_id), Check)),
            )

    def reports(self) -> list[Report]:
        """All reports, by date of publication, the undated last."""
        published = tables.reports.c.published
        query = select(tables.reports.c.record).order_by(published.is_(None), published, tables.reports.c.id)
        return self._read(query, Report)

    def claims(
        self,
        *,
        act: Names | None = None,
        actor: Names | None = None,
        place: Names | None = None,
        from_: str | None = None,
        to: str | None = None,
        source: Names | None = None,
        report: str | None = None,
        words: str | None = None,
    ) -> list[Claim]:
        """The claims that meet every condition given, by date and report, the undated last.

        `actor` and `source` are registry ids, or names or parts of names; `place` a gazetteer id, a name or
        part of one, a province or an ISO country code; several are alternatives. `from_` and `to` (ISO dates)
        select the claims whose interval touches theirs. `words` searches the quotes (all words, any order).
        """
        c = tables.claims.c
        conditions: list[ColumnElement[bool]] = []
        if act is not None:
            conditions.append(c.act.in_(_several(act)))
        if actor is not None:
            conditions.append(_named(tables.claim_actors, actor))
        if source is not None:
            conditions.append(_named(tables.claim_sources, source))
        if place is not None:
            conditions.append(_placed(place))
        if from_ is not None:
            conditions.append(c.ends >= from_)
        if to is not None:
            conditions.append(c.begins <= to)
        if report is not None:
            conditions.append(c.report == report)
        if words is not None:
            conditions.append(_quoted(words))
        query = select(c.record).where(*conditions).order_by(c.begins.is_(None), c.begins, c.report, c.number)
        return self._read(query, Claim)

    def claims_within(self, south: float, west: float, north: float, east: float) -> list[Claim]:
        """The claims with a place in the box, by number; degrees WGS84."""
        boxes = text(
            "SELECT claim FROM claim_places WHERE number IN (SELECT number FROM claim_place_boxes WHERE"
            " highest_latitude >= :south AND lowest_latitude <= :north"
            " AND highest_longitude >= :west AND lowest_longitude <= :east)"
        ).bindparams(south=south, west=west, north=north, east=east)
        c = tables.claims.c
        query = (
            select(c.record)
            .where(c.number.in_(boxes.columns(tables.claim_places.c.claim)))
            .order_by(c.number)
        )
        return self._read(query, Claim)

    def checks(self, *, report: str | None = None, verdict: Names | None = None) -> list[Check]:
        """The checks, in the order in which they were stored."""
        c = tables.checks.c
        query = select(c.record).order_by(c.number)
        if report is not None:
            query = query.where(c.report == report)
        if verdict is not None:
            query = query.where(c.verdict.in_(_several(verdict)))
        return self._read(query, Check)

    def get(self, record_id: str) -> Report | Claim | Check | None:
        """The record with this id, or with the only id that begins so; None where none or several do."""
        kinds: list[tuple[Any, type[Report] | type[Claim] | type[Check]]] = [
            (tables.claims, Claim), (tables.checks, Check), (tables.reports, Report),
        ]  # fmt: skip
        found: list[Report | Claim | Check] = []
        with guarded(self.path), self._engine.connect() as connection:
            for table, kind in kinds:
                begins = table.c.id.startswith(record_id, autoescape=True)
                rows = connection.execute(select(table.c.record).where(begins).limit(2))
                found += [msgspec.json.decode(row.record, type=kind) for row in rows]
        exact = [record for record in found if record.id == record_id]
        return exact[0] if exact else found[0] if len(found) == 1 else None

    def _read(self, query: Select[Any], kind: type[R]) -> list[R]:
        with guarded(self.path), self._engine.connect() as connection:
            return list(_records(connection, query, kind))

    def _holds(
        self,
        connection: Connection,
        report: Report,
        claims: Sequence[Claim],
        checks: Sequence[Check],
        coder: str,
    ) -> bool:
        row = connection.execute(
            select(tables.reports.c.record, tables.reports.c.coder).where(tables.reports.c.id == report.id)
        ).first()
        if row is None or row.coder != coder or row.record != to_json(report):
            return False
        return all(
            [row.record for row in connection.execute(_of_report(table, report.id))]
            == list({record.id: to_json(record) for record in records}.values())
            for table, records in ((tables.claims, claims), (tables.checks, checks))
        )


def _records(connection: Connection, query: Select[Any], kind: type[R]) -> Iterator[R]:
    for row in connection.execute(query):
        yield msgspec.json.decode(row.record, type=kind)


def _of_report(table: Any, report_id: str) -> Select[Any]:
    return select(table.c.record).where(table.c.report == report_id).order_by(table.c.number)


def _several(names: Names) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _named(table: Any, names: Names) -> ColumnElement[bool]:
    wanted = _several(names)
    alternatives = [table.c.actor.in_(wanted)]
    alternatives += [table.c.key.contains(key, autoescape=True) for name in wanted if (key := fold(name))]
    return exists().where(table.c.claim == tables.claims.c.number, or_(*alternatives))


def _placed(places: Names) -> ColumnElement[bool]:
    c = tables.claim_places.c
    wanted = _several(places)
    countries = [name.upper() for name in wanted if len(name) == 2]
    alternatives: list[ColumnElement[bool]] = [c.gazetteer.in_(wanted), c.country.in_(countries)]
    for key in filter(None, map(fold, wanted)):
        alternatives += [c.key.contains(key, autoescape=True), c.admin1_key.contains(key, autoescape=True)]
    return exists().where(c.claim == tables.claims.c.number, or_(*alternatives))


def _quoted(words: str) -> ColumnElement[bool]:
    # each word in quotation marks, so that FTS5's operators in it mean nothing
    match = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    found = text("SELECT rowid FROM claim_quotes WHERE claim_quotes MATCH :match").bindparams(match=match)
    return tables.claims.c.number.in_(found.columns(tables.claims.c.number))


def _report_row(report: Report, text: str, coder: str) -> dict[str, object]:
    fields = {
        name: getattr(report, name)
        for name in ("id", "title", "outlet", "published", "url", "language", "length")
    }
    return {**fields, "coder": coder, "text": text, "record": to_json(report)}


def _insert_claims(connection: Connection, claims: Sequence[Claim]) -> None:
    last = connection.execute(select(func.coalesce(func.max(tables.claims.c.number), 0))).scalar_one()
    numbered = list(enumerate(claims, last + 1))
    _insert(connection, tables.claims, (_claim_row(claim, number) for number, claim in numbered))
    _insert(
        connection,
        tables.claim_actors,
        (
            {"claim": number, "role": p.role, "actor": p.actor, "name": p.name, "key": fold(p.name)}
            for number, claim in numbered
            for p in claim.participants
        ),
    )
    _insert(
        connection,
        tables.claim_sources,
        (
            {"claim": number, "kind": s.kind, "actor": s.actor, "name": s.name, "key": fold(s.name)}
            for number, claim in numbered
            for s in (*claim.attribution.sources, *claim.confirmed_by)
        ),
    )
    _insert(
        connection,
        tables.claim_places,
        (
            _place_row(place, number)
            for number, claim in numbered
            for place in (claim.place, *claim.places, claim.origin, claim.destination)
            if place is not None
        ),
    )


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    values = list(rows)
    if values:
        connection.execute(insert(table), values)


def _claim_row(claim: Claim, number: int) -> dict[str, object]:
    when = claim.when
    return {
        "number": number,
        "id": claim.id,
        "report": claim.report,
        "act": claim.act,
        "modality": claim.modality,
        "voice": claim.attribution.voice,
        "begins": (when.start or when.end) if when else None,
        "ends": (when.end or when.start) if when else None,
        "confidence": claim.confidence,
        "quote": claim.evidence.quote,
        "record": to_json(claim),
    }


def _place_row(place: Place, number: int) -> dict[str, object]:
    return {
        "claim": number,
        "gazetteer": place.gazetteer,
        "name": place.name,
        "key": fold(place.name),
        "country": place.country,
        "admin1_key": fold(place.admin1) if place.admin1 else None,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _check_row(check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "report": check.report,
        "claim": check.claim,
        "kind": check.kind,
        "verdict": check.verdict,
        "record": to_json(check),
    }
