"""The words of data/checks/words.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from warlog.errors import WarlogError

_FILE = "data/checks/words.toml"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists; the file says what each is for."""

    near: list[str]
    on: list[str]
    linking: frozenset[str]
    locative: list[str]
    divisions: list[str]
    operations: list[str]
    elsewhen: frozenset[str]
    growth: frozenset[str]
    exclusive: list[list[str]]
    including: list[str]
    casualties: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The lists; W033 where the file is damaged."""
    try:
        table: dict[str, Any] = tomllib.loads(files("warlog").joinpath(_FILE).read_text(encoding="utf-8"))
        return msgspec.convert(table, Words)
    except (ValueError, msgspec.ValidationError) as error:
        raise WarlogError("W033", where=_FILE, found=error) from error


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of these words or phrases, the longest first."""
    phrases = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases) + ")"
