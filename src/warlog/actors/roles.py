"""People told by their role: "the minister", "the Iraqi commander", "the spokesman for …"."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.names import fold

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RECENT_SENTENCES = 2


def resolve_role(reading: Reading, draft: Draft, past: list[Draft]) -> None:
    """Link "the minister" or "the Iraqi commander" to the last person whom the words fit."""
    if draft.basis != "description":
        return
    low = reading.tokens.low
    definite = low[draft.first] == "the"
    people = [d for d in past if d.person and d.basis in ("name", "coreference")]
    if draft.affiliation:
        same = next(
            (
                d
                for d in reversed(people)
                if d.affiliation == draft.affiliation and _roles_fit(reading, draft, d)
            ),
            None,
        )
        if same is not None and definite:
            _link(draft, same)
            return
    if not definite or _held_elsewhere(reading, draft):
        return
    state = _state_before(reading, draft, past)
    for person in reversed(people):
        if draft.country and _country_of(reading, person) not in (draft.country, None):
            continue
        if state is not None and _country_of(reading, person) not in (state, None):
            return  # "Syria denied it, the foreign minister saying …": no other state's
        if _roles_fit(reading, draft, person) or (
            draft.country and _country_of(reading, person) == draft.country and draft.affiliation is None
        ):
            _link(draft, person)
            return
    if draft.affiliation is None and draft.country is None and not people:
        # nobody named: "the spokesman" is still the one of the body named before
        posts = {d.affiliation for d in past if d.person and d.affiliation and _roles_fit(reading, draft, d)}
        draft.affiliation = posts.pop() if len(posts) == 1 else None


def _held_elsewhere(reading: Reading, draft: Draft) -> bool:
    """Whether the words go on to say of what somebody is the head, and that is no body we know."""
    low = reading.tokens.low
    return (
        draft.affiliation is None
        and draft.country is None
        and low[draft.last : draft.last + 1] in (["of"], ["for"])
    )


def _state_before(reading: Reading, draft: Draft, past: list[Draft]) -> str | None:
    """The state that acts earlier in the sentence, where an office of state follows."""
    tokens = reading.tokens
    title = reading.registry.lexicon.titles.get(draft.title or "")
    if title is None or title.organ is None or draft.country is not None:
        return None
    here = tokens.sentence[draft.head]
    return next(
        (d.country for d in past
         if d.kind == "government" and d.country and tokens.sentence[d.head] == here
         and tokens.dep[d.head] in _SUBJECTS),
        None,
    )  # fmt: skip


def _country_of(reading: Reading, person: Draft) -> str | None:
    if person.country:
        return person.country
    actor = reading.registry.get(person.affiliation)
    return actor.countries[0] if actor and actor.countries else None


def _roles_fit(reading: Reading, draft: Draft, person: Draft) -> bool:
    if not draft.role or not person.role:
        return False
    if draft.affiliation and person.affiliation and draft.affiliation != person.affiliation:
        return False
    # "the minister" fits a foreign minister, "the foreign secretary" no secretary of another office
    ranks = reading.registry.lexicon.ranks
    words, others = ([ranks.get(w, w) for w in fold(role).split()] for role in (draft.role, person.role))
    if ("prime" in words) != ("prime" in others):
        return False
    return words[-1] == others[-1] and (set(words) <= set(others) or set(others) <= set(words))


def _link(draft: Draft, person: Draft) -> None:
    draft.name, draft.role = person.name, draft.role or person.role
    draft.affiliation, draft.country = (
        person.affiliation or draft.affiliation,
        draft.country or person.country,
    )
    draft.kind, draft.basis, draft.person = "person", "coreference", True


def merge_first_speaker(reading: Reading) -> None:
    """Give "The spokesman for X said … Speaking to Y, NAME said …" one name: the next unplaced speaker is he."""
    tokens, lexicon = reading.tokens, reading.registry.lexicon
    for draft in reading.drafts:
        if draft.basis != "description" or not draft.person or draft.affiliation is None:
            continue
        if tokens.dep[draft.head] not in _SUBJECTS:
            continue
        for other in reading.drafts:
            gap = tokens.sentence[other.head] - tokens.sentence[draft.head]
            if not other.person or other.first <= draft.last or gap > _RECENT_SENTENCES:
                continue
            if (
                other.basis != "name"
                or (other.affiliation not in (None, draft.affiliation))
                or (other.role and other.affiliation is None)
            ):
                continue
            verb = tokens.lemma[tokens.head[other.head]]
            if tokens.dep[other.head] in _SUBJECTS and verb in lexicon.speech:
                name, affiliation, role, country = other.name, draft.affiliation, draft.role, draft.country
                for one in reading.drafts:
                    if one.person and one.name == name:
                        one.affiliation = one.affiliation or affiliation
                        one.role, one.country = one.role or role, one.country or country
                draft.name, draft.basis = name, "coreference"
                break
    past: list[Draft] = []
    for draft in reading.drafts:
        if draft.person and draft.basis == "description":
            resolve_role(reading, draft, past)
        past.append(draft)
