"""How far two coders of the same reports agree, scored as a reading is against gold.

    python scripts/agreement.py annotations/claims annotations/claims/second [--jsonl]

Reads every report of the second folder and its namesake in the first, and prints the figures of `warlog bench gold`: F1 of acts and
of whole claims (act, agents, places and voice), and over pairs of claims the agreement of each slot. F1 does not
depend on which coder is taken for gold. A report whose text differs between the two, or that cannot be read, is listed and left out;
the exit status is then 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from warlog.bench.claim_corpus import claim_text_paths, scored_claims
from warlog.bench.claim_text import read_claim_text
from warlog.bench.scoring import Pairing, pair, score
from warlog.errors import WarlogError


def pairings(first: Path, second: Path) -> tuple[list[Pairing], list[str]]:
    """The claims of both coders paired, one a report; and what could not be compared."""
    found: list[Pairing] = []
    faults: list[str] = []
    for path in claim_text_paths(second):
        try:
            one, two = read_claim_text(first / path.name), read_claim_text(path)
        except (WarlogError, OSError) as error:
            faults.append(str(error))
            continue
        if one.text is None or one.text != two.text:
            faults.append(f"{path}: the text is not that of {first / path.name}")
            continue
        found.append(pair(scored_claims(two), scored_claims(one)))
    return found, faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--jsonl", action="store_true", help="the figures as one line of JSON")
    asked = parser.parse_args(arguments)
    found, faults = pairings(asked.first, asked.second)
    figures = {"reports": len(found), **score(found)}
    if asked.jsonl:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        sys.stdout.writelines(f"{name:16} {value:g}\n" for name, value in figures.items())
    for fault in faults:
        sys.stderr.write(fault + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
