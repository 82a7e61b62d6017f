from pathlib import Path

import pytest

from warlog.bench.geovirus import Article, Location, read_articles, score
from warlog.errors import WarlogError
from warlog.places import PlaceMention
from warlog.records import Place

_FILE = """<articles><article><source>x</source><text>Troops left Mosul for Sinjar.</text><locations>
<location><name>Mosul</name><start>13</start><end>18</end><lat>36.34</lat><lon>43.13</lon><page>x</page></location>
</locations></article><article><text>None.</text><locations/></article></articles>"""


def test_offsets_start_at_one_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "g.xml"
    path.write_text(_FILE, encoding="utf-8")
    (article,) = read_articles(path, "dev")
    (location,) = article.locations
    assert article.text[location.start : location.end] == "Mosul" == location.name


def test_another_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(WarlogError, match=r"nothing\.xml"):
        read_articles(tmp_path / "nothing.xml")


def test_found_extra_and_near() -> None:
    def mention(start: int, end: int, lat: float | None) -> PlaceMention:
        place = Place("x", None, lat, 43.12 if lat else None, 5, 1, "IQ", None, "city", "named", None)
        return PlaceMention(start, end, "x", 0, place)

    article = Article("Troops left Mosul for Sinjar.", [Location(12, 17, "Mosul", 36.34, 43.13)])
    figures = score([(article, [mention(12, 17, 36.335), mention(22, 28, None)])])
    assert (figures.found, figures.extra, figures.near, figures.exact) == (1, 1, 1, 1)
    assert (figures.precision, figures.recall) == (0.5, 1.0)
