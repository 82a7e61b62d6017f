"""What speaks for and against a capitalised name being a place, counted in points."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from warlog.places.countries import Countries
from warlog.places.derived import FACILITY_AFTER
from warlog.places.gazetteer import Entry
from warlog.places.resolution import Surroundings
from warlog.places.standing import is_main_name, sole_country
from warlog.places.toponyms import PARTICLES, Page, Toponym

NEEDED = 2.0  # points; set on the development half of GeoVirus
_NER = {
    "GPE": 1.5, "LOC": 1.5, "FAC": 1.0, "ORG": -0.5, "PERSON": -1.5, "NORP": -2.0, "DATE": -1.5, "TIME": -1.5,
    "MONEY": -2.0, "WORK_OF_ART": -1.0, "LAW": -1.5, "EVENT": -0.3, "LANGUAGE": -2.0, "PRODUCT": -0.7,
}  # fmt: skip
_WORD_BEFORE = re.compile(
    r"([\w.’'-]+)(,?)\s+(?:(?:the|all of|most of|parts of|nearby|neighbou?ring|central|downtown)\s+)?$"
)
_SMALL_STEP = re.compile(r"^\s*,\s*$")
_LIST_STEP = re.compile(r"^(?:\s*,\s*(?:and|or)?\s*|\s+(?:and|or|&)\s+(?:in |near |the )?)$")
_OF_KIND = re.compile(r"(\w+)\s+of\s+(?:the\s+)?$")
_DIRECTION_OF = re.compile(
    r"\b(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\w*(?: (?:part|side|edge|outskirts|suburbs?|countryside))? of (?:the )?$"
)
_SO_FAR_FROM = re.compile(
    r"^[\w ]{0,9}[, ]*(?:which |that )?(?:is |lies )?(?:located|situated|lying|(?:some |about |around )?\d[\d,.]* ?(?:km|kilomet|mile))"
)
_NEXT_WORD = re.compile(r"^[’'`]?s?[\s-]+([A-Za-z][\w’'-]*)")


def weigh(page: Page, toponyms: list[Toponym], countries: Countries, around: Surroundings) -> None:
    """Score every toponym; in place."""
    for toponym in toponyms:
        _weigh_entries(toponym, around)
        _weigh_before(page, toponym)
        _weigh_after(page, toponym)
        if around.filed[0] <= toponym.start < around.filed[1]:
            toponym.placed = True
            toponym.kind = "city"
            toponym.add(2.0, "dateline")
    _place_listed(page, toponyms)
    for toponym in toponyms:
        _weigh_tagger(page, toponym)
        if countries.of_demonym(page.text[toponym.start : toponym.end]):
            toponym.add(-4, "demonym")
    _weigh_neighbours(page, toponyms)
    _weigh_repeats(toponyms)


def _place_listed(page: Page, toponyms: list[Toponym]) -> None:
    """The "in" of "in Daquq and Dibis" holds for both."""
    for one, two in itertools.pairwise(toponyms):
        if (
            one.placed
            and not two.placed
            and two.start - one.end <= 14
            and _LIST_STEP.match(page.text[one.end : two.start])
        ):
            two.placed = True
            two.add(0.6, "listed with a place")


def _weigh_entries(toponym: Toponym, around: Surroundings) -> None:
    best = toponym.entries[0]
    people = max(entry.population for entry in toponym.entries)
    toponym.strong = best.kind in {"country", "continent", "ocean"} or people >= 100_000
    if best.kind != "country" and any(
        around.share(entry.country) >= 0.3 or around.votes[entry.country or ""] >= 2
        for entry in toponym.entries
    ):
        toponym.add(0.8, "in the report's country")
        if len(toponym.key) > 4 and sole_country(toponym):
            toponym.add(0.5, "alone of its name")
    if best.kind in {"country", "continent", "ocean"}:
        toponym.add(2.5, "country")
    elif people >= 1_000_000:
        toponym.add(1.6, "big city")
    elif best.kind == "admin1" or best.id.startswith("warlog:"):
        toponym.add(1.2, best.kind)
    elif people >= 100_000:
        toponym.add(1.0, "city")
    elif people >= 15_000:
        toponym.add(0.4, "town")
    if sum(1 for word in toponym.key.split() if word not in PARTICLES) > 1:
        toponym.add(0.5, "several words")


def _weigh_before(page: Page, toponym: Toponym) -> None:
    window = page.text[max(0, toponym.start - 40) : toponym.start].rpartition("\n\n")[2]
    kind = _OF_KIND.search(window) if window.endswith(("of ", "of the ")) else None
    if kind and (named := page.words.kinds.get(kind[1].lower())):
        # "areas of Aleppo" are the city's as well as the province's
        toponym.kind = None if kind[1].lower() in {"area", "areas"} else named
        toponym.placed = True
        toponym.add(2.0, f"{kind[1]} of")
        return
    if kind and kind[1].lower() in page.words.deeds:
        toponym.placed = True
        toponym.add(1.6, f"{kind[1]} of")
        return
    if window.endswith(("of ", "of the ")) and _DIRECTION_OF.search(window):
        toponym.placed = True
        toponym.add(1.5, "direction of")
        return
    found = _WORD_BEFORE.search(window)
    if not found:
        return
    word = found[1]
    lower = word.lower().rstrip(".")
    if found[2]:
        return
    if lower in page.words.prepositions:
        toponym.placed = True
        toponym.add(1.3, lower)
    elif lower in page.words.titles:
        toponym.add(-2.5, "title")
    elif lower in page.words.kinds and word[0].islower():
        toponym.kind = page.words.kinds[lower]
        toponym.add(1.5, word)
    elif lower in page.words.weak_prepositions:
        toponym.add(0.3, lower)
    if toponym.start > toponym.phrase[0] and lower not in page.words.prepositions:
        before = page.text[toponym.phrase[0] : toponym.start].split()
        if not before:
            return
        last = before[-1].strip("-").lower()
        if last in page.words.kinds:
            toponym.kind = page.words.kinds[last]
            toponym.add(1.5, last)
        elif before[-1][0].isupper() and not page.is_loud(toponym.start) and not _ignorable(page, before[-1]):
            toponym.add(-1.2, "name goes on before")


_DIRECTIONS = re.compile(
    r"^(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|[Uu]pper|[Ll]ower|[Oo]ld|[Nn]ew|[Gg]reater)\w*-?$"
)


def _ignorable(page: Page, word: str) -> bool:
    return word.endswith(("’s", "'s", "-")) or bool(_DIRECTIONS.match(word)) or word in page.words.never


def _weigh_after(page: Page, toponym: Toponym) -> None:
    after = page.text[toponym.end : toponym.end + 50]
    if _SO_FAR_FROM.match(after):
        toponym.placed = True
        toponym.add(2.0, "so far from")
        return
    following = _NEXT_WORD.match(after)
    if not following:
        return
    word = following[1]
    lower = word.lower()
    facility = FACILITY_AFTER.match(after)
    if facility and not after.startswith(("’s", "'s")):
        toponym.kind = toponym.kind or page.words.kinds.get(facility["kind"].lower())
        toponym.placed = True
        toponym.add(1.5, facility["kind"])
    elif lower in page.words.kinds and not after.startswith(("’s", "'s")):
        toponym.kind = toponym.kind or page.words.kinds[lower]
        toponym.placed = True
        toponym.add(1.5, word)
    elif word[0].isupper() and not page.is_loud(toponym.start):
        if lower in page.words.organisations:
            toponym.add(-1.0 if toponym.strong else -2.0, "organisation")
        elif toponym.end < toponym.phrase[1] and not after.startswith(("’s", "'s", "-")):
            against = (
                -0.5 if page.lost and toponym.placed else -3.0 if toponym.kind and toponym.placed else -1.5
            )
            toponym.add(against, "name goes on after")
    elif _suffers(page, after, lower):
        toponym.placed = True
        toponym.add(1.6, "taken or lost")
    elif lower in page.words.speaking and toponym.entries[0].kind != "country":
        toponym.add(-1.0, "speaks")


def _of_report(toponym: Toponym) -> bool:
    return any(reason.startswith("in the report") for reason in toponym.reasons)


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


def _weigh_tagger(page: Page, toponym: Toponym) -> None:
    first, last = page.token(toponym.start), page.token(toponym.end - 1)
    labels = Counter(label for label in page.labels[first : last + 1] if label)
    length = last + 1 - first
    if labels:
        label, count = labels.most_common(1)[0]
        points = _NER.get(label, -0.5)
        longer = page.entity_length(first) > length + 1
        if label == "ORG" and longer and not toponym.strong:
            points = -1.5
        if label == "PERSON" and longer:
            points = -2.5
        elif label == "NORP" and (toponym.strong or toponym.placed):
            points = -0.5
        elif label == "PERSON" and (toponym.placed or toponym.entries[0].kind == "country"):
            points = -0.3  # the tagger takes Raqqah and Shirqat for persons, prepositions do not
        elif toponym.placed and not longer:
            points = max(points, -0.5)  # and Manbij for a date
        toponym.add(points * count / length, label)
    if (
        toponym.placed
        and max(e.population for e in toponym.entries) >= 50_000
        and not _of_report(toponym)
        and "PERSON" not in labels
        and sole_country(toponym)
    ):
        toponym.add(1.2, "the one city of its name")
    root = page.doc[page.root(toponym.start, toponym.end)]
    if root.pos_ not in {"PROPN", "NOUN", "ADJ"}:
        toponym.add(-0.3 if toponym.placed else -1.5, root.pos_)
    elif root.pos_ != "PROPN" and not toponym.strong:
        toponym.add(-0.3 if toponym.placed else -1.0, root.pos_)
    if page.is_loud(toponym.start) and not toponym.strong:
        toponym.add(-0.7, "headline")


def _weigh_neighbours(page: Page, toponyms: list[Toponym]) -> None:
    for one, two in itertools.pairwise(toponyms):
        between = page.text[one.end : two.start]
        if len(between) > 14:
            continue
        if _SMALL_STEP.match(between):
            containing = contains(two, one)
            if containing:
                one.inside = two.key
                one.add(2.0, f"in {two.key}")
                two.add(0.5, "contains")
        if _LIST_STEP.match(between):
            if one.score >= NEEDED:
                two.add(0.7, "listed")
            elif two.score >= NEEDED:
                one.add(0.7, "listed")
            if page.text[max(0, one.start - 9) : one.start].lower().endswith("between "):
                one.add(0.7, "between")
                two.add(0.7, "between")


def contains(outer: Toponym, inner: Toponym) -> bool:
    """Whether some entry of `outer` is a country or province that holds some entry of `inner`."""
    if inner.entries[0].kind == "country" and not any(entry.kind == "admin1" for entry in inner.entries):
        return False
    for large in outer.entries:
        if large.kind == "country":
            if any(e.country == large.country and e.kind != "country" for e in inner.entries):
                return True
        elif large.kind == "admin1" and any(
            e.country == large.country and e.admin1 == large.name and e.kind != "admin1"
            for e in inner.entries
        ):
            return True
    return False


def _weigh_repeats(toponyms: list[Toponym]) -> None:
    """A name that is a place once is one elsewhere, unless its place there speaks against it."""
    by_key: dict[str, list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        by_key[toponym.key].append(toponym)
    for same in by_key.values():
        best = max(toponym.score for toponym in same)
        worst = min(toponym.score for toponym in same)
        for toponym in same:
            if best >= NEEDED + 0.5 and toponym.score < best:
                toponym.add(1.3 if toponym.score >= 0.6 else 0.8, "a place elsewhere")
            if worst <= -2 and toponym.score > worst:
                toponym.add(-0.8, "no place elsewhere")


_CAPITALISED = re.compile(r"\b[A-Z][\w-]{2,}")


def country_votes(
    page: Page, toponyms: Iterable[Toponym], countries: Countries, outlet_country: str | None
) -> Counter[str]:
    """How much of the report speaks of each country: names, demonyms, big cities, the outlet's own a little."""
    votes: Counter[str] = Counter()
    shared: list[tuple[str, set[str]]] = []
    for toponym in toponyms:
        best: Entry = toponym.entries[0]
        rivals = {
            e.country
            for e in toponym.entries
            if e.kind == "admin1" and e.country and e.country != best.country
        }
        if not best.country or toponym.cut:
            continue
        if best.kind == "country" and rivals:
            shared.append((best.country, rivals))
        elif best.kind == "country" or (
            best.population >= 500_000 and not rivals and is_main_name(toponym.key, best.name)
        ):
            votes[best.country] += 2 if best.kind == "country" else 1
    for word, count in Counter(_CAPITALISED.findall(page.text)).items():
        if code := countries.demonym_word(word):
            votes[code] += count
    # Niger is a state of Nigeria too, Georgia one of the United States
    for code, rivals in shared:
        if not any(votes[rival] for rival in rivals):
            votes[code] += 2
    if outlet_country:
        votes[outlet_country] += 1
    return votes
