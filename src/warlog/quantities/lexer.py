"""Cuts text into words, numbers, dates and marks, each with its offsets: the grammars of times and quantities read these."""

from __future__ import annotations

import re
from typing import NamedTuple

_PIECE = re.compile(
    r"""
      \d{4}(?P<iso>[-/])\d{2}(?P=iso)\d{2}(?!\d)           # 2016-12-06
    | \d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)\d{4}(?!\d)   # 26.12.2014
    | \d{1,2}/\d{1,2}/\d{2}(?![\d/])                      # 12/26/14
    | \d{1,2}[:h]\d{2}(?!\d)                              # 8:30
    | \d{1,3}(?:st|nd|rd|th)\b                            # 6th
    | [12]\d{3}s\b                                        # 1990s
    | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)                  # 18,000
    | \d+(?:\.\d+)?                                       # 12, 2.5
    | [ap]\.m\b\.?                                        # a.m.
    | [^\W\d_]+                                           # word
    | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Lexed(NamedTuple):
    """Pieces of a text: lower-case `words`, with `text[starts[i]:ends[i]]` as written."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def lex(text: str) -> Lexed:
    """The pieces of `text` in order; blanks are left out."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(text):
        words.append(match.group().lower())
        starts.append(match.start())
        ends.append(match.end())
    return Lexed(words, starts, ends)
