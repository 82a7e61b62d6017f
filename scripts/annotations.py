"""Packs hand-made gold as offsets without its texts, and restores it from the corpora that hold them.

    python scripts/annotations.py pack GOLD_DIR OUT.jsonl [--corpus 'PATTERN=NAME' ...]
    python scripts/annotations.py restore ANNOTATIONS.jsonl CORPORA_DIR GOLD_DIR

GOLD_DIR is what `warlog bench gold` reads: NAME.json with verbatim strings and reports/NAME.txt. Packed, a report is
one JSON object a line that holds no word of it but canonical names: spans are [start, end) in code points of the text
whose SHA-256 (of its UTF-8 bytes) is given. A name that only repeats the words of its span is null.

CORPORA_DIR is searched at any depth for files *.jsonl and documents.json with one JSON object a line that has `text`;
texts are joined by their hash, so that files may lie and be called as one likes. Exit status of `restore`: 0 where
any report was restored, 1 where none was; those not found are listed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

Record = dict[str, Any]

SENTENCE_LENGTH = 60  # code points of a restored claim's `sentence`, more where so few are not unique


def pack(record: Mapping[str, Any], name: str, text: str, corpus: str | None) -> Record:
    """One report of a gold folder as offsets; ValueError where a verbatim string is not in the text."""
    return {
        "name": name,
        "corpus": record.get("corpus") or corpus,
        "id": record.get("id"),
        "sha256": sha256(text),
        "length": len(text),
        "published": record.get("published"),
        "claims": [
            _pack_claim(claim, text, f"{name} claims[{n}]") for n, claim in enumerate(record["claims"])
        ],
    }


def restore(packed: Mapping[str, Any], text: str, about: Mapping[str, Any]) -> Record:
    """The gold record of a packed report; `about` is what its corpus says of the text (title, outlet, url).

    ValueError where the text is another one than was annotated.
    """
    if sha256(text) != packed["sha256"]:
        raise ValueError(f"{packed['name']}: the text is not the one that was annotated")
    return {
        "doc": packed["name"],
        "title": about.get("title"),
        "outlet": about.get("outlet") or about.get("sourceName"),
        "published": packed["published"],
        "url": about.get("url") or about.get("sourceUrl"),
        "corpus": packed["corpus"],
        "id": packed["id"],
        "claims": [_restore_claim(claim, text) for claim in packed["claims"]],
    }


def corpus_texts(folder: Path, wanted: set[str]) -> dict[str, Record]:
    """The records of a folder of corpora whose text has one of the hashes `wanted`, by hash."""
    found: dict[str, Record] = {}
    for record in _records(folder):
        text = record.get("text")
        if isinstance(text, str) and (digest := sha256(text)) in wanted:
            found.setdefault(digest, record)
    return found


def sha256(text: str) -> str:
    """Hex digest of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def _pack_claim(claim: Mapping[str, Any], text: str, where: str) -> Record:
    evidence = text.find(claim["sentence"])
    start = text.find(claim["trigger"], evidence) if evidence >= 0 else -1
    if start < 0:
        raise ValueError(f"{where}: its sentence or trigger is not in the text")

    def span(words: str | None) -> list[int] | None:
        if not words:
            return None
        found = _nearest(words, text, start)
        if found is None:
            raise ValueError(f"{where}: {words!r} is not in the text")
        return found

    def party(item: Mapping[str, Any]) -> Record:
        name = item.get("name")
        packed = {"span": span(item["text"]), "name": name if name != item["text"] else None}
        return packed | ({"kind": item["kind"]} if item.get("kind") else {})

    def place(item: Mapping[str, Any]) -> Record:
        fields = ("name", "lat", "lon", "within_km")
        return {"span": span(item["text"]), **{key: item.get(key) for key in fields}}

    def quantity(item: Mapping[str, Any]) -> Record:
        packed = {"span": span(item["text"]), **{key: item.get(key) for key in ("measure", "low", "high")}}
        return packed | ({"share": True} if item.get("share") else {})

    when, channel = claim.get("when"), claim.get("channel")
    return {
        "act": claim["act"],
        "modality": claim["modality"],
        "trigger": [start, start + len(claim["trigger"])],
        "agents": [party(item) for item in claim.get("agents") or []],
        "targets": [party(item) for item in claim.get("targets") or []],
        "causes": [party(item) for item in claim.get("causes") or []],
        "places": [place(item) for item in claim.get("places") or []],
        "when": {"span": span(when.get("text")), "start": when.get("start"), "end": when.get("end")}
        if when
        else None,
        "quantities": [quantity(item) for item in claim.get("quantities") or []],
        "voice": claim["voice"],
        "sources": [party(item) for item in claim.get("sources") or []],
        "channel": {"span": span(channel)} if channel else None,
        "evidence_start": evidence,
    }


def _restore_claim(packed: Mapping[str, Any], text: str) -> Record:
    def words(span: Sequence[int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    def item(packed: Mapping[str, Any]) -> Record:
        rest = {key: value for key, value in packed.items() if key != "span"}
        found = {"text": words(packed["span"]), **rest}
        if "name" in found and found["name"] is None:
            found["name"] = found["text"]
        return found

    when, channel = packed["when"], packed["channel"]
    return {
        "act": packed["act"],
        "modality": packed["modality"],
        "trigger": words(packed["trigger"]),
        "sentence": _sentence(packed["evidence_start"], packed["trigger"], text),
        **{
            field: [item(each) for each in packed[field]]
            for field in ("agents", "targets", "causes", "places")
        },
        "when": item(when) if when else None,
        "quantities": [item(each) for each in packed["quantities"]],
        "voice": packed["voice"],
        "sources": [item(each) for each in packed["sources"]],
        "channel": words(channel["span"]) if channel else None,
    }


def _sentence(evidence: int, trigger: Sequence[int], text: str) -> str:
    """Words first found at the evidence from which the trigger is the first of its words.

    Where the evidence holds the trigger's words twice, it is the trigger itself that they begin with.
    """
    start = evidence if text.find(text[slice(*trigger)], evidence) == trigger[0] else trigger[0]
    length = SENTENCE_LENGTH
    while text.find(text[start : start + length]) != start:
        length += SENTENCE_LENGTH
    return text[start : start + length]


def _nearest(words: str, text: str, where: int) -> list[int] | None:
    """The occurrence that begins nearest to an offset, as the scorer takes it."""
    starts = [match.start() for match in re.finditer(re.escape(words), text)]
    if not starts:
        return None
    start = min(starts, key=lambda hit: abs(hit - where))
    return [start, start + len(words)]


def _records(folder: Path) -> Iterator[Record]:
    paths = sorted(
        path for path in folder.rglob("*.json*") if path.suffix == ".jsonl" or path.name == "documents.json"
    )
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError:
                break  # some other kind of file
            if isinstance(record, dict):
                yield record


def _read_text(path: Path) -> str:
    # not read_text: it would change \r\n, and with it the offsets
    return path.read_bytes().decode("utf-8")


def _corpus_of(name: str, patterns: Iterable[str]) -> str | None:
    for pattern, _, corpus in (each.partition("=") for each in patterns):
        if fnmatch(name, pattern):
            return corpus
    return None


def _pack_folder(gold: Path, out: Path, patterns: Sequence[str]) -> int:
    paths = sorted(gold.glob("*.json"))
    lines: list[str] = []
    for path in paths:
        record = json.loads(path.read_text(encoding="utf-8"))
        text = _read_text(gold / "reports" / f"{path.stem}.txt")
        packed = pack(record, path.stem, text, _corpus_of(path.stem, patterns))
        lines.append(json.dumps(packed, ensure_ascii=False, separators=(",", ":")))
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} reports packed")
    return 0 if lines else 1


def _restore_folder(annotations: Path, corpora: Path, gold: Path) -> int:
    packed = [json.loads(line) for line in annotations.read_text(encoding="utf-8").splitlines()]
    texts = corpus_texts(corpora, {each["sha256"] for each in packed})
    (gold / "reports").mkdir(parents=True, exist_ok=True)
    for each in packed:
        if each["sha256"] not in texts:
            print(f"not found: {each['name']} ({each['corpus']} {each['id']})", file=sys.stderr)
            continue
        about = texts[each["sha256"]]
        record = restore(each, about["text"], about)
        (gold / f"{each['name']}.json").write_text(
            json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        (gold / "reports" / f"{each['name']}.txt").write_bytes(about["text"].encode())
    restored = sum(each["sha256"] in texts for each in packed)
    print(f"{restored} of {len(packed)} reports restored")
    return 0 if restored else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack or restore; the exit status."""
    parser = argparse.ArgumentParser(description="Hand-made gold with and without its texts.")
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack", help="write a gold folder as offsets and hashes")
    packing.add_argument("gold", type=Path)
    packing.add_argument("out", type=Path)
    packing.add_argument(
        "--corpus", action="append", default=[], metavar="PATTERN=NAME", help="where reports come from"
    )
    restoring = commands.add_parser("restore", help="rebuild a gold folder from the corpora")
    restoring.add_argument("annotations", type=Path)
    restoring.add_argument("corpora", type=Path)
    restoring.add_argument("gold", type=Path)
    given = parser.parse_args(arguments)
    try:
        if given.command == "pack":
            return _pack_folder(given.gold, given.out, given.corpus)
        return _restore_folder(given.annotations, given.corpora, given.gold)
    except (OSError, ValueError) as error:
        print(f"annotations: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
