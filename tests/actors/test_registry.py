"""The registry: look-up, relations by date, names that keep offsets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warlog.actors import Actor, Registry
from warlog.actors.names import NameIndex, fold, make_name, name_table
from warlog.actors.registry import Tie


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry.load(cache=tmp_path_factory.mktemp("cache"))


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_second_load_reads_the_compiled_copy(tmp_path: Path) -> None:
    first = Registry.load(cache=tmp_path)
    assert len(list(tmp_path.glob("actors-*.msgpack"))) == 1
    assert Registry.load(cache=tmp_path).actors == first.actors


def test_a_damaged_copy_is_compiled_again(tmp_path: Path) -> None:
    Registry.load(cache=tmp_path)
    next(tmp_path.glob("actors-*.msgpack")).write_bytes(b"\x00broken")
    assert Registry.load(cache=tmp_path).get("islamic-state") is not None


def test_spelling_may_differ(registry: Registry) -> None:
    assert registry.find("hashd al shabi")[0].id == "popular-mobilization-forces"
    assert registry.find("Iraqi army")[0].id == "iq-forces"


def test_enmity_reaches_the_other_organs_of_the_state(registry: Registry) -> None:
    assert registry.relation("islamic-state", "iq-forces") == "enemy"
    assert registry.relation("islamic-state", "iq-police") == "enemy"
    assert registry.relation("iq-air-force", "iq-forces") == "same"


def test_alliances_hold_between_their_dates() -> None:
    registry = Registry(
        [
            Actor("a", "A", "militia", allies=[Tie("b", "2013", "2015-06")]),
            Actor("b", "B", "militia"),
        ]
    )
    assert registry.relation("a", "b", date(2014, 1, 1)) == "ally"
    assert registry.relation("b", "a", date(2015, 6, 30)) == "ally"
    assert registry.relation("a", "b", date(2015, 7, 1)) is None


def test_acronyms_need_capitals_and_whole_words() -> None:
    index = NameIndex(name_table([make_name("IS", "x"), make_name("al-Nusra", "n"), make_name("Oman", "o")]))
    text = "This is IS, not al‑Nuṣra; Nusra’s Romania. Al Nusra."
    assert [(text[h.start : h.end], h.names[0].target) for h in index.find(text)] == [
        ("IS", "x"), ("al‑Nuṣra", "n"), ("Al Nusra", "n"),
    ]  # fmt: skip
