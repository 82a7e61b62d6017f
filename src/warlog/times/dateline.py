"""Datelines: "MOSCOW, Dec 26 (Reuters) -", "Published July 27 2016", "AFP Saturday 10 Sep 2016"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from warlog.quantities.lexer import lex
from warlog.quantities.tables import read_table
from warlog.times.grammar import encode, scan
from warlog.times.intervals import Interval
from warlog.times.lexicon import lexicon
from warlog.times.resolve import Context, Resolver

_HEAD = 700  # characters in which a dateline stands
_FIRST_LINES = 6
_LABELS = "(?:First )?Published|Posted|(?:Last )?(?:Updated|Modified)|(?:Release )?Date|Released|Filed|Issued|Created"
_DASH = r"(?:-{1,2}|–|—)"
_DATE_WORDS = r"[\w.,/ -]{3,32}?"
_NAME = r"[A-Z][\w'’.-]*(?: (?:al-|el-|de |of )?[A-Z][\w'’.-]*){0,3}"


@dataclass(slots=True, frozen=True)
class Dateline:
    """Where, when and by whom a report was filed. `text[start:end]` holds the dateline, its dash included.

    `date` is None where the text gives no full date and nothing fixes its year; then `month_day`
    holds what it gives. `weekday` counts from Monday, 0.
    """

    start: int
    end: int
    place: str | None
    date: date | None
    agency: str | None
    month_day: tuple[int, int] | None = None
    weekday: int | None = None


@cache
def _agencies() -> dict[str, str]:
    return {row[0].lower(): row[0] for row in read_table("agencies")}


class _Patterns(NamedTuple):
    """How datelines are written; `filed` and `bracketed` anywhere in the head, the rest at the start of a line."""

    filed: re.Pattern[str]
    bracketed: re.Pattern[str]
    leading: re.Pattern[str]
    named: re.Pattern[str]
    dated: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    names = "|".join(
        re.escape(name) for name in sorted((r[0] for r in read_table("agencies")), key=len, reverse=True)
    )
    # no month or weekday begins a place's second name: "MOSCOW, December 26"
    dates = "|".join(word for word, code in lexicon().codes.items() if code in "MW")
    second = rf"(?:, (?!(?i:{dates})\b){_NAME})?"
    place = (
        rf"(?P<place>[A-Z][A-Z'’.-]{{2,}}(?:[ /-][A-Z][A-Z'’.]+){{0,3}}{second}|{_NAME}(?:/{_NAME})?{second})"
    )
    filed = re.compile(
        rf"(?<![\w-]){place}(?: \((?P<country>[A-Z][A-Za-z .-]+)\)(?=,))?"
        rf"(?:,? (?P<date>{_DATE_WORDS}))?"
        rf"\s*(?:[(\[](?P<agency>[A-Z][\w .&/’'-]{{1,60}})[)\]](?:\s*{_DASH}|[.:])?|\s{_DASH})(?=\s)"
    )
    day = rf"(?P<date>(?=[^()|\n]{{0,20}}\d){_DATE_WORDS})"
    dated = tuple(
        re.compile(form)
        for form in (
            rf"\({place}, {day}\)\s*{_DASH}?",  # (Beirut, January 14, 2016) –
            rf"{place}\s*\({day}\)\s*(?:{_DASH}|:)",  # GENEVA (5 March 2010) –
            rf"{place}\s*(?:{_DASH}|\|)\s*{day}\s*(?:[.:|\n]|{_DASH}\s)",  # Kyiv — March 3, 2022.
            rf"{day}\s*(?:\||{_DASH})\s*{place}\s*(?:{_DASH}|:)",  # 5 MARCH 2010 | GENEVA –
        )
    )
    bracketed = re.compile(
        rf"\((?P<place>{_NAME}(?:, {_NAME})?)(?:, (?P<inner>{_DATE_WORDS}))?\)\s*(?:{_DASH}\s*)?(?P<date>{_DATE_WORDS})\s*{_DASH}\s"
    )
    leading = re.compile(
        rf"\W*(?:By [^\n|]{{3,50}}\|\s*)?(?:(?P<label>{_LABELS})(?: on| at)?:?\s+(?:\d{{1,2}}[:.]\d\d,?\s+)?)?"
        rf"(?:(?P<agency>{names})[ ,:|-]+)?",
        re.IGNORECASE,
    )
    named = re.compile(rf"(?<![\w(])(?P<agency>{names})[ ,:-]+(?=[A-Z\d])")
    return _Patterns(filed, bracketed, leading, named, dated)


def dateline(text: str, published: date | None = None) -> Dateline | None:
    """The dateline of a report, None where it has none; `published` fixes a year left out."""
    head = text[:_HEAD]
    filed, bracketed, leading, named, dated_forms = _patterns()
    if (found := bracketed.search(head)) is not None and (
        spoken := _date_in(found["date"], published)
    ) is not None:
        return Dateline(found.start(), found.end(), found["place"], spoken[0], None, spoken[1], spoken[2])
    if (line := _line_with_place(head, dated_forms, published)) is not None:
        return line
    first = _leading(head, leading, published) or _after_agency(head, named, published)
    for match in filed.finditer(head):
        dated = _date_in(match["date"], published) if match["date"] else None
        agency = _agencies().get(match["agency"].strip().lower()) if match["agency"] else None
        if match["date"] and dated is None:
            continue
        upper = match["place"].split(",")[0].isupper() and len(match["place"]) > 2
        at_line = (
            match.start() == 0
            or text[match.start() - 1] == "\n"
            or text[: match.start()].rstrip()[-1:] in ".!?"
        )
        if (
            agency is None
            and not (dated is not None and (upper or at_line))
            and not (upper and at_line and text[match.end() - 1] in "-–—")
        ):
            continue
        if first is not None and dated is not None and dated[1] != first.month_day and dated[4]:
            return first  # a caption with another date
        if first is not None and first.date is not None:
            return Dateline(
                match.start(), match.end(), match["place"], first.date, agency, first.month_day, first.weekday
            )
        day, month_day, weekday = dated[:3] if dated is not None else (None, None, None)
        return Dateline(match.start(), match.end(), match["place"], day, agency, month_day, weekday)
    return first


def _line_with_place(
    head: str, forms: tuple[re.Pattern[str], ...], published: date | None
) -> Dateline | None:
    """A place and a date that make the start of one of the first lines."""
    starts = [0, *(match.end() for match in re.finditer(r"\n\s*", head))]
    for start in starts[:_FIRST_LINES]:
        for form in forms:
            match = form.match(head, start)
            spoken = _date_in(match["date"], published, at_start=True) if match is not None else None
            if match is not None and spoken is not None:
                return Dateline(start, match.end(), match["place"], spoken[0], None, spoken[1], spoken[2])
    return None


def _after_agency(head: str, named: re.Pattern[str], published: date | None) -> Dateline | None:
    """ "AFP Saturday 10 Sep 2016" after a headline: only with a full date."""
    for match in named.finditer(head):
        spoken = _date_in(head[match.end() : match.end() + 40], published, at_start=True)
        if spoken is not None and spoken[0] is not None and spoken[4]:
            agency = _agencies()[match["agency"].lower()]
            return Dateline(
                match.start(), match.end() + spoken[3], None, spoken[0], agency, spoken[1], spoken[2]
            )
    return None


def _leading(head: str, leading: re.Pattern[str], published: date | None) -> Dateline | None:
    """A date at the start of one of the first lines."""
    offset = 0
    for number, line in enumerate(head.split("\n")[:_FIRST_LINES]):
        match = leading.match(line)
        assert match is not None
        rest = line[match.end() :]
        spoken = _date_in(rest[:40], published, at_start=True)
        alone = spoken is not None and len(line) <= 60
        if spoken is not None and (number == 0 or match["label"] or match["agency"] or alone):
            full = spoken[0] is not None and spoken[4]
            if full or match["label"] or match["agency"]:
                agency = _agencies().get(match["agency"].lower()) if match["agency"] else None
                start = offset + (len(line) - len(line.lstrip()))
                return Dateline(
                    start, offset + match.end() + spoken[3], None, spoken[0], agency, spoken[1], spoken[2]
                )
        offset += len(line) + 1
    return None


def _date_in(
    words: str, published: date | None, at_start: bool = False
) -> tuple[date | None, tuple[int, int] | None, int | None, int, bool] | None:
    """(date, (month, day), weekday, end offset, stated in full) of the date in a few words; None without a day."""
    lexed, table = lex(words), lexicon()
    codes = encode(words, lexed, table)
    resolver = Resolver(lexed, codes, table)
    for found in scan(codes):
        if found.rule not in ("iso", "numeric", "month_day", "day_month"):
            if at_start:
                return None
            continue
        if at_start and found.first != 0:
            return None
        context = Context(published, Interval(None, None), "none", None, None)
        resolved = resolver.resolve(found, context)
        if resolved is None:
            return None
        start = resolved.interval.start
        parts = resolved.value[:10].split("-")
        if "XX" in parts:  # 03/04/2015, and nothing tells day from month
            return None
        month_day = (int(parts[1]), int(parts[2]))
        weekday = next(
            (int(table.values[lexed.words[i]]) for i in range(found.first, found.last) if codes[i] == "W"),
            None,
        )
        return start, month_day, weekday, lexed.ends[found.last - 1], resolved.full
    return None
