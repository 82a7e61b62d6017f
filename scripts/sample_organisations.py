"""Draws the organisations of re3d that annotations/re3d_organisations*.jsonl judge, without their verdicts.

    python scripts/sample_organisations.py RE3D_DIR [--number 200] [--seed 3] [--skip FILE] [--besides FILE]

Prints one JSON object a line: where the span lies, and the SHA-256 of its text. `--skip` names a file of beginnings of
document ids to leave out (texts that another benchmark holds out), `--besides` a sample drawn before, none of whose spans is
drawn again. Sure spans of organisations and platforms are drawn from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path
from typing import Any

PARTS = ("australia", "centcom", "uk-government", "us-state")
TYPES = ("Organisation", "MilitaryPlatform")
SURE = 0.5


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--skip", type=Path)
    parser.add_argument("--besides", type=Path)
    options = parser.parse_args()
    skipped = tuple(options.skip.read_text(encoding="utf-8").split()) if options.skip else ()
    judged = _lines(options.besides) if options.besides else []
    before = {(row["document"], row["start"], row["end"]) for row in judged}
    documents: dict[str, dict[str, Any]] = {}
    entities: list[dict[str, Any]] = []
    for part in PARTS:
        for row in _lines(options.folder / part / "documents.json"):
            if not row["_id"].startswith(skipped):
                documents[row["_id"]] = row | {"part": part}
        entities += [
            e for e in _lines(options.folder / part / "entities.json") if e["documentId"] in documents
        ]
    pool = sorted(
        (e for e in entities if _sure(e, documents[e["documentId"]]["text"])), key=lambda e: e["_id"]
    )
    pool = [e for e in pool if (e["documentId"], e["begin"], e["end"]) not in before]
    drawn = random.Random(options.seed).sample(pool, options.number)
    order = [(documents[e["documentId"]], e) for e in drawn]
    for document, entity in sorted(
        order, key=lambda x: (x[0]["part"], x[0]["_id"], x[1]["begin"], -x[1]["end"])
    ):
        row = {
            "corpus": "re3d", "part": document["part"], "document": document["_id"], "outlet": document["sourceName"],
            "sha256": hashlib.sha256(document["text"].encode()).hexdigest(),
            "start": entity["begin"], "end": entity["end"],
        }  # fmt: skip
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _sure(entity: dict[str, Any], text: str) -> bool:
    return (
        entity["type"] in TYPES
        and entity["confidence"] >= SURE
        and text[entity["begin"] : entity["end"]] == entity["value"]
    )


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
