"""Whom "we", partners, umbrella names and offices mean."""

from __future__ import annotations

import pytest
from spacy.language import Language

from warlog.actors import ActorMention, Registry, find_actors, source_kind
from warlog.language import load_pipeline, parse


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return load_pipeline()


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry.load(cache=tmp_path_factory.mktemp("cache"))


class Reader:
    def __init__(self, pipeline: Language, registry: Registry) -> None:
        self.pipeline, self.registry = pipeline, registry

    def __call__(self, text: str, words: str, outlet: str | None = None) -> ActorMention | None:
        found = find_actors(parse(text, self.pipeline), self.registry, outlet=outlet)
        return next((m for m in found if words in m.text), None)


@pytest.fixture(scope="module")
def read(pipeline: Language, registry: Registry) -> Reader:
    return Reader(pipeline, registry)


@pytest.mark.parametrize(
    ("text", "words", "outlet", "actor"),
    [
        ("UK Defence Secretary Michael Fallon said:\n\nWe will defeat Daesh.", "We", None, "gb-government"),
        ("UK Defence Secretary Michael Fallon said:\n\nOur forces struck Mosul in Iraq.", "Our forces", None, "gb-forces"),
        ("We welcome the truce in Syria.", "We", "UK Government", "gb-government"),
        ("We welcome the truce in Syria.", "We", "US State Department", "us-government"),
        ("The commander of the SDF said they entered Raqqa, Syria.", "they", None, "syrian-democratic-forces"),
        ("Kurd-held towns in Syria were shelled.", "Kurd", None, "kurdish-forces"),
        ("The Syrian army and the Kurds agreed a truce.", "the Kurds", None, "kurdish-forces"),
        ("Terrorists shelled Aleppo in Syria, SANA reported.", "Terrorists", None, "syrian-rebels"),
        ("Islamic State lost Raqqa, Syria. ISs main route was cut.", "ISs", None, "islamic-state"),
        ("The U.S. will support the government and people of Iraq.", "the government", None, "iq-government"),
        ("U.S. forces and the Asad regime were named in Syria.", "Asad regime", None, "sy-government"),
    ],
)  # fmt: skip
def test_whose_side_is_meant(read: Reader, text: str, words: str, outlet: str | None, actor: str) -> None:
    mention = read(text, words, outlet)
    assert mention is not None
    assert mention.actor == actor


def test_a_medium_is_not_we(read: Reader) -> None:
    assert read("We met rebels in Idlib, Syria.", "We", "Reuters") is None


def test_a_minister_without_a_state_belongs_to_the_outlets(read: Reader, registry: Registry) -> None:
    mention = read("Minister Ellwood said: The truce in Syria must hold.", "Ellwood", "UK Government")
    assert mention is not None
    assert mention.affiliation == "gb-government"
    assert source_kind(mention, registry) == "official"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No extremist group claimed the blast in Syria, SANA said.", "group"),
        ("The town lies near the border with Iraq.", "Iraq"),
        ("The Tishrin Dam in Syria was hit.", "Tishrin"),
        ("Qaeda affiliate Al-Nusra Front attacked Idlib in Syria.", "Qaeda"),
        ("The SDF set up a civilian administration in Raqqa, Syria.", "administration"),
        ("It was used in Brazil, Chile and Guatemala.", "Chile"),
        ("A car hit the Raqqa Internal Security Forces in Syria.", "Forces"),
    ],
)
def test_words_that_mean_no_actor_are_linked_to_none(read: Reader, text: str, words: str) -> None:
    mention = read(text, words)
    assert mention is None or mention.actor is None


def test_an_office_follows_the_state_that_acts_in_the_sentence(read: Reader) -> None:
    text = "Iranian Foreign Minister Javad Zarif spoke. Syria denied the attack, the foreign minister saying a depot was hit."
    mention = read(text, "the foreign minister")
    assert mention is not None
    assert mention.name != "Javad Zarif"


def test_a_general_is_the_last_one_of_his_rank(read: Reader) -> None:
    mention = read("Lt. Gen. Ali Hassan spoke in Iraq. The general left.", "The general")
    assert mention is not None
    assert mention.name == "Ali Hassan"
