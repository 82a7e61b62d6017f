"""One claim for what one speaker says twice; other speakers confirm it or make a claim of their own."""

from __future__ import annotations

from warlog.actors import ActorMention
from warlog.claims.drafts import Draft
from warlog.claims.roles import same_actor
from warlog.places import PlaceMention
from warlog.records import Source

_TOLLS = frozenset({"killed", "wounded", "captured", "missing", "displaced", "detained"})


STRIKES = frozenset(
    {"attack", "air_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack",
     "violence_against_civilians", "clash"}
)  # fmt: skip
_GENERIC = frozenset({"attack", "bombing"})  # "the attack", "the blast" may be any of the above
_REACH = 6  # sentences over which "the attack" points back


def absorb_tolls(drafts: list[Draft]) -> list[Draft]:
    """A toll stated in the sentence of its one attack is a quantity of that attack, not a claim of its own."""
    gone: set[int] = set()
    for index, toll in enumerate(drafts):
        if toll.modality != "happened":
            continue
        cause = _cause_in_clause(toll, drafts)
        if cause is not None:
            _complete(cause, toll)
            gone.add(index)
            continue
        if toll.act != "casualties":
            continue
        attacks = [
            d for d in drafts
            if d.act in STRIKES and d.anchor.sent.start == toll.anchor.sent.start and d.modality == "happened"
        ]  # fmt: skip
        if len({d.act for d in attacks}) != 1 or (
            toll.agents and not _compatible_actors(toll.agents, attacks[0].agents, True)
        ):
            continue
        attack = min(attacks, key=lambda d: abs(d.anchor.i - toll.anchor.i))
        if _rival_tolls(attack, toll) or not _compatible_places(attack.places, toll.places):
            continue
        _complete(attack, toll)
        gone.add(index)
    return [draft for index, draft in enumerate(drafts) if index not in gone]


def _cause_in_clause(toll: Draft, drafts: list[Draft]) -> Draft | None:
    """The attack that a toll's clause names ("killed in shelling of …") or hangs on ("…, injuring three people")."""
    if toll.act not in {"casualties", "losses", "violence_against_civilians", "destruction"}:
        return None
    inside = {token.i for token in toll.anchor.subtree}
    participle = toll.anchor.tag_ == "VBG" and toll.anchor.dep_ in {"advcl", "acl", "conj", "xcomp", "pcomp"}
    above = {token.i for token in toll.anchor.ancestors} if participle else set[int]()
    for draft in drafts:
        if draft is toll or draft.act not in STRIKES or draft.modality != "happened":
            continue
        if draft.anchor.sent.start != toll.anchor.sent.start:
            continue
        named = toll.act == "casualties" and draft.nominal and draft.trigger[-1].i in inside
        when = (
            toll.act in {"casualties", "losses"}
            and draft.anchor.dep_ == "advcl"
            and draft.anchor.head == toll.anchor
        )
        if (named or when or draft.anchor.i in above) and _compatible_actors(draft.agents, toll.agents, True):
            return draft
    return None


def resolve_back_references(
    drafts: list[Draft], sentence_of: dict[int, int], articles: frozenset[str]
) -> list[Draft]:
    """ "The attack", "the blast", "the strikes": the attack told before, which gains what is said of it here."""
    kept: list[Draft] = []
    for draft in drafts:
        earlier = _pointed_at(draft, kept, sentence_of, articles)
        if earlier is None:
            kept.append(draft)
        elif _rival_tolls(earlier, draft):
            if _speaker(draft) != _speaker(earlier):
                draft.act = "casualties"
                draft.places = draft.places or earlier.places
                draft.targets = draft.targets or earlier.targets
                kept.append(draft)
            else:
                kept.append(draft)
        else:
            if earlier.act in _GENERIC and draft.act not in _GENERIC and draft.act in STRIKES:
                earlier.act = draft.act
            _complete(earlier, draft)
    return kept


def _pointed_at(
    draft: Draft, before: list[Draft], sentence_of: dict[int, int], articles: frozenset[str]
) -> Draft | None:
    if not draft.nominal or draft.act not in STRIKES:
        return None
    noun = draft.trigger[-1]
    definite = any(child.dep_ == "det" and child.lower_ in articles for child in noun.lefts)
    if not definite and draft.act not in _GENERIC:
        return None
    here = sentence_of.get(draft.anchor.sent.start, 0)
    reach = _REACH if definite else 1
    for other in reversed(before):
        if here - sentence_of.get(other.anchor.sent.start, 0) > reach:
            return None
        if noun in other.trigger[-1].conjuncts:
            continue  # "the attack in X and the bombings in Y" are two
        if other.act not in STRIKES or (
            other.modality in {"planned", "possible"} and draft.modality == "happened"
        ):
            continue
        if draft.act != other.act and draft.act not in _GENERIC and other.act not in _GENERIC:
            continue
        if (
            _compatible_actors(other.agents, draft.agents, True)
            and _compatible_places(other.places, draft.places)
            and _compatible_times(other, draft)
        ):
            return other
    return None


def _complete(best: Draft, rest: Draft) -> None:
    """Add to a draft what another says of the same happening."""
    best.agents = best.agents or rest.agents
    best.targets = best.targets or rest.targets
    best.places = best.places or rest.places
    best.when = best.when or rest.when
    best.weapon = best.weapon or rest.weapon
    known = {(q.quantity.measure, q.quantity.low) for q in best.quantities}
    best.quantities += [q for q in rest.quantities if (q.quantity.measure, q.quantity.low) not in known]


def merge_repeats(drafts: list[Draft], headline_end: int = 0) -> list[tuple[Draft, list[Source]]]:
    """Drafts without repeats, each with the speakers who only confirm it, in reading order.

    What a headline says again in the body is told by the body, with its speaker.
    """
    kept: list[tuple[Draft, list[Source]]] = []
    for draft in drafts:
        for index, (other, confirming) in enumerate(kept):
            repeats_headline = other.anchor.idx < headline_end <= draft.anchor.idx
            if not _same_claim(other, draft, repeats_headline):
                continue
            if repeats_headline:
                _complete(draft, other)
                kept[index] = (draft, confirming)
                break
            if _speaker(draft) == _speaker(other) or _speaker(draft) is None:
                kept[index] = (_clearer(other, draft), confirming)
            elif (speaker := draft.speaker) is not None:
                confirming.append(speaker)
            break
        else:
            kept.append((draft, []))
    return kept


def _speaker(draft: Draft) -> str | None:
    return draft.speaker.name if draft.speaker is not None else None


def _same_claim(one: Draft, other: Draft, may_lack_agent: bool) -> bool:
    if one.act != other.act or (
        one.modality != other.modality and "denied" in {one.modality, other.modality}
    ):
        return False
    if {one.modality, other.modality} & {"planned"} and one.modality != other.modality:
        return False
    if (
        one.anchor.sent.start == other.anchor.sent.start
        and one.anchor.i != other.anchor.i
        and not other.nominal
    ):
        return False
    return (
        _compatible_actors(one.agents, other.agents, other.nominal or may_lack_agent)
        and _compatible_actors(one.targets, other.targets, True)
        and _compatible_places(one.places, other.places)
        and _compatible_times(one, other)
        and not _rival_tolls(one, other)
    )


def _compatible_actors(one: list[ActorMention], other: list[ActorMention], may_lack: bool) -> bool:
    if not one or not other:
        return may_lack or (not one and not other)
    return all(any(same_actor(a, b) for b in other) for a in one) or all(
        any(same_actor(a, b) for b in one) for a in other
    )


def _compatible_places(one: list[PlaceMention], other: list[PlaceMention]) -> bool:
    if not one or not other:
        return True
    return all(any(_same_place(a, b) for b in other) for a in one)


def _same_place(one: PlaceMention, other: PlaceMention) -> bool:
    if one.place is None or other.place is None:
        return one.text == other.text
    return (one.place.gazetteer, one.place.name) == (other.place.gazetteer, other.place.name)


def _compatible_times(one: Draft, other: Draft) -> bool:
    a, b = (d.when.when if d.when is not None else None for d in (one, other))
    if a is None or b is None or not (a.start and b.start and a.end and b.end):
        return True
    return a.start <= b.end and b.start <= a.end


def _rival_tolls(one: Draft, other: Draft) -> bool:
    """Different figures for one measure: two versions, or two different happenings."""
    tolls = {q.quantity.measure: q.quantity.low for q in one.quantities if q.quantity.measure in _TOLLS}
    return any(
        q.quantity.measure in tolls and tolls[q.quantity.measure] != q.quantity.low for q in other.quantities
    )


def _clearer(one: Draft, other: Draft) -> Draft:
    """The draft that says more, completed by the other."""
    best, rest = (other, one) if _weight(other) > _weight(one) else (one, other)
    _complete(best, rest)
    return best


def _weight(draft: Draft) -> float:
    said = {"agent", "place"} - draft.from_context
    return (
        2 * bool(draft.agents and "agent" in said) + 2 * bool(draft.places and "place" in said)
        + bool(draft.targets) + len(draft.quantities) + bool(draft.when) + bool(draft.attribution and draft.attribution.sources)
    )  # fmt: skip
