"""Counts the annotated reports: prints the tables, or puts them into the datasheet.

    python scripts/corpus_counts.py [--write | --check]

The tables stand in annotations/claims/README.md between two markers. With --check nothing is written, and the exit
status is 1 where they are out of date.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from warlog.bench.claim_corpus import SPLITS, counts, read_folder
from warlog.errors import WarlogError

ANNOTATIONS = Path(__file__).parent.parent / "annotations"
PAGE = ANNOTATIONS / "claims" / "README.md"
FOLDERS = {"own": ANNOTATIONS / "claims", "real": ANNOTATIONS / "real"}
START, END = (f"<!-- {mark} of what scripts/corpus_counts.py writes -->" for mark in ("start", "end"))
TOTALS = (
    "reports", "words", "reports without claims", "claims", "repeats",
    *(f"{split} {what}" for split in SPLITS for what in ("reports", "claims")),
)  # fmt: skip
TITLES = {"total": "in all", "role": "role of a participant or place", "other": "claims that are"}

Tables = Mapping[str, Mapping[str, Counter[str]]]


def tables(folders: Mapping[str, Path]) -> Tables:
    """The counts of each folder; one that is not there has none."""
    return {name: counts(read_folder(folder) if folder.is_dir() else []) for name, folder in folders.items()}


def markdown(found: Tables) -> str:
    """The counts as tables, one for each thing counted, the most frequent value first."""
    parts: list[str] = []
    for table in next(iter(found.values())):
        by_folder = {name: counted[table] for name, counted in found.items()}
        total = sum(by_folder.values(), Counter[str]())
        rows = TOTALS if table == "total" else sorted(total, key=lambda value: (-total[value], value))
        lines = [
            f"| {TITLES.get(table, table)} | {' | '.join(by_folder)} |",
            "| --- |" + " ---: |" * len(found),
        ]
        lines += [
            f"| {row} | {' | '.join(_shown(table, name, row, counted) for name, counted in by_folder.items())} |"
            for row in rows
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _shown(table: str, folder: str, row: str, counted: Counter[str]) -> str:
    if table == "total" and row == "words" and folder == "real":
        return "not in the files"
    return f"{counted[row]:,}"


def inserted(page: str, text: str) -> str:
    """The page with the text between its markers. ValueError where it lacks them."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError("the page lacks the markers")
    return f"{before}{START}\n\n{text}\n\n{END}{after}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print, write or check; the exit status."""
    parser = argparse.ArgumentParser(description="Counts of the annotated reports.")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--write", action="store_true", help="put the tables into the datasheet")
    way.add_argument("--check", action="store_true", help="exit status 1 where the datasheet is out of date")
    given = parser.parse_args(arguments)
    try:
        text = markdown(tables(FOLDERS))
    except WarlogError as error:
        print(f"corpus_counts: {error}", file=sys.stderr)
        return 1
    if not given.write and not given.check:
        print(text)
        return 0
    page = PAGE.read_text(encoding="utf-8")
    if inserted(page, text) == page:
        return 0
    if given.check:
        print(f"{PAGE.name} is out of date: run python scripts/corpus_counts.py --write", file=sys.stderr)
        return 1
    PAGE.write_text(inserted(page, text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
