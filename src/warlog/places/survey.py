"""A first look at a report's places, before its actors are known: in which countries its towns lie."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from warlog.places.gazetteer import Gazetteer
from warlog.places.lexicon import load_words
from warlog.places.standing import mark_cut_names, sole_country
from warlog.places.toponyms import Page, Taken, candidates, make_page

if TYPE_CHECKING:  # looking a place up must not import spaCy
    from warlog.language.document import Document

_NO_PLACES = frozenset({"PERSON", "NORP", "DATE"})
_KNOWN_TOWN = 15_000  # people


def survey(document: Document, gazetteer: Gazetteer) -> tuple[Page, dict[str, int]]:
    """The report made ready for looking for places, and how many of its names are towns that only one country has, by ISO
    3166-1 alpha-2 code."""
    page = make_page(document.text, document.doc, load_words())
    found, _ = candidates(page, gazetteer, Taken(len(page.text)))
    mark_cut_names(page, found)
    towns: dict[str, str] = {}
    for toponym in found:
        country = sole_country(toponym)
        if country is None or max(e.population for e in toponym.entries) < _KNOWN_TOWN:
            continue
        if page.labels[page.token(toponym.start)] in _NO_PLACES or toponym.key in page.words.common:
            continue
        towns[toponym.key] = country
    return page, dict(Counter(towns.values()))
