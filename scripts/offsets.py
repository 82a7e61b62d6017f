"""Turns claims annotated with the words of a text into claims annotated with offsets, so that the text stays out.

    python scripts/offsets.py WORK_DIR CORPUS.jsonl OUT_DIR

WORK_DIR holds one file a report, NAME.txt: a header `# corpus: ...; id: ...`, the report's text, a line `---`, then
places (`@ NAME LAT,LON KM`) and claims, one a line:

    ACT MODALITY "TRIGGER" | agent: WORDS = NAME | when: WORDS = DATES | q: MEASURE VALUE "WORDS" | source: WORDS = NAME (KIND)

Words are those of the text, verbatim; a blank stands for any run of blanks and line breaks. Where they occur more than once the occurrence nearest the trigger counts, or
the one that `#2` right after them picks, counted from the start; a trigger must be unique or numbered. Square brackets
inside words mark the part that is meant and leave the rest as context ("left ten people [dead]").

CORPUS.jsonl has one JSON object a report with `id`, `text`, `published` and `outlet`; the report is found by its id,
and its text is what counts. OUT_DIR gets the same files with every mention as [start,end] in code points, end
exclusive, with the hash and the length of the text in the header and no word of the text but canonical names. A header's
own `published` and `published_basis` win over the corpus's. Exit status 1, with every fault listed and nothing
written, where words are not in the text, a trigger is ambiguous, or a line cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SPAN_FIELDS = {
    "agent", "target", "partner", "beneficiary", "cause", "place", "origin", "destination",
    "when", "source", "cue", "channel",
}  # fmt: skip
PLAIN_FIELDS = {"weapon", "same"}
UNNAMED_FIELDS = {"when", "cue", "channel"}  # of the others, words without a name of their own are the name
CLAIM = re.compile(r'(?P<act>[a-z_]+) (?P<modality>[a-z]+) "(?P<words>[^"]+)"(?P<nth>#\d+)?')
QUANTITY = re.compile(r'(?P<measure>[a-z]+) (?P<value>[-+%.\d]+) "(?P<words>[^"]+)"(?P<nth>#\d+)?')
NUMBERED = re.compile(r"(?P<words>.+?)(?P<nth>#\d+)?")

Span = tuple[int, int]


def flexible(words: str) -> str:
    """The pattern of words whose blanks stand for any run of blanks and line breaks."""
    return r"\s+".join(re.escape(part) for part in words.split(" "))


def occurrences(words: str, text: str) -> list[Span]:
    """Where words stand in text as whole words; of words with [..] inside, where the part in brackets stands."""
    before, opened, rest = words.partition("[")
    meant, _, after = rest.partition("]") if opened else (before, "", "")
    before = before if opened else ""
    pattern = rf"(?<!\w){flexible(before)}({flexible(meant)}){flexible(after)}(?!\w)"
    return [match.span(1) for match in re.finditer(pattern, text)]


def locate(words: str, nth: str | None, text: str, near: Span | None) -> Span:
    """The occurrence meant: the one numbered, the only one, or the nearest to near; ValueError where there is none."""
    found = occurrences(words, text)
    if not found:
        raise ValueError(f"not in the text: {words!r}")
    if nth:
        number = int(nth[1:])
        if not 1 <= number <= len(found):
            raise ValueError(f"occurs {len(found)} times, not {number}: {words!r}")
        return found[number - 1]
    if len(found) > 1 and near is None:
        raise ValueError(f"occurs {len(found)} times, which one: {words!r}")
    start, end = near or found[0]
    return min(found, key=lambda span: max(span[0] - end, start - span[1], 0))


def words_meant(words: str) -> str:
    """Words without the context around their brackets."""
    meant = re.search(r"\[(.*)\]", words)
    return meant[1] if meant else words


def written(span: Span) -> str:
    return f"[{span[0]},{span[1]}]"


def convert_field(field: str, text: str, trigger: Span) -> str:
    """One field of a claim with its words as offsets."""
    if field == "direct":
        return field
    key, colon, value = field.partition(":")
    value = value.strip()
    if not colon or not value:
        raise ValueError(f"not a field: {field!r}")
    if key in PLAIN_FIELDS:
        return f"{key}: {value}"
    if key == "q":
        match = QUANTITY.fullmatch(value)
        if match is None:
            raise ValueError(f"not a quantity: {value!r}")
        span = locate(match["words"], match["nth"], text, trigger)
        return f"q: {match['measure']} {match['value']} {written(span)}"
    if key not in SPAN_FIELDS:
        raise ValueError(f"unknown field: {key!r}")
    words, equals, name = value.partition("=") if value.startswith("=") else value.partition(" = ")
    words, name = words.strip(), name.strip()
    if not words:
        return f"{key}: = {name}"
    match = NUMBERED.fullmatch(words)
    assert match is not None
    span = locate(match["words"], match["nth"], text, trigger)
    if not equals and key not in {"when", "cue"}:  # the words are the name
        name = " ".join(match["words"].replace("[", "").replace("]", "").split())
    return f"{key}: {written(span)}" + (f" = {name}" if name else "")


def convert_line(line: str, text: str) -> str:
    """One line after the `---`, with offsets for words."""
    if line.startswith("@ "):
        return line
    head, *fields = line.split(" | ")
    match = CLAIM.fullmatch(head.strip())
    if match is None:
        raise ValueError(f"not a claim: {head!r}")
    trigger = locate(match["words"], match["nth"], text, None)
    parts = [f"{match['act']} {match['modality']} {written(trigger)}"]
    return " | ".join(parts + [convert_field(field.strip(), text, trigger) for field in fields])


def convert(content: str, corpus: Mapping[str, Mapping[str, Any]]) -> tuple[str, list[str]]:
    """A whole file as offsets, and what is wrong with it."""
    lines = content.splitlines()
    header = dict(part.split(": ", 1) for part in lines[0].removeprefix("# ").split("; "))
    report = corpus[header["id"]]
    text = str(report["text"])
    fields = {
        "corpus": header["corpus"],
        "id": header["id"],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "length": str(len(text)),
        "published": header.get("published") or report.get("published") or "unknown",
        "outlet": str(report.get("outlet") or "unknown"),
    }
    if "published_basis" in header:
        fields["published_basis"] = header["published_basis"]
    out = ["# " + "; ".join(f"{key}: {value}" for key, value in fields.items()), "---"]
    faults: list[str] = []
    for number, line in enumerate(lines[lines.index("---") + 1 :], lines.index("---") + 2):
        if not line.strip():
            continue
        try:
            out.append(convert_line(line, text))
        except ValueError as fault:
            faults.append(f"line {number}: {fault}")
    return "\n".join(out) + "\n", faults


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with options.corpus.open(encoding="utf-8") as stream:
        corpus = {record["id"]: record for record in map(json.loads, stream)}
    done: dict[str, str] = {}
    faulty = 0
    for path in sorted(options.work.glob("*.txt")):
        done[path.name], faults = convert(path.read_text(encoding="utf-8"), corpus)
        faulty += len(faults)
        for fault in faults:
            print(f"{path.name}: {fault}", file=sys.stderr)
    if faulty:
        print(f"{faulty} faults, nothing written", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in done.items():
        (options.out / name).write_text(content, encoding="utf-8")
    print(f"{len(done)} reports written to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
