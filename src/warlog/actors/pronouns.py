"""Pronouns: whom "he", "they", "its" and "we" mean, where the report leaves little doubt."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Reading

_PERSON_PRONOUNS = frozenset({"he", "she"})
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "it", "its"})
_OWN_PRONOUNS = frozenset({"we", "us", "our"})
_SAYS = frozenset({"say", "add", "report", "note", "stress", "state", "explain"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_UNARMED = frozenset({"civilians", "unarmed", "gunmen", "source"})


def read_pronouns(reading: Reading) -> None:
    """Add drafts for the pronouns whose meaning is plain enough, and resolve "its troops" with them."""
    tokens = reading.tokens
    added: list[Draft] = []
    drafts = sorted(reading.drafts, key=lambda d: d.first)
    for i, word in enumerate(tokens.low):
        if not tokens.tag[i].startswith("PRP"):
            continue
        if word in _OWN_PRONOUNS:
            draft = _own(reading, i, drafts + added)
        elif word in _PERSON_PRONOUNS:
            draft = _person(reading, i, drafts + added)
        elif word in _GROUP_PRONOUNS:
            draft = _group(reading, i, drafts + added)
        else:
            continue
        if draft is not None:
            added.append(draft)
    _possessed(reading, added)
    reading.drafts += added
    reading.drafts.sort(key=lambda d: (d.first, -d.last))


def _possessed(reading: Reading, pronouns: list[Draft]) -> None:
    """Give "its combat troops" the actor that "its" stands for."""
    by_token = {d.head: d for d in pronouns}
    for draft in reading.drafts:
        owner = by_token.get(draft.first)
        if owner is None or owner.kind == "civilians" or draft.person or draft.noun is None:
            continue
        if (
            draft.noun.group not in _UNARMED
            and draft.noun.group not in ("coalition", "enemy", "media")
            and draft.basis == "generic"
            and draft.country is None
        ):
            draft.actor, draft.name, draft.kind, draft.country = (
                owner.actor,
                owner.name,
                owner.kind,
                owner.country,
            )


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


def _group(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """The group that is the subject before the pronoun in this sentence or the one before; None where unsure."""
    tokens = reading.tokens
    here, word = tokens.sentence[i], tokens.low[i]
    heads = {d.head: d for d in drafts if not d.person and d.last <= i}
    governor = tokens.head[i]
    if word in ("it", "its") and word == "it" and tokens.dep[i] not in ("nsubj", "dobj", "pobj"):
        return None
    first_of = i
    while first_of > 0 and tokens.sentence[first_of - 1] >= here - 1:
        first_of -= 1
    if word == "them":
        subject = _subject_of(reading, governor)
        near = [d for h, d in heads.items() if h >= first_of and h != subject]
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
    fronted = _main_subject_after(reading, i)
    if fronted is not None:
        every = {d.head: d for d in drafts if not d.person}
        if fronted in every:
            return _copy(i, every[fronted])
    speaks = tokens.dep[i] in _SUBJECTS and tokens.lemma[governor] in _SAYS
    for k in range(i - 1, first_of - 1, -1):
        if speaks and tokens.lemma[tokens.head[k]] not in reading.registry.lexicon.speech:
            continue
        if tokens.dep[k] not in _SUBJECTS or tokens.low[k] in ("who", "which", "that"):
            continue
        found = heads.get(k)
        if found is None:
            if tokens.tag[k] in ("PRP", "EX", "DT", "WP", "WDT") or tokens.sentence[k] != here:
                continue
            if word in ("they", "their") and tokens.tag[k] in ("NN", "NNP"):
                continue
            return None
        if tokens.tag[found.head] == "PRP" and tokens.low[found.head] in _OWN_PRONOUNS:
            return None
        if word in ("it", "its") and (tokens.tag[found.head] in ("NNS", "NNPS") or found.kind == "civilians"):
            single = [
                d
                for h, d in heads.items()
                if h > k and d.actor and tokens.tag[h] in ("NN", "NNP") and d.kind != "civilians"
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
    return None


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


def _own(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """Whom "we" means: the speaker's body inside a quotation, the issuing coalition or body outside one."""
    tokens = reading.tokens
    speaker = speaker_of(reading, i, drafts)
    if speaker is not None:
        if not speaker.person and speaker.actor:
            return _copy(i, speaker)
        actor = reading.registry.get(speaker.affiliation)
        if actor is None:
            return None
        return Draft(i, i + 1, i, actor.id, actor.name, actor.kind, "coreference", actor.state)
    if reading.document.quotation_at(tokens.start[i]) is not None:
        return None
    return _issuer(reading, i, drafts)


def _issuer(reading: Reading, i: int, drafts: list[Draft]) -> Draft | None:
    """The body whose release this evidently is: the coalition or state body that the text is about."""
    counts: dict[str, int] = {}
    for d in drafts:
        if d.actor and d.kind in ("external_forces",) and d.basis in ("name", "generic"):
            counts[d.actor] = counts.get(d.actor, 0) + 1
    if len(counts) != 1:
        return None
    ((actor_id, count),) = counts.items()
    actor = reading.registry.actors[actor_id]
    return (
        Draft(i, i + 1, i, actor.id, actor.name, actor.kind, "coreference", actor.state)
        if count >= 2
        else None
    )


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
