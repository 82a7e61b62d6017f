"""The spaCy pipeline, loaded once its files are known to be the ones that warlog was tested with."""

from __future__ import annotations

import hashlib
import tomllib
from importlib import resources
from pathlib import Path

import spacy
from spacy.language import Language

from warlog.errors import WarlogError


def load_pipeline() -> Language:
    """The English pipeline (tagger, parser, lemmatizer, NER).

    Raises WarlogError W032 where a file of the installed model differs from the digests in
    `data/language_model.toml`: another model would read other claims under the same version.
    """
    expected = tomllib.loads(
        resources.files("warlog.data").joinpath("language_model.toml").read_text(encoding="utf-8")
    )
    package = str(expected["package"])
    folder = Path(str(resources.files(package))) / str(expected["folder"])
    verify_files(folder, expected["sha256"])
    return spacy.load(folder, exclude=["senter"])


def verify_files(folder: Path, digests: dict[str, str]) -> None:
    """Raise WarlogError W032 unless each file of `digests` (name to SHA-256) is in `folder`, unchanged."""
    for name, digest in digests.items():
        path = folder / name
        if not path.is_file():
            raise WarlogError("W032", where=folder, found=f"{name} is missing")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise WarlogError("W032", where=folder, found=f"{name} has another SHA-256")
