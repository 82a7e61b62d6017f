"""The rules reader: from the mentions of a report to its claims, by the frame lexicon and the parse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from spacy.tokens import Token

from warlog.actors import ActorMention, Registry
from warlog.claims.attribution import Attributions, find_attributions
from warlog.claims.confidence import confidence
from warlog.claims.context import fill_from_context
from warlog.claims.dates import date_from_context
from warlog.claims.drafts import Draft
from warlog.claims.lexicon import Lexicon
from warlog.claims.mentions import Mentions
from warlog.claims.merging import absorb_tolls, merge_repeats, resolve_back_references
from warlog.claims.obligations import find_obligations
from warlog.claims.roles import SPEECH, fill_roles, share_quantities, time_of, weapon_of
from warlog.claims.syntax import clause_root
from warlog.claims.triggers import find_drafts
from warlog.places import PlaceMention
from warlog.records import (
    Attribution,
    Claim,
    Evidence,
    Modality,
    Participant,
    Place,
    Quantity,
    Role,
    Source,
    Weapon,
    When,
    stable_id,
)  # fmt: skip

CODER = "rules-1"
_GOALS = frozenset({"capture", "advance", "besiege", "aim", "control", "losses", "cut_route", "open_route"})


@dataclass(slots=True)
class ClaimReading:
    """The claims of a report, why they say what they say, and who says what in the text."""

    claims: list[Claim]
    explanations: dict[str, list[str]]
    attributions: Attributions
    drafts: list[Draft] = field(default_factory=list[Draft])


def read_claims(
    report: str, mentions: Mentions, registry: Registry, lexicon: Lexicon, published: str | None
) -> ClaimReading:
    """Every claim of one report. `report` is its id, `published` the ISO date that undated claims fall back on."""
    attributions = find_attributions(mentions, registry)
    drafts = find_drafts(mentions) + find_obligations(mentions, attributions)
    drafts.sort(key=lambda draft: draft.trigger[0].i)
    anchors = {draft.anchor.i for draft in drafts}
    for draft in drafts:
        fill_roles(draft, mentions, anchors - {draft.anchor.i})
    _code_once(drafts, attributions)
    _join_purposes(drafts)
    for draft in drafts:
        draft.when = time_of(draft, mentions)
        draft.weapon = weapon_of(draft, mentions)
        if draft.nominal and draft.modality == "happened" and draft.when and _goes_on(draft.when.text):
            draft.modality = "ongoing"
        _attribute(draft, attributions)
    share_quantities(drafts, mentions)
    drafts = absorb_tolls(drafts)
    sentence_of = {sentence.start: n for n, sentence in enumerate(mentions.document.sentences)}
    drafts = resolve_back_references(drafts, sentence_of, lexicon.words["back_reference"])
    drafts = [draft for draft in drafts if _says_enough(draft, lexicon)]
    fill_from_context(drafts, mentions)
    date_from_context(drafts, mentions, published)
    claims: list[Claim] = []
    explanations: dict[str, list[str]] = {}
    headline = mentions.document.headline
    for draft, confirming in merge_repeats(drafts, headline.end if headline else 0):
        for claim in _claims_of(report, draft, confirming, mentions, registry, lexicon, published):
            if claim.id not in explanations:
                claims.append(claim)
                explanations[claim.id] = _explain(draft, claim)
    return ClaimReading(claims, explanations, attributions, drafts)


def _code_once(drafts: list[Draft], attributions: Attributions) -> None:
    """What was demanded or threatened is not coded again."""
    inside = [r for r in attributions.reportings if r.kind == "act"]
    coded = {draft.anchor.i for draft in drafts}
    for draft in list(drafts):
        for reporting in inside:
            if reporting.cue.i in coded and _content_head(draft.anchor, reporting.cue):
                drafts.remove(draft)
                break


def _join_purposes(drafts: list[Draft]) -> None:
    """What an offensive is for is no claim of its own: it gives the offensive its place and its foe."""
    for offensive in [d for d in drafts if d.act == "offensive"]:
        for goal in list(drafts):
            if goal.act not in _GOALS or goal.modality != "planned":
                continue
            if goal.anchor.sent.start != offensive.anchor.sent.start or goal.anchor.i < offensive.anchor.i:
                continue
            if not _hangs_on(goal.anchor, offensive):
                continue
            offensive.places = goal.places or offensive.places
            offensive.targets = offensive.targets or [t for t in goal.targets if t not in offensive.agents]
            drafts.remove(goal)


def _hangs_on(anchor: Token, draft: Draft) -> bool:
    """Whether a clause is the purpose of a draft's predicate, directly or as one of coordinated purposes."""
    core = {token.i for token in draft.trigger} | {draft.anchor.i}
    node = anchor
    for _ in range(5):
        if node.dep_ in {"ccomp", "relcl"} or node.head == node:
            return False
        node = node.head
        if node.i in core:
            return True
    return False


def _content_head(anchor: Token, cue: Token) -> bool:
    """Whether a clause is what a speech act demands or threatens, not something told beside it."""
    node = anchor
    for _ in range(4):
        if node.head == cue:
            return node.dep_ in {"xcomp", "ccomp", "dobj", "pobj", "advcl"}
        if node.dep_ == "relcl" or node.head == node:
            return False
        node = node.head
        if node.dep_ == "prep" and node.head == cue:
            return True
    return False


def _goes_on(words: str) -> bool:
    """ "now in its eighth month": what lasts so long is under way."""
    return words.lower().startswith(("now in ", "in its ", "into its "))


def _attribute(draft: Draft, attributions: Attributions) -> None:
    # "announced the start of the offensive": the announcing verb stands outside what it announces
    stated_at = draft.trigger[-1] if draft.nominal else draft.anchor
    attribution, modality = attributions.of(stated_at)
    if draft.act in SPEECH and attribution.sources:
        # the speaker of a speech act is its agent; who reports it is the source
        speakers = {actor.start for actor in draft.agents}
        if all(s.mention is not None and s.mention.start in speakers for s in attribution.sources) and any(
            r.cue.i == draft.anchor.i for r in attributions.reportings
        ):
            attribution = Attribution("outlet", [], attribution.channel)
    draft.attribution = attribution
    if (
        draft.act not in SPEECH
        and modality in {"denied", "possible", "planned"}
        and draft.modality in {"happened", "ongoing"}
    ):
        draft.modality = cast(Modality, modality)


def _says_enough(draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a draft names enough of what happened: nominal acts need an argument of their own."""
    if draft.act == "accuse":
        return bool(draft.targets)
    if draft.act in {"support", "control"}:
        return bool(draft.agents)
    if not draft.nominal:
        return bool(draft.agents or draft.targets or draft.places or draft.quantities or draft.partners)
    head = draft.trigger[-1]
    frames = [f for f in lexicon.nouns.get(head.lemma_.lower(), ()) if f.row == draft.rules[0]]
    strength = frames[0].strength if frames else "argument"
    if strength == "strong":
        return True
    bare = not any(c.dep_ in {"compound", "poss", "nmod"} for c in head.lefts)
    definite = bare and any(
        c.dep_ == "det" and c.lower_ in lexicon.words["back_reference"] for c in head.lefts
    )
    own = bool(draft.agents or draft.targets or draft.places or draft.quantities)
    if len(draft.rules) > 1 or draft.anchor.i != head.i:
        return own
    return own and not (definite and not draft.agents and not draft.targets)


def _claims_of(
    report: str, draft: Draft, confirming: list[Source], mentions: Mentions, registry: Registry,
    lexicon: Lexicon, published: str | None,
) -> list[Claim]:  # fmt: skip
    """A claim for each place of a list, or one claim for all where a figure covers the list."""
    places = draft.places
    covered = len(places) > 1 and any(q.quantity.measure != "other" for q in draft.quantities)
    if covered:
        return [_claim(report, draft, None, places, confirming, mentions, registry, lexicon, published)]
    return [
        _claim(report, draft, place, [], confirming, mentions, registry, lexicon, published)
        for place in places or [None]
    ]


def _claim(
    report: str, draft: Draft, place: PlaceMention | None, places: list[PlaceMention],
    confirming: list[Source], mentions: Mentions, registry: Registry, lexicon: Lexicon, published: str | None,
) -> Claim:  # fmt: skip
    evidence = _evidence(draft, mentions)
    attribution = draft.attribution or Attribution("outlet", [], None)
    trigger = evidence.trigger
    favours, self_serving = favoured_side(draft, attribution, registry, lexicon)
    where = _place(place, "place" in draft.from_context)
    parts = [p for p in (_place(each, False) for each in places) if p is not None]
    if parts:
        where = _containing(parts)
    return Claim(
        id=stable_id("c", report, draft.act, trigger.start if trigger else evidence.start,
                     where.name if where else "", draft.modality),
        report=report, act=draft.act, modality=draft.modality, evidence=evidence,
        participants=_participants(draft), place=where,
        origin=_place(draft.origin, False), destination=_place(draft.destination, False),
        when=_when(draft, published),
        quantities=_quantities(draft), weapon=cast(Weapon | None, draft.weapon), attribution=attribution,
        favours=favours, self_serving=self_serving, confidence=confidence(draft, attribution, lexicon), coder=CODER,
        places=parts, confirmed_by=confirming,
    )  # fmt: skip


def _evidence(draft: Draft, mentions: Mentions) -> Evidence:
    document = mentions.document
    words = _trigger_words(draft)
    trigger = document.mention(words[0].idx, words[-1].idx + len(words[-1]))
    root = clause_root(draft.anchor)
    start = min(root.left_edge.idx, trigger.start)
    end = max(root.right_edge.idx + len(root.right_edge), trigger.end)
    quote = document.text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    return Evidence(start, start + len(quote), quote, trigger)


def _trigger_words(draft: Draft) -> list[Token]:
    """The trigger as one stretch: from its first word to its last, unless they lie far apart."""
    words = sorted(draft.trigger, key=lambda token: token.i)
    if words[-1].i - words[0].i > 6:
        return [draft.anchor] if draft.anchor in words else words[-1:]
    return words


def _participants(draft: Draft) -> list[Participant]:
    roles: list[tuple[Role, list[ActorMention]]] = [
        ("agent", draft.agents), ("target", draft.targets), ("partner", draft.partners),
        ("beneficiary", draft.beneficiaries), ("cause", draft.causes),
    ]  # fmt: skip
    found: list[Participant] = []
    for role, actors in roles:
        seen: list[ActorMention] = []
        for actor in actors:
            if any(same_participant(actor, other) for other in seen):
                continue
            seen.append(actor)
            found.append(Participant(role, actor.actor, actor.name, actor.kind, actor.mention))
    return found


def same_participant(one: ActorMention, other: ActorMention) -> bool:
    """Whether two mentions in one role are one participant."""
    return one.actor == other.actor if one.actor or other.actor else one.name == other.name


def _place(mention: PlaceMention | None, from_context: bool) -> Place | None:
    if mention is None or mention.place is None:
        return None
    place = mention.place
    if not from_context:
        return place
    return Place(
        place.name, place.gazetteer, place.latitude, place.longitude, place.radius_km, place.where_prec,
        place.country, place.admin1, place.kind, "context", place.mention,
    )  # fmt: skip


def _containing(parts: list[Place]) -> Place | None:
    """The province or country that contains all parts, as far as the parts say it; else nothing."""
    first = parts[0]
    country = first.country if all(p.country == first.country for p in parts) else None
    if country is None:
        return None
    known = [(p.latitude, p.longitude) for p in parts if p.latitude is not None and p.longitude is not None]
    if not known:
        return None
    latitude = sum(point[0] for point in known) / len(known)
    longitude = sum(point[1] for point in known) / len(known)
    admin1 = first.admin1 if all(p.admin1 == first.admin1 for p in parts) else None
    return Place(
        ", ".join(p.name for p in parts), None, round(latitude, 4), round(longitude, 4), None,
        4 if admin1 else 6, country, admin1, "area", "containing", None,
    )  # fmt: skip


def _when(draft: Draft, published: str | None) -> When | None:
    if draft.when is not None:
        return draft.when.when or When(None, None, 5, draft.when.mention)
    if published is None:
        return None
    match draft.modality:
        case "ongoing":
            return When(published, published, 1, None)
        case "planned" | "possible":
            return When(published, None, 5, None)
        case _:
            return When(None, published, 5, None)


def _quantities(draft: Draft) -> list[Quantity]:
    return [q.quantity for q in draft.quantities]


def favoured_side(
    draft: Draft, attribution: Attribution, registry: Registry, lexicon: Lexicon
) -> tuple[str | None, bool]:
    """Which side gains if the claim is believed, and whether its innermost speaker speaks for that side."""
    gains: Mapping[str, str] = lexicon.gains
    side: str | None = None
    gain = gains.get(draft.act)
    if draft.modality in {"failed", "denied"} and gain in {"agent", "target"}:
        gain = "target" if gain == "agent" else "agent"
    speaker = _speaker_actor(attribution, registry)
    if gain == "agent" and draft.agents:
        side = draft.agents[0].actor
    elif gain == "target" and draft.targets:
        side = draft.targets[0].actor
    elif gain == "foe" and draft.agents and (doer := draft.agents[0].actor) and speaker:
        # an atrocity is told in favour of the doer's enemies; known only where one of them tells it
        side = speaker if registry.relation(doer, speaker, None) == "enemy" else None
    own = (
        side is not None
        and speaker is not None
        and (side == speaker or registry.relation(side, speaker, None) == "same")
    )
    return side, own


def _speaker_actor(attribution: Attribution, registry: Registry) -> str | None:
    del registry
    return attribution.sources[-1].actor if attribution.sources else None


def _explain(draft: Draft, claim: Claim) -> list[str]:
    lines = [f"act {claim.act}: {', '.join(f'rule {rule}' for rule in draft.rules)}"]
    trigger = claim.evidence.trigger
    if trigger is not None:
        lines.append(f"trigger {trigger.text!r} at {trigger.start}-{trigger.end}")
    for participant in claim.participants:
        words = f"{participant.mention.text!r}" if participant.mention else "context"
        lines.append(
            f"{participant.role} {participant.name} ({participant.actor or 'not in the registry'}) from {words}"
        )
    for field_name in sorted(draft.from_context):
        lines.append(f"{field_name} taken from the claim before")
    lines.append(f"confidence {claim.confidence:.2f}")
    return lines
