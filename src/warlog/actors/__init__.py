"""Actors: the registry of who is who, and the mentions of actors in a report."""

from warlog.actors.mentions import ActorMention, find_actors
from warlog.actors.registry import Actor, Operation, Registry, Relation
from warlog.actors.speakers import source_kind
from warlog.actors.votes import home_of, theatre_votes

__all__ = [
    "Actor",
    "ActorMention",
    "Operation",
    "Registry",
    "Relation",
    "find_actors",
    "home_of",
    "source_kind",
    "theatre_votes",
]
