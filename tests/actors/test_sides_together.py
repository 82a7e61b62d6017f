"""Two sides told together, numbered units, words of a name, and bodies of their day."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from warlog.actors import ActorMention, Registry, find_actors
from warlog.language import parse


class Reader:
    def __init__(self, pipeline: Language, registry: Registry) -> None:
        self.pipeline, self.registry = pipeline, registry

    def __call__(self, text: str, words: str, day: str | None = None) -> ActorMention:
        published = date.fromisoformat(day) if day else None
        found = find_actors(parse(text, self.pipeline), self.registry, published=published)
        fitting = [m for m in found if words in m.text]
        assert fitting, f"no mention with {words!r} in {[m.text for m in found]}"
        return min(fitting, key=lambda m: len(m.text))


@pytest.fixture(scope="module")
def read(pipeline: Language, registry: Registry) -> Reader:
    return Reader(pipeline, registry)


@pytest.mark.parametrize(
    ("text", "words", "members"),
    [
        ("The Sudanese army and the Rapid Support Forces fought in Bara. Both sides lost men.", "Both sides", {"sd-forces", "rapid-support-forces"}),
        ("Fighting between M23 and the Congolese army went on in Goma, DRC. The warring parties met.", "warring parties", {"m23", "cd-forces"}),
        ("The two armies of Uganda and Rwanda clashed near Kisangani.", "two armies", {"ug-forces", "rw-forces"}),
        ("Israel bombed Gaza. Hamas fired rockets. The two sides rejected a pause.", "two sides", {"il-government", "hamas"}),
    ],
)  # fmt: skip
def test_both_sides_are_those_of_the_clash(read: Reader, text: str, words: str, members: set[str]) -> None:
    mention = read(text, words)
    assert mention.actor is None
    assert mention.basis == "coreference"
    assert {member.actor for member in mention.members} == members
    assert all((m.start, m.end) == (mention.start, mention.end) for m in mention.members)


def test_where_three_sides_fight_nobody_knows_which_two(read: Reader) -> None:
    text = "In Syria the army fought Islamic State, Islamic State fought the SDF, and the SDF fought Ahrar al-Sham. Rain fell."
    with pytest.raises(AssertionError):
        read(f"{text} Both sides lost men.", "Both sides")


@pytest.mark.parametrize(
    ("text", "words", "actor", "name"),
    [
        ("The 16th Iraqi division entered Gogjali.", "division", "iq-forces", "16th Iraqi division"),
        ("Battalion 101 of the Israeli army left Gaza.", "Battalion 101", "il-forces", "Battalion 101"),
        ("The 3rd Brigade of the Nigerian army held Gubio, Nigeria.", "3rd Brigade", "ng-forces", "3rd Brigade"),
        ("Ukraine’s 93rd Mechanized Brigade raised a flag in Izium.", "93rd", "ua-forces", "93rd Mechanized Brigade"),
        ("The 93rd Mechanized Brigade raised a flag, the Ukrainian General Staff said.", "93rd", "ua-forces", "93rd Mechanized Brigade"),
        ("The XXII Front of the FARC burned two buses in Colombia.", "XXII Front", "farc", "XXII Front"),
        ("The army claimed to have destroyed the 35th Division near Izium.", "35th Division", None, "35th Division"),
    ],
)  # fmt: skip
def test_a_unit_is_under_its_army_and_keeps_its_name(
    read: Reader, text: str, words: str, actor: str | None, name: str
) -> None:
    mention = read(text, words)
    assert (mention.actor, mention.name) == (actor, name)


@pytest.mark.parametrize(
    ("day", "text", "words", "actor"),
    [
        ("2016-08-20", "The coalition bombed Saada in Yemen, which rebels took in 2014.", "The coalition", "saudi-led-coalition"),
        ("2016-08-20", "The coalition bombed Mosul in Iraq. Islamic State lost a depot.", "The coalition", "us-led-coalition"),
        ("2005-08-20", "The coalition bombed Haditha in Iraq.", "The coalition", "multi-national-force-iraq"),
        ("2011-08-20", "The coalition bombed Sirte in Libya.", "The coalition", "libya-2011-coalition"),
        ("2010-08-20", "NATO-led forces entered Marjah in Afghanistan.", "NATO-led forces", "isaf"),
        ("2012-11-20", "UN peacekeepers left Goma in eastern Congo.", "UN peacekeepers", "monusco"),
        ("2003-11-20", "UN peacekeepers left Goma in eastern Congo.", "UN peacekeepers", "monuc"),
    ],
)  # fmt: skip
def test_the_day_tells_which_body_is_meant(read: Reader, day: str, text: str, words: str, actor: str) -> None:
    assert read(text, words, day).actor == actor


@pytest.mark.parametrize(
    ("text", "words", "actor", "name"),
    [
        ("Le Front populaire pour la dignité (FPD) attacked Bol in Chad. The FPD then left.", "The FPD", None, "Front populaire pour la dignité"),
        ("Les Forces démocratiques alliées (ADF) attacked Beni in DRC.", "Forces démocratiques", "adf", "Allied Democratic Forces"),
        ("The Popular Front for Dignity (PFD) attacked Bol in Chad. The group left.", "The group", None, "Popular Front for Dignity"),
        ("The Popular Front for Dignity attacked Bol in Chad. The front sent a video.", "The front", None, "Popular Front for Dignity"),
        ("The Levant Front attacked Marea in Syria. The front moved east.", "Front", "levant-front", "Levant Front"),
        ("NATO bombed Nis in Yugoslavia. The alliance denied it.", "The alliance", "nato", "North Atlantic Treaty Organization"),
    ],
)  # fmt: skip
def test_acronyms_and_words_of_a_name(
    read: Reader, text: str, words: str, actor: str | None, name: str
) -> None:
    mention = read(text, words)
    assert (mention.actor, mention.name) == (actor, name)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("They bombed Tripoli, Libya.", "Libya", None),
        ("Money came from our ally Turkey.", "Turkey", "tr-government"),
        ("UK-France co-operation goes on.", "France", "fr-government"),
        ("Powers including Iran met.", "Iran", "ir-government"),
        ("Rebels fled from Chad into Sudan.", "Sudan", None),
        ("They vow to counter ISIL.", "ISIL", "islamic-state"),
        ("The Salvadoran Red Cross came.", "Red Cross", None),
    ],
)
def test_a_state_is_a_party_only_where_the_words_make_it_one(
    read: Reader, text: str, words: str, actor: str | None
) -> None:
    try:
        mention = read(text, words)
    except AssertionError:
        assert actor is None
    else:
        assert mention.actor == actor


@pytest.mark.parametrize(
    ("text", "words", "affiliation"),
    [
        ("General Nick Carter, who heads ISAF in the south, spoke in Kandahar.", "Nick Carter", "isaf"),
        ("The G9 leader, Jimmy Cherizier, spoke in Haiti.", "Jimmy Cherizier", "g9-gang"),
        ("Somalia held. The defence minister said so.", "The defence minister", "so-defence-ministry"),
    ],
)
def test_an_office_tells_the_side(read: Reader, text: str, words: str, affiliation: str) -> None:
    assert read(text, words).affiliation == affiliation


def test_a_head_wound_is_no_office(read: Reader) -> None:
    with pytest.raises(AssertionError):
        read("A man was wounded in the head in Syria.", "head")


def test_a_body_is_one_under_all_its_names(registry: Registry) -> None:
    line = ["al-nusra-front", "jabhat-fateh-al-sham", "hayat-tahrir-al-sham"]
    assert [registry.lineage(one) for one in line] == [line] * 3
    assert registry.relation(line[0], line[2]) == "same"
    assert registry.as_of("al-nusra-front", date(2018, 1, 1)) == "hayat-tahrir-al-sham"
    assert registry.as_of("hayat-tahrir-al-sham", date(2014, 1, 1)) == "al-nusra-front"
    assert registry.as_of("farc", date(2014, 1, 1)) == "farc"
