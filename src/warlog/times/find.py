"""Time expressions of a report, resolved to intervals of days."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from warlog.language.document import Document
from warlog.quantities.lexer import Lexed, lex
from warlog.records import Mention, When
from warlog.times.dateline import dateline
from warlog.times.grammar import Found, encode, scan
from warlog.times.intervals import Interval, day_shift, precision
from warlog.times.lexicon import Lexicon, lexicon
from warlog.times.mention import TimeMention
from warlog.times.operations import Operations
from warlog.times.resolve import Context, Resolved, Resolver
from warlog.times.tense import Tense, governing_verb, tense_at

_PREFIXES = frozenset(
    {"on", "in", "at", "since", "by", "until", "till", "during", "within", "for", "over", "throughout", "from",
     "between", "around", "about", "before", "after", "through", "as of", "to", "of"}
)  # fmt: skip
_KEPT_PREFIXES = _PREFIXES - {"of", "to"}
# abbreviations that are also words or names: only as part of a longer date
_SHY = frozenset(
    {"may", "march", "mar", "jan", "sat", "sun", "mon", "wed", "thu", "tue", "fri", "dec", "sep", "oct"}
)
_YEAR_PREFIXES = frozenset(
    {"in", "since", "of", "by", "until", "till", "during", "from", "to", "before", "after", "between", "around", "and",
     "throughout", "late", "early", "mid", "through", "the"}
)  # fmt: skip
_NAME_NUMBERS = frozenset(
    {"resolution", "no", "number", "article", "unit", "highway", "route", "page", "decree"}
)
_CARRIES_TENSE = frozenset(
    {"weekday", "month", "month_day", "day_month", "deictic", "season", "feast", "unit_edge", "relative_day"}
)


@dataclass(slots=True)
class _Draft:
    """A mention under way: the pieces of its core, its preposition, and what it means."""

    found: Found
    start: int
    end: int
    prefix: str
    resolved: Resolved


def find_times(
    document: Document, published: date | None = None, starts: Mapping[str, date] | None = None
) -> list[TimeMention]:
    """Every time expression of a report, in the order of its text.

    Relative words count from the dateline where the text has one, else from `published`, never from
    today; with neither, partial dates keep open ends. `starts` maps lower-case names of operations
    and wars to their first day, for "now in its eighth month".
    """
    text = document.text
    lexed, words = lex(text), lexicon()
    codes = encode(text, lexed, words)
    head = dateline(text, published)
    reference = head.date if head is not None and head.date is not None else published
    reader = _Reader(document, lexed, codes, words, reference, Operations(text, starts or {}))
    drafts = [draft for found in scan(codes) if (draft := reader.read(found)) is not None]
    return [_as_mention(text, draft, reader) for draft in _joined(text, drafts)]


class _Reader:
    """Reads one report's matches from left to right, keeping the last date and year met."""

    def __init__(
        self,
        document: Document,
        lexed: Lexed,
        codes: str,
        words: Lexicon,
        reference: date | None,
        operations: Operations,
    ) -> None:
        self.document = document
        self.lexed = lexed
        self.codes = codes
        self.words = words
        self.reference = reference
        self.operations = operations
        self.resolver = Resolver(lexed, codes, words)
        self.anchor = Interval(reference, reference)
        self.narrative: date | None = None
        self.clause_years: dict[int, int] = {}
        self.begun: date | None = None
        doc = document.doc
        self.token_starts: list[int] = doc.to_array("IDX").tolist() if len(doc) else []

    def token(self, offset: int) -> Token | None:
        """The token at or before an offset."""
        i = bisect_left(self.token_starts, offset + 1) - 1
        return self.document.doc[i] if i >= 0 else None

    def read(self, found: Found) -> _Draft | None:
        """The mention that a match makes, None where its words are no time."""
        found = self._trim(found)
        if not self._plausible(found):
            return None
        token = self.token(self.lexed.starts[found.first]) if found.rule in _CARRIES_TENSE else None
        verb = governing_verb(token) if token is not None else None
        tense: Tense = tense_at(token) if token is not None else "none"
        context = Context(
            self.reference,
            self.anchor,
            tense,
            self._clause_year(verb),
            self.narrative,
        )
        resolved = self.resolver.resolve(found, context)
        if resolved is None:
            return None
        start, prefix = self._prefix(found)
        end = self.lexed.ends[found.last - 1]
        if found.rule in ("nth_unit", "nth_day"):
            start, resolved = self._in_operation(found, start, resolved)
        self._remember(found, resolved)
        return _Draft(found, start, end, prefix, resolved)

    def _trim(self, found: Found) -> Found:
        """Drops a full stop after a month's full name, and a figure that counts the noun after it."""
        first, last = found.first, found.last
        words, codes = self.lexed.words, self.codes
        if found.rule == "feast":
            return self._whole_feast(found)
        if found.rule == "month_day" and codes[last - 1] in "DY" and self._counts_next(last - 1):
            while last > first and codes[last - 1] in "DY,&p-/":
                last -= 1
            # "In May 15 people were killed"
            rule = "month_day" if any(c in "DO" for c in codes[first:last]) else "month"
            if rule == "month":
                while codes[first] not in "M":
                    first += 1
            found = Found(rule, first, last)
        if found.rule in ("month_day", "day_month"):
            for i in range(first, last):
                if (codes[i] in "p&" and words[i] not in ("to", "and", "till", "until", "through")) or (
                    codes[i] == "O" and words[i].isalpha() and found.rule == "month_day"
                ):
                    cut = i
                    if found.rule == "month_day":
                        return Found(
                            "month_day" if any(c in "DO" for c in codes[first:cut]) else "month", first, cut
                        )
                    return Found("day_month", i + 1 if codes[i] in "p&" else i, last)
        if found.rule == "deictic" and words[first] == "last" and self._is_verb(first) and last - first > 2:
            return Found("duration", first + 1, last)
        if found.rule == "duration" and codes[first] == "a" and "-" in codes[first:last]:
            first += 1  # "a three-day truce"
        if (
            codes[last - 1] == "."
            and last - first > 1
            and codes[last - 2] == "M"
            and len(words[last - 2]) > 4
        ) or (codes[last - 1] == "." and last - first > 1 and (words[last - 2] in ("may", "june", "july"))):
            last -= 1
        return Found(found.rule, first, last)

    def _whole_feast(self, found: Found) -> Found:
        for length in (5, 4, 3, 2, 1):
            last = found.first + length
            if tuple(self.lexed.words[found.first : last]) in self.words.feasts:
                return Found("feast", found.first, last)
        return found

    def _counts_next(self, i: int) -> bool:
        token = self.token(self.lexed.starts[i])
        if token is None or token.head.i <= token.i or token.dep_ not in ("nummod", "quantmod", "compound"):
            return False
        return token.head.tag_ in ("NNS", "NNPS", "NN") and token.head.lower_ not in self.words.codes

    def _plausible(self, found: Found) -> bool:
        words, codes, first, last = self.lexed.words, self.codes, found.first, found.last
        before = words[first - 1] if first else ""
        after = words[last] if last < len(words) else ""
        text, starts, ends = self.document.text, self.lexed.starts, self.lexed.ends
        glued = first > 0 and ends[first - 1] == starts[first]
        match found.rule:
            case "month" | "weekday":
                return self._plausible_name(found, before, after, glued)
            case "month_day" | "day_month":
                return not (glued and before in (".", "-", "/") and codes[first] in "DO")
            case "bare_year":
                if (
                    glued
                    and before in (".", ",", "-", "/", ":", "$")
                    and not (before == "-" and codes[first - 2 : first - 1] == "Y")
                ):
                    return False
                if before in _NAME_NUMBERS or after in ("%", "percent", "-") or self._counts_next(first):
                    return False
                return (
                    before in _YEAR_PREFIXES
                    or before in ("(", ",", "-", "–")
                    or after in (")",)
                    or self._is_date_entity(first)
                )
            case "clock":
                return (
                    "C" in codes[first:last]
                    or "A" in codes[first:last]
                    or last - first > 1
                    or codes[last - 1 : last] == "Z"
                )
            case "duration" | "later" | "ago" | "deictic":
                if (
                    (after == "-" and words[last + 1 : last + 2] == ["old"])
                    or after == "old"
                    or (glued and before in ("-", ".", "$"))
                ):
                    return False
                return not (
                    after == "-"
                    and words[last + 1 : last + 2] not in (["long"], ["and"])
                    and "-" not in codes[first:last]
                )
            case "nth_unit":
                return (
                    before in ("in", "for", "on", "its", "the", "a", "into", "entered", "by")
                    or codes[first] in "tq"
                )
            case "vague":
                return text[starts[first]].islower() or first == 0 or before == "." or True
            case "relative_day":
                return not (codes[last - 1] == "R" and after == "-")
            case _:
                return True

    def _is_date_entity(self, i: int) -> bool:
        token = self.token(self.lexed.starts[i])
        return token is not None and token.ent_type_ == "DATE"

    def _plausible_name(self, found: Found, before: str, after: str, glued: bool) -> bool:
        words, codes = self.lexed.words, self.codes
        core = next(i for i in range(found.first, found.last) if codes[i] in "MW")
        word = words[core]
        if glued and before in ("-", "."):
            return False
        if word not in _SHY or (found.last - found.first > 1 and codes[found.first] in "ELXhrtT"):
            return not (word in ("august", "april", "june") and after.isalpha() and self._is_person(core))
        if words[core + 1 : core + 2] == ["."] and len(word) < 5 and word != "may":
            return True
        if word in ("may", "march"):
            token = self.token(self.lexed.starts[core])
            return (
                token is not None
                and token.pos_ in ("PROPN", "NOUN")
                and token.ent_type_ in ("DATE", "")
                and (before in _PREFIXES or before in ("last", "this", "next", "early", "late", "mid", "and"))
            )
        return before in ("on", "in", "last", "next", "this", "since", "until") and word not in ("sun", "jan")

    def _is_verb(self, i: int) -> bool:
        token = self.token(self.lexed.starts[i])
        return token is not None and token.pos_ == "VERB"

    def _is_person(self, i: int) -> bool:
        token = self.token(self.lexed.starts[i])
        return token is not None and token.ent_type_ == "PERSON"

    def _prefix(self, found: Found) -> tuple[int, str]:
        """Where the mention starts with its preposition, and the preposition."""
        words, starts = self.lexed.words, self.lexed.starts
        i = found.first
        if i > 1 and words[i - 1] == "the" and words[i - 2] in _PREFIXES:
            i -= 1
        if i > 1 and words[i - 1] == "of" and words[i - 2] == "as":
            return starts[i - 2], "as of"
        if i and words[i - 1] in _PREFIXES:
            word = words[i - 1]
            return (starts[i - 1] if word in _KEPT_PREFIXES else starts[found.first]), word
        return starts[found.first], ""

    def _in_operation(self, found: Found, start: int, resolved: Resolved) -> tuple[int, Resolved]:
        """ "(now) in its eighth month", "day 437 of the invasion": from the operation's start to the reference."""
        words, starts = self.lexed.words, self.lexed.starts
        i = next(
            (
                k
                for k, s in enumerate(
                    starts[max(found.first - 3, 0) : found.first + 1], max(found.first - 3, 0)
                )
                if s >= start
            ),
            found.first,
        )
        if i and words[i - 1] == "now":
            start = starts[i - 1]
        possessive = self.codes[found.first] in "qU" or self.codes[found.last : found.last + 1] == "o"
        if not possessive:
            return start, resolved
        begun = self.operations.start_near(starts[found.first]) or self.begun
        if begun is None:
            return start, resolved
        end = self.reference if self.reference is not None and self.reference >= begun else None
        return start, Resolved(Interval(begun, end), "DURATION", resolved.value, dated=False)

    def _clause_year(self, verb: Token | None) -> int | None:
        """The year that the verb's clause, or one that it depends on, has stated."""
        if not self.clause_years:
            return None
        for _ in range(4):
            if verb is None or verb.i in self.clause_years or verb.head.i == verb.i:
                break
            verb = governing_verb(verb.head)
        return self.clause_years.get(verb.i) if verb is not None else None

    def _remember(self, found: Found, resolved: Resolved) -> None:
        interval = resolved.interval
        if resolved.full and interval.start is not None:
            self.narrative = interval.start
            token = self.token(self.lexed.starts[found.first])
            clause = governing_verb(token) if token is not None else None
            if clause is not None:
                self.clause_years[clause.i] = interval.start.year
        elif resolved.dated and self.reference is None and interval.start is not None:
            self.narrative = interval.start
        if (
            resolved.dated
            and interval.start is not None
            and interval.end is not None
            and resolved.type != "SET"
        ):
            self.anchor = interval


_RANGE = re.compile(r"\s*(?:-|–|—|to|and|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)


def _joined(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Joins "between May 3 and June 5", "from Monday to Friday" into one interval; drops what overlaps."""
    out: list[_Draft] = []
    for draft in drafts:
        while out and draft.start <= out[-1].start and draft.end >= out[-1].end:
            out.pop()  # "now", then "now in its eighth month"
        if out and draft.start < out[-1].end:
            if draft.end <= out[-1].end:
                continue
            draft.start = out[-1].end
            while draft.start < draft.end and text[draft.start].isspace():
                draft.start += 1
        if out and (last := out[-1]).prefix in ("between", "from") and draft.resolved.type != "DURATION":
            core = draft.start
            gap = text[last.end : core]
            if draft.prefix in ("until", "till", "through"):
                gap += draft.prefix + " "
            wanted = "and" if last.prefix == "between" else ("to", "until", "till", "through", "-", "–")
            first, end = last.resolved.interval.start, draft.resolved.interval.end
            if _RANGE.fullmatch(gap) and gap.strip().lower().split()[0] in wanted:
                if last.resolved.type == "TIME" and not last.resolved.dated:
                    first = draft.resolved.interval.start  # "from late morning to early evening on Thursday"
                start_day = first if first is None or end is None or first <= end else None
                last.resolved = Resolved(
                    Interval(start_day, end), "DATE", f"{last.resolved.value}/{draft.resolved.value}",
                    last.resolved.dated, None, last.resolved.full,
                )  # fmt: skip
                last.end, last.prefix = draft.end, ""
                continue
        out.append(draft)
    return out


def _as_mention(text: str, draft: _Draft, reader: _Reader) -> TimeMention:
    resolved = draft.resolved
    interval = _bounded(draft, reader.reference)
    start, end = draft.start, draft.end
    words = text[start:end]
    prec = (
        resolved.prec if resolved.prec is not None and interval == resolved.interval else precision(interval)
    )
    when: When | None = None
    if resolved.type != "SET" and (
        resolved.type != "DURATION" or interval.start is not None or interval.end is not None
    ):
        when = When(
            interval.start.isoformat() if interval.start is not None else None,
            interval.end.isoformat() if interval.end is not None else None,
            prec,
            Mention(start, end, words),
        )
    return TimeMention(start, end, words, when, resolved.type, resolved.value)


def _bounded(draft: _Draft, reference: date | None) -> Interval:
    """The interval under its preposition: "since Saturday" runs to the reference, "until March" has no start."""
    interval = draft.resolved.interval
    if draft.resolved.type == "DURATION":
        return interval
    start, end = interval
    prefix = draft.prefix
    if prefix in ("since", "after") and start is not None:
        begin = start if prefix != "after" or end is None else end
        final = reference if reference is not None and reference >= begin else None
        return Interval(begin, final)
    if prefix in ("until", "till", "before", "by") and end is not None:
        last = day_shift(start or end, -1) if prefix == "before" else end
        first = reference if prefix != "before" and reference is not None and reference < last else None
        return Interval(first, last)
    return interval


def token_before(document: Document, offset: int) -> Token | None:
    """The token at or next after an offset, past a preposition's blank; None outside every token."""
    span = document.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None
