"""Detection, distances and end-to-end figures on texts small enough to count by hand."""

from __future__ import annotations

import math

import pytest

from warlog.bench.corpora import AnnotatedText, Location
from warlog.bench.headlines import HeadlineFigures
from warlog.bench.place_scoring import Given, PlaceFigures, log_error_area
from warlog.bench.spans import SpanCounts, touches
from warlog.records import Place

TEXT = "Mosul, Sinjar, Iraq, Raqqa and Reading."
MOSUL = Location(0, 5, "Mosul", 36.34, 43.13)
SINJAR = Location(7, 13, "Sinjar", 36.32, 41.87)
IRAQ = Location(15, 19, "Iraq", 33.0, 44.0)
RAQQA = Location(21, 26, "Raqqa")


def place(latitude: float | None, longitude: float | None, kind: str = "city", prec: int = 1) -> Place:
    return Place("x", None, latitude, longitude, 5, prec, "IQ", None, kind, "named", None)


def in_iraq(one: Place, latitude: float, longitude: float) -> bool:
    return one.kind == "country" and 29 < latitude < 38 and 38 < longitude < 49


def score(*given: Given, names: tuple[Location, ...] = (MOSUL, SINJAR, IRAQ, RAQQA)) -> PlaceFigures:
    figures = PlaceFigures()
    figures.add(AnnotatedText("a", TEXT, list(names)), given, in_iraq)
    return figures


def test_a_wrong_place_costs_both_and_an_open_name_recall_alone() -> None:
    near = Given(0, 5, place(36.33, 43.12))
    right = score(near, names=(MOSUL, SINJAR))
    assert right.end_to_end(right.near) == (1.0, 0.5, pytest.approx(2 / 3))
    still_open = score(near, Given(7, 13, place(None, None)), names=(MOSUL, SINJAR))
    assert still_open.end_to_end(still_open.near) == right.end_to_end(right.near)
    assert (still_open.open, still_open.spans.recall) == (1, 1.0)
    wrong = score(near, Given(7, 13, place(30.0, 31.0)), names=(MOSUL, SINJAR))
    assert wrong.end_to_end(wrong.near) == (0.5, 0.5, 0.5)


def test_words_that_are_no_name_cost_precision() -> None:
    figures = score(Given(0, 5, place(36.33, 43.12)), Given(31, 38, place(51.45, -0.97)), names=(MOSUL,))
    assert figures.end_to_end(figures.near) == (0.5, 1.0, pytest.approx(2 / 3))
    assert (figures.spans.precision, figures.spans.recall) == (0.5, 1.0)


def test_a_name_without_a_known_point_counts_as_found_and_no_further() -> None:
    figures = score(Given(21, 26, place(35.95, 39.01)), names=(RAQQA,))
    assert figures.spans.f1 == 1.0
    assert (figures.with_point, figures.given_counted) == (0, 0)


def test_161_and_25_km() -> None:
    figures = score(Given(0, 5, place(36.9, 43.13)), names=(MOSUL,))
    assert figures.end_to_end(figures.near)[2] == 1.0
    assert figures.end_to_end(figures.local)[2] == 0.0


def test_another_point_of_the_same_country_is_counted_apart() -> None:
    figures = score(Given(15, 19, place(36.0, 42.0, "country", 6)), names=(IRAQ,))
    assert figures.end_to_end(figures.near)[2] == 0.0
    assert figures.end_to_end_in_area(figures.near)[2] == 1.0
    assert figures.same_area == 1


def test_distances_are_of_the_names_found() -> None:
    figures = score(Given(0, 5, place(36.34, 43.13)), Given(7, 13, None))
    assert figures.distances == [0.0, 20039.0]
    assert figures.as_dict()["found_within_161_km"] == 0.5


def test_area_under_the_log_error_curve() -> None:
    assert log_error_area([0.0, 0.0, 0.0]) == 0.0
    assert log_error_area([20038.0] * 5) == pytest.approx(1.0)
    # trapezoid over 0, 0, ln(e^2): half of the last step, of two
    assert log_error_area([math.exp(2) - 1, 0.0, 0.0]) == pytest.approx(1 / (2 * math.log(20039)))
    assert log_error_area([]) == 0.0


def test_findings_say_what_became_of_each_name() -> None:
    given = [
        Given(0, 5, place(36.3, 43.1)),
        Given(7, 13, place(None, None)),
        Given(15, 19, place(36.0, 42.0, "country", 6)),
        Given(31, 38, place(51.45, -0.97)),
    ]
    findings = PlaceFigures().add(AnnotatedText("a", TEXT, [MOSUL, SINJAR, IRAQ, RAQQA]), given, in_iraq)
    assert [finding.verdict for finding in findings] == ["near", "open", "same area", "missed", "extra"]


def test_overlap_and_strict_spans() -> None:
    counts = SpanCounts()
    counts.add([(0, 5), (10, 20), (30, 35)], [(0, 5), (12, 14), (16, 18), (40, 45)])
    assert (counts.precision, counts.recall) == (0.75, pytest.approx(2 / 3))
    assert counts.strict_f1 == pytest.approx(2 / 7)
    assert SpanCounts().f1 == 0.0


def test_spans_that_only_meet_do_not_touch() -> None:
    assert not touches((0, 5), [(5, 8)])
    assert touches((6, 7), [(0, 10), (2, 3), (8, 9)])


def test_headlines_right_wrong_open_and_bare() -> None:
    figures = HeadlineFigures()
    named = AnnotatedText("1", "Bomb in Mosul", [Location(8, 13, "Mosul", 36.34, 43.13)])
    figures.add(named, [Given(8, 13, place(36.33, 43.1))])
    figures.add(named, [Given(8, 13, place(30.0, 31.0))])
    figures.add(AnnotatedText("2", "Mosul", [MOSUL]), [])
    found = figures.as_dict()
    assert (found["names"], found["names_among_words"]) == (3, 2)
    assert (found["names_right_within_25_km"], found["names_wrong"], found["names_open"]) == (
        0.333,
        0.333,
        0.333,
    )
    assert (found["names_among_words_right_within_25_km"], found["names_among_words_open"]) == (0.5, 0)
