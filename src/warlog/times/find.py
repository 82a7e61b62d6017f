"""Time expressions of a report, resolved to intervals of days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from spacy.tokens import Token

from warlog.language.document import Document
from warlog.quantities.lexer import Lexed, lex
from warlog.records import Mention, When
from warlog.times.calendar_rules import numeric_options, safe_date
from warlog.times.dateline import Dateline, dateline
from warlog.times.grammar import Found, encode, scan
from warlog.times.intervals import Interval, day_shift, precision
from warlog.times.joining import Draft, joined
from warlog.times.lexicon import Lexicon, lexicon
from warlog.times.mention import PREFIXES, TimeMention, Timex
from warlog.times.operations import Operations
from warlog.times.phrases import find_phrases
from warlog.times.plausible import Plausible
from warlog.times.resolve import Context, Resolved, Resolver
from warlog.times.tense import Tense, governing_verb, is_saying, tense_at
from warlog.times.tokens import Tokens

_KEPT_PREFIXES = PREFIXES - {"of", "to"}
_CARRIES_TENSE = frozenset(
    {"weekday", "month", "month_day", "day_month", "deictic", "season", "feast", "unit_edge", "relative_day",
     "duration", "the_unit"}
)  # fmt: skip
_COUNTED = re.compile(r"P\d+[DWMY]")
_LEAD = 3000  # characters that a summary has at most
# an article before these belongs to a noun after them
_NAMES_OF_DAYS = frozenset(
    {"bare_year", "lone", "iso", "numeric", "month_day", "day_month", "month", "month_year", "weekday"}
)


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
    drafts = reader.read_all(list(scan(codes)), head)
    phrases = find_phrases(text, reference)
    if phrases:
        drafts = sorted(drafts + phrases, key=lambda d: (d.start, -d.end))
    return [_as_mention(text, draft, reference) for draft in joined(text, drafts)]


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
        self.tokens = Tokens(document.doc)
        self.plausible = Plausible(document.text, lexed, codes, words, self.tokens)
        self.anchor = Interval(reference, reference)
        self.narrative: date | None = None
        self.told: tuple[int, date] | None = None  # offset and day of the last dated mention
        self.begun: date | None = None  # the first day of the operation counted from last
        self.unfixed: str | None = None  # the value of the last day told, where nothing fixes its date
        self.years: frozenset[int] = frozenset()
        self.clause_years: dict[int, int] = {}
        self.storied = False
        self.head_end = self.lead_end = (
            0  # where the dateline, and the summary before the first blank line end
        )
        self.nearby: tuple[date, ...] = ()

    def read_all(self, matches: list[Found], head: Dateline | None) -> list[Draft]:
        """The mentions that the matches make."""
        self.head_end = head.end if head is not None else 0
        blank = self.document.text.find("\n\n")
        self.lead_end = blank if 0 <= blank < _LEAD else 0
        self._survey(matches, head)
        drafts: list[Draft] = []
        for i, found in enumerate(matches):
            ahead = matches[i + 1] if i + 1 < len(matches) else None
            if (draft := self._read(found, ahead)) is not None:
                drafts.append(draft)
        return drafts

    def _survey(self, matches: list[Found], head: Dateline | None) -> None:
        """Tells a narrative with its own dates (an encyclopaedia's page) from news, and notes the dates given in full.

        A narrative gives full dates and counts few days from its reader's today; its dates without a year
        follow those told before, not the day of publication.
        """
        full: list[date] = []
        news = 0
        for found in matches:
            if head is not None and head.start <= self.lexed.starts[found.first] < head.end:
                continue
            codes = self.codes[found.first : found.last]
            match found.rule:
                case "weekday" | "relative_day" | "ago":
                    news += 1
                case "month_day" | "day_month" if "Y" in codes:
                    if (day := self._plain_day(found)) is not None:
                        full.append(day)
                case "numeric":
                    options = numeric_options(self.lexed.words[found.first])
                    full.extend(options if len(options) == 1 else [])
                case "iso":
                    if (day := _iso_day(self.lexed.words[found.first])) is not None:
                        full.append(day)
                case _:
                    pass
        self.nearby = tuple(full)
        self.years = frozenset(day.year for day in full)
        if full and not (head is not None and head.date is not None) and 2 * news <= len(matches) - news:
            self.storied = self.reference is None or len(full) >= 2 or news == 0
            self.narrative = full[0]

    def _plain_day(self, found: Found) -> date | None:
        resolved = self.resolver.resolve(found, Context(None, Interval(None, None), "none", None, None))
        return resolved.interval.start if resolved is not None else None

    def _read(self, found: Found, ahead: Found | None) -> Draft | None:
        """The mention that a match makes, None where its words are no time."""
        found = self._trim(found)
        if not self.plausible.holds(found):
            return None
        first = self.lexed.starts[found.first]
        token = self.tokens.at(first) if found.rule in _CARRIES_TENSE else None
        verb = governing_verb(token) if token is not None else None
        tense: Tense = tense_at(token) if token is not None else "none"
        year = self._clause_year(verb)
        reference, told = self.reference, self.told[1] if self.told is not None else None
        if self.storied and told is not None and (found.rule == "weekday" or self._is_overnight(found)):
            reference = told
        context = Context(
            reference,
            self.anchor,
            tense,
            year if year is not None else self._year_ahead(found, ahead),
            self.narrative,
            self.storied,
            told,
            self._beside(found, first),
            self.nearby,
            self.years,
            self.unfixed,
        )
        resolved = self.resolver.resolve(found, context)
        if resolved is None:
            return None
        start, prefix = self._prefix(found)
        core = self._core(found)
        draft = Draft(found, min(start, core), core, self.lexed.ends[found.last - 1], prefix, resolved)
        if found.rule in ("nth_unit", "nth_day"):
            self._in_operation(draft)
        elif resolved.type == "DURATION" and found.rule in ("later", "span_after"):
            draft.end = self.lexed.ends[found.last - 2]  # "just over a week | after the video emerged"
        elif "/" in resolved.value and found.rule in ("month_day", "day_month", "year_span"):
            draft.parts = self._two(draft)
        self._remember(draft)
        return draft

    def _is_overnight(self, found: Found) -> bool:
        return found.rule == "relative_day" and self.lexed.words[found.last - 1] == "overnight"

    def _trim(self, found: Found) -> Found:
        """Drops what a match took in too much: a full stop, a figure that counts the noun after it, a verb."""
        first, last = found.first, found.last
        words, codes = self.lexed.words, self.codes
        match found.rule:
            case "feast":
                return self._whole_feast(found)
            case "military" | "bare_year":
                clock = self.plausible.is_clock(first)
                if not clock and codes[first] == "Y":
                    return Found("bare_year", first, first + 1)
                return Found("military", first, last)
            case "year_span" if self.resolver.resolve(found, _NOWHERE) is None:
                return Found("bare_year", first, first + 1)
            case "deictic" if words[first] == "last" and last - first > 2 and self.plausible.is_verb(first):
                return Found("duration", first + 1, last)
            case "duration" if self.plausible.is_clock(first):
                return Found("military", first, last)  # "at 2130 hours"
            case "duration" if codes[first:last] == "aU" and self.plausible.is_rate(last - 1):
                return Found("set", first, last)  # "50 attacks a day"
            case "duration" if codes[first] == "a" and "-" in codes[first:last]:
                return Found("duration", first + 1, last)  # "a three-day truce"
            case _:
                pass
        if (
            "E" in codes[first:last]
            and "p" in codes[first:last]
            and found.rule in ("month", "weekday", "season")
        ):
            first = self._after_verb(first, last)
        if found.rule == "day_month" and codes[last - 1] in "DN" and self._has_noun_after(last):
            last -= 1
        if found.rule == "month_day" and codes[last - 1] == "D" and self.plausible.counts_next(last - 1):
            while last > first and codes[last - 1] in "D,&p-/":
                last -= 1
            # "In May 15 people were killed"
            rule = "month_day" if any(c in "DO" for c in codes[first:last]) else "month"
            if rule == "month":
                first = codes.index("M", first)
            found = Found(rule, first, last)
        if found.rule in ("month_day", "day_month"):
            cut = self._cut(found.rule, first, last)
            if cut is not None:
                return cut
        if codes[last - 1] == "." and last - first > 1:
            month = words[last - 2]
            if (codes[last - 2] == "M" and len(month) > 4) or month in ("may", "june", "july"):
                last -= 1
        return Found(found.rule, first, last)

    def _after_verb(self, first: int, last: int) -> int:
        """Past "ended in" of "the siege ended in May": only "early" and "late" stand before a preposition."""
        edge = self.codes.index("E", first, last)
        at = self.codes.find("p", edge, last)
        if at != edge + 1 or self.lexed.words[edge] in ("early", "late"):
            return first
        return at + 1

    def _has_noun_after(self, i: int) -> bool:
        """Whether a word follows, so that two figures after a month may count it rather than be a year."""
        return i < len(self.lexed.words) and self.lexed.words[i][0].isalpha()

    def _cut(self, rule: str, first: int, last: int) -> Found | None:
        """The part of a match that is one date, where a preposition or an ordinal word splits it."""
        words, codes = self.lexed.words, self.codes
        for i in range(first, last):
            apart = codes[i] in "p&" and words[i] not in ("to", "and", "till", "until", "through")
            if apart or (codes[i] == "O" and words[i].isalpha() and rule == "month_day"):
                if rule == "month_day":
                    days = any(c in "DO" for c in codes[first:i])
                    return Found("month_day" if days else "month", first, i)
                return Found("day_month", i + 1 if codes[i] in "p&" else i, last)
        return None

    def _whole_feast(self, found: Found) -> Found:
        for last in range(min(found.first + 7, len(self.lexed.words)), found.first, -1):
            if self.resolver.feast_words(found.first, last) in self.words.feasts:
                if self.codes[last : last + 1] == "Y":
                    last += 1
                elif self.codes[last : last + 2] == ",Y":
                    last += 2
                return Found("feast", found.first, last)
        return found

    def _prefix(self, found: Found) -> tuple[int, str]:
        """Where the mention starts with its preposition, and the preposition."""
        words, starts = self.lexed.words, self.lexed.starts
        i = found.first
        if i > 1 and words[i - 1] == "the" and words[i - 2] in PREFIXES:
            i -= 1
        if i > 1 and words[i - 1] == "of" and words[i - 2] == "as":
            return starts[i - 2], "as of"
        if i and words[i - 1] in PREFIXES:
            word = words[i - 1]
            return (starts[i - 1] if word in _KEPT_PREFIXES else starts[found.first]), word
        return starts[found.first], ""

    def _core(self, found: Found) -> int:
        """Where the words of TIMEX3 start: with an article that is theirs ("the summer", not "the May offensive")."""
        i = found.first
        if i and self.codes[i - 1] in "ta" and found.rule not in _NAMES_OF_DAYS:
            article, own = self.plausible.token(i - 1), self.tokens.at(self.lexed.ends[found.last - 1] - 1)
            if article is not None and own is not None and article.i < article.head.i <= own.i:
                return self.lexed.starts[i - 1]
        return self.lexed.starts[i]

    def _two(self, draft: Draft) -> list[Timex]:
        """The two days, or years, of "18-19 December"."""
        first, last = draft.found.first, draft.found.last
        numbers = [
            i
            for i in range(first, last)
            if self.codes[i] in ("DO" if "M" in self.codes[first:last] else "YDN")
        ]
        one, other = draft.resolved.value.split("/")
        ends, starts = self.lexed.ends, self.lexed.starts
        begin, finish = draft.resolved.interval
        if draft.found.rule == "year_span" and begin is not None and finish is not None:
            spans = (
                Interval(begin, begin.replace(month=12, day=31)),
                Interval(finish.replace(month=1, day=1), finish),
            )
        else:
            spans = (Interval(begin, begin), Interval(finish, finish))
        return [
            Timex(draft.core, ends[numbers[0]], "DATE", one, *spans[0]),
            Timex(starts[numbers[1]], draft.end, "DATE", other, *spans[1]),
        ]

    def _in_operation(self, draft: Draft) -> None:
        """ "(Now) in its eighth month", "day 437 of the invasion": counted from the operation's first day."""
        words, starts, found = self.lexed.words, self.lexed.starts, draft.found
        draft.counted = draft.resolved.value if _COUNTED.fullmatch(draft.resolved.value) else ""
        i = found.first
        while i and starts[i - 1] >= draft.start:
            i -= 1
        now = starts[i - 1] if i and words[i - 1] == "now" else None
        if now is not None:
            draft.start = now
        self._count_from(draft)
        if now is not None:
            present = Timex(now, now + 3, "DATE", "PRESENT_REF", self.reference, self.reference)
            draft.parts = [present, *draft.timexes()]

    def _count_from(self, draft: Draft) -> None:
        words, starts, found = self.lexed.words, self.lexed.starts, draft.found
        named = self.codes[found.last : found.last + 1] == "o"
        again = (
            self.codes[found.first] == "t" and words[found.first - 1 : found.first] == ["on"] and not named
        )
        if not draft.counted or not (self.codes[found.first] in "qU" or named or again):
            return
        begun = self.begun if again else self.operations.start_near(starts[found.first])
        if begun is None:
            return
        self.begun = begun
        number, unit = int(draft.counted[1:-1]), draft.counted[-1]
        if unit == "D":
            day = day_shift(begun, number - 1)
            draft.resolved = Resolved(Interval(day, day), "DATE", day.isoformat())
            return
        end = self.reference if self.reference is not None and self.reference >= begun else None
        draft.resolved = Resolved(Interval(begun, end), "DURATION", draft.resolved.value, dated=False)

    def _clause_year(self, verb: Token | None) -> int | None:
        """The year that the verb's clause, or one that it depends on, has stated."""
        if not self.clause_years:
            return None
        for _ in range(4):
            if verb is None or verb.i in self.clause_years or verb.head.i == verb.i:
                break
            verb = governing_verb(verb.head)
        return self.clause_years.get(verb.i) if verb is not None else None

    def _year_ahead(self, found: Found, ahead: Found | None) -> int | None:
        """The year of a range's end: "from 5 March to 21 March 2022"."""
        if (
            ahead is None
            or ahead.first - found.last > 2
            or ahead.rule not in ("month_day", "day_month", "month_year")
        ):
            return None
        between = self.lexed.words[found.last : ahead.first]
        if not between or between[0] not in ("to", "-", "–", "—", "and", "until", "till", "through"):
            return None
        return next(
            (int(self.lexed.words[i]) for i in range(ahead.first, ahead.last) if self.codes[i] == "Y"), None
        )

    def _beside(self, found: Found, offset: int) -> date | None:
        """The day that the same sentence has dated before "a day after"."""
        if self.told is None or found.rule not in ("later", "span_after"):
            return None
        told, here = self.tokens.at(self.told[0]), self.tokens.at(offset)
        same = told is not None and here is not None and told.sent.start == here.sent.start
        return self.told[1] if same else None

    def _remember(self, draft: Draft) -> None:
        resolved, found = draft.resolved, draft.found
        interval, start = resolved.interval, self.lexed.starts[draft.found.first]
        if resolved.full and interval.start is not None:
            self._remember_year(found, interval, start)
        elif resolved.dated and interval.start is not None and (self.reference is None or self.storied):
            self.narrative = interval.start
        if resolved.type == "DATE" and resolved.dated:
            day = (
                interval.start is None
                and len(resolved.value) in (9, 10)
                and resolved.value.startswith("XXXX-")
            )
            self.unfixed = resolved.value if day else None
        if not resolved.dated or interval.start is None or interval.end is None or resolved.type == "SET":
            return
        if self._only_said(found, start):
            return
        self.anchor = interval
        if (interval.end - interval.start).days <= 1:
            self.told = (start, interval.start)

    def _only_said(self, found: Found, start: int) -> bool:
        """Whether a date is the dateline's, or that of the words only ("residents said on Thursday")."""
        if start < self.head_end:
            return True
        if self.told is None or found.rule not in ("weekday", "relative_day"):
            return False
        token = self.tokens.at(start)
        return token is not None and is_saying(governing_verb(token))

    def _remember_year(self, found: Found, interval: Interval, start: int) -> None:
        assert interval.start is not None
        token = self.tokens.at(start)
        clause = governing_verb(token) if token is not None else None
        if clause is not None:
            self.clause_years[clause.i] = interval.start.year
        if not self.storied:
            self.narrative = interval.start
        elif found.rule in ("bare_year", "month_year"):
            line = self.document.text.rfind("\n", 0, start) + 1
            if self.document.text[line : line + 1] == "#":  # a heading sets the year of what follows
                month = 7 if found.rule == "bare_year" else interval.start.month
                self.narrative = interval.start.replace(month=month)
        elif start < self.lead_end and self.narrative is not None:
            self.narrative = min(
                self.narrative, interval.start
            )  # a summary tells the end before the beginning
        elif not _is_background(clause):
            self.narrative = interval.start


_NOWHERE = Context(None, Interval(None, None), "none", None, None)


def _is_background(verb: Token | None) -> bool:
    """Whether a clause steps back from what is told: "which had begun in 2014"."""
    return verb is not None and (
        verb.dep_ in ("relcl", "acl") or any(c.lower_ == "had" for c in verb.children)
    )


def _iso_day(word: str) -> date | None:
    parts = word.replace("/", "-").split("-")
    return safe_date(int(parts[0]), int(parts[1]), int(parts[2]))


def _as_mention(text: str, draft: Draft, reference: date | None) -> TimeMention:
    resolved = draft.resolved
    interval = _bounded(draft, reference)
    start, end = draft.start, draft.end
    words = text[start:end]
    prec = (
        resolved.prec if resolved.prec is not None and interval == resolved.interval else precision(interval)
    )
    when: When | None = None
    open_duration = resolved.type == "DURATION" and interval.start is None and interval.end is None
    if resolved.type != "SET" and not open_duration and not resolved.state:
        when = When(
            interval.start.isoformat() if interval.start is not None else None,
            interval.end.isoformat() if interval.end is not None else None,
            prec,
            Mention(start, end, words),
        )
    timexes = tuple(draft.timexes())
    return TimeMention(start, end, words, when, resolved.type, resolved.value, draft.counted, timexes)


def _bounded(draft: Draft, reference: date | None) -> Interval:
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
