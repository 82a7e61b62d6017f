"""Finds time expressions: each word becomes one class character, and regular expressions read that string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from warlog.quantities.lexer import Lexed
from warlog.quantities.numbers import ordinal
from warlog.times.lexicon import Lexicon

# I ISO date, K numeric date, C clock, A a.m./p.m., D 1-31, Y 1800-2099, N other number, O ordinal, d decade, ' apostrophe;
# the rest in lexicon.CLASS_CODES
_NUMBER = r"(?:~{0,2}(?:a?[DN](?:-?[DN])*(?:-?\+)?o?|a)(?:&aE)?)"
_DAY = r"[DO](?:(?:[-/&]|p)t?[DO](?![DNUM%]))?"
_DAY_BEFORE = r"[DO](?:(?:[-/&]|p)t?[DO](?![DNU%]))?"
_WEEKDAY = r"(?:W\.?,?t?)?"
_DEICTIC = r"(?:[LXh]{1,2})"
_EDGE = r"(?:t?O?E[-op]?t?)?"
_YEAR_AFTER = r"(?:,?o?Y|o[LXh]U)?"
_RULES: dict[str, str] = {
    "iso": r"I(?:xCz?)?",
    "numeric": r"K",
    "slash_date": r"D/D(?![/%\w])",
    "month_day": _WEEKDAY + r"M\.?" + _DAY + _YEAR_AFTER,
    # a year in two figures only where no noun follows that it might count: "3 JAN 90 (AFP)"
    "day_month": _WEEKDAY + r"t?" + _DAY_BEFORE + r"o?t?(?:Mo)?M\.?(?:,?o?Y|o[LXh]U|[DN](?=[x\-,.&]|$))?",
    "month_year": _EDGE + r"M\.?,?o?(?:Y|[LXh]U)",
    "in_month": r"t?[OL]UoM\.?(?:,?o?Y)?",
    "quarter": r"t?OQ(?:o?t?(?:Y|[LXh]?U))?|QDo?Y",
    "half_year": r"t?O?[E]-?o?t?Y",
    "season_year": _EDGE + r"t?So?Y",
    "decade": _EDGE + r"t?d",
    "nineties": _EDGE + r"te",
    "weekday": r"(?:t?EUot?|[Er][-p]?p?t?|[LXh]{1,2}|t?T[po]t?|(?:E-?)T[po]t?)?WT?",
    "ago": _NUMBER + r"c?(?:-)?U(?:&aE)?g|Ug",
    "oclock": r"(?:C|[DN]x'Z|[DN]A?)(?=pt?T)pt?T|[DN]x'Z|(?:a?Q|E)[pL][DN](?![UDNM%])",
    "military": r"[NY](?:zZ?|(?=[RKI]))|(?<=p)[NY](?=[xpRKIh.,])",
    "clock": r"(?:C(?:A|Z)?|[DN](?:A|Z|(?=z)))z?Z?",
    "relative_day": r"[rET]?-?R(?![o'])T?|[rE]?R(?=[o'])",
    "unit_edge": r"t?E-?o?(?:t|" + _DEICTIC + r")U",
    "deictic": r"[tqr]?" + _DEICTIC + r"(?:~{0,2}a?(?:[DN])+(?:-?\+)?o?-?)?U(?:&U)?",
    "part_of_day": r"[Er]?h?E?-?hT|E?LT|t?[LX]T|t?EUot?T|t?EU",
    "the_unit": r"tU(?!r)",
    "beyond": r"tUrR",
    "span_after": r"tUr",
    "later": _NUMBER + r"c?U(?:r|pF)|Ur",
    "season": r"[LXh]S|" + _EDGE + r"t?S",
    "month": r"(?:t?O?E[-op]?t?|[LXh])?M\.?",
    "nth_unit": r"(?:t?E-?o?)?[tq]?(?:N-?)?O-?c?U",
    "nth_day": r"U[DN](?=o)",
    "set": r"[v](?:x|[DN]|O)?[UW]|V|w",
    "half_unit": r"E-?aU",
    "duration": _NUMBER + r"(?:-|c)?U(?:&aE)?",
    "bare_units": r"U",
    "daypart": r"[tE]?-?T",
    "vague": r"t?kf|F",
    "year_span": r"Y-[YDN]",
    "bare_year": r"Y",
    "feast": r"y",
    "lone": r"[Lh](?![LXhUTSMWDNa])",
}
_SCAN = re.compile(
    r"(?=[^x&pog.,/+zZfc'-])(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule in _RULES.items()) + ")"
)


class Found(NamedTuple):
    """One match: which rule, and pieces `first` to `last` (exclusive)."""

    rule: str
    first: int
    last: int


def encode(text: str, lexed: Lexed, lexicon: Lexicon) -> str:
    """One class character for each piece, `x` for words that no rule reads."""
    codes = lexicon.codes
    out: list[str] = []
    for word, start in zip(lexed.words, lexed.starts, strict=True):
        code = codes.get(word)
        if code is None:
            code = _number_code(word) if word[0].isdigit() else _mark_code(word)
        elif code in "MW" and not text[start].isupper():
            code = "x"
        out.append(code)
    return "".join(out)


def _mark_code(word: str) -> str:
    if word in ("'", "’"):
        return "'"
    return (
        "A"
        if word[0] in "ap" and word[1:2] in ".m" and word.rstrip(".").replace(".", "") in ("am", "pm")
        else "x"
    )


def _number_code(word: str) -> str:
    if word.isdecimal():
        if len(word) == 4:
            return "Y" if "1800" <= word < "2100" else "N"
        return "D" if len(word) <= 2 and 1 <= int(word) <= 31 else "N"
    if ordinal(word) is not None:
        return "O"
    if word[-1] == "s" and len(word) == 5:
        return "d"
    if len(word) == 10 and word[4] in "-/":
        return "I"
    if word[1:2] in ":h" or word[2:3] in (":", "h"):
        return "C"
    if len(word) >= 6 and sum(not c.isdigit() for c in word) == 2 and "," not in word:
        return "K"
    return "N"


def scan(codes: str) -> Iterator[Found]:
    """Every match, left to right, without overlap."""
    for match in _SCAN.finditer(codes):
        rule = match.lastgroup
        assert rule is not None
        yield Found(rule, match.start(), match.end())
