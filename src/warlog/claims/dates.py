"""The day of a claim whose clause names none: that of the narrative which it goes on with."""

from __future__ import annotations

from datetime import date

from warlog.claims.drafts import Draft
from warlog.claims.mentions import Mentions
from warlog.times import TimeMention

_DAYS = 7  # a longer time ("in January") is not passed on: what follows need not fill it
_REACH = 3  # sentences
_TOLD = frozenset({"happened", "ended", "failed", "denied"})
_BOUNDS = frozenset({"since", "until", "till", "before", "after", "by"})
_COUNTED = (" after ", " before ")
_PERFECT = frozenset({"had", "has", "have"})
# what lasts, or is said of no one day
_LASTING = frozenset(
    {"control", "presence", "support", "besiege", "aim", "demand", "threat", "reject", "accuse", "declare"}
)


def date_from_context(drafts: list[Draft], mentions: Mentions, published: str | None) -> None:
    """Date drafts without a time from their own sentence, else from those before, in reading order.

    Narratives keep their day until they name another. Left alone are plans, states, and what is told in the
    perfect, which steps back from the day told. Nothing is told of a day after the report's, `published` (ISO).
    """
    number = {sentence.start: n for n, sentence in enumerate(mentions.document.sentences)}
    places = [number.get(draft.anchor.sent.start, 0) for draft in drafts]
    order = sorted(range(len(drafts)), key=lambda i: drafts[i].anchor.idx)
    told: tuple[int, TimeMention] | None = None  # the sentence and time that the narrative has reached
    for i in order:
        draft, here = drafts[i], places[i]
        if draft.when is not None:
            if draft.modality in _TOLD and _passes_on(draft.when):
                told = (here, draft.when)
            continue
        if draft.modality not in _TOLD or draft.act in _LASTING or _steps_back(draft):
            continue
        if _counted_from_untold(draft, mentions):
            continue
        own = _in_sentence(draft, mentions)
        if own:
            found = own[0] if len(own) == 1 and _passes_on(own[0]) else None
        else:
            found = _before(draft, here, told, mentions)
        if found is not None and not _lies_ahead(found, published):
            draft.when = found
            draft.from_context.add("time")
            told = (here, found)


def _lies_ahead(time: TimeMention, published: str | None) -> bool:
    when = time.when
    return bool(published and when and when.start and when.start > published)


def _counted_from_untold(draft: Draft, mentions: Mentions) -> bool:
    """Whether the sentence counts from an event that nothing dates: "two days after a drone strike"."""
    sentence = draft.anchor.sent
    return any(
        not _dated(time)
        and time.type == "DURATION"
        and mentions.document.text[time.end :].startswith(_COUNTED)
        for time in mentions.times
        if sentence.start_char <= time.start < sentence.end_char
    )


def _in_sentence(draft: Draft, mentions: Mentions) -> list[TimeMention]:
    sentence = draft.anchor.sent
    return [t for t in mentions.times if sentence.start_char <= t.start < sentence.end_char and _dated(t)]


def _before(
    draft: Draft, here: int, told: tuple[int, TimeMention] | None, mentions: Mentions
) -> TimeMention | None:
    """The last time before a draft, or that of the claim before it, where no more than a few sentences lie between."""
    if told is not None and 0 <= here - told[0] <= _REACH:
        return told[1]
    start = draft.anchor.sent.start_char
    sentences = mentions.document.sentences
    floor = sentences[max(here - _REACH, 0)].start_char if sentences else 0
    earlier = [t for t in mentions.times if floor <= t.start < start and _dated(t)]
    return earlier[-1] if earlier and _passes_on(earlier[-1]) else None


def _dated(time: TimeMention) -> bool:
    return time.when is not None and time.when.start is not None and time.type in ("DATE", "TIME", "DURATION")


def _passes_on(time: TimeMention) -> bool:
    """Whether a time is a day, or a few, that a narrative can be at."""
    when = time.when
    if (
        when is None
        or when.start is None
        or when.end is None
        or time.type == "DURATION"
        or "_REF" in time.value
    ):
        return False
    if time.text.split()[0].lower() in _BOUNDS:
        return False
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days < _DAYS


def _steps_back(draft: Draft) -> bool:
    """Whether the clause stands outside the narrative: in the perfect ("have died", "had fled"), or in the present."""
    verb = draft.anchor
    if any(child.dep_ in ("aux", "auxpass") and child.lower_ in _PERFECT for child in verb.children):
        return True
    return verb.tag_ in ("VBZ", "VBP")
