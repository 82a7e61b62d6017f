"""Each form of corpus is read from a sample of its own; what is wrong in a file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from warlog.bench.corpora import AnnotatedText, Location, form_of, half_of, read_corpus
from warlog.bench.corpora.re3d import read_releases
from warlog.bench.corpora.texts import aligned
from warlog.bench.corpora.ucdp import find_name
from warlog.errors import WarlogError

SAMPLES = Path(__file__).parent / "samples"
GEONAMES = {"1581130": (21.0245, 105.84117), "1562822": (16.0, 107.8)}


def names(text: AnnotatedText) -> list[tuple[str, float | None, str]]:
    assert all(text.text[one.start : one.end] == one.name for one in text.locations)
    return [(one.name, one.latitude, one.kind) for one in text.locations]


def test_geovirus_counts_offsets_from_one() -> None:
    first, second = read_corpus(SAMPLES / "geovirus.xml", "geovirus", None, GEONAMES.get)
    assert names(first) == [("Latakia", 35.517, ""), ("Cyprus", 35.0, ""), ("Latakia", 35.517, "")]
    assert second.locations == []


def test_tr_news_annotates_adjectives_and_names_without_a_point() -> None:
    (text,) = read_corpus(SAMPLES / "trnews.xml", "trnews", None, GEONAMES.get)
    assert (text.identifier, text.outlet) == ("7001", "www.example.org")
    # the last offset of the sample is three too high: the name is looked for near it
    assert names(text) == [("Iraqi", 33.0, "PCLI"), ("Mosul", 36.335, "PPLA"), ("Bashiqa", None, "")]


def test_geowebnews_leaves_out_what_is_no_name() -> None:
    (text,) = read_corpus(SAMPLES / "gwn.xml", "geowebnews", None, GEONAMES.get)
    assert names(text) == [("Aden", 12.77944, "Embedded_Literal")]


def test_brat_files_give_points_by_id_or_outright() -> None:
    (text,) = read_corpus(SAMPLES / "brat", "geowebnews", None, GEONAMES.get)
    assert text.text.startswith("Hanoi –")
    assert names(text) == [
        ("Hanoi", 21.0245, "Literal"),
        ("Vietnamese", None, "Demonym"),
        ("10.5,106.9", 10.5, "Literal"),
        ("Saigon", None, "Literal"),
    ]


def test_re3d_keeps_sure_locations_and_halves_by_id() -> None:
    (text,) = read_corpus(SAMPLES / "re3d", "re3d", "dev", GEONAMES.get)
    assert [name for name, _, _ in names(text)] == ["Raqqa", "Amman"]
    assert [one.identifier for one in read_releases(SAMPLES / "re3d", "report")] == ["0000000B22"]
    assert read_corpus(SAMPLES / "re3d", "re3d", None, GEONAMES.get, skip=["0000"]) == []


def test_ucdp_headlines_with_the_coded_name() -> None:
    texts = read_corpus(SAMPLES / "ucdp.csv", "ucdp", "dev", GEONAMES.get)
    assert [(text.text, names(text)[0][0], text.country) for text in texts] == [
        ("Bomb kills four in Baquba market", "Baquba", "IQ"),
        ("Militants overrun Al-Qaim post", "Al-Qaim", "IQ"),
    ]


def test_ucdp_headlines_of_the_first_half_are_no_headlines_of_the_second() -> None:
    texts = read_corpus(SAMPLES, "ucdp", "report", GEONAMES.get)
    assert [text.text for text in texts] == [
        "Mosul's governor escapes ambush",
        "Tikrit",
        "Army shells Fallujah",
    ]


@pytest.mark.parametrize(
    ("headline", "name", "found"),
    [
        ("Six die in Sulaymaniyah", "As Sulaymānīyah", "Sulaymaniyah"),
        ("Ukraine's Slavyansk shelled", "Sloviansk", None),
        ("Troops retake Deir ez-Zor", "Dayr az Zawr", None),
        ("Tal Afar's mayor flees", "Tall ‘Afar", "Tal Afar"),
        ("A hit on Hit", "Hīt", None),
    ],
)
def test_a_name_in_a_headline(headline: str, name: str, found: str | None) -> None:
    span = find_name(headline, name)
    assert (headline[slice(*span)] if span else None) == found


def test_the_looks_of_a_corpus_tell_its_form() -> None:
    forms = [form_of(SAMPLES / one) for one in ("trnews.xml", "ucdp.csv", "brat", "re3d")]
    assert forms == ["geovirus", "ucdp", "geowebnews", "re3d"]
    assert form_of(Path(__file__).parent / "places") == "marked"


def test_numbered_marked_files_keep_every_fourth_for_the_report(tmp_path: Path) -> None:
    for number in range(1, 6):
        (tmp_path / f"{number:03}.txt").write_text("# published: unknown\nIn [Goma](-1.68,29.22).\n")
    kept = {half: read_corpus(tmp_path, "marked", half, GEONAMES.get) for half in ("dev", "report")}
    assert [text.identifier for text in kept["report"]] == ["004"]
    assert len(kept["dev"]) == 4
    assert kept["dev"][0].locations == [Location(3, 7, "Goma", -1.68, 29.22, "settlement")]


def test_halves_are_the_first_and_the_second() -> None:
    texts = [AnnotatedText(str(number), "") for number in range(5)]
    assert [len(half_of(texts, half)) for half in ("dev", "report", None)] == [2, 3, 5]


def test_a_name_is_looked_for_nearest_to_its_offset() -> None:
    assert aligned("Homs and Homs", 9, "Homs") == 9
    assert aligned("Homs and Homs", 7, "Homs") == 9
    assert aligned("Homs and Homs", 2, "Homs") == 0
    assert aligned("Homs", 0, "Hama") is None


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.xml", "<articles><article>", "geovirus"),
        ("a.xml", "<articles/>", "lgl"),
        ("a.xml", "<a><article><text>x</text><location><start>?</start></location></article></a>", "geovirus"),
        ("a.xml", '<a><article><text>x</text><toponym><start>0</start><end>1</end><phrase>x</phrase>'
                  '<gaztag><lat>north</lat><lon>1</lon></gaztag></toponym></article></a>', "lgl"),
        ("a.csv", "id,latitude\n1,2\n", "ucdp"),
        ("documents.json", "{}\n", "re3d"),
        ("a.ann", "T1\tLiteral x 4\tHanoi\n", "geowebnews"),
    ],
)  # fmt: skip
def test_what_is_no_corpus_is_named(tmp_path: Path, name: str, content: str, form: str) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / "a.txt").write_text("meta\ntext\n")
    (tmp_path / "entities.json").write_text("")
    path = tmp_path if name in {"documents.json", "a.ann"} else tmp_path / name
    with pytest.raises(WarlogError, match="W048"):
        read_corpus(path, form, None, GEONAMES.get)  # pyright: ignore[reportArgumentType]


def test_a_path_that_is_not_there_or_like_nothing(tmp_path: Path) -> None:
    with pytest.raises(WarlogError, match="W001"):
        form_of(tmp_path / "none.xml")
    with pytest.raises(WarlogError, match="W048"):
        form_of(tmp_path)
