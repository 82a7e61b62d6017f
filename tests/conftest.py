"""What several rooms' tests share: the reader with its real resources, loaded once."""

from __future__ import annotations

import pytest

from warlog.reading import Reader
from warlog.resources import load_resources


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader as people use it; builds the gazetteer where there is none yet (some 20 s)."""
    return Reader(load_resources())
