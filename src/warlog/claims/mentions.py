"""The mentions of a report, looked up by token: which actor, place or quantity a noun phrase names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from warlog.actors import ActorMention
from warlog.claims.lexicon import Lexicon
from warlog.language import Document
from warlog.places import PlaceMention
from warlog.quantities import QuantityMention
from warlog.times import TimeMention, dateline

ARMED_KINDS = frozenset({"state_forces", "rebel_group", "militia", "external_forces"})
_LIST_GAP = re.compile(
    r"\s*(?:,?\s*(?:and|as well as|along with|together with|alongside)\s+)(?:the\s+|its\s+|their\s+|allied\s+)*",
    re.I,
)
_LONGEST_GAP = 60  # characters
_MODIFIERS = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
_PERSONAL = frozenset({"i", "we", "he", "she", "they", "who", "us", "them", "him", "her"})
_INSIDE = frozenset(
    {
        "in",
        "of",
        "at",
        "near",
        "within",
        "inside",
        "around",
        "on",
        "outside",
        "across",
        "throughout",
        "between",
    }
)
_MADE_OF = frozenset({"of", "from", "by", "belonging to"})


def _full_name(token: Token) -> bool:
    """Whether a name has two words of its own; a single one that NER takes for a person may be a town."""
    words = [t for t in token.doc[max(0, token.i - 3) : token.i + 4] if t.ent_type_ == "PERSON"]
    return sum(word.is_alpha and len(word) > 2 for word in words) > 1


@dataclass(slots=True)
class Mentions:
    """All mentions of one report, with indexes by token."""

    document: Document
    lexicon: Lexicon
    actors: list[ActorMention]
    places: list[PlaceMention]
    times: list[TimeMention]
    quantities: list[QuantityMention]
    _actor_at: dict[int, ActorMention] = field(default_factory=dict[int, ActorMention])
    _headed: dict[int, ActorMention] = field(default_factory=dict[int, ActorMention])
    _place_at: dict[int, PlaceMention] = field(default_factory=dict[int, PlaceMention])

    listed: list[tuple[ActorMention, ActorMention]] = field(
        default_factory=list[tuple[ActorMention, ActorMention]]
    )  # actors beside each other in a list, the later one first

    def __post_init__(self) -> None:
        text = self.document.text
        self.listed = [
            (actor, other)
            for index, actor in enumerate(self.actors)
            for other in self.actors[max(0, index - 3) : index]
            if other.end <= actor.start
            and actor.start - other.end <= _LONGEST_GAP
            and _LIST_GAP.fullmatch(text, other.end, actor.start)
        ]
        # a dateline says when the report was filed, not when what it tells happened
        head = dateline(self.document.text)
        if head is not None:
            self.times = [t for t in self.times if not head.start <= t.start < head.end]
        # the ends of "between Mosul and Sinjar" and the anchor of "48 km west of Kirkuk" are no places of an act
        spans = [
            (p.start, p.end) for p in self.places if p.place and p.place.derivation in {"between", "offset"}
        ]
        self.places = [
            p for p in self.places
            if not any(s <= p.start and p.end <= e and (s, e) != (p.start, p.end) for s, e in spans)
        ]  # fmt: skip
        for actor in sorted(self.actors, key=lambda m: m.start - m.end):
            # the innermost mention wins a token, since longer ones come first
            for token in self.document.span_of(actor.mention):
                self._actor_at[token.i] = actor
        for actor in self.actors:
            self._headed[actor.head] = actor
        for place in sorted(self.places, key=lambda m: m.start - m.end):
            for token in self.document.span_of(self.document.mention(place.start, place.end)):
                self._place_at[token.i] = place

    def actor(self, token: Token) -> ActorMention | None:
        """The actor that a token heads, or is part of."""
        return self._headed.get(token.i) or self._actor_at.get(token.i)

    def place(self, token: Token) -> PlaceMention | None:
        """The place that a token is part of."""
        return self._place_at.get(token.i)

    def place_within(self, token: Token) -> PlaceMention | None:
        """The place that a noun phrase names or lies in: "a market in the city of Idlib" is Idlib."""
        place = self.place(token)
        if place is not None:
            return self._located(place)
        for child in token.children:
            if child.dep_ in _MODIFIERS or child.dep_ in {"appos", "nmod"}:
                place = self.place(child)
                if place is not None:
                    return place
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in _INSIDE:
                for pobj in child.children:
                    if pobj.dep_ == "pobj":
                        place = self.place_within(pobj)
                        if place is not None:
                            return place
        return None

    def _located(self, place: PlaceMention) -> PlaceMention:
        """The place that another only helps to find: of "the Hamrin Mountains in northern Salahuddin" the first."""
        if not place.auxiliary:
            return place
        for host in self.places:
            for stated in (host.stated, host.containing):
                if stated is not None and stated.mention.start <= place.start < stated.mention.end:
                    return host
        return place

    def is_bare_name(self, token: Token) -> bool:
        """Whether a word is a proper name that is no known actor, place, person, time or thing."""
        return (
            token.pos_ == "PROPN"
            and token.text[:1].isupper()
            and not token.text.isupper()
            and token.ent_type_
            not in {"DATE", "TIME", "NORP", "MONEY", "PRODUCT", "LAW", "EVENT", "WORK_OF_ART"}
            and self.actor(token) is None
            and self.place(token) is None
            and not self.lexicon.classes.get(token.lemma_.lower())
            and token.lemma_.lower() not in self.lexicon.nouns
            and not (token.ent_type_ == "PERSON" and _full_name(token))
        )

    def actors_of(self, token: Token) -> list[ActorMention]:
        """The actors that a noun phrase stands for: itself, or whose it is ("ISIL targets", "positions of X"); of "both
        sides" each side."""
        here = self.actor(token)
        if here is not None:
            return list(here.members) or [here]
        found: list[ActorMention] = []
        for child in token.children:
            if child.dep_ in _MODIFIERS and child.i < token.i:
                actor = self.actor(child)
                if actor is not None and not self._is_state_compound(child):
                    found.append(actor)
        if found:
            return found[-1:]
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in _MADE_OF:
                for pobj in child.children:
                    if pobj.dep_ == "pobj":
                        return self.actors_of(pobj)
        return []

    def classes(self, token: Token) -> set[str]:
        """The classes of what a noun phrase names, for the conditions of frames."""
        lemma = token.lemma_.lower()
        found: set[str] = set(self.lexicon.classes.get(lemma, ()))
        if token.i and (before := self.lexicon.classes.get(f"{token.nbor(-1).lemma_.lower()} {lemma}")):
            found |= before
        actor = self.actor(token)
        if token.pos_ == "PRON" and token.lower_ in _PERSONAL:
            found.add("actor")
        if actor is None and token.ent_type_ == "PERSON" and _full_name(token):
            found |= {"people", "actor"}
        if actor is not None:
            found |= {"actor", actor.kind}
            if actor.kind in ARMED_KINDS:
                found.add("armed")
            elif actor.kind in {"civilians", "person"}:
                found.add("people")
        if self.place(token) is not None or any(
            child.dep_ == "compound" and self.place(child) is not None for child in token.lefts
        ):
            found.add("place")
        if self.is_bare_name(token):
            found.add("name")
        if token.tag_ in {"NNS", "NNPS"} and token.ent_type_ == "NORP" and "armed" not in found:
            found.add("people")  # "23 Koreans"
        if token.lemma_.lower() in self.lexicon.nouns:
            found.add("act")
        if token.pos_ == "NUM" or lemma in self.lexicon.words["partitive"]:
            found |= self._counted_classes(token)
        return found

    def _counted_classes(self, token: Token) -> set[str]:
        """ "Dozens of fighters" are fighters; a bare "24" may be people."""
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                for pobj in child.children:
                    if pobj.dep_ == "pobj":
                        return self.classes(pobj)
        return {"people"} if token.pos_ == "NUM" else set()

    def _is_state_compound(self, token: Token) -> bool:
        """Whether the word stands in "ISIL-held", "US-backed" and the like."""
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        return following is not None and following.text == "-" and not following.whitespace_
