"""Registry names and words for states in a report, and the noun phrases they stand in."""

from __future__ import annotations

from warlog.actors.drafts import Draft, Found, Reading
from warlog.actors.lexicon import Noun
from warlog.actors.names import Hit, name_key
from warlog.actors.namesakes import describes, longer_name, names_place, national, offshoot, past_bracket
from warlog.actors.phrases import Chain, after_name, chain_after, hyphen_role, left_edge
from warlog.actors.powers import located, locates, mission_of, paired, politic
from warlog.actors.theatre import countries_of, files, home_of, with_article
from warlog.records import ActorKind

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_WITH = frozenset({"with", "against", "between", "among", "by", "alongside"})
# group nouns that introduce a name: "the Lebanese group Hezbollah"
_DESCRIBING = frozenset(
    {
        "group",
        "militia",
        "media",
        "monitor",
        "units",
        "opposition",
        "coalition",
        "army",
        "ministry",
        "militants",
    }
)
_STATES_OWN = frozenset({"state_forces", "police", "government"})


def find_names(reading: Reading) -> None:
    """Fill `reading.found` and `reading.theatre` from one pass over the text."""
    tokens, registry = reading.tokens, reading.registry
    hits = registry.index.find(reading.document.text, tokens.capitals)
    if tokens.capitals:
        hits = [
            h
            for h in hits
            if name_key(reading.document.text[h.start : h.end]) not in registry.lexicon.capitals
        ]
    reading.theatre, reading.votes = countries_of(reading, hits)
    for hit in hits:
        found = _choose(reading, hit)
        if found is not None:
            reading.found.append(found)


def _common_noun(hit: Hit, target: str) -> bool:
    """Whether a name of the registry is plain words, which may mean another country's: "government warplanes"."""
    return not any(name.capital for name in hit.names if name.target == target)


def _choose(reading: Reading, hit: Hit) -> Found | None:
    registry, tokens = reading.registry, reading.tokens
    text = reading.document.text[hit.start : hit.end]
    key = name_key(text)
    first, last = tokens.span(hit.start, hit.end)
    if tokens.low[first] == "the" and last - first > 1:
        first += 1
    candidates: list[tuple[int, str, str]] = []
    for target in {name.target for name in hit.names}:
        sort, _, value = target.partition(":")
        sort, value = (sort, value) if value else ("actor", target)
        actor = registry.get(value) if sort in ("actor", "leader", "metonym") else None
        if actor is not None:
            fits = reading.fits(actor)
            if tokens.capitals and " " not in key and not reading.weight(actor) and actor.countries:
                continue  # "PLAN" in capitals is a plan
            if sort == "leader" and reading.published is not None and not reading.active(actor):
                continue  # he led another body then
            unsure = (value, key) in registry.ambiguous
            if sort == "actor" and _common_noun(hit, target):
                own = actor.state is not None and actor.kind in _STATES_OWN
                if not fits or (own and reading.main_country() != actor.state):
                    continue
            if (not fits and (sort != "actor" or unsure)) or (
                sort == "metonym" and (with_article(reading, hit) or files(reading, hit))
            ):
                continue
            if (unsure or text.islower()) and not reading.active(actor):
                continue
            candidates.append((reading.weight(actor) + (2 if fits else 0), sort, value))
        else:
            # "Congo" is whichever of the two the report speaks of
            candidates.append((reading.theatre[value], sort, value))
    if any(c[1] in ("state", "adjective") for c in candidates) and describes(reading, last):
        # "the Australian Government" is no newspaper's
        candidates = [c for c in candidates if c[1] != "actor" or registry.actors[c[2]].kind != "media"]
    if not candidates:
        return None
    order = {"actor": 0, "leader": 1, "state": 2, "adjective": 3, "metonym": 4}
    candidates.sort(key=lambda c: (order[c[1]], -c[0]))
    best = candidates[0]
    if sum(1 for c in candidates if c[1] == best[1] and c[0] == best[0]) > 1:
        return None
    return Found(first, last, best[1], best[2], tokens.words(first, last))  # pyright: ignore[reportArgumentType]


def organ_actor(reading: Reading, iso2: str, suffix: str) -> tuple[str | None, str, ActorKind]:
    """Id, name and kind of a state's organ; the id is None where the registry lacks the state."""
    actor = reading.registry.get(reading.registry.organ_of(iso2, suffix))
    if actor is None:
        return None, "", "unknown"
    return actor.id, actor.name, actor.kind


def read_names(reading: Reading) -> None:
    """Drafts for every registry name and state's word, widened to the nouns they modify."""
    found = reading.found
    listed = _listed_states(reading)
    registry_names = reading.registry.index.table
    for number, item in enumerate(found):
        if reading.used[item.first]:
            continue
        role = hyphen_role(reading, item.first, item.last)
        if item.sort == "state" and number in listed:
            _add_government(reading, item, reading.tokens.root(item.first, item.last))
            continue
        if role == "against" or (role == "link" and item.sort != "actor"):
            continue
        if role == "other" and item.sort == "actor" and reading.registry.actors[item.target].kind == "media":
            continue  # "the Maan-Tal Bazam axis"
        if role == "other" and item.text.isupper() and reading.tokens.low[item.first - 1] == "-":
            continue  # "BMD-2K-AU"
        nxt = found[number + 1] if number + 1 < len(found) else None
        if item.sort in ("state", "adjective"):
            if nxt is not None and paired(reading, item, nxt):
                for one in (item, nxt):
                    _add_government(reading, one, reading.tokens.root(one.first, one.last))
                continue
            start, possessed = after_name(reading, item.last)
            # "Syrias armed forces" lost its apostrophe
            possessed |= (
                item.sort == "state" and item.text[-1:] == "s" and name_key(item.text) not in registry_names
            )
            if nxt is not None and nxt.sort == "actor" and nxt.first == start and role is None:
                continue  # "Iraq's Popular Mobilization Forces": read with the name that follows
            if role in ("other", "link"):
                continue
            _read_state(reading, item, start, possessed, role, nxt)
        elif item.sort == "actor":
            before = found[number - 1] if number else None
            _read_actor(reading, item, before, role)
        elif item.sort == "metonym":
            _read_metonym(reading, item)


def _listed_states(reading: Reading) -> set[int]:
    """Places in `reading.found` of states in a list of three or more ("Australia, Belgium, and Canada")."""
    found, low = reading.found, reading.tokens.low
    runs: list[list[int]] = [[]]
    for number, item in enumerate(found):
        if item.sort != "state":
            continue
        last = found[runs[-1][-1]].last if runs[-1] else None
        joined = (
            last is not None
            and set(low[last : item.first]) <= {",", "and", "the", "or"}
            and last < item.first
        )
        if joined:
            runs[-1].append(number)
        else:
            runs.append([number])
    return {number for run in runs if len(run) > 2 and not located(reading, found[run[0]]) for number in run}


def _read_actor(reading: Reading, item: Found, before: Found | None, role: str | None) -> None:
    actor = reading.registry.actors[item.target]
    first = item.first
    if before is not None and before.sort in ("state", "adjective") and not reading.used[before.first]:
        start, _ = after_name(reading, before.last)
        if start == item.first or (start < item.first and chain_after(reading, start).head == item.first - 1):
            first = before.first
    head, last = reading.tokens.root(item.first, item.last), item.last
    if names_place(reading, item, actor.kind) or longer_name(reading, item, first, actor.kind):
        return
    if role is None and offshoot(reading, item):
        return
    if first != item.first and national(item, actor):
        name = reading.tokens.words(first, last)
        reading.add(
            Draft(
                left_edge(reading, first),
                last,
                head,
                None,
                name,
                actor.kind,
                country=before and before.target,
            )
        )
        return
    draft = Draft(
        first, last, head, actor.id, actor.name, actor.kind, country=home_of(actor.state, actor.countries)
    )
    if role == "hold":
        reading.add(draft)
        return
    start, possessed = after_name(reading, item.last)
    chain = chain_after(reading, start) if start < len(reading.tokens) else Chain(start)
    if (
        role != "link"
        and chain.head is not None
        and not (
            possessed and chain.noun is not None and chain.noun.kind in ("civilians", "media", "government")
        )
    ):
        draft.head, draft.last = chain.head, chain.head + 1
        draft.noun = chain.noun
        organ = chain.noun.organ if chain.noun is not None else None
        if actor.organ == "government" and organ and organ != "government" and actor.state:
            draft.actor, draft.name, draft.kind = organ_actor(reading, actor.state, organ)
    mission = mission_of(
        reading, actor, draft.noun or reading.registry.lexicon.nouns.get(reading.tokens.low[item.last - 1])
    )
    if mission is not None:
        draft.actor, draft.name, draft.kind = mission.id, mission.name, mission.kind
    if draft.last == item.last:
        draft.last = past_bracket(reading, item.last)
    draft.first = left_edge(reading, first)
    reading.add(draft)


def _read_metonym(reading: Reading, item: Found) -> None:
    tokens = reading.tokens
    head = tokens.root(item.first, item.last)
    if acts(reading, head, speech_only=True):
        actor = reading.registry.actors[item.target]
        reading.add(
            Draft(
                left_edge(reading, item.first),
                item.last,
                head,
                actor.id,
                actor.name,
                actor.kind,
                country=home_of(actor.state, actor.countries),
            )
        )


def acts(reading: Reading, head: int, speech_only: bool = False) -> bool:
    """Whether a token is the doer of a verb, or its undergoer, or stands in a list with one.

    `speech_only` demands the subject of a verb of speech or politics, for words that are places first.
    """
    tokens = reading.tokens
    seen = 0
    while tokens.dep[head] in ("conj", "appos") and seen < 12:
        head, seen = tokens.head[head], seen + 1
    dep, governor = tokens.dep[head], tokens.head[head]
    if speech_only:
        if dep == "pobj" and tokens.low[governor] == "by":
            return tokens.dep[governor] == "agent"
        return dep in ("nsubj",) and tokens.lemma[governor] in reading.registry.lexicon.speech
    if dep in _SUBJECTS:
        return True
    if dep in ("dobj", "dative", "iobj"):
        return tokens.lemma[governor] not in reading.registry.lexicon.reach
    if dep == "pobj":
        before = tokens.low[tokens.head[governor]]
        bordering = (
            before in reading.registry.lexicon.place_nouns and before not in reading.registry.lexicon.deals
        )
        return (tokens.low[governor] in _WITH and not bordering) or tokens.dep[governor] == "agent"
    return False


def _is_proper(reading: Reading, start: int, chain: Chain) -> bool:
    """Whether the words after a state's adjective are themselves capitalised: the name of one body."""
    tokens = reading.tokens
    if tokens.capitals or start >= len(tokens) or not tokens.is_name(start):
        return False
    if chain.head is None:
        end = start
        while end < len(tokens) and tokens.is_name(end) and tokens.tag[end] in ("NNP", "NNPS"):
            end += 1
        return end > start and tokens.low[end - 1] in reading.registry.lexicon.organizations
    words = " ".join(tokens.low[start : chain.head + 1])
    capitals = all(
        tokens.is_name(k) or tokens.low[k] in ("-", "of", "and") for k in range(start, chain.head + 1)
    )
    if tokens.low[chain.head] not in reading.registry.lexicon.organizations:
        return False
    return capitals and name_key(words) not in reading.registry.composed and chain.head > start


def _read_state(
    reading: Reading, item: Found, start: int, possessed: bool, role: str | None, nxt: Found | None
) -> None:
    tokens, registry, lexicon = reading.tokens, reading.registry, reading.registry.lexicon
    iso2 = item.target
    head = tokens.root(item.first, item.last)
    adjective = item.sort == "adjective"
    # "US" is both: a state's name alone, an adjective before a noun
    like_adjective = adjective or item.text in registry.states[iso2].adjectives
    if role == "hold":
        _add_government(reading, item, head)
        return
    chain = chain_after(reading, start) if start < len(tokens) else Chain(start)
    body = _composed_of(reading, start)
    if body is not None and (adjective or possessed or like_adjective):
        last, suffix = body
        actor, name, kind = organ_actor(reading, iso2, suffix)
        if actor is not None:
            reading.add(Draft(left_edge(reading, item.first), last, start, actor, name, kind, country=iso2))
            return
    if chain.title is not None:
        return  # "Syrian President …": read with the person
    if (
        chain.head is not None
        and chain.noun is not None
        and nxt is not None
        and chain.head + 1 == nxt.first
        and nxt.sort == "actor"
        and chain.noun.group in _DESCRIBING
    ):
        return  # "Lebanese group Hezbollah": read with the name that follows
    if chain.noun is not None and chain.noun.group == "monitor" and not adjective:
        return  # a headline's "… in Syria: monitor" that lost its colon
    if _is_proper(reading, start, chain):
        return  # "Syrian Arab Coalition": a name that the registry does not know
    if (
        chain.head is not None
        and chain.noun is not None
        and (adjective or possessed or tokens.dep[head] in ("compound", "nmod", "poss", "amod"))
    ):
        _add_group(reading, item, start, chain.head, chain.noun)
        return
    words = tokens.low[start : start + 2]
    if (like_adjective or possessed) and words:
        organ = lexicon.acts.get(words[0])
        if organ is None and len(words) > 1 and (words[0] in lexicon.modifiers or tokens.tag[start] == "JJ"):
            organ = lexicon.acts.get(words[1])
        if organ is not None:
            actor, name, kind = organ_actor(reading, iso2, organ)
            last = item.last
            if chain.head is not None and chain.noun is None:
                head, last = chain.head, chain.head + 1
            reading.add(Draft(item.first, last, head, actor, name, kind, country=iso2))
            return
    if adjective:
        if (
            tokens.tag[head] in ("NNPS", "NNS", "NNP")
            and item.text.endswith("s")
            and item.first > 0
            and tokens.low[item.first - 1] == "the"
            and tokens.dep[head] not in ("compound", "amod", "nmod")
        ):
            _add_people(reading, item, head)
        return
    if (acts(reading, head) and not possessed and not locates(reading, item, head)) or politic(
        reading, item, head
    ):
        _add_government(reading, item, head)


def _composed_of(reading: Reading, start: int) -> tuple[int, str] | None:
    """The end and organ of a body with "of" in its name: "Ministry of Foreign Affairs"."""
    tokens = reading.tokens
    for width in (5, 4, 3):
        words = tokens.low[start : start + width]
        if "of" in words[1:-1]:
            suffix = reading.registry.composed.get(" ".join(words))
            if suffix is not None:
                return start + width, suffix
    return None


def _add_people(reading: Reading, item: Found, head: int) -> None:
    """ "The Russians": an armed side that the report names and that goes by the word, their army where they fight, else
    their state."""
    tokens, registry = reading.tokens, reading.registry
    own = [
        actor for i in registry.generic.get(name_key(item.text), ())
        if (actor := registry.actors[i]).id in reading.named() and reading.active(actor)
    ]  # fmt: skip
    if tokens.low[item.last : item.last + 1] == ["who"]:
        return  # "the Syrians who fought to free the town"
    verb = tokens.lemma[tokens.head[head]]
    does = tokens.dep[head] == "nsubjpass" or (
        tokens.dep[head] in _SUBJECTS
        and (verb not in registry.lexicon.speech or verb in ("launch", "deploy"))
    )
    forces = registry.organ_of(item.target, "forces")
    known = reading.main_country() != item.target or any(d.actor == forces for d in reading.drafts)
    fights = known and (does or (acts(reading, head) and verb in registry.lexicon.hostile))
    if len(own) != 1 and not fights:
        _add_government(reading, item, head)
        return
    body = own[0] if len(own) == 1 else registry.get(forces)
    if body is not None:
        reading.add(
            Draft(
                left_edge(reading, item.first),
                item.last,
                head,
                body.id,
                body.name,
                body.kind,
                country=item.target,
            )
        )


def _add_government(reading: Reading, item: Found, head: int) -> None:
    actor, _, kind = organ_actor(reading, item.target, "government")
    state = reading.registry.states[item.target]
    reading.add(
        Draft(
            left_edge(reading, item.first),
            item.last,
            head,
            actor,
            state.names[0],
            kind if actor else "government",
            country=item.target,
        )
    )


def _add_group(reading: Reading, item: Found, start: int, head: int, noun: Noun) -> None:
    tokens, registry = reading.tokens, reading.registry
    iso2 = item.target
    words = " ".join(tokens.low[start : head + 1])
    draft = Draft(
        left_edge(reading, item.first),
        head + 1,
        head,
        None,
        "",
        noun.kind,
        country=iso2,
        noun=noun,
        words=words,
    )
    suffix = registry.composed.get(name_key(words))
    factions = [registry.lexicon.modifiers.get(w) for w in tokens.low[start:head]]
    faction = any(f not in (None, "state") for f in factions) or noun.group in (
        "rebels",
        "militants",
        "militia",
        "separatists",
        "fighters",
        "group",
        "opposition",
        "gunmen",
    )
    if noun.group == "source":
        body = registry.lexicon.nouns.get(tokens.low[start])
        draft.name, draft.basis = f"{item.text} {words}", "description"
        if body is not None and body.group in ("army", "troops", "police") and body.organ:
            draft.affiliation = registry.organ_of(iso2, body.organ)
    elif noun.group in ("civilians", "unarmed"):
        draft.name, draft.basis = (
            ("Civilians" if noun.group == "civilians" else f"{item.text} {words}"),
            "generic",
        )
        draft.kind = "civilians"
    elif suffix is None and faction:
        draft.basis = "generic"
        draft.name = f"{item.text} {tokens.words(start, head + 1)}"
        if any(f == "opposition" for f in factions):
            draft.kind = "rebel_group"
        elif any(f == "militia" for f in factions):
            draft.kind = "militia"
        elif any(f == "ethnic" for f in factions) and noun.kind == "state_forces":
            draft.kind = "unknown"
    elif suffix is not None or noun.organ:
        draft.actor, draft.name, draft.kind = organ_actor(reading, iso2, suffix or noun.organ or "government")
        if draft.actor is None:
            draft.kind = noun.kind
    if not draft.name:
        draft.name = f"{item.text} {tokens.words(start, head + 1)}"
    if draft.actor is None and draft.basis == "name":
        draft.basis = "generic"
    if noun.group in ("units", "air") and draft.kind in _STATES_OWN and noun.group == "units":
        draft.kind = "state_forces"
    reading.add(draft)
