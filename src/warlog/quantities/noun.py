"""What a number counts: its noun, and how far the words run."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from warlog.language.document import Document

_INSIDE = ("compound", "nummod", "amod", "quantmod", "nmod", "poss", "punct", "advmod")
_SHARE_PARTS = frozenset(
    {
        "det",
        "poss",
        "amod",
        "compound",
        "nmod",
        "conj",
        "cc",
        "case",
        "nummod",
        "quantmod",
        "prep",
        "pobj",
        "punct",
    }
)


class Counted(NamedTuple):
    """The counted noun's token (None without one), where its words end, its lemma, and the whole that a share is of."""

    token: Token | None
    end: int
    lemma: str
    of: str | None
    partitive: bool


def counted_noun(document: Document, token: Token, end: int, share: bool) -> Counted:
    """The noun that the number at `token`, whose words end at offset `end`, counts."""
    if share:
        return _whole(document, token, end)
    noun = _of_noun(token)
    if noun is not None:
        return _noun(noun, True)
    head = token
    for _ in range(4):
        if (
            head.dep_
            in (
                "nummod",
                "quantmod",
                "compound",
                "amod",
                "nmod",
                "advmod",
                "npadvmod",
                "poss",
                "det",
                "predet",
            )
            and head.head.i > head.i
        ):
            head = head.head
            if head.pos_ in ("NOUN", "PROPN") and head.dep_ not in ("compound", "nummod", "quantmod", "nmod"):
                break
        else:
            break
    if (
        head.i != token.i
        and head.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
        and head.i - token.i <= 8
        and not _broken(document, end, head)
    ):
        return _noun(head, False)
    return _next_noun(document, token, end)


def _broken(document: Document, end: int, head: Token) -> bool:
    """True where a sentence's end or a bracket stands between the number and its noun."""
    return any(mark in document.text[end : head.idx] for mark in (". ", "\n", "(", ")", ";", ":"))


def _noun(head: Token, partitive: bool) -> Counted:
    end = head.idx + len(head)
    lemma = _lemma(head)
    modifier = head.nbor(-1) if head.i else None
    if (
        modifier is not None
        and lemma in ("kilometer", "kilometre", "mile", "meter", "metre")
        and modifier.lower_ in ("square", "sq")
    ):
        lemma = f"square {lemma}"
    if (
        modifier is not None
        and modifier.dep_ == "compound"
        and modifier.head.i == head.i
        and lemma in ("system", "position", "cache", "unit", "team")
    ):
        lemma = f"{modifier.lemma_.lower()} {lemma}"
    return Counted(head, end, lemma, None, partitive)


def _lemma(token: Token) -> str:
    return token.lemma_.lower() if token.lemma_ else token.lower_


def _of_noun(token: Token) -> Token | None:
    """ "dozens of villages", "tens of thousands of people": the noun after the last "of"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.pos_ in ("NOUN", "PROPN"):
                    return (
                        _of_noun(noun) or noun
                        if noun.lower_ in ("thousands", "hundreds", "millions", "dozens")
                        else noun
                    )
    return None


def _next_noun(document: Document, token: Token, end: int) -> Counted:
    """The noun right after the number where the parse gives none: as many adjectives and nouns as follow."""
    doc = token.doc
    last: Token | None = None
    for i in range(token.i + 1, min(token.i + 6, len(doc))):
        word = doc[i]
        if word.tag_ in ("NNS", "NNPS"):
            last = word
            break
        if word.pos_ in ("NOUN", "PROPN"):
            last = word
        elif (word.pos_ != "ADJ" and word.tag_ not in ("VBN", "VBG", "HYPH", "JJ")) or last is not None:
            break
    if last is None or _broken(document, end, last):
        return Counted(None, end, "", None, False)
    return _noun(last, False)


def _whole(document: Document, token: Token, end: int) -> Counted:
    """What a share is of: "80 percent of its combat troops and equipment"."""
    doc = token.doc
    i = token.i
    while i < len(doc) and doc[i].idx < end:
        i += 1
    if i >= len(doc) or doc[i].lower_ != "of":
        plain = doc[i] if i < len(doc) and doc[i].pos_ == "NOUN" else None
        if plain is not None:
            return Counted(plain, plain.idx + len(plain), _lemma(plain), None, False)
        return Counted(None, end, "", None, False)
    noun = next((child for child in doc[i].children if child.dep_ == "pobj"), None)
    if noun is None:
        return Counted(None, end, "", None, True)
    stop = _last_of(noun)
    finish = stop.idx + len(stop)
    of_start = doc[i + 1].idx if i + 1 < len(doc) else doc[i].idx
    return Counted(noun, finish, _lemma(noun), document.text[of_start:finish], True)


def _last_of(noun: Token) -> Token:
    """The last token of the noun and its conjuncts, without clauses and long complements."""
    last = noun
    for child in noun.children:
        if child.i > noun.i and child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN"):
            deeper = _last_of(child)
            if deeper.i > last.i:
                last = deeper
    return last
