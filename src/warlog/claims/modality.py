"""Modality: did it happen, is it under way, did it fail, is it planned, possible or denied."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from warlog.claims.lexicon import Lexicon
from warlog.claims.syntax import is_passive
from warlog.records import Modality

# "tried to": what an attempt amounts to depends on the act, so the triggers decide
ClauseModality = Modality | Literal["attempted"]

# acts that last: their present tense is a state under way
_STATES = frozenset({"control", "besiege", "presence", "support", "offensive", "human_shields"})
_PAST_WORDS = frozenset({"previously", "formerly", "once", "until"})
_PRESENT_BE = frozenset({"VBZ", "VBP"})


def modality_of(anchor: Token, act: str, lexicon: Lexicon) -> ClauseModality | None:
    """The modality of the clause of a predicate; None where it states no act (ability, duty, question)."""
    if act == "aim":
        return "planned" if modality_of(anchor, "", lexicon) is not None else None
    if act in _STATES and any(child.lower_ in _PAST_WORDS for child in anchor.children):
        return "ended"
    found = _governed(anchor, lexicon)
    if found is not None:
        return None if found == "none" else _as_clause_modality(found)
    words = lexicon.modality
    negated = False
    tense: Modality = "happened"
    progressive = anchor.tag_ == "VBG"
    has_auxiliary = False
    for child in anchor.children:
        if child.dep_ in {"aux", "auxpass"}:
            has_auxiliary = True
            lemma = child.lower_
            modal = words["auxiliary"].get(lemma)
            if lemma == "would":
                tense = "planned"
            elif modal == "none":
                return None
            elif modal in {"planned", "possible"}:
                tense = "planned" if modal == "planned" else "possible"
            elif (
                child.lemma_ == "be" and child.dep_ == "aux" and progressive and child.tag_ in {"VBZ", "VBP"}
            ) or (child.lemma_ == "be" and progressive and lemma == "been"):
                tense = "ongoing"
        elif child.dep_ == "neg":
            negated = True
        elif child.dep_ == "advmod" and child.lower_ in words["adverb"]:
            tense = _as_modality(words["adverb"][child.lower_]) if tense == "happened" else tense
        elif child.dep_ == "mark" and child.lower_ in lexicon.words["conditional"]:
            return "possible"
    if negated:
        return "denied" if tense == "happened" else None if tense == "possible" else "denied"
    if tense == "happened" and anchor.tag_ == "VBG" and _under_way(anchor, act):
        return "ongoing"
    if tense == "happened" and act in _STATES:
        if any(c.dep_ == "aux" and c.lower_ == "had" for c in anchor.children):
            return "ended"  # "which had been held by"
        if anchor.tag_ == "VBN" and anchor.dep_ == "acl":
            return "ongoing"
        if anchor.tag_ in {"VBZ", "VBP"} and not has_auxiliary:
            return "ongoing"
        if has_auxiliary and is_passive(anchor):
            present = any(
                (c.dep_ == "auxpass" or (c.dep_ == "aux" and c.lemma_ == "have")) and c.tag_ in _PRESENT_BE
                for c in anchor.children
            )
            return "ongoing" if present else tense
    return tense


def _under_way(participle: Token, act: str) -> bool:
    """ "… is fighting among civilians and using them", "forces operating in the north"."""
    if participle.dep_ == "conj":
        return any(
            c.dep_ == "aux" and c.tag_ in _PRESENT_BE and c.lemma_ == "be" for c in participle.head.children
        )
    return participle.dep_ == "acl" and act in _STATES


def modality_of_noun(noun: Token, act: str, lexicon: Lexicon) -> Modality | None:
    """What adjectives and governing nouns say of a nominal act ("the planned offensive", "plan for a push")."""
    for child in noun.lefts:
        if child.dep_ in {"amod", "advmod"} and child.lower_ in lexicon.modality["adjective"]:
            if lexicon.modality["adjective"][child.lower_] == "ended" and act not in _STATES:
                continue  # "previous bombings" happened
            return _as_modality(lexicon.modality["adjective"][child.lower_])
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.lemma_ in lexicon.modality["noun"]:
        return _as_modality(lexicon.modality["noun"][head.head.lemma_])
    return None


def _governed(anchor: Token, lexicon: Lexicon) -> str | None:
    """What a governing verb, adjective or noun makes of an infinitive or participle; None without one."""
    node = anchor
    hops = 0
    while node.dep_ == "conj" and node.head.pos_ in {"VERB", "AUX"} and hops < 4:
        if any(child.dep_ in {"aux", "nsubj", "nsubjpass"} for child in node.children):
            break
        node, hops = node.head, hops + 1
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in node.children)
    if infinitive and any(child.dep_ == "aux" and child.lower_ == "have" for child in node.children):
        return "happened"  # "is believed to have been killed"
    head = node.head
    if node != anchor and not infinitive and node.dep_ not in {"xcomp", "advcl", "acl"}:
        return _shared_auxiliary(node, lexicon)
    if node.dep_ == "xcomp" or (node.dep_ in {"ccomp", "acl", "advcl"} and infinitive):
        if head.pos_ in {"VERB", "ADJ", "AUX"} and node.dep_ in {"xcomp", "ccomp", "advcl"}:
            value = lexicon.modality["governor"].get(head.lemma_)
            if (
                infinitive
                and any(c.dep_ == "dobj" and c.i < node.i for c in head.children)
                and value != "failed"
            ):
                return "planned"  # purpose: "began a push to capture the town"
            if value is None and node.dep_ == "advcl":
                return "planned"
            if value is None and infinitive and head.pos_ == "VERB":
                return "planned"
            if value == "happened":
                return modality_of(head, "", lexicon)
            if value == "ongoing":
                outer = modality_of(head, "", lexicon)
                return outer if outer in {"planned", "possible"} else "ongoing"
            if value == "attempted":
                return "attempted"
            if value == "failed" and any(child.dep_ == "neg" for child in head.children):
                return "happened"
            return value
        if node.dep_ == "acl" and infinitive:
            return lexicon.modality["noun"].get(head.lemma_, "planned")
        if infinitive:
            return "planned"
    if node.dep_ == "pcomp" and node.head.dep_ == "prep":
        governor = node.head.head
        if node.head.lower_ in {"of", "from", "for", "in"}:
            return lexicon.modality["governor" if governor.pos_ == "VERB" else "noun"].get(governor.lemma_)
        if node.head.lower_ in {"towards", "toward"}:
            return "none"  # "a first step towards negotiating"
        if node.head.lower_ == "to" and governor.lemma_ in lexicon.modality["governor"]:
            return lexicon.modality["governor"][governor.lemma_]
        if node.head.lower_ in {"without", "before"} and node.head.lower_ == "without":
            return "denied"
    return None


def _shared_auxiliary(verb: Token, lexicon: Lexicon) -> str | None:
    """ "will capture and hold": the second verb shares the auxiliary of the first."""
    for child in verb.children:
        if child.dep_ == "aux":
            if child.lower_ == "would":
                return "planned"
            value = lexicon.modality["auxiliary"].get(child.lower_)
            if value is not None:
                return value
    return None


def _as_clause_modality(word: str) -> ClauseModality:
    return "attempted" if word == "attempted" else _as_modality(word)


def _as_modality(word: str) -> Modality:
    match word:
        case "ongoing" | "ended" | "failed" | "planned" | "possible" | "denied":
            return word
        case _:
            return "happened"
