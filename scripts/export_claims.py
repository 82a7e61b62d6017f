"""Writes the annotated reports as JSONL, one object a report.

    python scripts/export_claims.py OUT.jsonl [--split dev] [FOLDER...]

Of the project's own reports the object has the text; of others only its hash and length. Spans are [start, end) in code
points. Without a FOLDER both annotations/claims and annotations/real are written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from warlog.bench.claim_corpus import SPLITS, as_json, read_folder, split_of
from warlog.errors import WarlogError

ANNOTATIONS = Path(__file__).parent.parent / "annotations"
FOLDERS = [ANNOTATIONS / "claims", ANNOTATIONS / "real"]


def export(folders: Sequence[Path], split: str | None = None) -> list[str]:
    """The lines of the export."""
    reports = [report for folder in folders for report in read_folder(folder)]
    return [
        json.dumps(as_json(report), ensure_ascii=False, separators=(",", ":"))
        for report in reports
        if split is None or split_of(report.name) == split
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file; the exit status."""
    parser = argparse.ArgumentParser(description="Annotated reports as JSONL.")
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--split", choices=SPLITS)
    given = parser.parse_args(arguments)
    folders = given.folders or [folder for folder in FOLDERS if folder.is_dir()]
    try:
        lines = export(folders, given.split)
        given.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except (WarlogError, OSError) as error:
        print(f"export_claims: {error}", file=sys.stderr)
        return 1
    print(f"{len(lines)} reports written to {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
