"""Where a report's headline stands, if it has one."""

from __future__ import annotations

import re

MOST_WORDS = 30
MOST_CHARACTERS = 250

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?P<body>.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FRONT_TITLE = re.compile(
    r"^title[ \t]*:[ \t]*(?P<quote>[\"']?)(?P<title>[^\r\n]+?)(?P=quote)[ \t]*\r?$", re.M | re.I
)
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+")
# "MOSUL, Iraq (AP) —", "BAGHDAD -": a line that begins so is the story's first, not its headline
_DATELINE = re.compile(r"[A-Z][^.!?]{2,60}?(?:\([^)]{2,30}\)\s*[—–-]{1,2}|\s[—–]{1,2})\s")
_STOP = re.compile(r"(?:[!;,]|(?<!\b[A-Z])\.)[\"”’')\]]*$")


def headline(text: str) -> tuple[int, int] | None:
    """Offsets of the headline, None where there is none.

    It is the title in Markdown front matter, else a first line of up to 30 words that is set apart from
    what follows and does not end like a sentence. A text of one line has no headline.
    """
    front = _FRONT_MATTER.match(text)
    start = 0
    if front is not None:
        title = _FRONT_TITLE.search(text, *front.span("body"))
        if title is not None:
            return title.span("title")
        start = front.end()
    lines = (match for match in _LINE.finditer(text, start) if match.group().strip())
    first, second = next(lines, None), next(lines, None)
    if first is None or second is None:
        return None
    return _as_headline(text, *first.span())


def _as_headline(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    mark = _HEADING_MARK.match(text, start, end)
    start = mark.end() if mark else start
    line = text[start:end].rstrip()
    if len(line) > MOST_CHARACTERS or not 2 <= len(line.split()) <= MOST_WORDS:
        return None
    if not any(character.isalpha() for character in line):
        return None
    if mark is None and (_STOP.search(line) or _DATELINE.match(line)):
        return None
    return start, start + len(line)
