"""Whose "the army", "the ministry", "the militants" and "its fighters" are, where no state or group is beside them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from warlog.actors import ActorMention, Registry, find_actors, source_kind
from warlog.language import parse


class Reader:
    def __init__(self, pipeline: Language, registry: Registry) -> None:
        self.pipeline, self.registry = pipeline, registry

    def __call__(self, text: str, words: str) -> ActorMention:
        found = find_actors(parse(text, self.pipeline), self.registry)
        fitting = [m for m in found if words in m.text]
        assert fitting, f"no mention with {words!r} in {[m.text for m in found]}"
        return min(fitting, key=lambda m: len(m.text))


@pytest.fixture(scope="module")
def read(pipeline: Language, registry: Registry) -> Reader:
    return Reader(pipeline, registry)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "COLOMBO, May 14 - Sea Tigers of the LTTE attacked a convoy in Sri Lanka, the navy said. At least 11 rebels died.",
            "11 rebels",
            "ltte",
        ),
        ("Rwanda denies United Nations reports that it backs the M23 in Congo.", "it", "rw-government"),
        # the only armed group that the report names
        ("Islamic State attacked a post near Rutba, Iraq. Two days passed. Rain fell. The wells ran dry. The border police killed six militants.",
         "six militants", "islamic-state"),
        ("The army killed six militants near Rutba, Iraq, officials said.", "six militants", None),
        ("Jaish al-Islam and Islamic State fought in Syria. The road was shut. Rain fell. The army killed six militants.",
         "six militants", None),
        ("The RSF attacked Bara in Sudan. The army and allied former rebels held the town.", "former rebels", None),
    ],
)  # fmt: skip
def test_militants_are_nobody_whom_the_report_does_not_name(
    read: Reader, text: str, words: str, actor: str | None
) -> None:
    assert read(text, words).actor == actor


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Government warplanes bombed Rawa. The Popular Mobilization Forces fought Islamic State.", "Government warplanes", "iq-air-force"),
        ("Government warplanes bombed Rawa. Islamic State lost a village.", "Government warplanes", None),
        ("The army entered al-Riyadh at dawn. Residents fled to the hills.", "The army", None),
        ("The army entered al-Riyadh at dawn, the Popular Mobilization Forces said.", "The army", "iq-forces"),
    ],
)  # fmt: skip
def test_the_army_is_the_one_of_the_country_that_the_report_tells(
    read: Reader, text: str, words: str, actor: str | None
) -> None:
    assert read(text, words).actor == actor


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The Popular Mobilization Forces said that its fighters left Rawa.", "its fighters", "popular-mobilization-forces"),
        ("Mali’s defence ministry said its troops would leave Menaka.", "its troops", "ml-forces"),
        ("A source in the SBU said that its drones hit a depot in Russia.", "its drones", "ua-intelligence"),
        ("The commander of the Syrian Democratic Forces said his forces hold Tabqa.", "his forces", "syrian-democratic-forces"),
        ("Russia sent 40 drones. The Ukrainian army shot down most of the drones.", "the drones", None),
    ],
)  # fmt: skip
def test_possessed_forces_are_their_owners(read: Reader, text: str, words: str, actor: str | None) -> None:
    assert read(text, words).actor == actor


@pytest.mark.parametrize(
    ("text", "words", "affiliation"),
    [
        ("The Ministry of Defense said Iraqi troops took Rawa. The ministry’s spokesman, Brig. Gen. Hadi Salman, said two soldiers died.",
         "Hadi Salman", "iq-defence-ministry"),
        ("Army spokesman Col. Nadim Haddad said Lebanese troops closed the road.", "Nadim Haddad", "lb-forces"),
        ("The RSF denied it. Its spokesman blamed the army in Sudan.", "Its spokesman", "rapid-support-forces"),
        ("Speaking in Kirkuk, the spokesman of the Popular Mobilization Forces, Hasan al-Badri, said that Rawa was quiet.",
         "Hasan al-Badri", "popular-mobilization-forces"),
    ],
)  # fmt: skip
def test_a_spokesman_speaks_for_the_body_before_him(
    read: Reader, registry: Registry, text: str, words: str, affiliation: str
) -> None:
    mention = read(text, words)
    assert mention.affiliation == affiliation
    assert source_kind(mention, registry) == "party"


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "The Ministry of Defense said Iraqi troops took Rawa.",
            "Ministry of Defense",
            "iq-defence-ministry",
        ),
        ("The Ministry of Defense said that the raid failed.", "Ministry of Defense", None),
        (
            "The General Staff in Kyiv denied what Russia and Ukraine had agreed.",
            "General Staff",
            "ua-forces",
        ),
    ],
)
def test_a_ministry_without_its_state_is_the_main_countrys(
    read: Reader, text: str, words: str, actor: str | None
) -> None:
    assert read(text, words).actor == actor


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("In Mali the Observatory for Civil Peace accused soldiers of murder.", "Observatory", "Observatory for Civil Peace"),
        ("18:05 Rapid Support Forces fighters left Bara in Sudan.", "fighters", "Rapid Support Forces"),
        ("About 1,000 more troops left.", "troops", "troops"),
    ],
)  # fmt: skip
def test_a_name_is_whole_and_without_numbers(read: Reader, text: str, words: str, name: str) -> None:
    mention = read(text, words)
    assert mention.name == name
    assert not mention.text.startswith("18:05")


@pytest.mark.parametrize("who", ["A medic", "A doctor", "A shopkeeper", "A hospital doctor"])
def test_medics_and_shopkeepers_are_witnesses(read: Reader, registry: Registry, who: str) -> None:
    mention = read(f"{who} said that nine people died in Sudan.", who.split()[-1])
    assert source_kind(mention, registry) == "witness"
