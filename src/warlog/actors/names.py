"""Names in running text: folding that keeps offsets, and one Aho-Corasick pass over all names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_SHORT_ACRONYM = re.compile(r"\b[A-Z]{2,3}\b")
_LETTER = re.compile(r"[A-Z]")
_BLANKS = re.compile(r" +")
_MAX_ACRONYM = 8


class _FoldTable(dict[int, str]):
    """One folded character for each character: small, unaccented letters and digits, else a blank."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFKD", character)[0].lower()
        folded = base if len(base) == 1 and base.isalnum() else " "
        self[code] = folded
        return folded


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """An equally long copy of `text` to look names up in.

    Letters lose case and accents, everything that is neither letter nor digit becomes a blank, so
    that "al-Nusra", "Al Nusra" and "al‑Nuṣra" fold alike and every offset still holds.
    """
    return text.translate(_FOLD)


def name_key(name: str) -> str:
    """The folded name without blanks at its ends, single blanks inside and no leading "the"."""
    key = _BLANKS.sub(" ", fold(name)).strip()
    return key[4:] if key.startswith("the ") and len(key) > 4 else key


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A name and what it names; `acronym` names must stand in capitals in the text."""

    text: str
    target: str
    acronym: bool
    capital: bool


def make_name(text: str, target: str) -> Name:
    """A Name, with its case rules read off its own spelling."""
    letters = [c for c in text if c.isalpha()]
    acronym = len(letters) <= _MAX_ACRONYM and bool(letters) and all(c.isupper() for c in letters)
    return Name(text, target, acronym, any(c.isupper() for c in text))


def spellings(name: str) -> set[str]:
    """Folded forms under which a name may stand: with and without dots in acronyms, apostrophes, "the"."""
    forms = {name}
    if "." in name and _DOTTED.search(name):
        forms.add(_DOTTED.sub(lambda m: m.group().replace(".", ""), name))
    elif _SHORT_ACRONYM.search(name):
        forms.add(_SHORT_ACRONYM.sub(lambda m: _LETTER.sub(lambda c: c.group() + ".", m.group()), name))
    for form in list(forms):
        for mark in "'’ʿʾ‘`":
            if mark in form:
                forms.add(form.replace(mark, ""))
                forms.add(form.replace(mark + "s", "s"))
    keys: set[str] = set()
    for form in forms:
        key = fold(form).strip()
        keys.add(key[4:] if key.startswith("the ") and len(key) > 4 else key)
        keys.add(name_key(form))
    return {key for key in keys if len(key) > 1}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: `start` and `end` in the text, and the Names it may be."""

    start: int
    end: int
    names: tuple[Name, ...]


def name_table(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    """From each folded spelling to the names that it may be."""
    table: dict[str, list[Name]] = {}
    for name in names:
        for key in spellings(name.text):
            table.setdefault(key, []).append(name)
    return {key: tuple(found) for key, found in table.items()}


class NameIndex:
    """All names in one automaton; `find` costs one pass over the text."""

    def __init__(self, table: dict[str, tuple[Name, ...]]) -> None:
        self.table = table
        self._automaton = AhoCorasick([f" {key}" for key in self.table], matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str, capitals: bool = False) -> list[Hit]:
        """Names in `text`, leftmost and longest, on word boundaries, by their case rules.

        `capitals` says that the whole text is in capitals, where case tells nothing.
        """
        folded = f" {fold(text)} "
        hits: list[Hit] = []
        for _, start, end in self._automaton.find_matches_as_indexes(folded):
            while end > start and not self._ends(folded, text, end):
                # the longest match ended inside a word: fall back to what fits in whole words
                end = self._shorter(folded, start, end)
            if end <= start:
                continue
            fitting = self._fitting(folded, text, start, end, capitals)
            if not fitting and not capitals and self._ends(folded, text, end - 1):
                # "ISs" is no "ISS"
                end -= 1
                fitting = self._fitting(folded, text, start, end, capitals)
            if fitting:
                hits.append(Hit(start, end - 1, fitting))
        return hits

    def _fitting(self, folded: str, text: str, start: int, end: int, capitals: bool) -> tuple[Name, ...]:
        """The names that `folded[start:end]` may be by their case rules."""
        here = text[start : end - 1]
        names = self.table.get(folded[start + 1 : end], ())
        # "A U.N. envoy" is no "A.U."
        names = tuple(name for name in names if not name.acronym or " " not in here or " " in name.text)
        return tuple(name for name in names if capitals or _case_fits(name, here))

    def _ends(self, folded: str, text: str, end: int) -> bool:
        if folded[end] == " ":
            return True
        # a possessive that lost its apostrophe, "Syrias army", "ISs main route"; the folded text leads by one
        lost = folded[end] == "s" and folded[end + 1] == " " and text[end - 1] == "s"
        return lost and (folded[end - 1] != "s" or text[end - 2] == "S")

    def _shorter(self, folded: str, start: int, end: int) -> int:
        cut = folded.rfind(" ", start + 1, end)
        while cut > start:
            if folded[start + 1 : cut] in self.table:
                return cut
            cut = folded.rfind(" ", start + 1, cut)
        return start


def _case_fits(name: Name, here: str) -> bool:
    if name.acronym:
        return here.isupper()
    if not name.capital:
        return True
    if " " not in here and not (name.text[0].islower() and "-" in name.text):
        return here[0].isupper()
    return any(c.isupper() for c in here)
