"""A claim while it is being made: trigger, arguments as tokens, mentions as they are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from warlog.actors import ActorMention
from warlog.places import PlaceMention
from warlog.quantities import QuantityMention
from warlog.records import Act, Attribution, Modality, Source
from warlog.times import TimeMention


@dataclass(slots=True)
class Draft:
    """One claim in the making.

    `anchor` is the token whose clause the act is stated in (the light verb where there is one);
    `trigger` the words that state it. `arguments` maps a role of the frame to noun-phrase heads,
    which the later steps turn into actors, places and quantities.
    """

    act: Act
    trigger: list[Token]
    anchor: Token
    arguments: dict[str, list[Token]] = field(default_factory=dict[str, list[Token]])
    modality: Modality = "happened"
    agents: list[ActorMention] = field(default_factory=list[ActorMention])
    targets: list[ActorMention] = field(default_factory=list[ActorMention])
    partners: list[ActorMention] = field(default_factory=list[ActorMention])
    beneficiaries: list[ActorMention] = field(default_factory=list[ActorMention])
    causes: list[ActorMention] = field(default_factory=list[ActorMention])
    places: list[PlaceMention] = field(default_factory=list[PlaceMention])
    origin: PlaceMention | None = None
    destination: PlaceMention | None = None
    when: TimeMention | None = None
    quantities: list[QuantityMention] = field(default_factory=list[QuantityMention])
    weapon: str | None = None
    attribution: Attribution | None = None
    from_context: set[str] = field(default_factory=set[str])
    rules: list[str] = field(default_factory=list[str])
    nominal: bool = False
    direct: bool = False

    @property
    def speaker(self) -> Source | None:
        """The innermost speaker, None in the outlet's own voice."""
        sources = self.attribution.sources if self.attribution is not None else []
        return sources[-1] if sources else None

    def add(self, role: str, token: Token) -> None:
        """Put a noun phrase's head under a role, once."""
        tokens = self.arguments.setdefault(role, [])
        if role != "-" and token not in tokens:
            tokens.append(token)
