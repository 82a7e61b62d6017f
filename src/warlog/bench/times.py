"""`warlog bench times`: time expressions found, and given the right TIMEX3 value.

Two kinds of gold: a folder of TimeML files (`warlog.bench.timeml`), or a file of offsets with the texts' hashes
(`annotations/times.jsonl`), whose texts are looked for in a folder of corpora.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from warlog.errors import WarlogError

if TYPE_CHECKING:  # listing benchmarks must not import spaCy
    from spacy.language import Language

    from warlog.times import Timex

Half = Literal["dev", "report"]


@dataclass(slots=True, frozen=True)
class GoldTimex:
    """An annotated expression: [start, end) of the text, TIMEX3 type and value.

    `interval` holds its first and last day, None where the text does not fix one; `interval` itself is None where
    the gold says nothing of days (TimeML).
    """

    start: int
    end: int
    type: str
    value: str
    interval: tuple[date | None, date | None] | None = None


@dataclass(slots=True, frozen=True)
class TimedText:
    """A text with its time expressions, all of those in `scopes`; `published` is the day that relative words count from."""

    name: str
    text: str
    published: date | None
    scopes: list[tuple[int, int]]
    times: list[GoldTimex]


@dataclass(slots=True)
class TimesFigures:
    """Counts over texts. An expression is found where an unused one of ours shares a character with it, strictly
    where both bounds are equal (an article before it aside); type and value are compared for those found."""

    texts: int = 0
    gold: int = 0
    given: int = 0
    found: int = 0
    strict: int = 0
    right_type: int = 0
    right_value: int = 0
    dated: int = 0
    right_interval: int = 0

    def as_dict(self) -> dict[str, float]:
        """Everything, shares to three places. `value_accuracy` is of all annotated, those missed included;
        `value_f1` is that of TempEval-3: found and with the right value, against given and annotated."""
        return {
            "texts": self.texts, "annotated": self.gold, "given": self.given,
            "precision": _share(self.found, self.given), "recall": _share(self.found, self.gold),
            "f1": _f1(self.found, self.given, self.gold), "strict_f1": _f1(self.strict, self.given, self.gold),
            "type_accuracy": _share(self.right_type, self.found),
            "value_accuracy_of_found": _share(self.right_value, self.found),
            "value_accuracy": _share(self.right_value, self.gold),
            "value_f1": _f1(self.right_value, self.given, self.gold),
            **({"interval_accuracy_of_found": _share(self.right_interval, self.dated)} if self.dated else {}),
        }  # fmt: skip


@dataclass(slots=True)
class TimesScore:
    """Figures, and what is wrong, a line each."""

    figures: TimesFigures = field(default_factory=TimesFigures)
    wrong: list[str] = field(default_factory=list[str])


def load_annotated(path: Path, corpora: Path, half: Half | None = None) -> tuple[list[TimedText], list[str]]:
    """The texts of a file of offsets, and the ids of those that the corpora do not hold.

    Raises W001 where the file is not there and W047 for a line that cannot be read.
    """
    from warlog.bench.corpus_texts import texts_by_hash

    rows = _rows(path, half)
    found = texts_by_hash(corpora, {row["sha256"] for _, row in rows})
    texts: list[TimedText] = []
    missing: list[str] = []
    for number, row in rows:
        text = found.get(row["sha256"])
        if text is None:
            missing.append(str(row.get("id")))
            continue
        try:
            texts.append(_timed(row, text))
        except (KeyError, TypeError, ValueError) as error:
            raise WarlogError("W047", where=path, line=number, found=error) from error
    return texts, missing


def _rows(path: Path, half: Half | None) -> list[tuple[int, dict[str, Any]]]:
    if not path.is_file():
        raise WarlogError("W001", where=path)
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            if half in (None, row["half"]) and isinstance(row["sha256"], str):
                rows.append((number, row))
        except (ValueError, KeyError, TypeError) as error:
            raise WarlogError("W047", where=path, line=number, found=error) from error
    return rows


def _timed(row: Mapping[str, Any], text: str) -> TimedText:
    start, end = row["scope"]
    times = [
        GoldTimex(
            one["start"], one["end"], one["type"], one["value"], (_day(one.get("from")), _day(one.get("to")))
        )
        for one in row["times"]
    ]
    return TimedText(row["id"], text, _day(row.get("published")), [(int(start), int(end))], times)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def run(texts: Sequence[TimedText], pipeline: Language, starts: Mapping[str, date]) -> TimesScore:
    """Find the times of every text and score them; `starts` are the first days of known operations."""
    from warlog.language import parse_many
    from warlog.times import find_times

    score = TimesScore()
    documents = parse_many((one.text for one in texts), pipeline)
    for one, document in zip(texts, documents, strict=True):
        mentions = find_times(document, one.published, starts)
        add(score, one, [timex for mention in mentions for timex in mention.timexes])
    return score


def add(score: TimesScore, one: TimedText, given: Iterable[Timex]) -> None:
    """Count one text."""
    figures = score.figures
    left = [t for t in given if any(start < t.end and t.start < end for start, end in one.scopes)]
    figures.texts += 1
    figures.gold += len(one.times)
    figures.given += len(left)
    for gold in one.times:
        match = max(
            (t for t in left if t.start < gold.end and gold.start < t.end),
            key=lambda t: min(t.end, gold.end) - max(t.start, gold.start),
            default=None,
        )
        words = " ".join(one.text[gold.start : gold.end].split())
        if match is None:
            score.wrong.append(f"missed  {one.name}: “{words}” {gold.type} {gold.value}")
            continue
        left.remove(match)
        _count(score, one, gold, match, words)
    score.wrong.extend(
        f"extra   {one.name}: “{' '.join(one.text[t.start : t.end].split())}” {t.type} {t.value}"
        for t in left
    )


def _count(score: TimesScore, one: TimedText, gold: GoldTimex, match: Timex, words: str) -> None:
    figures = score.figures
    figures.found += 1
    figures.strict += _bare(one.text, gold.start, gold.end) == _bare(one.text, match.start, match.end)
    figures.right_type += gold.type == match.type
    if gold.interval is not None:
        figures.dated += 1
        figures.right_interval += gold.interval == (match.first, match.last)
    if normal(gold.value) == normal(match.value):
        figures.right_value += 1
    else:
        score.wrong.append(f"value   {one.name}: “{words}” {gold.value}, given {match.value}")


_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds without a leading article, which annotators treat differently."""
    match = _ARTICLE.match(text, start, end)
    return (match.end() if match is not None else start), end


def normal(value: str) -> str:
    """One spelling of values that TimeML writes in several: decades and centuries with and without X, seconds of zero."""
    if re.fullmatch(r"\d{3}", value):
        return f"{value}X"
    if re.fullmatch(r"\d{2}", value):
        return f"{value}XX"
    return re.sub(r"(T\d{2}:\d{2}):00$", r"\1", value)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _f1(right: int, given: int, gold: int) -> float:
    return round(2 * right / (given + gold), 3) if given + gold else 0.0
