"""The records: their schema holds for what the reader writes, JSON keeps them whole, ids depend on content alone."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from warlog.ingest import RawReport
from warlog.reading import Reader
from warlog.records import (
    RECORD_KINDS,
    Mention,
    Place,
    from_json,
    mention_at,
    report_id,
    schema,
    stable_id,
    text_digest,
    to_json,
)

TEXT = (
    "KHARTOUM, May 10, 2024 - The Sudanese army captured Omdurman on Tuesday, its spokesman told Reuters.\n\n"
    "At least 20 civilians were killed in air strikes 25 km west of Nyala, activists said. "
    "“We repelled the attack,” the Rapid Support Forces said.\n"
)


@pytest.fixture(scope="module")
def records(reader: Reader) -> list[msgspec.Struct]:
    reading = reader.read(RawReport(TEXT, outlet="Reuters", url="https://example.org/1"))
    found = [reading.report, *reading.claims, *reading.mentions, *reading.attributions, *reading.checks]
    assert {type(record).__name__ for record in found} >= {
        "Report", "Claim", "MentionRecord", "AttributionRecord",
    }  # fmt: skip
    return found


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    document = schema()
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def test_what_the_reader_writes_keeps_to_the_schema(
    records: list[msgspec.Struct], validator: Draft202012Validator
) -> None:
    for record in records:
        validator.validate(json.loads(to_json(record)))


def test_the_schema_turns_down_a_record_with_a_wrong_field(
    records: list[msgspec.Struct], validator: Draft202012Validator
) -> None:
    claim: dict[str, Any] = next(r for r in map(json.loads, map(to_json, records)) if r["record"] == "claim")
    with pytest.raises(ValidationError):
        validator.validate(claim | {"act": "victory"})
    with pytest.raises(msgspec.ValidationError, match=r"\$\.act"):
        from_json(json.dumps(claim | {"act": "victory"}))


def test_the_schema_knows_every_kind_of_record() -> None:
    kinds = {definition["properties"]["record"]["enum"][0] for name, definition in schema()["$defs"].items()
             if name in {kind.__name__ for kind in RECORD_KINDS.values()}}  # fmt: skip
    assert kinds == set(RECORD_KINDS)


def test_records_come_back_from_json_as_they_were(records: list[msgspec.Struct]) -> None:
    for record in records:
        line = to_json(record)
        assert "\n" not in line
        assert from_json(line) == record
        assert to_json(from_json(line)) == line


def test_no_two_claims_of_a_report_share_an_id(records: list[msgspec.Struct]) -> None:
    ids = [record["id"] for record in map(json.loads, map(to_json, records)) if record["record"] == "claim"]
    assert len(ids) == len(set(ids)) > 1


@given(st.text())
def test_a_report_is_known_by_its_text_alone(text: str) -> None:
    assert report_id(text_digest(text)) == report_id(text_digest(text))
    assert report_id(text_digest(text)) != report_id(text_digest(text + " "))


def test_lone_surrogates_have_a_digest() -> None:
    assert len(text_digest("\ud800")) == 64


@given(st.lists(st.text(alphabet="ab\x1e "), min_size=1, max_size=4))
def test_an_id_depends_on_its_parts_and_their_order(parts: list[str]) -> None:
    assert stable_id("c", *parts) == stable_id("c", *parts)
    assert stable_id("c", *parts) != stable_id("k", *parts)
    assert stable_id("c", *parts) != stable_id("c", *parts, "more")
    if parts != parts[::-1]:
        assert stable_id("c", *parts) != stable_id("c", *parts[::-1])


def test_ids_of_version_one_never_change() -> None:
    assert stable_id("c", "r-1", "capture", 12) == "c-f4012d68da80dcfb"
    assert report_id(text_digest("Kidal fell.")) == "r-9af99787a694aa4c"


def test_a_mention_lies_inside_its_text() -> None:
    assert mention_at("Kidal fell.", 0, 5) == Mention(0, 5, "Kidal")
    for start, end in ((-1, 5), (3, 3), (0, 12)):
        with pytest.raises(ValueError, match="outside a text of 11"):
            mention_at("Kidal fell.", start, end)


def test_records_cannot_be_changed() -> None:
    place = Place("Kidal", None, 18.4, 1.4, None, 1, "ML", None, "town", "named", None)
    with pytest.raises(AttributeError):
        place.name = "Gao"  # type: ignore[misc]
