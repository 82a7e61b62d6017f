"""A claim while it is being made: trigger, arguments as tokens, mentions as they are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from warlog.actors import ActorMention
from warlog.places import PlaceMention
from warlog.quantities import QuantityMention
from warlog.records import Act, Attribution, Modality
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
    arguments: dict[str, list[Token]] = field(default_factory=dict)
    modality: Modality = "happened"
    agents: list[ActorMention] = field(default_factory=list)
    targets: list[ActorMention] = field(default_factory=list)
    partners: list[ActorMention] = field(default_factory=list)
    beneficiaries: list[ActorMention] = field(default_factory=list)
    causes: list[ActorMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    origin: PlaceMention | None = None
    destination: PlaceMention | None = None
    when: TimeMention | None = None
    quantities: list[QuantityMention] = field(default_factory=list)
    weapon: str | None = None
    attribution: Attribution | None = None
    from_context: set[str] = field(default_factory=set)
    rules: list[str] = field(default_factory=list)
    nominal: bool = False
    direct: bool = False

    def add(self, role: str, token: Token) -> None:
        """Put a noun phrase's head under a role, once."""
        tokens = self.arguments.setdefault(role, [])
        if role != "-" and token not in tokens:
            tokens.append(token)
