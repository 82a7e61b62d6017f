"""What the tests of this room share: the pipeline and the registry, loaded once."""

from __future__ import annotations

import pytest
from spacy.language import Language

from warlog.actors import Registry
from warlog.language import load_pipeline


@pytest.fixture(scope="session")
def pipeline() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry.load(cache=tmp_path_factory.mktemp("cache"))
