"""Finds numbers: each word becomes one class character, and one regular expression reads that string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from warlog.quantities.lexer import Lexed
from warlog.quantities.numbers import cardinal, number_words

# D digits, n unit or tens word, s scale, V dozens/hundreds/…, v several/few, e couple/both, h half, f third/quarter,
# a article, o of, % percent, p per, c cent, $ currency sign, + plus
_CARDINAL = (
    r"(?:D(?:s)*|a?eos|n(?:-?n)?(?:s(?:&?n(?:-?n)?(?!s))?)*|vs|ve?V?|as(?!s)|aeV?|av|Vo(?=V)V|V|e|s(?=o))"
)
_NUMBER = re.compile(
    rf"(?P<share>(?:h|(?:a|n|D)-?f)(?=o))"
    rf"|(?P<money>\$)?(?P<low>{_CARDINAL})(?:(?P<dash>[-t])(?P<high>[Dn](?:-?n)*s?))?(?P<plus>-?\+)?(?P<percent>%|pc)?"
    rf"|(?P<article>a)(?![nDsev])"
)
_BETWEEN = re.compile(rf"({_CARDINAL})&({_CARDINAL})(%|pc)?")
_FRACTIONS = {"third": 100 / 3, "thirds": 100 / 3, "quarter": 25.0, "quarters": 25.0}


class Number(NamedTuple):
    """Pieces `first` to `last` (exclusive) hold a number: `value`, up to `top` in a range.

    `vague` is true for "dozens", "several", …, whose value is a lower bound; `article` for "a" and "an".
    """

    first: int
    last: int
    value: float
    top: float | None
    plus: bool
    share: bool
    money: bool
    vague: bool
    article: bool


def encode(lexed: Lexed, codes: dict[str, str]) -> str:
    """One class character for each piece, `x` for words that say no number."""
    return "".join(
        [
            codes.get(word) or ("D" if word[0].isdigit() and word[-1].isdigit() else "x")
            for word in lexed.words
        ]
    )


def numbers(lexed: Lexed, codes: str) -> Iterator[Number]:
    """Every number and article, left to right."""
    at = 0
    words = lexed.words
    while (match := _NUMBER.search(codes, at)) is not None:
        first, last = match.span()
        at = last
        if match["article"]:
            yield Number(first, last, 1.0, None, False, False, False, False, True)
            continue
        if match["share"]:
            yield Number(first, last, _fraction(words[first:last]), None, False, True, False, False, False)
            continue
        if first and words[first - 1] == "between" and (pair := _BETWEEN.match(codes, first)) is not None:
            low, high = (cardinal(words[pair.start(g) : pair.end(g)]) for g in (1, 2))
            if low is not None and high is not None and low < high:
                at = pair.end()
                yield Number(first, at, low, high, False, pair[3] is not None, False, False, False)
                continue
        low_words = words[match.start("low") : match.end("low")]
        value = cardinal(low_words)
        if value is None:
            continue
        top = cardinal(words[match.start("high") : match.end("high")]) if match["high"] else None
        if match["high"] and (top is None or top <= value):
            # "from 3 to 2": no range
            last, top = match.end("low"), None
            at = last
            yield Number(first, last, value, None, False, False, bool(match["money"]), False, False)
            continue
        table = number_words()
        vague = any(word in table and table[word].kind == "vague" for word in low_words)
        yield Number(
            first,
            last,
            value,
            top,
            bool(match["plus"]),
            bool(match["percent"]),
            bool(match["money"]),
            vague,
            False,
        )


def _fraction(words: list[str]) -> float:
    if words[-1] == "half":
        return 50.0
    times = 1.0 if words[0] in ("a", "an") else cardinal(words[:1]) or 1.0
    return times * _FRACTIONS[words[-1]]
