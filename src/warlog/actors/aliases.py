"""Names that the report itself teaches, and named groups that the registry does not know."""

from __future__ import annotations

import re

from warlog.actors.drafts import Draft, Reading
from warlog.actors.names import fold
from warlog.actors.phrases import chain_after, left_edge, title_at
from warlog.records import ActorKind

_ALSO_KNOWN = re.compile(
    r"\s*[,(]?\s*(?:also|better|otherwise|formerly|previously)?\s*(?:known|called|referred to)(?: locally)? (?:as|by) (?:the )?"
    r"(?P<alias>[A-Z][\w'’-]*(?: (?:al-|of |the )?[A-Z][\w'’-]*)*|al-[A-Z][\w'’-]*)"
)
_ACRONYM = re.compile(r"\s*[(\[](?P<alias>[A-Z][A-Z-]{1,7})[)\]]")
_BRACKET = re.compile(r"\s*[(\[](?P<one>[A-Z][\w'’-]+)(?: or (?P<two>[A-Z][\w'’-]+))?[)\]]")
_SMALL = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "al",
        "-",
        "in",
        "el",
        "ul",
        "de",
        "la",
        "&",
        "du",
        "des",
        "pour",
        "et",
        "les",
        "le",
        "y",
        "para",
        "del",
        "los",
        "las",
        "da",
        "do",
        "dos",
    }
)
_MAX_WORDS = 9


def teach_aliases(reading: Reading) -> None:
    """Read "X, also known as Y" and "X (ABC)" after known names, and find Y and ABC in the whole text."""
    for draft in list(reading.drafts):
        _aliases_after(reading, draft)


def _aliases_after(reading: Reading, draft: Draft) -> None:
    text, end = reading.document.text, reading.tokens.end[draft.last - 1]
    for pattern in (_ALSO_KNOWN, _ACRONYM, _BRACKET):
        match = pattern.match(text, end)
        if match is None:
            continue
        for alias in match.groups():
            if alias and len(alias) > 1:
                _everywhere(reading, alias, draft)


def _everywhere(reading: Reading, alias: str, draft: Draft) -> None:
    tokens = reading.tokens
    for match in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", reading.document.text):
        first, last = tokens.span(*match.span())
        if any(reading.used[first:last]) or tokens.start[first] < tokens.start[draft.first]:
            continue
        chain = chain_after(reading, last) if last < len(tokens) else None
        head = tokens.root(first, last)
        noun = None
        if chain is not None and chain.head is not None:
            head, noun = chain.head, chain.noun
        reading.add(
            Draft(
                left_edge(reading, first),
                max(last, head + 1),
                head,
                draft.actor,
                draft.name,
                draft.kind,
                "alias",
                draft.country,
                noun=noun,
            )
        )


def bracketed_names(reading: Reading) -> None:
    """Drafts for names in any language before their acronym: "les Forces démocratiques alliées (ADF)".

    A known acronym tells who it is; of an unknown one the capitals must be the name's initials.
    """
    tokens = reading.tokens
    if tokens.capitals:
        return
    for match in _ACRONYM.finditer(reading.document.text):
        alias = match.group("alias")
        inner = tokens.at(match.start("alias"))
        first = _name_before(reading, inner - 1, alias)
        if first is None:
            continue
        known = next((f for f in reading.found if f.sort == "actor" and f.first == inner), None)
        if any(f.sort == "actor" and f.first < inner - 1 and f.last > first for f in reading.found):
            continue  # a name that the registry knows by itself
        words = [
            tokens.low[k]
            for k in range(first, inner - 1)
            if tokens.low[k] not in _SMALL and tokens.tag[k] != "POS"
        ]
        if known is not None:
            actor = reading.registry.actors[known.target]
            draft = Draft(
                left_edge(reading, first),
                inner + 2,
                inner - 2,
                actor.id,
                actor.name,
                actor.kind,
                country=actor.state,
            )
        elif _initials(words) == alias.replace("-", "").lower():
            lexicon = reading.registry.lexicon
            kinds: dict[str, ActorKind] = {**lexicon.organizations, **lexicon.foreign}
            told: list[ActorKind] = [kinds[w] for w in words if w in kinds]
            draft = Draft(
                left_edge(reading, first), inner + 2, inner - 2, None, tokens.words(first, inner - 1)
            )
            draft.kind = told[0] if told else "organization"
        else:
            continue
        draft.head = tokens.root(first, inner - 1)
        reading.add(draft)
        if known is None:
            _everywhere(reading, alias, draft)


def _name_before(reading: Reading, bracket: int, alias: str) -> int | None:
    """Where the capitalised words before a bracket begin: as many as the acronym has letters at most."""
    tokens = reading.tokens
    first, left = bracket, len(alias)
    k = bracket - 1
    while k >= 0 and left and bracket - k <= _MAX_WORDS + 3 and not reading.used[k]:
        if tokens.sentence[k] != tokens.sentence[bracket]:
            break
        if tokens.low[k] in _SMALL or tokens.tag[k] == "POS" or tokens.low[k] in ("'", "’"):
            k -= 1
            continue
        if not tokens.is_name(k) and tokens.text[tokens.start[k]].lower() not in alias.lower():
            break
        first, left, k = k, left - 1, k - 1
    while first < bracket and not tokens.is_name(first):
        first += 1
    return first if bracket - first > 1 else None


def _initials(words: list[str]) -> str:
    return "".join(fold(part)[0] for word in words for part in word.split("-") if part)


def unknown_groups(reading: Reading) -> None:
    """Drafts for capitalised names that end in a word for a body ("the Abu Amara Brigades")."""
    tokens, words = reading.tokens, reading.registry.lexicon.organizations
    prefixes = reading.registry.lexicon.prefixes
    if tokens.capitals:
        return
    longest = max(len(w.split()) for w in words)
    i = 0
    while i < len(tokens):
        if reading.used[i] or not tokens.is_name(i):
            i += 1
            continue
        if tokens.low[i] in prefixes:
            i = _prefixed(reading, i)
            continue
        if tokens.low[i] not in words or title_at(reading, i)[0] is not None:
            i += 1
            continue
        first = i
        while (
            first > 0
            and i - first < _MAX_WORDS
            and not reading.used[first - 1]
            and tokens.sentence[first - 1] == tokens.sentence[i]
            and (
                (
                    tokens.is_name(first - 1)
                    and tokens.tag[first - 1] not in ("DT", "IN", "PRP", "PRP$", "RB", "VBD", "CC")
                )
                or (
                    tokens.low[first - 1] in _SMALL
                    # "in Mali the Observatory": an article inside a name follows a small word
                    and (tokens.low[first - 1] != "the" or (first > 1 and tokens.low[first - 2] in _SMALL))
                )
            )
            and title_at(reading, first - 1)[0] is None
        ):
            first -= 1
        while first < i and tokens.low[first] in _SMALL - {"al"}:
            first += 1
        bare = first == i or sum(tokens.is_name(k) for k in range(first, i)) == 0
        if (bare and not (first == i and _named_after(reading, i))) or tokens.low[first] == "-":
            i += 1
            continue
        while (
            i + 1 < len(tokens)
            and tokens.low[i + 1] in words
            and tokens.is_name(i + 1)
            and not reading.used[i + 1]
        ):
            i += 1  # "Two Rivers News Agency"
        last = i + 1
        if last + 1 < len(tokens) and tokens.low[last] in ("of", "for") and tokens.is_name(last + 1):
            last += 2
            while last < len(tokens) and tokens.is_name(last) and tokens.tag[last].startswith("NNP"):
                last += 1
        kind: ActorKind = words[tokens.low[i]]
        for width in range(longest, 1, -1):
            phrase = " ".join(tokens.low[max(first, i - width + 1) : i + 1])
            kind = words.get(phrase, kind)
        name = tokens.words(first, last)
        head = tokens.root(first, last)
        chain = chain_after(reading, last) if last < len(tokens) else None
        end = last
        if chain is not None and chain.head is not None:
            head, end = chain.head, chain.head + 1
        country = next(
            (f.target for f in reading.found if f.first == first and f.sort in ("state", "adjective")), None
        )
        against = (
            first + 1 < last
            and tokens.low[first] in reading.registry.lexicon.against
            and tokens.low[first + 1] == "-"
        )
        noun = reading.registry.lexicon.nouns.get(tokens.low[last - 1])
        if against and noun is not None:
            # "the Counter-Daesh Coalition" says against whom, not who
            draft = reading.add(
                Draft(
                    _past_numbers(reading, first),
                    end,
                    head,
                    None,
                    name,
                    noun.kind,
                    "generic",
                    noun=noun,
                    words=tokens.low[last - 1],
                )
            )
        else:
            draft = reading.add(
                Draft(left_edge(reading, first), end, head, None, name, kind, "name", country)
            )
        _aliases_after(reading, draft)
        i = end


def _named_after(reading: Reading, i: int) -> bool:
    """Whether a body's name begins with the word for it: "the Observatory for Human Dignity"."""
    tokens = reading.tokens
    return (
        i > 0
        and i + 2 < len(tokens)
        and tokens.low[i - 1] == "the"
        and tokens.low[i + 1] in ("of", "for")
        and tokens.is_name(i + 2)
        and tokens.tag[i + 2].startswith(("NNP", "JJ"))
        and not any(reading.used[i - 1 : i + 3])
        and reading.registry.lexicon.organizations[tokens.low[i]] == "organization"
        and tokens.low[i] not in reading.registry.lexicon.place_nouns
    )


def _past_numbers(reading: Reading, first: int) -> int:
    """The start of "the 60-plus nation" before a name."""
    tokens = reading.tokens
    i = first
    while i > 0 and not reading.used[i - 1] and first - i < 6:
        if tokens.tag[i - 1] == "DT":
            return i - 1
        if tokens.tag[i - 1] not in ("CD", "NN", "HYPH", "CC", "JJ"):
            break
        i -= 1
    return left_edge(reading, first)


def _prefixed(reading: Reading, first: int) -> int:
    """A draft for "Jabhat al-Shamiyya" and the like; gives the token to go on with."""
    tokens = reading.tokens
    last = first + 1
    while last < len(tokens) and last - first < 8 and not reading.used[last]:
        if tokens.low[last] in ("al", "-", "ul", "el", "wa", "fi", "bayt", "ash", "as", "ad") or (
            tokens.is_name(last)
            and tokens.tag[last].startswith("NNP")
            and (last == first + 1 or tokens.low[last - 1] in ("-", "al", "ul", "el"))
        ):
            last += 1
        else:
            break
    if last - first < 2:
        return first + 1
    draft = reading.add(
        Draft(first, last, tokens.root(first, last), None, tokens.words(first, last), "unknown", "name")
    )
    _aliases_after(reading, draft)
    return last
