"""Pronouns: whom "he", "they", "its" and "we" mean, where the report leaves little doubt."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading
from warlog.actors.registry import Actor
from warlog.actors.statements import Statements, side_of, whole_side

_PERSON_PRONOUNS = frozenset({"he", "she"})
_SAID_OF = frozenset({"report", "claim", "allegation", "accusation", "charge", "suggestion"})
_DENIALS = frozenset({"deny", "reject", "dismiss", "refute"})
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "it", "its"})
_OWN_PRONOUNS = frozenset({"we", "us", "our"})
_SELF_PRONOUNS = frozenset({"i", "me", "my"})
_SAYS = frozenset({"say", "add", "report", "note", "stress", "state", "explain"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MILITARY = frozenset({"units", "troops", "army", "air", "fighters", "air_force", "navy"})
_UNARMED = frozenset({"civilians", "unarmed", "gunmen", "source"})


def read_pronouns(reading: Reading) -> None:
    """Add drafts for the pronouns whose meaning is plain enough, and resolve "its troops" with them."""
    tokens = reading.tokens
    added: list[Draft] = []
    drafts = sorted(reading.drafts, key=lambda d: d.first)
    statements = Statements(reading, drafts)
    for i, word in enumerate(tokens.low):
        if not tokens.tag[i].startswith("PRP"):
            continue
        if word in _OWN_PRONOUNS:
            draft = _own(reading, i, drafts + added, statements)
        elif word in _SELF_PRONOUNS:
            draft = _self(reading, i, drafts + added, statements)
        elif word in _PERSON_PRONOUNS:
            draft = _person(reading, i, drafts + added)
        elif word in _GROUP_PRONOUNS:
            draft = _group(reading, i, drafts + added)
        else:
            continue
        if draft is not None:
            added.append(draft)
            _own_man(drafts, i, draft)
    _possessed(reading, added)
    reading.drafts += added
    reading.drafts.sort(key=lambda d: (d.first, -d.last))


def _own_man(drafts: list[Draft], i: int, owner: Draft) -> None:
    """Give "Its spokesman" the body that "its" stands for."""
    if owner.person or owner.actor is None:
        return
    for draft in drafts:
        if draft.first == i and draft.person and draft.title is not None and draft.affiliation is None:
            draft.affiliation, draft.country = owner.actor, draft.country or owner.country


def _possessed(reading: Reading, pronouns: list[Draft]) -> None:
    """Give "its combat troops" the actor that "its" stands for."""
    tokens, by_token = reading.tokens, {d.head: d for d in pronouns}
    for draft in reading.drafts:
        owner = by_token.get(draft.first)
        if owner is None or owner.kind == "civilians" or draft.person or draft.noun is None:
            continue
        if owner.kind in ("media", "organization") and draft.noun.group in _MILITARY:
            continue
        men = tokens.low[draft.head] in ("men", "man") and owner.kind not in (
            "government",
            "media",
            "organization",
        )
        if (
            (draft.noun.group not in _UNARMED or men)
            and draft.noun.group not in ("coalition", "enemy", "media")
            and draft.basis == "generic"
            and draft.country is None
        ):
            _give(reading, draft, owner)


def _give(reading: Reading, draft: Draft, owner: Draft) -> None:
    """The owner itself, or of a state the organ that the noun means: "Our forces"."""
    noun, registry = draft.noun, reading.registry
    if (
        noun is not None
        and owner.kind == "government"
        and owner.country
        and owner.actor != registry.organ_of(owner.country, "intelligence")
        and noun.organ not in (None, "government")
    ):
        body = registry.get(registry.organ_of(owner.country, noun.organ or ""))
        if body is not None:
            draft.actor, draft.name, draft.kind, draft.country = body.id, body.name, body.kind, owner.country
            return
    draft.actor, draft.name, draft.kind, draft.country = owner.actor, owner.name, owner.kind, owner.country


def _copy(i: int, of: Draft) -> Draft:
    return Draft(
        i,
        i + 1,
        i,
        of.actor,
        of.name,
        of.kind,
        "coreference",
        of.country,
        of.role,
        of.affiliation,
        person=of.person,
    )


def _person(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """The last person spoken of, a subject before anybody else."""
    tokens = reading.tokens
    here = tokens.sentence[i]
    near = [d for d in drafts if d.person and d.last <= i and here - tokens.sentence[d.head] <= 3]
    near.sort(key=lambda d: d.first)
    quoted = reading.document.quotation_at(tokens.start[i]) is not None
    if not near or quoted:
        return None
    subject = next((d for d in reversed(near) if tokens.dep[d.head] in _SUBJECTS), None)
    return _copy(i, subject or near[-1])


def owner_of_his(reading: Reading, i: int, drafts: list[Draft], governs: bool = False) -> str | None:
    """The side of the man in "his forces" (or, `governs`, "his government"): a registry id, None where nobody tells it."""
    person = _person(reading, i, drafts)
    side = None if person is None else side_of(reading, person)
    if side is None:
        return None
    actor = side[2]
    if governs:
        return reading.registry.organ_of(actor.state, "government") if actor.state else actor.id
    forces = reading.registry.organ_of(actor.state, "forces") if actor.state else None
    return forces if actor.kind == "government" else actor.id


def _group(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """The group that is the subject before the pronoun in this sentence or the one before; None where unsure."""
    tokens = reading.tokens
    here, word = tokens.sentence[i], tokens.low[i]
    heads = {d.head: d for d in drafts if not d.person and d.last <= i}
    governor = tokens.head[i]
    if word == "it" and (
        tokens.dep[i] not in ("nsubj", "dobj", "pobj")
        # "it was not clear", "it is necessary": nobody
        or tokens.lemma[governor] in ("be", "seem", "appear", "become", "remain")
    ):
        return None
    first_of = i
    while first_of > 0 and tokens.sentence[first_of - 1] >= here - 1:
        first_of -= 1
    if word == "them":
        subject = _subject_of(reading, governor)
        near = [
            d for h, d in heads.items()
            if h >= first_of and h != subject and d.kind != "media"
            # "the army and its allies attacked them"
            and not (tokens.dep[h] == "conj" and tokens.head[h] == subject)
        ]  # fmt: skip
        near = [
            d
            for d in near
            if not (d.actor and subject in heads and d.actor == heads[subject].actor)
            and tokens.tag[d.head] in ("NNS", "NNPS", "NNP", "PRP")
        ]
        found = max(near, key=lambda d: d.head, default=None)
        if found is None or any(
            tokens.tag[k] in ("NNS", "NNPS")
            and k not in heads
            and tokens.dep[k] not in ("compound", "npadvmod")
            for k in range(found.head + 1, governor)
        ):
            return None
        return _copy(i, found)
    denier = _denier(reading, i)
    if denier in heads:
        return _copy(i, heads[denier])
    fronted = _main_subject_after(reading, i)
    if fronted is not None:
        every = {d.head: d for d in drafts if not d.person}
        if fronted in every:
            return _copy(i, every[fronted])
    speaks = tokens.dep[i] in _SUBJECTS and tokens.lemma[governor] in _SAYS
    for k in range(i - 1, first_of - 1, -1):
        if k < first_of:
            break
        if speaks and tokens.lemma[tokens.head[k]] not in reading.registry.lexicon.speech:
            continue
        if tokens.dep[k] not in _SUBJECTS or _inside(reading, i, k):
            continue
        if tokens.low[k] in ("who", "which", "that"):
            antecedent = heads.get(tokens.head[tokens.head[k]])
            if antecedent is not None and tokens.head[k] < i and word in ("they", "their"):
                return _copy(i, antecedent)
            continue
        found = heads.get(k) or _owner_of(reading, k, heads)
        body = _spokesman_for(reading, k, drafts) if word in ("they", "their") else None
        if body is not None:
            return _side(i, *body)
        if found is None:
            if tokens.tag[k] in ("PRP", "EX", "DT", "WP", "WDT") or tokens.sentence[k] != here:
                continue
            if word in ("they", "their") and tokens.tag[k] in ("NN", "NNP"):
                continue
            return None
        if found.kind == "media" and word in ("they", "their") and not speaks:
            continue
        if word == "their" and any(
            k < h < i and tokens.dep[h] == "dobj" and tokens.tag[h] == "NNS" and d.actor != found.actor
            for h, d in heads.items()
        ):
            return None  # "the army killed terrorists after targeting their gatherings"
        if word in ("they", "their") and _single(reading, found):
            between = {
                (d.actor, d.name): d
                for h, d in heads.items()
                if k < h < i and tokens.tag[h] in ("NNS", "NNPS") and d.actor and tokens.sentence[h] == here
            }
            if len(between) == 1:
                return _copy(i, between.popitem()[1])
            if between:
                return None
            while first_of < i and tokens.sentence[first_of] != here:
                first_of += 1
            if k <= first_of:
                return None
            continue
        if tokens.tag[found.head] == "PRP" and tokens.low[found.head] in _OWN_PRONOUNS:
            return None
        if word == "its" and found.noun is not None and found.noun.group in _UNARMED:
            body = _body_of(reading, k, heads)
            if body is not None and tokens.sentence[k] == here:
                return _copy(i, body)
            continue
        if (
            word == "its"
            and tokens.tag[found.head] == "NNPS"
            and found.basis in ("name", "alias")
            and tokens.sentence[k] == here
            and found.kind in ("militia", "rebel_group", "state_forces")
            and tokens.is_name(found.head)
            # "… liberate all areas from its grip": somebody else's named since
            and not any(k < h < i and d.actor not in (None, found.actor) for h, d in heads.items())
        ):
            return _copy(i, found)  # "the Popular Mobilization Forces denied that its fighters …"
        if word in ("it", "its") and (tokens.tag[found.head] in ("NNS", "NNPS") or found.kind == "civilians"):
            single = [
                d
                for h, d in heads.items()
                if h > k
                and d.actor
                and tokens.tag[h] in ("NN", "NNP")
                and d.kind not in ("civilians", "media")
            ]
            if word == "its" and single:
                return _copy(i, max(single, key=lambda d: d.head))
            continue
        if (
            word == "it"
            and any(
                tokens.tag[m] in ("NN", "NNP")
                and m not in heads
                and tokens.dep[m] in ("dobj", "nsubj", "nsubjpass", "pobj")
                for m in range(found.head + 1, i)
            )
            and not speaks
        ):
            return None
        return _copy(i, found)
    return _only_fighters(reading, i, heads) if word == "they" else None


def _inside(reading: Reading, i: int, k: int) -> bool:
    """Whether a pronoun stands within the subject itself: "one of its fighters"."""
    tokens, of = reading.tokens, False
    for _ in range(4):
        i = tokens.head[i]
        of |= tokens.low[i] == "of"
        if i == k:
            return of
    return False


def _owner_of(reading: Reading, k: int, heads: dict[int, Draft]) -> Draft | None:
    """Whose the subject is that a resolved possessive stands before: "Its artillery fired. Its troops …"."""
    tokens = reading.tokens
    return next(
        (d for h, d in heads.items() if tokens.head[h] == k and tokens.tag[h] == "PRP$" and d.actor), None
    )


def _only_fighters(reading: Reading, i: int, heads: dict[int, Draft]) -> Draft | None:
    """The one armed group of the sentence before, where nobody did anything in it: "For ISIL, this means a defeat. They …"."""
    tokens = reading.tokens
    if tokens.dep[i] != "nsubj":
        return None
    k = i - 1
    while k > 0 and tokens.sentence[k] >= tokens.sentence[i] - 1:
        if tokens.dep[k] in _SUBJECTS and (
            tokens.tag[k].startswith("N") or tokens.low[k] in _PERSON_PRONOUNS
        ):
            return None
        k -= 1
    before = [
        d
        for h, d in heads.items()
        if tokens.sentence[h] == tokens.sentence[i] - 1 and d.kind not in ("media", "government")
    ]
    armed = {d.actor for d in before if d.actor and d.kind in ("rebel_group", "militia")}
    return _copy(i, before[-1]) if len(armed) == 1 and all(d.actor in armed for d in before) else None


def _body_of(reading: Reading, k: int, heads: dict[int, Draft]) -> Draft | None:
    """The body that somebody unnamed speaks from: "a source in the SBU"."""
    tokens = reading.tokens
    return next(
        (d for h, d in heads.items()
         if d.actor and d.kind not in ("media", "civilians") and tokens.low[tokens.head[h]] in ("in", "of", "from", "at", "with")
         and tokens.head[tokens.head[h]] == k),
        None,
    )  # fmt: skip


def _single(reading: Reading, draft: Draft) -> bool:
    """Whether "they" can hardly mean this: a state by its name, a single aircraft or gunman."""
    if reading.tokens.tag[draft.head] not in ("NN", "NNP"):
        return False
    one = draft.noun is not None and draft.noun.group in ("air", "gunmen", "civilians", "unarmed", "source")
    return one or (draft.kind == "government" and draft.basis == "name")


def _spokesman_for(reading: Reading, k: int, drafts: list[Draft]) -> tuple[str, str, Actor] | None:
    """The body of a man told by his post who speaks: "The commander of the Kurdish forces said they …"."""
    tokens = reading.tokens
    if tokens.lemma[tokens.head[k]] not in reading.registry.lexicon.speech or not tokens.tag[k].startswith(
        "N"
    ):
        return None
    person = next(
        (d for d in drafts if d.person and d.head == k and d.basis != "name" and d.last > k + 1), None
    )
    return None if person is None else side_of(reading, person)


def _main_subject_after(reading: Reading, i: int) -> int | None:
    """The subject of the main clause where the pronoun stands in a phrase before it: "In their march, the SDF …"."""
    tokens = reading.tokens
    if tokens.low[i] not in ("their", "its"):
        return None
    path, k = [i], i
    while tokens.head[k] != k and len(path) < 8:
        k = tokens.head[k]
        path.append(k)
    if (
        tokens.head[k] != k
        or k < i
        or not any(tokens.dep[p] in ("prep", "advcl") and tokens.head[p] == k for p in path)
    ):
        return None
    return next((s for s in range(i + 1, k) if tokens.head[s] == k and tokens.dep[s] in _SUBJECTS), None)


def _denier(reading: Reading, i: int) -> int | None:
    """Who denies what another says of it: "Rwanda denies UN reports that it backs the M23", "reports" a noun or a verb."""
    tokens = reading.tokens
    said = tokens.head[tokens.head[i]]
    denial = tokens.head[said]
    if tokens.lemma[said] not in _SAID_OF or tokens.lemma[denial] not in _DENIALS:
        return None
    return _subject_of(reading, denial)


def _subject_of(reading: Reading, verb: int) -> int | None:
    tokens = reading.tokens
    for _ in range(4):
        for k in range(max(0, verb - 30), verb):
            if tokens.head[k] == verb and tokens.dep[k] in _SUBJECTS:
                return k
        if tokens.head[verb] == verb:
            return None
        verb = tokens.head[verb]
    return None


def _own(reading: Reading, i: int, drafts: list[Draft], statements: Statements) -> Draft | None:
    """Whom "we" means: the speaker's side inside a quotation or statement, else whose release this is."""
    quoted = reading.document.quotation_at(reading.tokens.start[i]) is not None
    speaker = _speaking(reading, i, drafts, statements)
    if speaker is not None:
        if speaker.person and speaker.affiliation is None:
            return None
        if not speaker.person and speaker.actor is None:
            return _copy(i, speaker) if speaker.kind not in ("civilians", "unknown") else None
        side = side_of(reading, speaker)
        return None if side is None else _side(i, *side)
    return None if quoted else _issuer(reading, i, drafts)


def _speaking(reading: Reading, i: int, drafts: list[Draft], statements: Statements) -> Draft | None:
    """Who says the words around token `i`: in a quotation, in a clause of speech, or in a statement."""
    return speaker_of(reading, i, drafts) or _clause_speaker(reading, i, drafts) or statements.speaker(i)


def _clause_speaker(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """Who says a clause that lost its quotation marks: "We warn against such steps the general staff said"."""
    tokens, verbs = reading.tokens, reading.registry.lexicon.speech
    k = i
    for _ in range(8):
        above = tokens.head[k]
        if above == k:
            return None
        if tokens.dep[k] == "ccomp" and tokens.lemma[above] in verbs:
            return next(
                (d for d in drafts if tokens.head[d.head] == above and tokens.dep[d.head] in _SUBJECTS), None
            )
        k = above
    return None


def _side(i: int, actor_id: str, name: str, actor: Actor) -> Draft:
    return Draft(i, i + 1, i, actor_id, name, actor.kind, "coreference", actor.state)


def _self(reading: Reading, i: int, drafts: list[Draft], statements: Statements) -> Draft | None:
    """Who "I" is: the person quoted, or the one whose statement this is."""
    speaker = _speaking(reading, i, drafts, statements)
    return _copy(i, speaker) if speaker is not None and speaker.person else None


def _issuer(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """Whose release this is: the outlet's state, the coalition that the text is about, or the outlet itself."""
    if reading.outlet is not None and reading.issuer is None:
        return None
    if reading.issuer is not None and reading.issuer.kind == "government":
        return _side(i, *whole_side(reading, reading.issuer))
    counts: dict[str, int] = {}
    for d in drafts:
        if d.actor and d.kind in ("external_forces",) and d.basis in ("name", "generic"):
            counts[d.actor] = counts.get(d.actor, 0) + 1
    if len(counts) == 1:
        ((actor_id, count),) = counts.items()
        if count >= 2:
            actor = reading.registry.actors[actor_id]
            return _side(i, actor.id, actor.name, actor)
    return None if reading.issuer is None else _side(i, *whole_side(reading, reading.issuer))


def speaker_of(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """Who says the words around token `i`: the subject of the nearest verb of speech outside the quotation."""
    tokens = reading.tokens
    quotation = reading.document.quotation_at(tokens.start[i])
    lexicon = reading.registry.lexicon
    heads = {d.head: d for d in drafts}
    if quotation is None:
        return None
    first, last = tokens.span(quotation.start, quotation.end)
    here = {tokens.sentence[first], tokens.sentence[min(last, len(tokens) - 1)]}
    around = [
        k
        for k in range(max(0, first - 40), min(len(tokens), last + 20))
        if not first <= k < last and tokens.sentence[k] in here
    ]
    around.sort(key=lambda k: min(abs(k - first), abs(k - last)))
    for k in around:
        governor = tokens.head[k]
        if k in heads and tokens.dep[k] in _SUBJECTS and tokens.lemma[governor] in lexicon.speech:
            return heads[k]
    for k in around:
        word = tokens.low[k]
        if word in _PERSON_PRONOUNS:
            return max((d for d in drafts if d.person and d.last <= k), key=lambda d: d.first, default=None)
    before = [
        d
        for d in drafts
        if d.last <= first
        and tokens.dep[d.head] in _SUBJECTS
        and tokens.lemma[tokens.head[d.head]] in lexicon.speech
    ]
    if before and tokens.sentence[first] - tokens.sentence[before[-1].head] <= 1:
        return max(before, key=lambda d: d.first)
    return None
