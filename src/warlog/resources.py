"""What is built once and passed in: the language pipeline, gazetteer, actor registry and lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from warlog.actors import Registry
from warlog.claims import Lexicon
from warlog.language import load_pipeline
from warlog.places import Gazetteer
from warlog.places.build import Progress


@dataclass(slots=True)
class Resources:
    """Everything that reading needs besides the report."""

    pipeline: Language
    gazetteer: Gazetteer
    registry: Registry
    lexicon: Lexicon


def load_resources(gazetteer_path: Path | None = None, progress: Progress | None = None) -> Resources:
    """Load all resources; the gazetteer is built first where there is none yet (`progress`: what, done, total)."""
    return Resources(
        pipeline=load_pipeline(),
        gazetteer=Gazetteer.open(gazetteer_path, progress=progress),
        registry=Registry.load(),
        lexicon=Lexicon.load(),
    )
