"""`warlog bench actors`: mentions found, and linked to the right entry of the registry.

Three kinds of input: the verdicts of `annotations/re3d_organisations.jsonl` (offsets into texts that are not the
project's to ship), own texts with the mentions marked in them, and a folder of re3d as it comes, for spans alone.

An own text marks each mention `{words|id}`: the registry id that it means (`id/id` where either is right), `id+id` for two sides
told together, `=Name` for a group that the registry does not know, nothing for nobody in particular.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from warlog.actors import ActorMention, Registry
from warlog.bench.corpora.re3d import Release
from warlog.bench.corpus_texts import texts_by_hash
from warlog.bench.spans import SpanCounts
from warlog.errors import WarlogError

if TYPE_CHECKING:  # listing benchmarks must not import spaCy
    from warlog.resources import Resources

Half = Literal["dev", "report"]
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]*)\}")
_PRONOUNS = frozenset(
    ["he", "she", "they", "them", "their", "it", "its", "his", "her", "we", "us", "our", "i", "me", "my"]
)


@dataclass(slots=True, frozen=True)
class Case:
    """A mention and what it means: ids that are right, the members of a pair, or a name; none of them: nobody known."""

    start: int
    end: int
    right: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    name: str | None = None


@dataclass(slots=True, frozen=True)
class MarkedText:
    """A text with its cases; `whole` where every mention in it is marked."""

    text: str
    cases: list[Case]
    outlet: str | None = None
    published: date | None = None
    whole: bool = False
    where: str = ""


@dataclass(slots=True)
class Figures:
    """Counts over texts. `extra` mentions are counted in texts that are marked whole, where neither pronouns nor people
    count; `linked` over the cases that the registry covers, `astray` over those that it does not."""

    texts: int = 0
    cases: int = 0
    found: int = 0
    exact: int = 0
    whole: bool = True
    extra: int = 0
    covered: int = 0
    linked: int = 0
    uncovered: int = 0
    astray: int = 0
    by_kind: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[str] = field(default_factory=list[str])

    @property
    def linking(self) -> float:
        """Of the cases that the registry covers, the share linked to the right entry."""
        return self.linked / max(1, self.covered)

    @property
    def f1(self) -> float:
        """Of detection, by shared characters; only where every mention is marked."""
        return 2 * self.found / max(1, self.found + self.extra + self.cases)

    def as_dict(self) -> dict[str, float]:
        """Everything, shares to three places: for people and for JSON."""
        shown: dict[str, float] = {"texts": self.texts, "mentions": self.cases}
        if self.whole:
            shown["precision"] = self.found / max(1, self.found + self.extra)
        shown["recall"] = self.found / max(1, self.cases)
        if self.whole:
            shown["f1"] = self.f1
        shown |= {
            "exact_spans": self.exact / max(1, self.cases),
            "covered": self.covered, "linked_right": self.linking,
            "not_covered": self.uncovered, "linked_astray": self.astray / max(1, self.uncovered),
        }  # fmt: skip
        return {name: round(value, 3) for name, value in shown.items()}


def half_of(digest: str) -> Half:
    """The half that a text belongs to, by its SHA-256 in hex: settled before anything was looked at."""
    return "report" if int(digest[:8], 16) % 2 else "dev"


def read_marked(path: Path, half: Half | None = None, corpora: Path | None = None) -> list[MarkedText]:
    """The texts of verdicts (*.jsonl) or of own texts (a file or a folder of *.json); W001 where they cannot be read.

    Verdicts need `corpora`, a folder searched at any depth for the texts; those not found are left out.
    """
    try:
        if path.suffix == ".jsonl":
            return _verdicts(path, corpora or path.parent, half)
        texts = [
            text for file in (sorted(path.glob("*.json")) if path.is_dir() else [path]) for text in _own(file)
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WarlogError("W001", where=path, found=error, mend="pass verdicts or own texts") from error
    return [t for t in texts if half is None or half_of(sha256(t.text.encode()).hexdigest()) == half]


def run(texts: Sequence[MarkedText], resources: Resources) -> Figures:
    """Find the actors of every text and score them."""
    from warlog.language import parse_many
    from warlog.reading import names_of

    documents = parse_many((text.text for text in texts), resources.pipeline)
    return score(
        (
            (text, names_of(document, resources, text.outlet, text.published)[0])
            for text, document in zip(texts, documents, strict=True)
        ),
        resources.registry,
    )


def spans_of(releases: Sequence[Release], resources: Resources) -> dict[str, SpanCounts]:
    """Organisation and Person spans of re3d found."""
    from warlog.language import parse_many
    from warlog.reading import names_of

    counts = {"Organisation": SpanCounts(), "Person": SpanCounts()}
    documents = parse_many((one.text for one in releases), resources.pipeline)
    for release, document in zip(releases, documents, strict=True):
        mentions, _ = names_of(document, resources, release.source or None)
        for kind, one in counts.items():
            given = [(m.start, m.end) for m in mentions if (m.kind == "person") == (kind == "Person")]
            one.add([(e.start, e.end) for e in release.entities if e.type == kind], given)
    return counts


def score(readings: Iterable[tuple[MarkedText, list[ActorMention]]], registry: Registry) -> Figures:
    """Figures over texts with the mentions found in them.

    A case is found where a mention shares a character with it; the mention that shares most is the one whose link counts.
    """
    figures = Figures()
    for text, mentions in readings:
        figures.texts += 1
        figures.whole &= text.whole
        for case in text.cases:
            _count(figures, text, case, mentions, registry)
        figures.extra += sum(1 for m in mentions if _is_extra(m, text.cases))
    return figures


def _count(
    figures: Figures, text: MarkedText, case: Case, mentions: list[ActorMention], registry: Registry
) -> None:
    figures.cases += 1
    touching = [m for m in mentions if m.start < case.end and case.start < m.end]
    best = max(touching, key=lambda m: _shared(m, case), default=None)
    figures.found += best is not None
    figures.exact += any((m.start, m.end) == (case.start, case.end) for m in touching)
    wanted = case.right or case.members or case.name
    if wanted:
        right = best is not None and _is_right(best, case)
        actor = registry.get(case.right[0]) if case.right else None
        kind = actor.kind if actor else "both sides" if case.members else "not in the registry"
        figures.covered += 1
        figures.linked += right
        figures.by_kind[kind][0] += right
        figures.by_kind[kind][1] += 1
    else:
        right = best is None or best.actor is None
        figures.uncovered += 1
        figures.astray += not right
    if not right:
        got = (best.actor or best.affiliation or best.name) if best is not None else "nothing"
        words = text.text[case.start : case.end]
        figures.misses.append(f"{text.where}: “{words}” is {wanted or 'nobody known'}, read as {got}")


def _is_right(mention: ActorMention, case: Case) -> bool:
    if case.members:
        return {member.actor for member in mention.members} == set(case.members)
    if case.name:
        return mention.actor is None and mention.name == case.name
    return (mention.affiliation if mention.kind == "person" else mention.actor) in case.right


def _shared(mention: ActorMention, case: Case) -> float:
    """Intersection over union of two spans."""
    common = min(mention.end, case.end) - max(mention.start, case.start)
    return common / (max(mention.end, case.end) - min(mention.start, case.start))


def _is_extra(mention: ActorMention, cases: list[Case]) -> bool:
    """Whether nothing marked touches a mention; pronouns and people are not marked throughout."""
    if mention.text.lower() in _PRONOUNS or mention.kind == "person":
        return False
    return not any(mention.start < case.end and case.start < mention.end for case in cases)


def _own(file: Path) -> Iterator[MarkedText]:
    for row in json.loads(file.read_text(encoding="utf-8")):
        plain: list[str] = []
        cases: list[Case] = []
        length = last = 0
        for mark in _MARK.finditer(row["marked"]):
            before, words = row["marked"][last : mark.start()], mark.group(1)
            plain += [before, words]
            length += len(before)
            cases.append(_case(length, length + len(words), mark.group(2)))
            length += len(words)
            last = mark.end()
        plain.append(row["marked"][last:])
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        yield MarkedText(
            "".join(plain), cases, row.get("outlet"), published, True, f"{file.name}:{row['id']}"
        )


def _case(start: int, end: int, meaning: str) -> Case:
    if meaning.startswith("="):
        return Case(start, end, name=meaning[1:])
    ids = tuple(part for part in re.split(r"[+/]", meaning) if part)
    return Case(start, end, members=ids) if "+" in meaning else Case(start, end, ids)


def _verdicts(path: Path, corpora: Path, half: Half | None) -> list[MarkedText]:
    lines = path.read_text(encoding="utf-8").split("\n")
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if half in (None, half_of(row["sha256"])):
            by_text[row["sha256"]].append(row)
    known = texts_by_hash(corpora, set(by_text))
    return [
        MarkedText(
            known[key],
            [_verdict(row) for row in found],
            found[0].get("outlet"),
            where=found[0]["document"][:8],
        )
        for key, found in by_text.items()
        if key in known
    ]


def _verdict(row: dict[str, Any]) -> Case:
    right = (row["expected"], *row.get("equal", ())) if row["expected"] else ()
    return Case(row["start"], row["end"], right)
