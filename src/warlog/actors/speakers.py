"""What kind of source a mention is, as `sources.kind` of the record."""

from __future__ import annotations

from warlog.actors.lexicon import Lexicon
from warlog.actors.mentions import ActorMention
from warlog.actors.names import fold
from warlog.actors.registry import Actor, Registry
from warlog.records import SourceKind

_ARMED = frozenset({"state_forces", "rebel_group", "militia", "external_forces"})
_SPEAKS: dict[str, SourceKind] = {
    "party": "party", "official": "official", "media": "media", "monitor": "monitor", "activist": "activist",
    "igo": "igo", "ngo": "ngo", "witness": "witness", "social_media": "social_media",
    "anonymous": "anonymous", "other": "other",
}  # fmt: skip


def source_kind(mention: ActorMention, registry: Registry) -> SourceKind:
    """The kind of source that a speaker is; "other" where neither the registry nor the words tell.

    A named body decides before the words do: "a source in the Syrian army" speaks for a party, "a
    military source" is anonymous.
    """
    lexicon = registry.lexicon
    words = fold(f"{mention.role or ''} {mention.text if mention.basis != 'coreference' else ''}").split()
    title = _title_kind(mention, lexicon)
    actor = registry.get(mention.actor) or registry.get(mention.affiliation)
    if actor is not None and title not in ("activist", "witness"):
        return _by_actor(actor, registry)
    if title is not None and title != "other":
        return title
    if mention.kind == "person" and mention.basis == "name":
        return title or "other"
    found = _by_words(words, lexicon)
    if found is not None:
        return found
    if mention.kind in _ARMED:
        return "party"
    if mention.kind in ("police", "government"):
        return "official"
    if mention.kind == "civilians":
        return "witness"
    return "media" if mention.kind == "media" else "other"


def _title_kind(mention: ActorMention, lexicon: Lexicon) -> SourceKind | None:
    if not mention.role:
        return None
    title = lexicon.titles.get(mention.role.lower().rstrip("."))
    return title.speaks if title is not None else None


def _by_actor(actor: Actor, registry: Registry) -> SourceKind:
    """By what the registry says that the actor, or the body it belongs to, speaks as."""
    for actor_id in registry.chain(actor.id):
        stated = registry.actors[actor_id].speaks_as
        if stated in _SPEAKS:
            return _SPEAKS[stated]
    if actor.kind in _ARMED:
        return "party"
    if actor.kind == "media":
        return "media"
    return "official" if actor.kind in ("police", "government") else "other"


def _by_words(words: list[str], lexicon: Lexicon) -> SourceKind | None:
    joined = f" {' '.join(words)} "
    for section in lexicon.sources:
        if any(f" {' '.join(fold(word).split())} " in joined for word in section.words):
            return section.kind
    return None
