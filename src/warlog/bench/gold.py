"""`warlog bench gold DIR`: read a folder of hand-made gold and score the claims.

A gold folder holds NAME.json (`claims`, and where known `published`, `title`, `outlet`, `url`) and
reports/NAME.txt, or NAME.txt files with the claims below the text (`warlog.bench.claim_text`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from warlog.bench.annotated import with_text
from warlog.bench.claim_corpus import SPLITS, claim_text_paths, scored_claims, split_of
from warlog.bench.claim_text import read_claim_text
from warlog.bench.corpus_texts import texts_by_hash
from warlog.bench.scoring import Pairing, Scored, from_claim, from_gold, pair, score
from warlog.errors import WarlogError
from warlog.ingest import RawReport, decode, parse_day
from warlog.records import Claim

_RANGE = re.compile(r"(?P<stem>.*?)(?P<first>\d+)-(?P=stem)?(?P<last>\d+)")


class ReadReport(Protocol):
    """What the benchmark needs of a reading."""

    @property
    def claims(self) -> Sequence[Claim]: ...


class Reader(Protocol):
    """What the benchmark needs of a reader."""

    def read(self, raw: RawReport) -> ReadReport: ...


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One report of a gold folder."""

    name: str
    raw: RawReport
    claims: list[Scored]


@dataclass(frozen=True, slots=True)
class ScoredReport:
    """One report read and paired with its gold; `problem` where it could not be read."""

    gold: GoldReport
    pairing: Pairing
    problem: str | None = None


def load_gold(folder: Path, only: str | None = None, corpora: Path | None = None) -> list[GoldReport]:
    """The folder's reports in order of name; `only` selects names and ranges, "seed,d01-d06".

    Of NAME.txt files with claims, `only` also selects splits ("dev"), and `corpora` is where the texts lie that are not
    in the files. Raises WarlogError W043 where the folder, a file or a field is missing or wrong, or nothing is
    selected, and W055 for a fault in a NAME.txt file.
    """
    if not folder.is_dir():
        raise WarlogError("W043", where=folder, found="no such directory")
    names = sorted(path.stem for path in folder.glob("*.json"))
    written = [] if names else [path.stem for path in claim_text_paths(folder) if _has_header(path)]
    if not names and not written:
        raise WarlogError("W043", where=folder, found="neither NAME.json nor NAME.txt in it")
    chosen = selected(names or written, only, _splits(written)) if only else names or written
    if not chosen:
        raise WarlogError("W043", where=folder, found=f"no report called {only}")
    if written:
        return _load_written([folder / f"{name}.txt" for name in chosen], corpora)
    return [_load(folder, name) for name in chosen]


def selected(names: Sequence[str], only: str, groups: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """Those of `names` that a list of names, groups of names and ranges ("seed,d01-d06", "d01-06") asks for."""
    wanted: set[str] = set()
    for part in filter(None, (part.strip() for part in only.split(","))):
        wanted.update((groups or {}).get(part, ()))
        bounds = _RANGE.fullmatch(part)
        if bounds is None or part in names:
            wanted.add(part)
        else:
            wanted.update(_in_range(bounds, names))
    return [name for name in names if name in wanted]


def score_reports(reports: Iterable[GoldReport], reader: Reader) -> Iterator[ScoredReport]:
    """Read each report and pair its claims with the gold."""
    for report in reports:
        try:
            claims = reader.read(report.raw).claims
        except WarlogError as error:
            yield ScoredReport(report, pair([], report.claims), str(error))
        else:
            yield ScoredReport(report, pair([from_claim(claim) for claim in claims], report.claims))


def figures(scored: Sequence[ScoredReport]) -> dict[str, float]:
    """The scores over all reports."""
    missing = sum(one.problem is not None for one in scored)
    return score([one.pairing for one in scored], reports_missing=missing)


def by_act(scored: Sequence[ScoredReport]) -> list[tuple[str, int, int]]:
    """Act, gold claims found, gold claims; the most frequent act first."""
    gold: dict[str, int] = {}
    found: dict[str, int] = {}
    for one in scored:
        for claim in one.pairing.gold:
            gold[claim.act] = gold.get(claim.act, 0) + 1
        for _, j in one.pairing.right:
            act = one.pairing.gold[j].act
            found[act] = found.get(act, 0) + 1
    ranked = sorted(gold, key=lambda act: -gold[act])
    return [(act, found.get(act, 0), gold[act]) for act in ranked]


def _has_header(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(1) == b"#"


def _splits(names: Sequence[str]) -> dict[str, list[str]]:
    try:
        return {split: [name for name in names if split_of(name) == split] for split in SPLITS}
    except ValueError:
        return {}


def _load_written(paths: Sequence[Path], corpora: Path | None) -> list[GoldReport]:
    reports = [read_claim_text(path) for path in paths]
    wanted = {report.sha256: report.header.get("id", "") for report in reports if report.text is None}
    texts = texts_by_hash(corpora, wanted) if wanted and corpora is not None else {}
    found: list[GoldReport] = []
    for report in reports:
        if report.text is None:
            if report.sha256 not in texts:
                mend = "its text is not in the file: name a folder of corpora that holds it with --corpora"
                raise WarlogError("W043", where=report.path, found=mend)
            report = with_text(report, texts[report.sha256])
        raw = RawReport(
            text=report.text or "",
            title=report.header.get("title"),
            outlet=report.header.get("outlet"),
            published=report.published.isoformat() if report.published else None,
            where=str(report.path),
        )
        found.append(GoldReport(report.name, raw, scored_claims(report)))
    return found


def _load(folder: Path, name: str) -> GoldReport:
    record = _record(folder, name)
    published = record.get("published")
    if published is not None and (not isinstance(published, str) or parse_day(published) is None):
        raise WarlogError(
            "W043", where=folder / f"{name}.json", found=f"published {published!r} is not a date"
        )
    text_path = folder / "reports" / f"{name}.txt"
    try:
        text = decode(text_path.read_bytes(), str(text_path))
    except OSError as error:
        raise WarlogError("W043", where=text_path, found=error.strerror or "cannot be read") from None
    raw = RawReport(
        text=text,
        title=record.get("title"),
        outlet=record.get("outlet"),
        published=published,
        url=record.get("url"),
        where=str(text_path),
    )
    return GoldReport(name, raw, list(_claims(folder / f"{name}.json", record, text)))


def _record(folder: Path, name: str) -> dict[str, Any]:
    path = folder / f"{name}.json"
    try:
        record: Any = json.loads(path.read_bytes())
    except OSError as error:
        raise WarlogError("W043", where=path, found=error.strerror or "cannot be read") from None
    except ValueError as error:
        raise WarlogError("W043", where=path, found=f"not JSON: {error}") from None
    found = cast("dict[str, Any]", record) if isinstance(record, dict) else {}
    if not isinstance(found.get("claims"), list):
        raise WarlogError("W043", where=path, found='no list of "claims"')
    return found


def _claims(path: Path, record: dict[str, Any], text: str) -> Iterator[Scored]:
    for number, claim in enumerate(record["claims"]):
        try:
            yield from_gold(claim, text)
        except KeyError as error:
            found = f"claims[{number}].{error.args[0]} is missing"
            raise WarlogError("W043", where=path, found=found) from None
        except (TypeError, AttributeError) as error:
            raise WarlogError("W043", where=path, found=f"claims[{number}]: {error}") from None


def _in_range(bounds: re.Match[str], names: Sequence[str]) -> Iterator[str]:
    stem, first, last = bounds["stem"], int(bounds["first"]), int(bounds["last"])
    for name in names:
        number = name.removeprefix(stem)
        if name.startswith(stem) and number.isdecimal() and first <= int(number) <= last:
            yield name
