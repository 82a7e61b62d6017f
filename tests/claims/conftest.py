"""Claims as sets of plain words, so that a test reads like the sentence it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from statements import Said, said_by

from warlog.ingest import RawReport
from warlog.reading import Reader

Tell = Callable[[str], list[Said]]


@pytest.fixture(scope="module")
def tell(reader: Reader) -> Tell:
    """What a report of Friday, 10 May 2024 claims."""
    return lambda text: [
        said_by(claim) for claim in reader.read(RawReport(text, published="2024-05-10")).claims
    ]
