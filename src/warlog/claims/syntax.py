"""Who does what in a clause: logical subjects, objects and complements read off the dependency parse.

The functions undo passives, relative clauses, control, coordination and participles, so that "the
town captured by the army", "the army, which captured the town" and "the army managed to capture the
town" give the same arguments. Labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
OBJECTS = frozenset({"dobj", "attr", "oprd"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
_BREAKS = frozenset({"-", "–", "—", "(", ")", ":", "--"})
CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "csubj", "parataxis"})
# verbs whose infinitive is carried out by their object: "forced them to leave"
OBJECT_CONTROL = frozenset(
    {"force", "compel", "urge", "ask", "order", "call", "tell", "instruct", "allow", "enable", "let", "make",
     "cause", "help", "push", "press", "want", "request", "persuade", "convince", "invite", "lead", "prompt",
     "leave", "see", "expect", "require", "encourage", "authorise", "authorize", "permit", "show", "empower", "train",
     "prevent", "stop", "accuse"}
)  # fmt: skip


@dataclass(slots=True)
class Arguments:
    """Heads of the noun phrases of one predicate, with passives undone."""

    subjects: list[Token] = field(default_factory=list[Token])
    objects: list[Token] = field(default_factory=list[Token])
    complements: list[tuple[str, Token]] = field(
        default_factory=list[tuple[str, Token]]
    )  # (preposition, head of its object)
    passive: bool = False


def coordinated(token: Token) -> list[Token]:
    """A noun and the nouns coordinated with it or standing beside it as apposition lists."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
            found += coordinated(child)
    return found


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject is its logical object."""
    own_aux = False
    for child in verb.children:
        if child.dep_ in {"auxpass", "nsubjpass"}:
            return True
        if child.dep_ in {"aux", "nsubj"}:
            own_aux = True
    if verb.tag_ != "VBN" or own_aux:
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return is_passive(verb.head) if not any(c.dep_ == "dobj" for c in verb.children) else False
    return not any(child.dep_ == "dobj" for child in verb.children)


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as the parse has it, or as control, coordination and participles hand it down."""
    own = [child for child in verb.lefts if child.dep_ in SUBJECTS and child.dep_ != "expl"]
    if len(own) > 1 and any(t.like_num or t.text in _BREAKS for t in verb.doc[own[0].i : own[-1].i]):
        own = own[-1:]  # the first is a dateline that the parse took in
    own += [child for child in verb.rights if child.dep_ in {"nsubj", "nsubjpass"}]
    if own:
        found: list[Token] = []
        for token in own:
            antecedent = _antecedent(token, verb)
            found += coordinated(antecedent if antecedent is not None else token)
        return found
    if depth > 6:
        return []
    head = verb.head
    match verb.dep_:
        case "conj" if head.pos_ in {"VERB", "AUX"}:
            return surface_subjects(head, depth + 1)
        case "xcomp" | "ccomp":
            return _controller(verb, head, depth)
        case "advcl" | "pcomp" | "prep" | "dep":
            governor = _governing_verb(verb)
            if governor is None:
                return []
            if verb.dep_ == "pcomp" and is_passive(governor):
                return surface_subjects(governor, depth + 1)  # "is committed to supporting"
            if is_passive(governor):
                return logical_subjects(governor) or (
                    surface_subjects(governor, depth + 1) if is_passive(verb) else []
                )
            if verb.dep_ == "pcomp" and governor.lemma_ in OBJECT_CONTROL:
                objects = [child for child in governor.rights if child.dep_ == "dobj"]
                if objects:
                    return coordinated(objects[0])
            return surface_subjects(governor, depth + 1)
        case "acl":
            if verb.tag_ in {"VBG", "VBN"}:
                return [head]
            return _owner(head)
        case "relcl":
            return [] if _gap_is_object(verb) else [head]
        case _:
            return []


def logical_subjects(verb: Token) -> list[Token]:
    """Who does it: the subject of the active, the by-phrase of the passive."""
    if not is_passive(verb):
        return surface_subjects(verb)
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for pobj in child.children:
                if pobj.dep_ == "pobj":
                    found += coordinated(pobj)
    return found or _distant_agents(verb)


def _distant_agents(verb: Token) -> list[Token]:
    """ "used as a base by the Kurds": the by-phrase that the parse hangs on a noun after the verb."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]:
        if token.pos_ in {"VERB", "AUX"} or token.is_punct:
            return []
        if token.lower_ == "by" and token.dep_ in {"prep", "agent"} and token.head.pos_ in {"NOUN", "PROPN"}:
            return [noun for pobj in token.children if pobj.dep_ == "pobj" for noun in coordinated(pobj)]
    return []


def logical_objects(verb: Token) -> list[Token]:
    """Whom or what it is done to: the object of the active, the subject of the passive."""
    if is_passive(verb):
        return surface_subjects(verb)
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in OBJECTS:
            antecedent = _antecedent(child, verb)
            found += coordinated(antecedent if antecedent is not None else child)
    if not found and verb.dep_ == "relcl" and _gap_is_object(verb):
        found = [verb.head]
    if not found:
        found = _shared_object(verb)
    return found


def complements(token: Token) -> list[tuple[str, Token]]:
    """Prepositional complements of a predicate: (preposition, head of its object), lists taken apart."""
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if (
            child.dep_ in {"prep", "agent", "prt"}
            or (child.dep_ == "advmod" and child.pos_ == "ADP")
            or (child.dep_ == "dative" and child.pos_ == "ADP")
        ):
            found += _objects_of(child, child.lower_)
    return found


def arguments(verb: Token) -> Arguments:
    """All arguments of a verb; complements of its object come along, since attachment is often wrong."""
    objects = logical_objects(verb)
    found = Arguments(logical_subjects(verb), objects, complements(verb), is_passive(verb))
    for token in objects:
        if token.i > verb.i:
            found.complements += complements(token)
    return found


def clause_root(token: Token) -> Token:
    """The head of the smallest clause around a token."""
    node = token
    while node.head != node and not (
        node.pos_ in {"VERB", "AUX"} and (node.dep_ in CLAUSAL or node.dep_ == "conj")
    ):
        node = node.head
    return node


def ancestors(token: Token) -> list[Token]:
    """The token and all tokens above it, bottom up."""
    found = [token]
    while found[-1].head != found[-1]:
        found.append(found[-1].head)
    return found


def _objects_of(preposition: Token, words: str) -> list[tuple[str, Token]]:
    found: list[tuple[str, Token]] = []
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"} and child.pos_ not in {"VERB", "AUX"}:
            found += [(words, token) for token in coordinated(child)]
        elif child.dep_ == "prep":
            found += _objects_of(child, f"{words} {child.lower_}")
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            found += _objects_of(child, child.lower_)
    return found


def _antecedent(pronoun: Token, verb: Token) -> Token | None:
    if pronoun.lower_ not in RELATIVES:
        return None
    node = verb
    while node.dep_ in {"conj", "xcomp", "ccomp"} and node.head != node:
        node = node.head
    return node.head if node.dep_ == "relcl" else None


def _gap_is_object(verb: Token) -> bool:
    """Whether a relative clause says something of its head as object ("the town they captured")."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    if not subjects:
        return False
    return all(child.lower_ not in RELATIVES for child in subjects)


def _governing_verb(verb: Token) -> Token | None:
    node = verb.head
    while node.head != node and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    return node if node.pos_ in {"VERB", "AUX"} and node != verb else None


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ not in {"VERB", "AUX"}:
        governor = _governing_verb(verb)
        return surface_subjects(governor, depth + 1) if governor is not None else []
    objects = [child for child in head.children if child.dep_ in {"dobj", "dative"}]
    if objects and objects[0].i < verb.i and head.lemma_ in OBJECT_CONTROL:
        return coordinated(objects[0])
    if verb.dep_ == "ccomp" and not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return []
    if is_passive(head) and head.lemma_ in OBJECT_CONTROL:
        return surface_subjects(head, depth + 1)
    return surface_subjects(head, depth + 1)


def _owner(noun: Token) -> list[Token]:
    """Whose plan, bid or operation it is: "the SDF's operation to isolate", "they launched a push to take"."""
    for child in noun.lefts:
        if child.dep_ == "poss" or (child.dep_ in {"compound", "amod", "nmod"} and child.ent_type_):
            return [child]
    for preposition, token in complements(noun):
        if preposition in {"by", "of"} and token.i > noun.i:
            return [token]
    if noun.dep_ in {"dobj", "pobj", "attr", "conj"}:
        governor = _governing_verb(noun)
        if governor is not None:
            return logical_subjects(governor) if not is_passive(governor) else []
    return []


def _shared_object(verb: Token) -> list[Token]:
    """The object of "captured and destroyed the tanks", which the parse hangs on one of the verbs."""
    for other in verb.conjuncts:
        if other.i > verb.i and other.pos_ == "VERB" and other.head == verb and other.i - verb.i <= 3:
            return [token for child in other.children if child.dep_ == "dobj" for token in coordinated(child)]
    return []
