"""What a clause leaves to its context: the place, the doer and the victim that the sentences before have named."""

from __future__ import annotations

from warlog.claims.drafts import Draft
from warlog.claims.mentions import Mentions
from warlog.claims.roles import SPEECH, same_actor

# acts that need no place of their own: a place from another sentence would be a guess
_PLACELESS = SPEECH | {
    "talks",
    "agreement",
    "support",
    "aid",
    "ceasefire",
    "breach",
    "protest",
    "arrest",
    "release",
}
_STRIKES = frozenset(
    {"air_strike", "shelling", "bombing", "suicide_bombing", "attack", "offensive", "chemical_attack"}
)
_REACH = 3  # sentences


def fill_from_context(drafts: list[Draft], mentions: Mentions) -> None:
    """Fill what drafts leave unsaid, in reading order, from the drafts before them."""
    sentence_number = {s.start: n for n, s in enumerate(mentions.document.sentences)}
    for index, draft in enumerate(drafts):
        before = drafts[:index]
        here = sentence_number.get(draft.anchor.sent.start, 0)
        share = any(q.quantity.share for q in draft.quantities)  # a share of a whole force is of no one place
        if not draft.places and draft.destination is None and draft.act not in _PLACELESS and not share:
            for other in reversed(before):
                distance = here - sentence_number.get(other.anchor.sent.start, 0)
                if distance > _REACH:
                    break
                source = other.places or ([other.destination] if other.destination else [])
                if source and ("place" not in other.from_context or distance <= 2):
                    if len(source) == 1:
                        draft.places = list(source)
                        draft.from_context.add("place")
                    break
        if draft.nominal and not draft.agents and draft.act in _STRIKES:
            same_act = [o for o in before if o.act == draft.act and o.agents]
            if same_act and all(
                len(o.agents) == len(same_act[-1].agents)
                and all(same_actor(a, b) for a, b in zip(o.agents, same_act[-1].agents, strict=True))
                for o in same_act
            ):
                draft.agents = list(same_act[-1].agents)
                draft.from_context.add("agent")
