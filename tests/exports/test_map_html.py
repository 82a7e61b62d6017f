"""The map's page: what is in it, that nothing of a report can break out of it, and that it asks for nothing."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_readings import Reading, claim, place, quantity, readings, report

from warlog.errors import WarlogError
from warlog.exports import map_words as words
from warlog.exports import write_map
from warlog.exports.map_base import region_of
from warlog.exports.map_html import anchor, as_script_json, map_page
from warlog.records import When


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found.group(1))


class Tags(HTMLParser):
    """Collects elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_page_names_no_outside_resource() -> None:
    tags = Tags()
    tags.feed(map_page(readings()))
    loading = [
        (tag, a) for tag, a in tags.seen if any(a.get(k, "data:") != "data:," for k in ("src", "srcset"))
    ]
    assert [pair for pair in loading if "src" in pair[1] or "srcset" in pair[1]] == []
    assert [a["href"] for tag, a in tags.seen if tag == "link"] == ["data:,"]
    assert "default-src 'none'" in map_page([])
    assert not re.search(r"@import|url\(", map_page([]))


def test_a_report_cannot_end_the_script_element() -> None:
    page = map_page(readings())
    assert page.count("</script>") == 2
    assert "<b>bold" not in page and 'alert("never")' not in page
    assert data_of(page)["reports"][1]["text"] == readings()[1].text


@given(st.text())
def test_any_text_survives_the_script_element(text: str) -> None:
    written = as_script_json({"text": text})
    assert json.loads(written) == {"text": text}
    assert written.isascii() and not set("<>&\u2028\u2029") & set(written)


def test_a_title_is_escaped_and_fields_in_it_are_not_filled() -> None:
    page = map_page(readings(), title="<i>{{DATA}}</i> & more \ud800")
    assert "<h1>&lt;i&gt;{{DATA}}&lt;/i&gt; &amp; more ?</h1>" in page


def test_offsets_of_the_page_are_those_of_the_claims() -> None:
    data = data_of(map_page(readings()))
    given = [c for reading in readings() for c in reading.claims]
    assert [c["id"] for c in data["claims"]] == [c.id for c in given]
    for shown, claim_ in zip(data["claims"], given, strict=True):
        start, end = shown["span"]
        assert data["reports"][shown["report"]]["text"][start:end] == claim_.evidence.quote


def test_only_web_addresses_become_links() -> None:
    north = readings()[0]
    north.report = msgspec.structs.replace(north.report, url="javascript:alert(1)")
    assert data_of(map_page([north]))["reports"][0]["url"] == ""


def test_a_small_region_makes_a_small_file(tmp_path: Path) -> None:
    write_map(tmp_path / "map.html", readings()[:1])
    assert (tmp_path / "map.html").stat().st_size < 400_000
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_nothing_to_show_still_makes_a_map_of_the_world(tmp_path: Path) -> None:
    write_map(tmp_path / "map.html", [])
    assert (tmp_path / "map.html").stat().st_size < 1_500_000


def test_a_path_that_cannot_be_written_is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(WarlogError, match="W040") as caught:
        write_map(tmp_path / "no such folder" / "map.html", [])
    assert caught.value.code == "W040"


def test_a_dot_stands_where_a_movement_leads_when_it_has_no_place() -> None:
    text = "Some 2,000 people fled Mosul for Kirkuk."
    fled = claim(text, text, "fled", "displacement", origin="Mosul", to="Kirkuk")
    assert anchor(fled) == place(text, "Kirkuk")


def test_a_place_without_coordinates_is_not_on_the_map() -> None:
    text = "Tell Nowhere was shelled."
    page = map_page(
        [Reading(report(text, "A", "B"), text, [claim(text, text, "shelled", "shelling", at="Tell Nowhere")])]
    )
    assert data_of(page)["claims"][0]["at"] is None


def test_a_far_capital_stays_out_of_the_first_view_but_in_the_region() -> None:
    home, region = region_of([(36.3, 43.1), (35.5, 44.4), (36.0, 43.0), (46.2, 6.1)])
    assert home[0] > 40 and region[0] < 6.1 and region[3] > 46.2


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-03-12", "2024-03-12", "12 March 2024"),
        ("2024-03-03", "2024-03-09", "3–9 March 2024"),
        ("2024-03-01", "2024-03-31", "March 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-03-28", "2024-04-02", "28 March – 2 April 2024"),
        ("2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2019-06-01", None, "since 1 June 2019"),
        (None, "2024-03-12", "until 12 March 2024"),
        (None, None, ""),
    ],
)
def test_intervals_in_words(start: str | None, end: str | None, said: str) -> None:
    assert words.dates(When(start, end, 1, None)) == said


@given(st.dates(), st.dates())
def test_every_interval_has_words(one: date, other: date) -> None:
    start, end = sorted((one, other))
    assert str(end.year) in words.dates(When(start.isoformat().zfill(10), end.isoformat().zfill(10), 1, None))


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((14, 14, None), "at least 14 killed"),
        ((10, None, 15), "10–15 killed"),
        ((9, 9, 9), "9 killed"),
        ((None, 2000, None), "2,000 killed"),
        ((None, None, 50), "at most 50 killed"),
        ((None, None, None), "an unstated number killed"),
    ],
)
def test_figures_in_words(bounds: tuple[float | None, float | None, float | None], said: str) -> None:
    assert words.figure(quantity("killed", *bounds)) == said
