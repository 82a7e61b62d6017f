"""Which way a bare weekday or month points: the tense of the verb that governs it."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

Tense = Literal["past", "future", "none"]

_FUTURE = frozenset({"will", "shall", "'ll", "wo", "ll", "would"})
_PLANNING = frozenset(
    {"plan", "expect", "intend", "schedule", "set", "due", "go", "hope", "prepare", "aim", "vow", "promise", "agree", "plans", "ready"}
)  # fmt: skip


_SAYING = frozenset(
    {"say", "tell", "report", "announce", "state", "add", "claim", "confirm", "declare", "warn", "note", "quote", "cite"}
)  # fmt: skip


def is_saying(verb: Token | None) -> bool:
    """Whether a verb tells that somebody spoke: its day is that of the words, not of what they tell."""
    return verb is not None and verb.lemma_.lower() in _SAYING


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token, the token itself included."""
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def tense_at(token: Token) -> Tense:
    """`past` for past and perfect forms, `future` for "will", "would" and infinitives of planning verbs."""
    while token.dep_ in ("nummod", "appos") and token.head.i != token.i:
        token = token.head
    if token.dep_ in ("compound", "nmod", "amod", "poss") and token.head.pos_ in ("NOUN", "PROPN"):
        return "none"  # "the September 17 strikes": the verb says nothing of them
    verb = governing_verb(token)
    for _ in range(6):
        if verb is None:
            return "none"
        aux = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if aux & _FUTURE:
            return "future"
        if "to" in aux:
            head = verb.head
            if head.i != verb.i and head.lemma_ in _PLANNING:
                return "future"
        if (
            verb.tag_ == "VBD"
            or "had" in aux
            or "has" in aux
            or "have" in aux
            or "was" in aux
            or "were" in aux
        ):
            return "past"
        if verb.tag_ == "VBN" and verb.dep_ not in ("ROOT", "ccomp", "conj") and verb.head.i == verb.i:
            return "past"
        if verb.head.i == verb.i:
            break
        verb = governing_verb(verb.head)
    return "past" if verb is not None and verb.tag_ in ("VBN", "VBZ", "VBP") else "none"
