"""The records that warlog writes, version 1: typed classes, their JSON Schema and their stable ids.

Offsets count Unicode code points from the start of the report's text, `end` exclusive, so that
`text[start:end] == quote` in Python. Latitudes and longitudes are degrees WGS84, radii and
distances kilometres, bearings degrees clockwise from north, dates ISO 8601 with both ends of an
interval inclusive. The page `docs/record.md` explains every field.

This module is imported by every other one and imports nothing of warlog.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal, get_args

import msgspec

Act = Literal[
    "clash", "offensive", "attack", "air_strike", "shelling", "bombing", "suicide_bombing",
    "chemical_attack", "casualties", "losses", "capture", "advance", "withdraw", "control",
    "besiege", "cut_route", "open_route", "handover", "move", "presence",
    "violence_against_civilians", "abduction", "human_shields", "displacement", "destruction",
    "arrest", "release", "ceasefire", "breach", "halt", "agreement", "talks", "support", "aid",
    "threat", "demand", "accuse", "sanction", "reject", "declare", "protest", "aim",
]  # fmt: skip
Modality = Literal["happened", "ongoing", "ended", "failed", "planned", "possible", "denied"]
Role = Literal["agent", "target", "partner", "beneficiary", "cause"]
ActorKind = Literal[
    "state_forces", "rebel_group", "militia", "external_forces", "police", "government",
    "civilians", "organization", "media", "person", "unknown",
]  # fmt: skip
SourceKind = Literal[
    "party", "official", "media", "monitor", "activist", "igo", "ngo", "witness",
    "social_media", "anonymous", "other",
]  # fmt: skip
Derivation = Literal["named", "part_of", "between", "offset", "near", "containing", "context"]
Measure = Literal[
    "killed", "wounded", "captured", "missing", "displaced", "detained", "destroyed", "lost",
    "strength", "distance", "duration", "other",
]  # fmt: skip
Weapon = Literal[
    "artillery", "mortar", "rocket", "missile", "barrel_bomb", "air_strike", "drone", "ied",
    "car_bomb", "mine", "suicide_vest", "small_arms", "chemical", "other",
]  # fmt: skip
Voice = Literal["outlet", "source"]
CheckKind = Literal[
    "distance", "bearing", "containment", "duration", "chronology", "arithmetic", "proportion",
]  # fmt: skip
Verdict = Literal["consistent", "imprecise", "inconsistent", "uncheckable"]
MentionKind = Literal["place", "time", "actor", "quantity", "attribution"]

ACTS: tuple[Act, ...] = get_args(Act)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
MEASURES: tuple[Measure, ...] = get_args(Measure)


class Mention(msgspec.Struct, frozen=True):
    """Words of the report: `report_text[start:end] == text`."""

    start: int
    end: int
    text: str


class Span(msgspec.Struct, frozen=True):
    """A stretch of the report by offsets alone."""

    start: int
    end: int


class Evidence(msgspec.Struct, frozen=True):
    """The clause that makes a claim, with its head predicate."""

    start: int
    end: int
    quote: str
    trigger: Mention | None = None


class Participant(msgspec.Struct, frozen=True):
    """Who takes part, in which role; `actor` is a registry id, null where the registry has none."""

    role: Role
    actor: str | None
    name: str
    kind: ActorKind
    mention: Mention | None


class Place(msgspec.Struct, frozen=True):
    """A place as resolved; `gazetteer` is `source:id`, null for a derived place.

    `latitude` and `longitude` are null where only the name is known. `where_prec` is UCDP's 1-7.
    """

    name: str
    gazetteer: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    where_prec: int
    country: str | None
    admin1: str | None
    kind: str
    derivation: Derivation
    mention: Mention | None


class When(msgspec.Struct, frozen=True):
    """An interval of ISO dates, both inclusive; `date_prec` is UCDP's 1-5."""

    start: str | None
    end: str | None
    date_prec: int
    mention: Mention | None


class Quantity(msgspec.Struct, frozen=True):
    """A number with its bounds: "more than 80 percent" is low 80, best 80, high null, share true."""

    measure: Measure
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    share: bool
    of: str | None
    mention: Mention | None


class Source(msgspec.Struct, frozen=True):
    """A speaker; `cue` is the reporting word, `direct` true for words inside quotation marks."""

    name: str
    actor: str | None
    kind: SourceKind
    role: str | None
    cue: Mention | None
    direct: bool
    mention: Mention | None


class Channel(msgspec.Struct, frozen=True):
    """Where it was said ("Syrian state television")."""

    name: str
    mention: Mention


class Attribution(msgspec.Struct, frozen=True):
    """Who says it: `sources` runs from the outermost speaker to the innermost."""

    voice: Voice
    sources: list[Source]
    channel: Channel | None


class Report(msgspec.Struct, frozen=True, tag_field="record", tag="report"):
    """One report as read; `length` in code points."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str
    sha256: str
    length: int
    duplicate_of: str | None = None


class Claim(msgspec.Struct, frozen=True, tag_field="record", tag="claim"):
    """One statement that a report makes or passes on about one act of one set of participants."""

    id: str
    report: str
    act: Act
    modality: Modality
    evidence: Evidence
    participants: list[Participant]
    place: Place | None
    origin: Place | None
    destination: Place | None
    when: When | None
    quantities: list[Quantity]
    weapon: Weapon | None
    attribution: Attribution
    favours: str | None
    self_serving: bool
    confidence: float
    coder: str
    places: list[Place] = []
    confirmed_by: list[Source] = []


class MentionRecord(msgspec.Struct, frozen=True, tag_field="record", tag="mention"):
    """A place, time, actor or quantity that the report names; `value` by `kind`, see docs/record.md."""

    report: str
    kind: MentionKind
    start: int
    end: int
    text: str
    value: dict[str, Any] | None
    candidates: list[Place] = []


class AttributionRecord(msgspec.Struct, frozen=True, tag_field="record", tag="attribution"):
    """Who says what: the spans of source, cue and content in the report."""

    report: str
    source: Span | None
    cue: Span | None
    content: Span | None
    direct: bool


class Deaths(msgspec.Struct, frozen=True):
    """Deaths in UCDP's sense."""

    low: int | None
    best: int | None
    high: int | None


class Dispute(msgspec.Struct, frozen=True):
    """A field on which claims differ, with each side's claim ids."""

    field: str
    versions: list[list[str]]


class Codes(msgspec.Struct, frozen=True):
    """The event in the field's coding schemes."""

    acled: str | None = None
    ucdp: str | None = None
    plover: str | None = None
    cameo: str | None = None


class Event(msgspec.Struct, frozen=True, tag_field="record", tag="event"):
    """The claims that speak of one happening, reconciled."""

    id: str
    act: Act
    claims: list[str]
    participants: list[Participant]
    place: Place | None
    when: When | None
    deaths: Deaths | None
    deaths_conservative: Deaths | None
    outlets: list[str]
    independent_sources: int
    disputed: list[Dispute]
    codes: Codes
    confidence: float


class Control(msgspec.Struct, frozen=True, tag_field="record", tag="control"):
    """Who holds a place over an interval: registry id, `contested` or `unknown` to probability."""

    place: Place
    start: str
    end: str
    belief: dict[str, float]
    claims: list[str]
    age_days: int


class Check(msgspec.Struct, frozen=True, tag_field="record", tag="check"):
    """One checkable statement held against what is known; `unit` is of `stated` and `found`."""

    id: str
    report: str
    claim: str | None
    kind: CheckKind
    evidence: Evidence
    stated: float | str | None
    found: float | str | None
    unit: str | None
    verdict: Verdict
    basis: str


class Review(msgspec.Struct, frozen=True, tag_field="record", tag="review"):
    """A person's decision on a record; never overwritten by reading again."""

    id: str
    target: str
    action: Literal["accept", "reject", "correct"]
    field: str | None
    value: Any
    reason: str | None
    reviewer: str
    at: str


Record = Report | Claim | MentionRecord | AttributionRecord | Event | Control | Check | Review
RECORD_KINDS: dict[str, type[msgspec.Struct]] = {
    "report": Report, "claim": Claim, "mention": MentionRecord, "attribution": AttributionRecord,
    "event": Event, "control": Control, "check": Check, "review": Review,
}  # fmt: skip

_encoder = msgspec.json.Encoder()


def to_json(record: msgspec.Struct) -> str:
    """One record as one line of JSON (no line feed)."""
    return _encoder.encode(record).decode()


def from_json(line: str | bytes) -> Record:
    """The record that a line of JSON holds; msgspec.ValidationError names the field that is wrong."""
    return msgspec.json.decode(line, type=Record)  # pyright: ignore[reportCallIssue, reportUnknownVariableType]


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of every record kind, as one document with `$defs`."""
    kinds, definitions = msgspec.json.schema_components(RECORD_KINDS.values(), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "warlog records, version 1",
        "oneOf": list(kinds),
        "$defs": definitions,
    }


def text_digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 form, in hex (lone surrogates are kept as they are)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_id(digest: str) -> str:
    """A report's id from the SHA-256 of its text."""
    return f"r-{digest[:16]}"


def stable_id(prefix: str, *parts: object) -> str:
    """An id that depends on `parts` alone: `prefix`-, then 16 hex digits."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def mention_at(text: str, start: int, end: int) -> Mention:
    """The mention of `text[start:end]`; ValueError where the offsets lie outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"offsets {start}:{end} lie outside a text of {len(text)} code points")
    return Mention(start, end, text[start:end])
