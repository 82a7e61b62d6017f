"""The frame lexicon's data: every row is sound, the acts are all covered, nothing is stated twice."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from warlog.claims.lexicon import Lexicon, read_table
from warlog.records import ACTS, Weapon

# Classes that the mentions of a report give, beside those of classes.tsv.
GIVEN_CLASSES = frozenset(
    {
        "place",
        "name",
        "actor",
        "armed",
        "people",
        "government",
        "police",
        "act",
        "state_forces",
        "external_forces",
    }
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def test_there_are_at_least_seven_hundred_predicates(lexicon: Lexicon) -> None:
    assert lexicon.predicate_count() >= 700
    assert len(lexicon.verbs) + len(lexicon.nouns) >= 700


@pytest.mark.parametrize("act", ACTS)
def test_every_act_has_frames(lexicon: Lexicon, act: str) -> None:
    verbs = {frame.lemma for frames in lexicon.verbs.values() for frame in frames if frame.act == act}
    nouns = {frame.noun for frames in lexicon.nouns.values() for frame in frames if frame.act == act}
    assert len(verbs) + len(nouns) >= 5


@pytest.mark.parametrize(
    ("table", "columns"), [("frames/verbs.tsv", 6), ("frames/nouns.tsv", 5), ("frames/light.tsv", 4)]
)
def test_no_row_is_written_twice(table: str, columns: int) -> None:
    rows = Counter(tuple(cells) for _, cells in read_table(table, columns))
    assert [row for row, times in rows.items() if times > 1] == []


def test_no_word_is_empty_or_upper_case(lexicon: Lexicon) -> None:
    verbs = {word for fs in lexicon.verbs.values() for f in fs for word in (f.lemma, f.particle, f.noun)}
    nouns = {word for fs in lexicon.nouns.values() for f in fs for word in (*f.before, f.noun)}
    for word in (verbs | nouns | set(lexicon.light) | set(lexicon.classes)) - {None}:
        assert word, "an empty alternative"
        assert word == word.lower().strip()
        assert "_not" not in word


def test_a_noun_has_one_frame_for_the_same_words_before_it(lexicon: Lexicon) -> None:
    for noun, frames in lexicon.nouns.items():
        assert max(Counter(frame.before for frame in frames).values()) == 1, noun


def test_a_light_verb_has_one_row_for_a_position(lexicon: Lexicon) -> None:
    for verb, rows in lexicon.light.items():
        assert max(Counter((row.particle, row.position) for row in rows).values()) == 1, verb


def test_no_bare_verb_is_hidden_by_a_row_before_it(lexicon: Lexicon) -> None:
    hidden: list[tuple[str, str, str]] = []
    for lemma, frames in lexicon.verbs.items():
        for i, frame in enumerate(frames):
            for earlier in frames[:i]:
                same_words = earlier.particle in {None, frame.particle} and earlier.noun is None
                if earlier.planned and not frame.planned:
                    continue  # a row for intentions lets what is done pass on to the rows after it
                if same_words and set(earlier.conditions) <= set(frame.conditions):
                    hidden.append((lemma, earlier.row, frame.row))
    assert hidden == []


def test_every_condition_names_a_known_class(lexicon: Lexicon) -> None:
    known = GIVEN_CLASSES | {name for names in lexicon.classes.values() for name in names}
    for frames in lexicon.verbs.values():
        for frame in frames:
            for condition in frame.conditions:
                if condition.slot in {"subject", "object"}:
                    assert condition.classes <= known, frame.row


def test_every_light_position_is_known(lexicon: Lexicon) -> None:
    positions = {row.position for rows in lexicon.light.values() for row in rows}
    others = {"subject", "object", "with", "for", "behind", "during", "on", "upon", "under", "to", "into"}
    assert positions <= others | lexicon.words["place_prepositions"]


def test_weapons_are_those_of_the_record(lexicon: Lexicon) -> None:
    assert set(lexicon.weapons.values()) <= set(get_args(Weapon))


@pytest.mark.parametrize(
    ("table", "columns"),
    [("lexicon/cues.tsv", 3), ("lexicon/weapons.tsv", 2), ("lexicon/modality.tsv", 3)],
)
def test_a_word_has_one_meaning_in_a_table(table: str, columns: int) -> None:
    # modality.tsv lists a word once for each kind of place it stands in
    seen: Counter[tuple[str, str]] = Counter()
    for _, cells in read_table(table, columns):
        kind = cells[0] if table.endswith("modality.tsv") else ""
        seen.update((kind, word) for word in cells[-1].split())
    assert [word for word, times in seen.items() if times > 1] == []
