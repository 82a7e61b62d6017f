"""Actors as reports name them, leave them unnamed and quote them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from warlog.actors import ActorMention, Registry, find_actors, source_kind
from warlog.language import parse


class Reader:
    def __init__(self, pipeline: Language, registry: Registry) -> None:
        self.pipeline, self.registry = pipeline, registry

    def __call__(self, text: str) -> list[ActorMention]:
        return find_actors(parse(text, self.pipeline), self.registry)

    def one(self, text: str, words: str) -> ActorMention:
        found = [m for m in self(text) if words in m.text]
        assert found, f"no mention with {words!r} in {[m.text for m in self(text)]}"
        return found[0]


@pytest.fixture(scope="module")
def read(pipeline: Language, registry: Registry) -> Reader:
    return Reader(pipeline, registry)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("ISIL fighters attacked the town of Baiji in Iraq.", "ISIL fighters", "islamic-state"),
        ("The strike hit an ISIL-held building near Mosul, Iraq.", "ISIL", "islamic-state"),
        ("Iraqi army units entered Ramadi.", "Iraqi army units", "iq-forces"),
        ("Syrian Air Force warplanes bombed Idlib in Syria.", "Air Force warplanes", "sy-air-force"),
        (
            "U.S. service members advise the Syrian Democratic Forces (SDF) in Syria.",
            "U.S. service members",
            "us-forces",
        ),
        (
            "U.S. forces advise the Syrian Democratic Forces (SDF) in Syria.",
            "(SDF)",
            "syrian-democratic-forces",
        ),
        ("Support came from the Turks and from Iraq.", "the Turks", "tr-government"),
        (
            "The Syrian army shelled Douma in Syria. Regime forces then entered it.",
            "Regime forces",
            "sy-forces",
        ),
        ("The Syrias army captured Homs in Syria.", "army", "sy-forces"),
    ],
)
def test_a_name_is_widened_to_the_group_it_modifies(read: Reader, text: str, words: str, actor: str) -> None:
    assert read.one(text, words).actor == actor


def test_names_behind_counter_and_anti_are_not_the_actor(read: Reader) -> None:
    mentions = read("The Counter-Daesh Coalition met in Iraq. An anti-ISIL operation began.")
    assert "islamic-state" not in {m.actor for m in mentions}


def test_backed_by_a_state_is_not_that_state(read: Reader) -> None:
    mentions = read("US-backed rebels captured a village in Syria.")
    assert {m.kind for m in mentions} == {"rebel_group"}
    assert "us-government" not in {m.actor for m in mentions}


def test_terror_group_means_the_group_in_focus(read: Reader) -> None:
    text = "Daesh lost ground in Mosul, Iraq. The terror group is using civilians as shields."
    assert read.one(text, "The terror group").actor == "islamic-state"


def test_popular_troops_share_a_word_with_the_popular_mobilization(read: Reader) -> None:
    text = "Iraq's Popular Mobilization Forces advanced. The popular troops cut the road."
    assert read.one(text, "The popular troops").actor == "popular-mobilization-forces"


def test_unknown_gunmen_stay_unknown(read: Reader) -> None:
    mention = read.one("Gunmen killed two policemen in Baghdad, Iraq.", "Gunmen")
    assert mention.actor is None
    assert mention.kind == "unknown"


def test_civilians_are_civilians(read: Reader) -> None:
    mention = read.one("The shelling killed three children in Aleppo.", "children")
    assert (mention.name, mention.kind) == ("Civilians", "civilians")


def test_a_spokesman_told_by_role_takes_the_next_speakers_name(read: Reader) -> None:
    text = (
        "The spokesman for Iraq's Popular Mobilization Forces said the fight goes on. "
        "Speaking on Sunday, Karim Hassan said his men were near Tal Afar. "
        '"Our goal is the border," he added.'
    )
    spokesman = read.one(text, "The spokesman")
    assert spokesman.name == "Karim Hassan"
    assert spokesman.affiliation == "popular-mobilization-forces"
    assert read.one(text, "Our").actor == "popular-mobilization-forces"
    assert read.one(text, "he").name == "Karim Hassan"


def test_foreign_secretary_is_of_the_british_foreign_office(read: Reader) -> None:
    text = "Foreign Secretary Boris Johnson said Britain would help Syria. Johnson added that talks go on."
    person = read.one(text, "Boris Johnson")
    assert (person.kind, person.affiliation) == ("person", "gb-foreign-ministry")
    assert [m.name for m in read(text) if m.text == "Johnson"] == ["Boris Johnson"]


def test_a_list_of_states_names_each(read: Reader) -> None:
    text = "Nations which have conducted strikes in Iraq include Australia, Belgium, Canada, and France."
    assert {m.country for m in read(text) if m.actor} >= {"AU", "BE", "CA", "FR"}


def test_an_acronym_that_the_report_teaches(read: Reader) -> None:
    text = "The Abu Amara Brigades (AAB) attacked a post in Aleppo, Syria. AAB fighters then withdrew."
    again = read.one(text, "AAB fighters")
    assert (again.actor, again.name, again.basis) == (None, "Abu Amara Brigades", "alias")


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Witnesses said the town in Syria was hit.", "Witnesses", "witness"),
        ("Activists said the town in Syria was hit.", "Activists", "activist"),
        ("A medical source said ten people died in Syria.", "source", "official"),
        ("A military source said ten men died in Syria.", "source", "anonymous"),
        ("The Syrian Observatory for Human Rights said ten people died.", "Observatory", "monitor"),
        ("The Syrian army said it captured Homs.", "army", "party"),
    ],
)
def test_kind_of_source(read: Reader, registry: Registry, text: str, words: str, kind: str) -> None:
    assert source_kind(read.one(text, words), registry) == kind


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["ISIL", "fighters", "Iraqi", "army", "(", ")", ",", "-", "held", "’s", "US", "backed", "rebels", "“", "”",
             "he", "said", "Gen.", "Votel", "İ", "ß", "\n", "the", "enemy", "we", ".", "Col.", "of", "spokesman"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_offsets_hold_and_order_is_by_start(read: Reader, words: list[str]) -> None:
    text = " ".join(words)
    mentions = read(text)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.name
