"""Whom "we", partners, umbrella names and offices mean."""

from __future__ import annotations

import pytest
from spacy.language import Language

from warlog.actors import ActorMention, Registry, find_actors, source_kind
from warlog.language import parse


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


_GUESTS = (
    "The Kenya Defence Forces hosted soldiers from 2nd Battalion, 12th Field Artillery Regiment. "
    "Soldiers of Alpha Company, 2nd Battalion, trained with them."
)


@pytest.mark.parametrize(
    ("text", "words", "outlet", "actor"),
    [
        (_GUESTS, "2nd Battalion", "AFRICOM", "us-forces"),
        (_GUESTS, "12th Field Artillery Regiment", "AFRICOM", "us-forces"),
        (_GUESTS, "12th Field Artillery Regiment", None, None),
        (_GUESTS, "Kenya Defence Forces", "AFRICOM", "ke-forces"),
        ("Iraqi forces fought near Mosul. The 9th Division entered the town.", "9th Division", "CENTCOM", "iq-forces"),
        ("The 1st Battalion, 93rd Brigade of the Ukrainian army held Bakhmut. Russia shelled it.", "1st Battalion", None, "ua-forces"),
    ],
)  # fmt: skip
def test_units_told_in_full_are_those_of_the_army_whose_release_it_is(
    read: Reader, text: str, words: str, outlet: str | None, actor: str | None
) -> None:
    mention = read(text, words, outlet)
    assert mention is not None
    assert mention.actor == actor


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("“We trained with the Kenyans,” said Spc. Anna Hill.", "Anna Hill", "us-forces"),
        ("Staff Sgt. Paul Reed, a crew chief in the battalion, said “we gave classes.”", "Paul Reed", "us-forces"),
        ("Gen. Paul Reed, commander of AFRICOM, said “we gave classes.”", "Paul Reed", "us-africa-command"),
    ],
)  # fmt: skip
def test_a_bare_rank_in_a_commands_release_tells_the_army(
    read: Reader, text: str, words: str, who: str
) -> None:
    person, we = read(text, words, "AFRICOM"), read(text.replace("“We", "“we"), "we", "AFRICOM")
    assert person is not None
    assert person.affiliation == who
    assert we is not None
    assert we.actor == who


def test_ministers_of_a_coalition_are_its_states(read: Reader) -> None:
    mention = read("Foreign ministers of the Global Coalition to Counter ISIL met on Iraq.", "ministers")
    assert mention is not None
    assert mention.actor is None
    mention = read("Officials of the Syrian government met in Damascus.", "Officials")
    assert mention is not None
    assert mention.actor == "sy-government"


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("DFAT warned Australians to leave Lebanon.", "DFAT", "au-foreign-ministry"),
        ("Global Affairs Canada condemned the strike in Sudan.", "Global Affairs", "ca-foreign-ministry"),
        ("The UN Independent Commission of Inquiry on Syria reported torture.", "Independent", "un-commission-of-inquiry-syria"),
    ],
)  # fmt: skip
def test_bodies_by_their_official_names(read: Reader, text: str, words: str, actor: str) -> None:
    mention = read(text, words)
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
