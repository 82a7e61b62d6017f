"""Persons: named by the parser, by a title or by the registry; their roles and whom they speak for."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.lexicon import Title
from warlog.actors.names import name_key
from warlog.actors.offices import LINKING, called_before, headed_by, no_office, possessed, speaks_officially
from warlog.actors.organs import army_of, office_of, service_of
from warlog.actors.phrases import title_at
from warlog.actors.surnames import Person, known_person, short_forms, surname_of, title_before

_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "de",
        "van",
        "von",
        "der",
        "del",
        "abd",
        "ul",
        "-",
        "ad",
        "ash",
        "as",
        "an",
        "ar",
    }
)
_REACH = 14


def read_persons(reading: Reading) -> list[Person]:
    """Drafts for every named person; short forms of a name are linked to its longest."""
    people: list[Person] = []
    for first, last, leader in _spans(reading):
        _add(reading, people, first, last, leader)
    short_forms(reading, people)
    return people


def read_roles(reading: Reading) -> None:
    """Drafts for people told by their role alone: "the spokesman for …", "the Iraqi commander"."""
    tokens = reading.tokens
    i = 0
    while i < len(tokens):
        title, width = (None, 0) if reading.used[i] else title_at(reading, i)
        if title is None or title.address or not tokens.tag[i + width - 1].startswith("N"):
            i += 1
            continue
        head = i + width - 1
        if no_office(reading, i, head):
            i = head + 1
            continue
        if (
            head + 1 < len(tokens)
            and reading.used[head + 1]
            and tokens.is_name(head + 1)
            and not tokens.capitals
        ):
            i = head + 1  # "Syrian President Bashar al-Assad's regime": the name tells more
            continue
        first, affiliation, country = _owner_before(reading, i)
        determined = first > 0 and tokens.tag[first - 1] in ("DT", "PRP$")
        if determined and tokens.low[first - 1] == "no":
            i = head + 1
            continue
        begin = first - 1 if determined else first
        last = head + 1
        if affiliation is None:
            affiliation, country2, last = _owner_after(reading, head + 1)
            country = country or country2
        country = country or title.country
        if country and affiliation is None and title.organ:
            affiliation = reading.registry.organ_of(country, title.organ)
        plural = tokens.tag[head] in ("NNS", "NNPS")
        if plural and affiliation is None and country is None:
            affiliation = called_before(reading, i, head)
        # "the ministers met" are of several states
        alone = not plural or tokens.low[head] == "officials"
        if affiliation is None and country is None and alone and not possessed(reading, i):
            affiliation = service_of(reading, title) or office_of(reading, title)
        noun = reading.registry.lexicon.nouns.get(tokens.low[head])
        if (plural or determined or affiliation or tokens.dep[head] in ("nsubj", "nsubjpass")) and not (
            noun and noun.group == "civilians"
        ):
            words = tokens.words(begin + 1 if determined else begin, head + 1)
            draft = Draft(begin, last, head, None, words, "person", "description", country, tokens.words(i, head + 1).lower(),
                          affiliation, words=words.lower(), person=not plural, title=" ".join(tokens.low[i : head + 1]))  # fmt: skip
            if plural:
                draft.kind = "government" if title.organ == "government" else "unknown"
                draft.actor = affiliation if title.organ or country is None else None
                if title.organ == "government" and _of_coalition(reading, affiliation):
                    draft.actor = draft.affiliation = None
            reading.drafts.append(draft)
            for k in range(begin, head + 1):
                reading.used[k] = True
        i = head + 1


def _of_coalition(reading: Reading, actor_id: str | None) -> bool:
    """Whether a body is several states' forces together: "ministers of the coalition" are those states'."""
    actor = reading.registry.get(actor_id)
    return actor is not None and actor.kind == "external_forces" and actor.state is None


def _spans(reading: Reading) -> list[tuple[int, int, str | None]]:
    tokens = reading.tokens
    spans: list[tuple[int, int, str | None]] = []
    for item in reading.found:
        if item.sort == "leader":
            spans.append((item.first, item.last, item.target))
    taken = [False] * (len(tokens) + 1)
    for first, last, _ in spans:
        taken[first:last] = [True] * (last - first)
    for entity in reading.document.doc.ents:
        if entity.label_ != "PERSON":
            continue
        first, last = entity.start, entity.end
        while last > first and tokens.low[last - 1] in ("'s", "'", ",", "."):
            last -= 1
        while first < last and (
            title_at(reading, first)[0] is not None and last - first > title_at(reading, first)[1]
        ):
            first += title_at(reading, first)[1]
        if (
            last <= first
            or (title_at(reading, first)[0] is not None and first + title_at(reading, first)[1] >= last)
            or any(reading.used[first:last])
            or any(taken[first:last])
            or tokens.is_name(first) is False
        ):
            continue
        if _place_like(reading, first, last):
            continue
        spans.append((first, last, None))
        taken[first:last] = [True] * (last - first)
    spans += _titled(reading, taken)
    spans += _apposed(reading, taken)
    return sorted(spans)


def _place_like(reading: Reading, first: int, last: int) -> bool:
    """Whether what the parser calls a person stands where a place or group would."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    before = tokens.low[first - 1] if first else ""
    after = tokens.low[last] if last < len(tokens) else ""
    if tokens.low[first] in lexicon.place_prefixes or tokens.low[first] in lexicon.locative:
        return True
    if any(
        found.first < last and found.last > first and found.sort in ("state", "adjective", "actor")
        for found in reading.found
    ):
        return True
    if any(w in lexicon.nouns or w in lexicon.organizations for w in tokens.low[first:last]):
        return True
    if after in lexicon.place_nouns or after in lexicon.nouns or before == "the":
        return True
    if any(
        title_at(reading, i)[0] is not None and i + title_at(reading, i)[1] >= first
        for i in range(max(0, first - 3), first)
    ):
        return False
    if before in lexicon.locative or (before == "," and last - first == 1):
        return True
    root = tokens.root(first, last)
    if tokens.dep[root] == "nsubj":
        return tokens.lemma[tokens.head[root]] not in lexicon.speech
    return after != "," or last - first == 1 or _described_after(reading, last, keep=True)[0] is None


def _titled(reading: Reading, taken: list[bool]) -> list[tuple[int, int, str | None]]:
    """Names after a title, which the parser often misses: "Col. Thaer Hassan"."""
    tokens = reading.tokens
    found: list[tuple[int, int, str | None]] = []
    i = 0
    while i < len(tokens):
        title, width = title_at(reading, i)
        if title is None:
            i += 1
            continue
        k = i + width
        if k < len(tokens) and tokens.low[k] == "." and width:
            k += 1
        end = k
        while (
            end < len(tokens)
            and end - k < 6
            and not taken[end]
            and not reading.used[end]
            and (
                (tokens.is_name(end) and tokens.tag[end].startswith("NNP"))
                or (end > k and tokens.low[end] in _PARTICLES)
            )
            and title_at(reading, end)[0] is None
            and tokens.low[end] not in reading.registry.lexicon.nouns
            and tokens.low[end] not in reading.registry.lexicon.organizations
            and (
                tokens.entity[end] not in ("DATE", "GPE", "ORG", "NORP")
                # "Minister for [the Middle East Tobias Ellwood]": the parser ran on over the title's end
                or (width > 2 and tokens.entity[end] == tokens.entity[k - 1] != "DATE")
            )
        ):
            end += 1
        while end > k and tokens.low[end - 1] in _PARTICLES:
            end -= 1
        if tokens.capitals and end - k == 1 and tokens.entity[k] != "PERSON":
            end = k
        if title.address and end > k and tokens.dep[tokens.root(k, end)] != "nsubj":
            end = k  # "Sheikh Maqsoud" is a quarter of Aleppo, "Lord …" a title of places too
        if end > k and tokens.is_name(k) and not (tokens.capitals and end - k > 4):
            found.append((k, end, None))
            taken[k:end] = [True] * (end - k)
        i = max(end, i + width)
    return found


def _apposed(reading: Reading, taken: list[bool]) -> list[tuple[int, int, str | None]]:
    """Names set off by commas after a post that the parser missed: "the spokesman of the PMF, Karim al-Sudani,"."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    found: list[tuple[int, int, str | None]] = []
    if tokens.capitals:
        return found
    for i, (title, width) in reading.titles.items():
        if title is None or title.address or title.rank:
            continue
        edge = i + width
        if tokens.low[edge : edge + 1] != [","]:
            _, _, edge = _owner_after(reading, edge)
        if tokens.low[edge : edge + 1] != [","]:
            continue
        end = edge + 1
        while (
            end < len(tokens)
            and end - edge < 6
            and not taken[end]
            and not reading.used[end]
            and (
                (tokens.is_name(end) and tokens.tag[end] == "NNP")
                or (end > edge + 1 and tokens.low[end] in _PARTICLES)
            )
            and tokens.low[end] not in lexicon.nouns
            and title_at(reading, end)[0] is None
        ):
            end += 1
        names = sum(tokens.is_name(k) for k in range(edge + 1, end))
        root = tokens.root(edge + 1, end) if names else edge
        if (
            names > 1
            and tokens.low[end : end + 1] == [","]
            and tokens.dep[root] in ("appos", "nsubj")
            and tokens.low[edge + 1] not in lexicon.place_prefixes
        ):
            found.append((edge + 1, end, None))
            taken[edge + 1 : end] = [True] * (end - edge - 1)
    return found


def _add(reading: Reading, people: list[Person], first: int, last: int, leader: str | None) -> None:
    tokens, registry = reading.tokens, reading.registry
    name = tokens.words(first, last)
    if leader is not None and name.endswith("s") and name_key(name) not in registry.index.table:
        name = name[:-1]  # "Bashar al-Assads" lost its apostrophe
    begin, title, words = title_before(reading, first)
    ranked = title is not None and title.rank
    _, affiliation, country = _owner_before(reading, begin) if title else (begin, None, None)
    if affiliation is None and title is None:
        _, title2, words2, affiliation, country = _described_before(reading, first)
        if title2 is not None:
            title, words = title2, words2
    if affiliation is None:
        title3, words3, affiliation3, country3 = _described_after(reading, last)
        if title3 is not None and (title is None or title.address or title.rank or affiliation3):
            title = title3
            words = words3
            affiliation, country = affiliation3, country or country3
    if affiliation is None:
        affiliation = headed_by(reading, last)
    if title is not None and affiliation is None and country is None:
        country = _state_after(reading, last)
    if title is not None and affiliation is None:
        where = title.country or country
        if where and title.organ:
            affiliation = registry.organ_of(where, title.organ)
    affiliation = affiliation or leader
    if affiliation is None and country is None and title is not None and not possessed(reading, begin):
        affiliation = service_of(reading, title)
    if (
        affiliation is None
        and country is None
        and reading.issuer is not None
        and speaks_officially(reading, first, last, title)
    ):
        affiliation = army_of(reading, reading.issuer) if ranked else reading.issuer.id
    actor = registry.get(affiliation)
    country = country or (actor.state if actor else None)
    role = words.lower() if words and title is not None and not title.address else None
    person = known_person(people, name)
    if person is None:
        person = Person(name, role, affiliation, country, surname_of(name))
        people.append(person)
    else:
        if len(name) > len(person.name):
            person.name = name
        person.role, person.affiliation = person.role or role, person.affiliation or affiliation
        person.country = person.country or country
    draft = Draft(begin, last, tokens.root(first, last), None, person.name, "person", "name",
                  country, role, affiliation, person=True, title=words.lower() if words else None)  # fmt: skip
    reading.add(draft)


def _state_after(reading: Reading, last: int) -> str | None:
    """The state in "Prime Minister Haider al-Abadi of Iraq"."""
    if reading.tokens.low[last : last + 1] != ["of"]:
        return None
    return next((f.target for f in reading.found if f.first == last + 1 and f.sort == "state"), None)


def _owner_before(reading: Reading, begin: int) -> tuple[int, str | None, str | None]:
    """The actor or state named right before a title: "Iraqi army" in "Iraqi army spokesman"."""
    tokens = reading.tokens
    edge = begin
    while (
        edge > 0
        and (
            tokens.tag[edge - 1] in ("JJ", "NN", "CD", "POS")
            or tokens.low[edge - 1] in ("chief", "senior", "top", "-")
        )
        and not reading.used[edge - 1]
        and tokens.low[edge - 1] not in ("the", "a")
        and begin - edge < 4
        and not _found_ending(reading, edge)
    ):
        edge -= 1
    for item in reversed(reading.found):
        if item.last in (edge, begin) or (item.last == edge - 1 and tokens.tag[edge - 1] == "POS"):
            if item.sort in ("state", "adjective"):
                return (
                    item.first,
                    _state_body(reading, item.target, tokens.low[item.last : begin]),
                    item.target,
                )
            if item.sort in ("actor", "metonym"):
                return item.first, item.target, None
    for draft in reversed(reading.drafts):
        if draft.last in (edge, begin) and not draft.person:
            return draft.first, draft.actor, draft.country
    return begin, None, None


def _found_ending(reading: Reading, edge: int) -> bool:
    return any(item.last == edge for item in reading.found)


def _state_body(reading: Reading, iso2: str, words: list[str]) -> str | None:
    """The organ that words between a state's adjective and a title name: "army" in "Syrian army spokesman"."""
    key = " ".join(words).strip()
    suffix = reading.registry.composed.get(key)
    if suffix is None:
        noun = next(
            (reading.registry.lexicon.nouns[w] for w in words if w in reading.registry.lexicon.nouns), None
        )
        suffix = noun.organ if noun else None
    return reading.registry.organ_of(iso2, suffix) if suffix else None


def _owner_after(reading: Reading, edge: int) -> tuple[str | None, str | None, int]:
    """The actor that a title is held in, named after it: "spokesman for Iraq's Popular Mobilization Forces"."""
    tokens = reading.tokens
    if edge >= len(tokens) or tokens.low[edge] not in LINKING:
        return None, None, edge
    limit = edge + 7
    for draft in reading.drafts:
        if (
            edge < draft.head
            and draft.first <= limit
            and draft.first <= edge + 4
            and not draft.person
            and draft.actor
            and tokens.sentence[draft.head] == tokens.sentence[edge]
        ):
            between = tokens.low[edge + 1 : draft.first]
            if "," not in between and not any(t.startswith("V") for t in tokens.tag[edge + 1 : draft.first]):
                return draft.actor, draft.country, draft.last
    for item in reading.found:
        if edge < item.first <= edge + 3 and item.sort == "state":
            return None, item.target, item.last
    return None, None, edge


def _described_before(
    reading: Reading, first: int
) -> tuple[int, Title | None, str | None, str | None, str | None]:
    """A description before a name: "The spokesman for the SDF, Talal Silo"."""
    tokens = reading.tokens
    edge = first - 1 if first and tokens.low[first - 1] == "," else first
    for i in range(max(0, edge - _REACH), edge):
        title, width = title_at(reading, i)
        if title is None or tokens.sentence[i] != tokens.sentence[first - 1 if first else 0]:
            continue
        affiliation, country, last = _owner_after(reading, i + width)
        if i + width == edge < first:
            # "The G9 leader, NAME"
            _, affiliation, country = _owner_before(reading, i)
            last = edge
        if (affiliation or country) and last == edge:
            return i, title, tokens.words(i, i + width), affiliation, country
    return first, None, None, None, None


def _described_after(
    reading: Reading, last: int, keep: bool = False
) -> tuple[Title | None, str | None, str | None, str | None]:
    """A description after a name: ", commander of U.S. Central Command", ", the CJTF-OIR spokesperson"."""
    tokens = reading.tokens
    if last >= len(tokens) or not (tokens.low[last] == "," or tokens.low[last] in ("the", "a", "head")):
        return None, None, None, None
    for i in range(last, min(len(tokens), last + _REACH)):
        if (
            tokens.sentence[i] != tokens.sentence[last]
            or tokens.tag[i] in ("VBD", "VBZ", "VBP", "WP")
            or tokens.low[i] == "that"
            or (tokens.tag[i] == "VBN" and tokens.lemma[i] in reading.registry.lexicon.speech)
            or (i > last and tokens.low[i] == ",")
        ):
            break
        title, width = title_at(reading, i)
        if title is None or title.address:
            continue
        words = tokens.words(i, i + width)
        for k in range(i, i + width if not keep else i):
            reading.used[k] = True  # said of the name before, no mention of its own
        _, affiliation, country = _owner_before(reading, i)
        if affiliation is None:
            after, country2, _ = _owner_after(reading, i + width)
            affiliation, country = after, country or country2
        return title, words, affiliation, country
    return None, None, None, None
