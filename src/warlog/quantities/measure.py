"""What a figure measures: killed, wounded, captured, … by the word that governs it."""

from __future__ import annotations

from spacy.tokens import Token

from warlog.quantities.lexicon import Lexicon
from warlog.quantities.mention import CountedClass
from warlog.records import Measure

_PEOPLE = frozenset({"person", "fighter", "civilian"})
_THINGS = frozenset({"materiel", "building", "area", "other"})
_CAPTURABLE = frozenset({"person", "fighter", "civilian", "materiel"})
_WITHIN = frozenset({"nummod", "quantmod", "amod", "compound", "nmod", "det"})


def measure_of(head: Token, number: Token, kind: CountedClass, lexicon: Lexicon) -> Measure:
    """The measure of a figure whose counted noun (or own token) is `head`; `other` where nothing says more."""
    found = (
        _own(head, number, lexicon)
        or _governed(head, number, lexicon)
        or _in_clause(head, number, lexicon)
        or _followed(head, lexicon)
    )
    return _checked(found, kind) if found is not None else "other"


def _checked(found: Measure, kind: CountedClass) -> Measure:
    """A measure that fits what is counted: places are not wounded, villages not captured as persons are."""
    if (
        found in ("killed", "wounded", "missing", "displaced", "detained")
        and kind not in _PEOPLE
        and kind != "other"
    ):
        return "destroyed" if found == "killed" and kind == "materiel" else "other"
    if found in ("destroyed", "lost") and kind in ("distance", "duration", "money"):
        return "other"
    if found == "captured" and kind not in _CAPTURABLE:
        return "other"
    return found


def _own(head: Token, number: Token, lexicon: Lexicon) -> Measure | None:
    """The counted word says it ("30 dead", "10 wounded civilians", "bodies of 10 victims")."""
    heads = lexicon.tolls["head"]
    for word in (head.lemma_.lower(), head.lower_):
        if word in heads:
            return heads[word]
    if head.tag_ == "VBN" and (found := lexicon.tolls["object"].get(head.lemma_.lower())) is not None:
        return found
    for child in head.children:
        if child.i > number.i and child.dep_ in ("amod", "acl", "relcl"):
            lemma = child.lemma_.lower()
            found = heads.get(child.lower_) or (
                lexicon.tolls["object"].get(lemma) if child.tag_ == "VBN" else None
            )
            if found is not None:
                return found
    if (
        number.i + 1 < len(number.doc)
        and number.nbor(1).lower_ in heads
        and number.nbor(1).pos_ in ("ADJ", "VERB")
    ):
        return heads[number.nbor(1).lower_]
    # "left 30 people dead", "found 3 civilians dead"
    after = head.i + 1
    if (
        after < len(head.doc)
        and head.doc[after].lower_ in ("dead", "wounded", "injured", "missing")
        and head.doc[after].lower_ in heads
    ):
        return heads[head.doc[after].lower_]
    return None


def _in_clause(head: Token, number: Token, lexicon: Lexicon) -> Measure | None:
    """ "Militants who surrendered"."""
    for child in head.children:
        if child.i > number.i and child.dep_ == "relcl":
            found = lexicon.tolls["subject"].get(child.lemma_.lower())
            if found is not None:
                return found
    return None


def _followed(head: Token, lexicon: Lexicon) -> Measure | None:
    """Headlines: "20 civilians killed", with no object after."""
    doc = head.doc
    i = head.i + 1
    if i >= len(doc) or doc[i].tag_ not in ("VBN", "VBD"):
        return None
    if i + 1 < len(doc) and doc[i + 1].pos_ in ("DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON"):
        return None
    return (
        lexicon.tolls["object"].get(doc[i].lemma_.lower())
        if doc[i].tag_ == "VBN" or doc[i].lower_ in ("killed", "wounded", "injured")
        else None
    )


def _governed(head: Token, number: Token, lexicon: Lexicon) -> Measure | None:
    """What the verb or noun above does to the counted."""
    node = head
    for _ in range(6):
        above = node.head
        if above.i == node.i:
            return None
        lemma = above.lemma_.lower()
        match node.dep_:
            case "conj" | "appos" | "nummod" | "quantmod" | "compound" | "amod" | "det" | "nmod" | "npadvmod":
                if node.dep_ == "conj" and above.pos_ in ("VERB", "AUX"):
                    # lists that the parser hangs on the verb: "killed 12 and wounded 30"
                    return lexicon.tolls["object"].get(lemma)
                node = above
                continue
            case "nsubjpass" | "nsubj" if (inner := _infinitive(above)) is not None:
                # "191,000 people are believed to have been killed"
                passive = any(c.dep_ == "auxpass" for c in inner.children)
                return lexicon.tolls["object" if passive else "subject"].get(inner.lemma_.lower())
            case "nsubjpass":
                return lexicon.tolls["object"].get(lemma) or lexicon.tolls["subject"].get(lemma)
            case "dobj" | "oprd" | "attr" | "dative":
                if node.lemma_.lower() == "life":
                    return lexicon.tolls["life"].get(lemma)
                return lexicon.tolls["object"].get(lemma) or _with_toll(above, lexicon)
            case "nsubj":
                if above.tag_ == "VBN" and not any(c.dep_ == "dobj" for c in above.children):
                    # headlines and reports without their auxiliaries: "three killed"
                    return lexicon.tolls["object"].get(lemma) or lexicon.tolls["subject"].get(lemma)
                if above.lemma_ == "be":
                    return _of_predicate(above, lexicon)
                return lexicon.tolls["subject"].get(lemma)
            case "ccomp" | "xcomp" | "acl" | "relcl" if node.pos_ in ("ADJ", "NUM"):
                return lexicon.tolls["object"].get(lemma)
            case "pobj" if above.lower_ == "of" and (
                above.head.i == number.i or above.head.lower_ in lexicon.codes
            ):
                node = above.head
                continue
            case "pobj":
                return _after_preposition(above, lexicon)
            case "prep":
                node = above
                continue
            case _:
                return None
    return None


def _of_predicate(verb: Token, lexicon: Lexicon) -> Measure | None:
    """ "Twelve were dead", "ten are missing"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "among":
            # "70 children were among those killed"
            for noun in child.children:
                for clause in noun.children:
                    if clause.dep_ == "acl" and (found := lexicon.tolls["object"].get(clause.lemma_.lower())):
                        return found
                if (found := lexicon.tolls["head"].get(noun.lower_)) is not None:
                    return found
        if child.dep_ in ("acomp", "attr", "oprd"):
            found = lexicon.tolls["head"].get(child.lower_)
            if found is not None:
                return found
    return None


def _with_toll(verb: Token, lexicon: Lexicon) -> Measure | None:
    """ "The death toll reached 126", "claimed the lives of 12"."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            if child.lemma_.lower() == "toll":
                return "killed"
            if child.lemma_.lower() == "number":
                return next((m for t in child.subtree if (m := _stated_by(t, lexicon)) is not None), None)
    return _of_predicate(verb, lexicon)


def _stated_by(token: Token, lexicon: Lexicon) -> Measure | None:
    """ "the number of civilians killed", "the number of dead"."""
    if token.tag_ == "VBN" and (found := lexicon.tolls["object"].get(token.lemma_.lower())) is not None:
        return found
    return lexicon.tolls["head"].get(token.lower_)


def _infinitive(verb: Token) -> Token | None:
    """The verb that a believing or reporting one hands its subject on to ("said to have died")."""
    return (
        next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
        if verb.tag_ == "VBN"
        else None
    )


def _after_preposition(preposition: Token, lexicon: Lexicon) -> Measure | None:
    """ "bodies of 10 victims", "a death toll of 12", "the killing of 12", "rose to 126"."""
    above = preposition.head
    lemma = above.lemma_.lower()
    if above.pos_ in ("VERB", "AUX"):
        if preposition.lower_ in ("to", "at") and (found := _with_toll(above, lexicon)) is not None:
            return found
        return None
    if preposition.lower_ in ("of", "to", "among", "for", "at"):
        return lexicon.tolls["noun"].get(lemma) if preposition.lower_ in ("of", "at", "to") else None
    return None
