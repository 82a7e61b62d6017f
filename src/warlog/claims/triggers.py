"""Triggers: the words that state an act, and the noun phrases that fill the roles of their frame."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from warlog.claims.drafts import Draft
from warlog.claims.lexicon import Condition, Lexicon, LightVerb, NounFrame, VerbFrame
from warlog.claims.mentions import Mentions
from warlog.claims.modality import modality_of, modality_of_noun
from warlog.claims.syntax import Arguments, arguments, complements, coordinated, is_passive, logical_subjects
from warlog.records import Act, Modality

_ACT_PREPOSITIONS = frozenset({"in", "by", "during", "from", "with", "after", "following", "amid", "to"})
_VERBAL = frozenset({"VERB", "AUX"})
# participles before a noun state these acts ("the besieged town"); of others they only describe ("captured tanks")
_ATTRIBUTIVE = frozenset({"besiege", "control"})
_GOALS = frozenset(
    {"ceasefire", "agreement", "talks", "aid", "release", "withdraw", "halt", "open_route", "declare"}
)
_GOAL_POSITIONS = frozenset({"object", "for", "towards", "toward"})
_DEALS = frozenset({"talks", "agreement", "ceasefire"})
_STRIKES = frozenset(
    {"attack", "air_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack", "clash", "offensive",
     "violence_against_civilians"}
)  # fmt: skip


def find_drafts(mentions: Mentions) -> list[Draft]:
    """Every statement of an act in a report, in the order of its triggers."""
    finder = _Finder(mentions)
    return finder.find()


class _Finder:
    """One pass over a report; remembers which verbs a nominal act has used up."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.lexicon: Lexicon = mentions.lexicon
        self.used: set[int] = set()
        self.kept: set[int] = set()

    def find(self) -> list[Draft]:
        doc = self.mentions.document.doc
        lemmas = [self._lemma(token) for token in doc]
        verbs = [
            doc[i] for i, lemma in enumerate(lemmas)
            if lemma in self.lexicon.verbs and (doc[i].pos_ in _VERBAL or _is_state_adjective(doc[i]))
        ]  # fmt: skip
        drafts: list[Draft] = []
        # verb and noun together ("violated the truce") come before the noun alone, whose act they may turn round
        for verb in verbs:
            drafts += self._verbal(verb, lemmas[verb.i], with_noun=True)
        for i, lemma in enumerate(lemmas):
            if i in self.used:
                continue
            if lemma in self.lexicon.nouns and doc[i].pos_ in {"NOUN", "PROPN"}:
                drafts += self._nominal(doc[i], lemmas)
            elif doc[i].lower_ in self.lexicon.nouns and _is_gerund(doc[i]):
                lemmas[i] = doc[i].lower_
                drafts += self._nominal(doc[i], lemmas)
                self.used.add(i)
        for verb in verbs:
            if verb.i not in self.used:
                drafts += self._verbal(verb, lemmas[verb.i], with_noun=False)
        for token in doc:
            if token.lower_ in self.lexicon.words["held"] and (draft := self._held(token)) is not None:
                drafts.append(draft)
        drafts = [d for d in drafts if d.anchor.i not in self.used or d.nominal or d.anchor.i in self.kept]
        return sorted(drafts, key=lambda draft: draft.trigger[0].i)

    def _lemma(self, token: Token) -> str:
        """The lemma in lower case; of a state adjective ("besieged") the verb's, of a headline's plural name the singular."""
        lemma = token.lemma_.lower()
        if _is_state_adjective(token):
            return next((stem for stem in (lemma[:-1], lemma[:-2]) if stem in self.lexicon.verbs), lemma)
        if token.pos_ == "PROPN" and lemma.endswith("s") and lemma not in self.lexicon.nouns:
            return lemma[:-1] if lemma[:-1] in self.lexicon.nouns else lemma
        return lemma

    # verbs

    def _verbal(self, verb: Token, lemma: str, with_noun: bool) -> Iterator[Draft]:
        if verb.dep_ in {"amod", "compound"} and verb.tag_ == "VBG":
            return
        attributive = verb.dep_ == "amod"
        found = Arguments(objects=[verb.head], passive=True) if attributive else arguments(verb)
        for frame in self.lexicon.verbs[lemma]:
            if (frame.noun is not None) != with_noun:
                continue
            if attributive and frame.act not in _ATTRIBUTIVE:
                continue
            extra = self._fixed_words(frame, verb, found)
            if extra is None or not self._holds(frame.conditions, found):
                continue
            stated = (
                "ongoing"
                if attributive
                else modality_of(verb, "" if frame.planned else frame.act, self.lexicon)
            )
            act: Act = frame.act
            if stated == "denied" and act in _DEALS and _is_future(verb):
                act, stated = "reject", "happened"  # "would not negotiate"
            if frame.planned and stated == "attempted":
                stated = "planned"
            if frame.planned and stated not in {"planned", "ongoing"}:
                continue
            if act == "aim" and stated == "ongoing":
                stated = "planned"
            if stated is None:
                return
            act, modality = _attempted(act) if stated == "attempted" else (act, stated)
            draft = Draft(act, [verb, *extra], verb, modality=modality, rules=[frame.row])
            for token in found.subjects:
                draft.add(frame.subject, token)
            if frame.noun is None:
                for token in found.objects:
                    draft.add(frame.object, token)
            self._add_complements(draft, frame.prepositions, found.complements)
            if frame.noun is not None:
                for token in extra:
                    self._add_complements(draft, frame.prepositions, complements(token))
                    self._add_modifiers(draft, token, frame.object)
                    self.used.add(token.i)
            self.used.add(verb.i)
            self.kept.add(verb.i)
            if act in _STRIKES:
                self._absorb_conjuncts(draft, verb, participles_only=True)
            yield draft
            return

    def _fixed_words(self, frame: VerbFrame, verb: Token, found: Arguments) -> list[Token] | None:
        """The particle and noun that a frame demands; None where one is missing."""
        extra: list[Token] = []
        if frame.particle is not None:
            particle = _particle(verb, frame.particle)
            if particle is None:
                return None
            extra.append(particle)
        if frame.noun is not None:
            noun = next((t for t in found.objects if t.lemma_.lower() == frame.noun), None)
            if noun is None:
                noun = next((t for _, t in found.complements if t.lemma_.lower() == frame.noun), None)
            if noun is None:
                return None
            extra.append(noun)
        return extra

    def _holds(self, conditions: tuple[Condition, ...], found: Arguments) -> bool:
        for condition in conditions:
            tokens = self._slot(condition.slot, found)
            if not condition.classes:
                if bool(tokens) == condition.negated:
                    return False
                continue
            match = any(self.mentions.classes(token) & condition.classes for token in tokens)
            if not match and condition.slot != "object" and condition.slot != "subject":
                match = any(token.lemma_.lower() in condition.classes for token in tokens)
            if match == condition.negated:
                return False
        return True

    def _slot(self, slot: str, found: Arguments) -> list[Token]:
        match slot:
            case "object":
                return found.objects
            case "subject":
                return found.subjects
            case _:
                return [token for preposition, token in found.complements if preposition == slot]

    def _add_complements(self, draft: Draft, roles: dict[str, str], found: list[tuple[str, Token]]) -> None:
        for preposition, token in found:
            role = roles.get(preposition)
            if role is None:
                role = roles.get(preposition.split()[-1])
            if role is not None and role != "-":
                draft.add(role, token)

    def _add_modifiers(self, draft: Draft, noun: Token, role: str) -> None:
        if role == "-":
            return
        for child in noun.lefts:
            if child.dep_ in {"poss", "compound", "amod", "nmod"}:
                for token in coordinated(child):
                    actor = self.mentions.actor(token)
                    if actor is not None and token.text != "-":
                        draft.add(role, token)

    # nouns

    def _nominal(self, noun: Token, lemmas: list[str]) -> Iterator[Draft]:
        frame = self._noun_frame(noun, lemmas)
        if frame is None or frame.strength == "none":
            return
        if (
            noun.dep_ in {"compound", "nmod", "amod"}
            and noun.head.lemma_.lower() not in self.lexicon.words["about_act"]
        ):
            return
        actor = self.mentions.actor(noun)
        if actor is not None and actor.head == noun.i:
            return
        if frame.strength.startswith("of=") and not self._has_complement(noun, frame.strength[3:]):
            return
        words = [noun.doc[noun.i - k] for k in range(len(frame.before), 0, -1)]
        draft = Draft(frame.act, [*words, noun], noun, nominal=True, rules=[frame.row])
        self._add_modifiers(draft, noun, frame.modifier)
        if noun.tag_ == "VBG" and noun.dep_ == "acl" and self.mentions.actor(noun.head) is not None:
            draft.add(frame.modifier, noun.head)  # "government shelling of the town", parsed as a participle
        self._add_complements(draft, frame.prepositions, complements(noun))
        if "between" in frame.prepositions and "agent" not in draft.arguments:
            self._add_complements(draft, {"between": frame.prepositions["between"]}, _between(noun))
        self._add_participles(draft, noun, frame)
        support = self._support(draft, noun, frame)
        if (support is None and frame.strength == "light") or support == "void":
            return
        if frame.act == "control":
            self._add_held_place(draft, noun)
        own = modality_of_noun(noun, frame.act, self.lexicon)
        if own is not None:
            draft.modality = own
        yield draft

    def _has_complement(self, noun: Token, name: str) -> bool:
        return any(p == "of" and name in self.mentions.classes(token) for p, token in complements(noun))

    def _noun_frame(self, noun: Token, lemmas: list[str]) -> NounFrame | None:
        for frame in self.lexicon.nouns[lemmas[noun.i]]:
            n = len(frame.before)
            before = lemmas[noun.i - n : noun.i] if noun.i >= n else []
            if len(before) == n and any(i in self.used for i in range(noun.i - n, noun.i)):
                continue
            if tuple(before) == frame.before:
                return frame
        return None

    def _add_participles(self, draft: Draft, noun: Token, frame: NounFrame) -> None:
        """ "The strikes carried out by X", "an attack targeting Y"."""
        for child in noun.rights:
            if child.dep_ not in {"acl", "relcl"} or child.pos_ != "VERB":
                continue
            light = self._light(child, "object")
            if light is not None:
                for token in logical_subjects(child):
                    if token != noun:
                        draft.add(light.role, token)
                self._add_complements(draft, frame.prepositions, complements(child))
                self.used.add(child.i)
            elif child.lemma_ in self.lexicon.words["effect"] and not is_passive(child):
                for token in arguments(child).objects:
                    draft.add("victim", token)
                self.used.add(child.i)

    def _support(self, draft: Draft, noun: Token, frame: NounFrame) -> str | None:
        """The verb that lends its arguments to a nominal act: a light verb, or one that names its effect."""
        chief = noun
        while chief.dep_ == "conj" and chief.head.pos_ in {"NOUN", "PROPN"}:
            chief = chief.head
        while chief.dep_ == "pobj" and chief.head.lower_ == "of" and chief.head.head.pos_ in {"NOUN", "NUM"}:
            chief = chief.head.head  # "a series of strikes"
        verb, position = self._governor(chief)
        if verb is None:
            return None
        wished = verb.lemma_ in self.lexicon.words["goal_verb"] and position in _GOAL_POSITIONS
        if wished and frame.act in _GOALS and not draft.arguments.get("agent"):
            return "void"  # "to pursue a lasting ceasefire": wished for, not done
        light = self._light(verb, position)
        effect = verb.lemma_ in self.lexicon.words["effect"]
        is_subject = position == "subject"
        if light is not None:
            return "light" if self._lend(draft, verb, light, frame) else "void"
        if effect and (is_subject or position in _ACT_PREPOSITIONS):
            found = arguments(verb)
            draft.anchor = verb
            for token in found.objects:
                draft.add("victim", token)
            if not is_subject:
                for token in found.subjects:
                    if token != noun and "agent" not in draft.arguments:
                        draft.add(frame.modifier if frame.modifier == "agent" else "-", token)
            states = self._set_modality(draft, verb)
            self.used.add(verb.i)
            self._absorb_conjuncts(draft, verb)
            return "effect" if states else "void"
        if is_subject or position == "object":
            draft.anchor = noun
        return None

    def _absorb_conjuncts(self, draft: Draft, verb: Token, participles_only: bool = False) -> None:
        """ "The strikes killed 10, wounded 20 and destroyed a school" is one act with several effects."""
        for other in () if participles_only else verb.conjuncts:
            if other.pos_ == "VERB" and other.lemma_ in self.lexicon.words["effect"]:
                own = any(child.dep_ in {"nsubj", "nsubjpass"} for child in other.children)
                if not own:
                    for token in arguments(other).objects:
                        draft.add("victim", token)
                    self.used.add(other.i)
        for child in verb.rights:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in self.lexicon.words["effect"]:
                for token in arguments(child).objects:
                    draft.add("victim", token)
                self.used.add(child.i)

    def _governor(self, noun: Token) -> tuple[Token | None, str]:
        """The verb over a noun, and where the noun stands to it: subject, object, or a preposition."""
        head = noun.head
        match noun.dep_:
            case "nsubj" | "csubj" if head.pos_ in _VERBAL:
                return head, "subject"
            case "nsubjpass" | "dobj" if head.pos_ in _VERBAL:
                return head, "object"
            case "pobj" if head.dep_ == "agent" and head.head.pos_ in _VERBAL:
                return head.head, "subject"
            case "pobj" if head.dep_ in {"prep", "prt"}:
                over = head.head
                if over.pos_ in _VERBAL:
                    return over, head.lower_
                if over.pos_ == "ADJ" and over.dep_ == "acomp" and over.head.pos_ in _VERBAL:
                    return over.head, head.lower_  # "remains steadfast in its support of"
                if over.pos_ in {"NOUN", "NUM", "PROPN"} and over.dep_ in {"dobj", "nsubjpass", "nsubj"}:
                    # "killed ten people in a raid": attached to the object, meant of the verb
                    return (over.head, head.lower_) if over.head.pos_ in _VERBAL else (None, "")
            case _:
                pass
        return None, ""

    def _light(self, verb: Token, position: str) -> LightVerb | None:
        for light in self.lexicon.light.get(verb.lemma_.lower(), ()):
            if light.position == position and (
                light.particle is None or _particle(verb, light.particle) is not None
            ):
                return light
        return None

    def _lend(self, draft: Draft, verb: Token, light: LightVerb, frame: NounFrame) -> bool:
        """Give a nominal act what its light verb has; False where the verb states no act ("need to continue")."""
        found = arguments(verb)
        draft.anchor = verb
        draft.rules.append(light.row)
        draft.trigger = [verb, *draft.trigger]
        others = found.subjects if light.other == "subject" else found.objects
        if light.position in {"subject", "object"}:
            others = [t for t in others if t not in draft.trigger]
        if not (light.role == "agent" and draft.arguments.get("agent")):
            for token in others:
                draft.add(light.role, token)
        self._add_complements(draft, frame.prepositions, found.complements)
        if light.role == "target":  # "came under fire from the rebels"
            self._add_complements(
                draft, {"from": "agent", "by": "agent"}, found.complements + complements(draft.trigger[-1])
            )
        states = self._set_modality(draft, verb)
        if any(child.dep_ == "det" and child.lower_ == "no" for child in draft.trigger[-1].lefts):
            draft.modality = "denied"  # "had carried out no air strikes"
        if light.modality is not None and draft.modality in {"happened", "ongoing"}:
            draft.modality = light.modality
        self.used.add(verb.i)
        self._absorb_conjuncts(draft, verb)
        return states

    def _set_modality(self, draft: Draft, verb: Token) -> bool:
        modality = modality_of(verb, draft.act, self.lexicon)
        if modality == "attempted":
            draft.act, draft.modality = _attempted(draft.act)
        elif modality is None:
            return False
        else:
            draft.modality = modality
        return True

    def _add_held_place(self, draft: Draft, noun: Token) -> None:
        """A stronghold is the place it stands beside: "Raqqa, the militants' capital", "Idlib is a bastion"."""
        if noun.dep_ == "appos":
            draft.add("place", noun.head)
        elif noun.dep_ == "attr":
            for token in logical_subjects(noun.head):
                draft.add("place", token)
        elif noun.left_edge.i >= 2 and noun.doc[noun.left_edge.i - 1].text == ",":
            before = noun.doc[
                noun.left_edge.i - 2
            ]  # "Raqqa, the militants' capital", whatever the parse makes of it
            if self.mentions.place(before) is not None:
                draft.add("place", before)
        elif noun.dep_ == "pobj" and noun.head.lower_ == "under":
            over = noun.head.head
            for token in [over] if over.pos_ in {"NOUN", "PROPN"} else arguments(over).objects:
                draft.add("place", token)
        for child in noun.children:
            if child.dep_ in {"appos", "compound"} and self.mentions.place(child) is not None:
                draft.add("place", child)

    # "-held"

    def _held(self, token: Token) -> Draft | None:
        """ "The rebel-held town", "ISIL-controlled areas"."""
        doc = token.doc
        if token.i < 2 or doc[token.i - 1].text != "-":
            return None
        actor = self.mentions.actor(doc[token.i - 2])
        if actor is None:
            return None
        draft = Draft("control", [doc[token.i - 2], doc[token.i - 1], token], token, modality="ongoing")
        draft.rules = ["state in a modifier"]
        draft.agents = [actor]
        draft.add("place", token.head)
        classes = self.mentions.classes(token.head)
        if ("building" in classes and "place" not in classes) or "materiel" in classes:
            return None
        if token.head.lemma_ in {"building", "house", "facility", "checkpoint"}:
            return None
        previously = any(
            t.lower_ in {"previously", "formerly", "once"} for t in doc[max(0, token.i - 4) : token.i]
        )
        if previously:
            draft.modality = "ended"
        return draft


def _between(noun: Token) -> list[tuple[str, Token]]:
    """ "the agreement on 2 December between X and Y", wherever the parse hangs the phrase."""
    for token in noun.doc[noun.i + 1 : min(noun.i + 12, noun.sent.end)]:
        if token.pos_ in {"VERB", "AUX"}:
            break
        if token.lower_ == "between":
            return [
                ("between", one)
                for child in token.children
                if child.dep_ == "pobj"
                for one in coordinated(child)
            ]
    return []


def _is_gerund(token: Token) -> bool:
    """ "the shelling of X", which the parse may take for a verb."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.tag_ == "VBG" and following is not None and following.lower_ == "of"


def _is_future(verb: Token) -> bool:
    return any(
        child.dep_ == "aux" and child.lower_ in {"will", "would", "shall", "wo"} for child in verb.children
    )


def _is_state_adjective(token: Token) -> bool:
    return token.pos_ == "ADJ" and token.dep_ in {"amod", "acomp"} and token.lower_.endswith("ed")


def _particle(verb: Token, particle: str) -> Token | None:
    """The particle or fixed words of a verb; several words stand together."""
    words = particle.split()
    doc = verb.doc
    for child in verb.children:
        if child.lower_ == words[0] and child.dep_ in {
            "prt",
            "prep",
            "advmod",
            "mark",
            "acomp",
            "dative",
            "oprd",
        }:
            rest = [doc[i].lower_ for i in range(child.i + 1, min(child.i + len(words), len(doc)))]
            if rest == words[1:]:
                return child
    following = [doc[i].lower_ for i in range(verb.i + 1, min(verb.i + 1 + len(words), len(doc)))]
    return doc[verb.i + 1] if following == words else None


def _attempted(act: Act) -> tuple[Act, Modality]:
    """An attempt to take a place is an attack that happened; other attempts are acts that failed."""
    if act in {"capture", "advance"}:
        return "attack", "happened"
    if act == "displacement":
        return act, "ongoing"  # people who try to flee are on their way
    return act, "failed"
