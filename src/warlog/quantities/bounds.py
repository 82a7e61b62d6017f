"""Bounds: "at least 12", "up to 300", "about 50", "dozens"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

Bound = Literal["least", "most", "under", "over", "about", "nearly", "none"]

_BOUND = re.compile(
    r"""(?:\b(?:
      (?P<least>(?:at\ least|no\ (?:fewer|less)\ than|a\ minimum\ of|not\ less\ than|as\ few\ as))
    | (?P<over>more\ than|over|above|upwards\ of|in\ excess\ of|well\ over|some\ more\ than|a\ little\ more\ than|exceeding)
    | (?P<most>up\ to|as\ many\ as|as\ much\ as|at\ most|no\ more\ than|a\ maximum\ of|a\ record)
    | (?P<under>fewer\ than|less\ than|under|below)
    | (?P<nearly>nearly|almost|close\ to|just\ under|approaching)
    | (?P<about>about|some|around|roughly|approximately|an\ estimated|estimated|reportedly|circa|between)
    | (?P<none>exactly|only|just|all|another|a\ total\ of|an\ additional|additional|other|the\ other)
    )(?:\ the|\ another|\ a\ total\ of)?|(?P<sign>[~≈]))\s*$""",
    re.VERBOSE | re.IGNORECASE,
)


class Bounds(NamedTuple):
    """`kind` of bound and the offset at which its words start."""

    kind: Bound
    start: int


def bound_before(text: str, start: int) -> Bounds:
    """The bound in the words right before `text[start]`; kind `none` at `start` without one."""
    window = text[max(start - 26, 0) : start]
    match = _BOUND.search(re.sub(r"\s", " ", window))
    if match is None:
        return Bounds("none", start)
    kind = cast("Bound | Literal['sign']", match.lastgroup or "none")
    at = max(start - 26, 0) + match.start()
    if kind == "none":
        word = match["none"].lower()
        return Bounds("none", at if word not in ("all", "only", "just", "other") else start)
    return Bounds("about" if kind == "sign" else kind, at)


class Limits(NamedTuple):
    """low, best and high as a record holds them; None is unknown."""

    low: float | None
    best: float | None
    high: float | None


def limits(value: float, top: float | None, bound: Bound, vague: bool, plus: bool) -> Limits:
    """low, best and high of a number under its bound (docs/record.md, "Vague numbers")."""
    if top is not None:
        return Limits(value, (value + top) / 2, top)
    if vague:
        return Limits(None, None, value) if bound in ("most", "under") else Limits(value, None, None)
    match bound:
        case "least" | "over":
            return Limits(value, value, None)
        case "most" | "under" | "nearly":
            return Limits(None, value, value)
        case "about":
            return Limits(None, value, None)
        case _:
            return Limits(value, value, None if plus else value)
