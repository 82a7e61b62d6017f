"""What speaks for and against a capitalised name being a place: named features, weighed by the learned model.

Every function notes features on toponyms. Their names are what `warlog explain` prints and what data/places/model.json
has weights for.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict

from warlog.places.countries import Countries
from warlog.places.derived import FACILITY_AFTER
from warlog.places.model import Model
from warlog.places.ranking import TOWNS, inside
from warlog.places.standing import is_main_name, sole_country
from warlog.places.surroundings import Surroundings
from warlog.places.toponyms import PARTICLES, Page, Toponym

_WORD_BEFORE = re.compile(
    r"([\w.’'-]+)(,?)\s+(?:(?:the|all of|most of|parts of|nearby|neighbou?ring|central|downtown)\s+)?$"
)
_COMMA = re.compile(r"^\s*,\s*$")
# from a name to its container: "Pokrovsk in the Donetsk region", "Boni, a village in central Mali"
_IN_STEP = re.compile(
    r"^(?:,?\s+in\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:of\s+)?|,\s+(?:a|an|the)\s+(?:[a-z-]+\s+){1,4}(?:in|of)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2})$"
)
# from a container to what it holds: "Iraq's Samarra", "Sagaing Region's Kani Township"
_OWNER_STEP = re.compile(r"^(?: \w+)?[’'`]s $")
_LIST_STEP = re.compile(r"^(?:\s*,\s*(?:and|or)?\s*|\s+(?:and|or|&)\s+(?:in |near |the )?)$")
_OF_KIND = re.compile(r"(\w+)\s+of\s+(?:the\s+)?$")
_DIRECTION_OF = re.compile(
    r"\b(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\w*(?: (?:part|side|edge|outskirts|suburbs?|countryside))? of (?:the )?$"
)
_SIDE_BEFORE = re.compile(
    r"\b(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:-?(?:east|west))?(?:ern)?|[Cc]entral|[Dd]owntown|[Rr]ural)[ -]$"
)
_SO_FAR_FROM = re.compile(
    r"^[\w ]{0,9}[, ]*(?:which |that )?(?:is |lies )?(?:located|situated|lying|(?:some |about |around )?\d[\d,.]* ?(?:km|kilomet|mile))"
)
_NEXT_WORD = re.compile(r"^[’'`]?s?[\s-]+([A-Za-z][\w’'-]*)")
# "the Baghdad area" is the city's as well as the province's
_VAGUE = frozenset({"area", "areas"})
_POSSESSIVE = ("’s", "'s")


def weigh(
    page: Page, toponyms: list[Toponym], countries: Countries, around: Surroundings, model: Model
) -> None:
    """Note everything on every toponym and set its score, the log-odds of being a place; in place."""
    lower = frozenset(_LOWER.findall(page.text))
    for toponym in toponyms:
        _note_entries(toponym, around)
        _note_before(page, toponym, countries)
        _note_after(page, toponym)
        if around.filed[0] <= toponym.start < around.filed[1]:
            toponym.placed = True
            toponym.kind = "city"
            toponym.note("dateline")
        if page.text[toponym.start : toponym.end] in page.words.given_names and _GOES_ON.match(
            page.text, toponym.end
        ):
            toponym.note("a given name before a name")
        toponym.article = _has_article(page, toponym)
        if toponym.key in lower or toponym.key in page.words.common:
            toponym.note("a common word")
        if _LINE_BEFORE.search(page.text[: toponym.start]) and _LINE_AFTER.match(page.text, toponym.end):
            toponym.placed = True
            toponym.note("a line of its own")
        if _ACRONYM.match(page.text, toponym.start, toponym.end) and not page.is_loud(toponym.start):
            toponym.note("in capitals")
    _note_listed(page, toponyms)
    for toponym in toponyms:
        _note_tagger(page, toponym)
        if countries.of_demonym(page.text[toponym.start : toponym.end]):
            toponym.note("demonym")
        toponym.score = model.log_odds(toponym.features)
    _note_neighbours(page, toponyms)
    _note_repeats(toponyms)
    for toponym in toponyms:
        toponym.score = model.log_odds(toponym.features)


def _has_article(page: Page, toponym: Toponym) -> bool:
    """Whether "the" belongs to the name: "the Dnipro", not "the Dnipro front"."""
    if not page.text[max(0, toponym.start - 4) : toponym.start].lower().endswith("the "):
        return False
    last = page.token(toponym.end - 1)
    outer = page.heads[page.root(toponym.start, toponym.end)]
    following = page.text[toponym.end : toponym.end + 1]
    return following != "-" and not last < outer <= last + 2


_GOES_ON = re.compile(r" [A-Z][a-z]+")
_ACRONYM = re.compile(r"[A-Z]{2,6}$")
_LINE_BEFORE = re.compile(r"(?:^|\n)[\s•*–-]{0,4}$")
_LINE_AFTER = re.compile(r"[ \t:.]*(?:\n|$)")
_LOWER = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")


def _note_listed(page: Page, toponyms: list[Toponym]) -> None:
    """The "in" of "in Daquq and Dibis" holds for both."""
    for one, two in itertools.pairwise(toponyms):
        if (
            one.placed
            and not two.placed
            and two.start - one.end <= 14
            and _LIST_STEP.match(page.text[one.end : two.start])
        ):
            two.placed = True
            two.note("listed with a place")
    # "Donetsk and Zaporizhzhia provinces"
    for one, two in reversed(list(itertools.pairwise(toponyms))):
        if two.plural_kind and not one.kind and _LIST_STEP.match(page.text[one.end : two.start]):
            one.kind, one.plural_kind, one.placed = two.kind, True, True
            one.note("kind of place after")


def _note_entries(toponym: Toponym, around: Surroundings) -> None:
    best = toponym.entries[0]
    people = max(entry.population for entry in toponym.entries)
    toponym.strong = best.kind in {"country", "continent", "ocean"} or people >= 100_000
    if best.kind != "country" and any(around.is_own(entry.country) for entry in toponym.entries):
        toponym.note("in the report's country")
        if len(toponym.key) > 4 and sole_country(toponym):
            toponym.note("alone of its name")
    if toponym.far and len(toponym.far) == len(toponym.entries):
        toponym.note("only in countries not spoken of")
    if not any(is_main_name(toponym.key, entry.name) for entry in toponym.entries):
        toponym.note("known by another name")
    if best.kind in {"country", "continent", "ocean"}:
        toponym.note("country")
    elif people >= 1_000_000:
        toponym.note("big city")
    elif best.kind == "admin1" or best.id.startswith("warlog:"):
        toponym.note("province or landmark")
    elif people >= 100_000:
        toponym.note("city")
    elif people >= 15_000:
        toponym.note("town")
    else:
        toponym.note("village")
    if sum(1 for word in toponym.key.split() if word not in PARTICLES) > 1:
        toponym.note("several words")
    elif len(toponym.key) <= 4:
        toponym.note("short name")


def _note_before(page: Page, toponym: Toponym, countries: Countries) -> None:
    window = page.text[max(0, toponym.start - 40) : toponym.start].rpartition("\n\n")[2]
    kind = _OF_KIND.search(window) if window.endswith(("of ", "of the ")) else None
    if kind and (named := page.words.kinds.get(kind[1].lower())):
        toponym.kind = None if kind[1].lower() in _VAGUE else named
        toponym.placed = True
        toponym.note("kind of place before “of”")
        return
    if kind and (seat := page.words.offices.get(kind[1].lower())):
        toponym.kind = seat
        toponym.placed = True
        toponym.note("office before “of”")
        return
    if kind and kind[1].lower() in page.words.deeds:
        toponym.placed = True
        toponym.note("deed before “of”")
        return
    if window.endswith(("of ", "of the ")) and _DIRECTION_OF.search(window):
        toponym.placed = True
        toponym.note("direction before “of”")
        return
    if side := _SIDE_BEFORE.search(window):
        if side[0][0].islower():
            toponym.placed = True
            toponym.note("side before")
        window = window[: side.start()]
    found = _WORD_BEFORE.search(window)
    if not found:
        toponym.note("nothing before")
        return
    word = found[1]
    if word in page.words.given_names and not found[2] and countries.named(word) is None:
        toponym.note("given name before")
        return
    lower = word.lower().rstrip(".")
    if found[2]:
        return
    if lower in page.words.prepositions:
        toponym.placed = True
        toponym.note("preposition before")
    elif lower in page.words.titles:
        toponym.note("title before")
    elif lower in page.words.kinds and word[0].islower():
        toponym.kind = page.words.kinds[lower]
        toponym.note("kind of place before")
    elif lower in page.words.weak_prepositions:
        toponym.note("weak preposition before")
    if toponym.start > toponym.phrase[0] and lower not in page.words.prepositions:
        before = page.text[toponym.phrase[0] : toponym.start].split()
        if not before:
            return
        last = before[-1].strip("-").lower()
        if last in page.words.kinds:
            toponym.kind = page.words.kinds[last]
            toponym.note("kind of place in its name")
        elif before[-1][0].isupper() and not page.is_loud(toponym.start) and not _ignorable(page, before[-1]):
            toponym.note("name goes on before")


_DIRECTIONS = re.compile(
    r"^(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|[Uu]pper|[Ll]ower|[Oo]ld|[Nn]ew|[Gg]reater)\w*-?$"
)


def _ignorable(page: Page, word: str) -> bool:
    return word.endswith(("’s", "'s", "-")) or bool(_DIRECTIONS.match(word)) or word in page.words.never


def _note_after(page: Page, toponym: Toponym) -> None:
    after = page.text[toponym.end : toponym.end + 50]
    if _SO_FAR_FROM.match(after):
        toponym.placed = True
        toponym.note("so far from")
        return
    following = _NEXT_WORD.match(after)
    if not following:
        return
    word = following[1]
    lower = word.lower()
    facility = FACILITY_AFTER.match(after)
    if after.startswith(_POSSESSIVE):
        toponym.note("possessive")
    if facility and not after.startswith(_POSSESSIVE):
        toponym.kind = toponym.kind or page.words.kinds.get(facility["kind"].lower())
        toponym.placed = True
        toponym.note("facility after")
    elif lower in page.words.kinds and not after.startswith(_POSSESSIVE):
        if lower not in _VAGUE:
            toponym.kind = toponym.kind or page.words.kinds[lower]
            toponym.plural_kind = lower.endswith("s")
        toponym.placed = True
        toponym.note("kind of place after")
    elif word[0].isupper() and not page.is_loud(toponym.start):
        _note_name_after(page, toponym, lower, after)
    elif _suffers(page, after, lower):
        toponym.placed = True
        toponym.note("taken or lost")
    elif lower in page.words.speaking and toponym.entries[0].kind != "country":
        toponym.note("speaks")


def _note_name_after(page: Page, toponym: Toponym, word: str, after: str) -> None:
    """A capitalised word follows: an organisation's, or the name goes on."""
    if word in page.words.organisations:
        toponym.note("organisation after a known place" if toponym.strong else "organisation after")
    elif toponym.end < toponym.phrase[1] and not after.startswith((*_POSSESSIVE, "-")):
        if page.lost and toponym.placed:
            toponym.note("name goes on after, commas lost")
        else:
            toponym.note(
                "name goes on after its kind" if toponym.kind and toponym.placed else "name goes on after"
            )


_AUXILIARIES = re.compile(
    r"^\s+(?:(?:has|have|had|was|were|is|are|being|been|be|now|also|will|would|could|recently|finally|again|soon|later) ?)+"
)
_UNDER = re.compile(
    r"^\s+(?:\w+ )?(?:under|from) (?:\w+ )?(?:siege|fire|bombardment|attack|control|shelling|rule|occupation|blockade)\b"
)


def _suffers(page: Page, after: str, word: str) -> bool:
    """ "Idlib fell", "Sinjar has been liberated", "Homs is under siege"."""
    if word in page.words.suffered or _UNDER.match(after):
        return True
    found = _AUXILIARIES.match(after)
    rest = after[found.end() :].split(maxsplit=1) if found else []
    return bool(rest) and (rest[0].strip(".,") in page.words.suffered or rest[0] == "under")


_FOR_PLACES = frozenset({"GPE", "LOC", "FAC"})


def _note_tagger(page: Page, toponym: Toponym) -> None:
    first, last = page.token(toponym.start), page.token(toponym.end - 1)
    labels = Counter(label for label in page.labels[first : last + 1] if label)
    if labels:
        label, _ = labels.most_common(1)[0]
        # "the" may belong to a place's entity, nothing to a person's
        spare = 0 if "PERSON" in labels else 1
        longer = page.entity_length(first) > last + 1 - first + spare
        firm = ", yet placed" if toponym.placed else ", yet known" if toponym.strong else ""
        if label in _FOR_PLACES:
            toponym.note(f"tagged {label}")
        else:
            label = label if label in {"ORG", "PERSON", "NORP", "DATE"} else "other"
            toponym.note(f"tagged {label}{', longer' if longer else ''}{firm}")
    else:
        toponym.note("not tagged")
    if (
        toponym.placed
        and max(e.population for e in toponym.entries) >= 50_000
        and "PERSON" not in labels
        and sole_country(toponym)
    ):
        toponym.note("the one city of its name")
    root = page.doc[page.root(toponym.start, toponym.end)]
    if root.pos_ not in {"PROPN", "NOUN", "ADJ"}:
        toponym.note("no noun, yet placed" if toponym.placed else "no noun")
    elif root.pos_ != "PROPN" and not toponym.strong:
        toponym.note("no proper noun, yet placed" if toponym.placed else "no proper noun")
    if page.is_loud(toponym.start) and not toponym.strong:
        toponym.note("headline" if labels else "headline, not tagged")


def _note_neighbours(page: Page, toponyms: list[Toponym]) -> None:
    for one, two in itertools.pairwise(toponyms):
        between = page.text[one.end : two.start]
        if len(between) > _LONGEST_STEP:
            continue
        if _OWNER_STEP.match(between):
            if contains(one, two):
                two.inside = one.key
                two.note("container named after it")
            elif one.entries[0].kind in {"country", "admin1"}:
                two.outside = True
        stated = _IN_STEP.match(between)
        if (stated or _COMMA.match(between)) and contains(two, one):
            one.inside = two.key
            one.note("container named after it")
            two.holds = one.key
            two.note("contains the one before")
        elif stated and two.entries[0].kind in {"country", "admin1"}:
            one.outside = True
        if _LIST_STEP.match(between):
            one.mates, two.mates = (*one.mates, two.key), (*two.mates, one.key)
            if one.score >= 0:
                two.note("listed after a place")
            if two.score >= 0:
                one.note("listed before a place")
            if page.text[max(0, one.start - 9) : one.start].lower().endswith("between "):
                one.note("between")
                two.note("between")


def contains(outer: Toponym, inner: Toponym) -> bool:
    """Whether some entry of `outer` is a country, province or region that holds some entry of `inner`."""
    if inner.entries[0].kind == "country" and not any(entry.kind == "admin1" for entry in inner.entries):
        return False
    return any(
        inside(entry, large) for large in outer.entries if large.kind not in TOWNS for entry in inner.entries
    )


_OF_PERSONS = frozenset({"given name before", "name goes on before", "tagged PERSON, longer"})
_LONGEST_STEP = 60  # characters


def _note_repeats(toponyms: list[Toponym]) -> None:
    """What is part of a longer name once is a surname elsewhere."""
    by_key: dict[str, list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        by_key[toponym.key].append(toponym)
    for same in by_key.values():
        if any(_OF_PERSONS & toponym.features.keys() for toponym in same):
            for toponym in same:
                if not toponym.placed:
                    toponym.note("part of a longer name in the report")
