"""Which language a report is in. Only English is read so far."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

from warlog.errors import WarlogError

SAMPLED_LETTERS = 2000
# Measured: 451 of 455 English reports on the war in Syria (FA-KES) lie above the first share, as does none of 40
# other languages; below it the identifier decides, where it is sure (280 headlines of 455: none refused).
_ENGLISH_SHARE = 0.12
_FOREIGN_SHARE = 0.05
_SURE = 0.95
_FEWEST_WORDS = 8
_ENOUGH_WORDS = 25

_WORD = re.compile(r"[^\W\d_]+")


def check_language(text: str, where: str) -> None:
    """Raise WarlogError W010 where the text has no words and W006 where it is surely not English."""
    if not _WORD.search(text):
        raise WarlogError("W010", where=where)
    language = foreign_language(text)
    if language is not None:
        raise WarlogError("W006", where=where, language=language_name(language))


def foreign_language(text: str) -> str | None:
    """ISO 639 code of the language where it is surely not English, else None (English, or too little to tell)."""
    sample = _sample(text)
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return None
    if not _mostly_latin(sample):
        return next(code for code, _ in _ranked(sample) if code != "en")
    share = sum(word in _english_words() for word in words) / len(words)
    if share >= _ENGLISH_SHARE or len(words) < _FEWEST_WORDS:
        return None
    ranked = _ranked(sample)
    language, probability = ranked[0]
    # close relatives (Danish and Norwegian) share the probability: none is sure, but it is not English
    surely_not = len(words) >= _ENOUGH_WORDS and dict(ranked).get("en", 0.0) < 1 - _SURE
    if language == "en" or share >= _FOREIGN_SHARE or (probability < _SURE and not surely_not):
        return None
    return language


def language_name(code: str) -> str:
    """The language in words, "Arabic"; the code itself in words where the table lacks it."""
    return _data()["names"].get(code, f"another language (ISO 639 code {code!r})")


def _sample(text: str) -> str:
    """The beginning of the text, as far as about 2,000 letters."""
    head = text[: 4 * SAMPLED_LETTERS]
    letters = 0
    for position, character in enumerate(head):
        letters += character.isalpha()
        if letters >= SAMPLED_LETTERS:
            return head[:position]
    return head


def _mostly_latin(sample: str) -> bool:
    letters = [c for c in sample if c.isalpha()]
    latin = sum(c < "\u0250" or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return 2 * latin >= len(letters)


def _ranked(sample: str) -> list[tuple[str, float]]:
    """Languages by probability, the likeliest first."""
    return [(str(language), float(probability)) for language, probability in _identifier().rank(sample)]


@cache
def _identifier() -> Any:
    from py3langid import langid

    identifier: Any = langid.LanguageIdentifier  # the library is not typed
    return identifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


@cache
def _english_words() -> frozenset[str]:
    return frozenset(_data()["english_words"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("warlog.data") / "ingest" / "languages.toml").read_text("utf-8"))
