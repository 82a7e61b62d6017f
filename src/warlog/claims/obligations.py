"""Demands without a verb of demanding: "the regime must lift the siege", said by a speaker."""

from __future__ import annotations

from warlog.claims.attribution import Attributions
from warlog.claims.drafts import Draft
from warlog.claims.mentions import ARMED_KINDS, Mentions
from warlog.claims.syntax import surface_subjects

# whom demands are made of; "civilians must leave" is a warning or a description
_ADDRESSEES = ARMED_KINDS | {"government", "police", "organization"}


def find_obligations(mentions: Mentions, attributions: Attributions) -> list[Draft]:
    """A demand for each clause in which a speaker says what a named side must do.

    The speaker is the agent, the side the target. In the outlet's own voice such a clause is opinion, not a
    demand, so only what somebody is quoted with counts.
    """
    found: list[Draft] = []
    doc = mentions.document.doc
    for reporting in attributions.reportings:
        if reporting.kind != "say" or not reporting.sources:
            continue
        speaker = mentions.actor(reporting.sources[-1])
        if speaker is None:
            continue
        for start, end in reporting.content:
            for token in doc[start:end]:
                if token.tag_ != "MD" or token.lower_ not in mentions.lexicon.words["obligation"]:
                    continue
                verb = token.head
                addressees = [
                    actor
                    for subject in surface_subjects(verb)
                    for actor in mentions.actors_of(subject)
                    if actor.kind in _ADDRESSEES and subject.pos_ != "PRON"
                ]
                if not addressees or any(draft.anchor.i == verb.i for draft in found):
                    continue
                draft = Draft("demand", [token], verb, rules=["obligation stated by a speaker"])
                draft.agents, draft.targets = [speaker], addressees
                found.append(draft)
    return found
