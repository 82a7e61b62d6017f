"""Every entry of the actor registry's data files is well formed, sourced and told apart from the rest."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest
from rapidfuzz import fuzz

from warlog.actors import Actor, Registry
from warlog.actors.names import name_key
from warlog.records import ACTOR_KINDS

Table = dict[str, Any]

FOLDER = files("warlog.data") / "actors"
ARMED = {"state_forces", "rebel_group", "militia", "external_forces"}
SOURCE_KINDS = {
    "party", "official", "media", "monitor", "activist", "igo", "ngo", "witness", "social_media", "anonymous", "other",
}  # fmt: skip
LISTS = {
    "names",
    "ambiguous",
    "metonyms",
    "generic",
    "members",
    "part_of",
    "countries",
    "leaders",
    "active",
    "certain",
    "without",
}
KEYS = LISTS | {
    "id", "name", "kind", "parent", "succeeds", "state", "allies", "enemies", "speaks_as", "ucdp", "wikidata", "source",
}  # fmt: skip
DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?\Z")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
COLUMNS = [
    "iso2",
    "name",
    "aliases",
    "adjectives",
    "active",
    "metonyms",
    "government",
    "forces",
    "air_force",
    "navy",
    "police",
    "border_guard",
    "intelligence",
    "defence_ministry",
    "interior_ministry",
    "foreign_ministry",
    "health_ministry",
]


def toml_tables(key: str) -> list[Table]:
    """All tables of that name in file order, each with its file under the key `file`."""
    found: list[Table] = []
    for path in sorted(FOLDER.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            found.extend({**table, "file": path.name} for table in data.get(key, []))
    return found


def state_rows() -> list[dict[str, list[str]]]:
    text = (FOLDER / "states.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{key: [v for v in (value or "").split("|") if v] for key, value in row.items()} for row in rows]


ACTORS = toml_tables("actor")
DEFINED = [table for table in ACTORS if "kind" in table]
AMENDED = [table for table in ACTORS if "kind" not in table]
OPERATIONS = toml_tables("operation")
ORGANS = toml_tables("organ")
STATES = state_rows()
DERIVED_IDS = {f"{row['iso2'][0].lower()}-{organ['suffix']}" for row in STATES for organ in ORGANS}
IDS = {table["id"] for table in DEFINED} | DERIVED_IDS


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return Registry.load(cache=tmp_path_factory.mktemp("cache"))


def folded(name: str) -> str:
    """A name as told apart from others: no case, accents, hyphens, apostrophes or leading article."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"^the ", "", re.sub(r"[\s-]+", " ", re.sub(r"['`.]", "", bare))).strip()


def label(table: Table) -> str:
    return f"{table['file']}:{table['id']}"


def is_period(first: str, last: str) -> bool:
    return bool(DATE.match(first) and DATE.match(last)) and (not (first and last) or first[:4] <= last[:4])


def composed_names(row: dict[str, list[str]], organ: Table) -> set[str]:
    """What a state's organ may be called: the row's own names and the templates filled in."""
    words = {"adj": row["adjectives"], "name": row["name"] + row["aliases"]}
    names = set(row.get(organ["column"], []))
    for template in organ["names"]:
        (slot,) = re.findall(r"\{(\w+)\}", template)
        names |= {template.replace(f"{{{slot}}}", word) for word in words[slot]}
    return names


def problems_of_form(table: Table) -> Iterable[str]:
    """What is wrong with the shape of an entry, and with the entries that it refers to."""
    yield from (f"unknown key {key}" for key in set(table) - {"file"} - KEYS)
    if not ID.match(table["id"]):
        yield "not a slug"
    for key in (LISTS - {"active"}) & set(table):
        values = table[key]
        if not isinstance(values, list) or not all(
            isinstance(v, str) and v and v == v.strip() for v in values
        ):
            yield f"{key}: not a list of words"
        elif len(values) != len(set(values)):
            yield f"{key}: a value twice"
    if "active" in table and not is_period(*table["active"]):
        yield "active: not a period"
    for side in table.get("allies", []) + table.get("enemies", []):
        if not set(side) <= {"id", "from", "to"} or not is_period(side.get("from", ""), side.get("to", "")):
            yield f"side {side}"
    linked = [side["id"] for side in table.get("allies", []) + table.get("enemies", [])]
    linked += [*table.get("part_of", []), *(table[key] for key in ("parent", "succeeds") if key in table)]
    yield from (f"no entry {other}" for other in linked if other not in IDS)
    if table["id"] in linked:
        yield "refers to itself"
    if table.get("speaks_as", "party") not in SOURCE_KINDS:
        yield "speaks_as"
    yield from (
        f"country {code}" for code in table.get("countries", []) if not re.fullmatch(r"[A-Z]{2}", code)
    )


def problems_of_content(table: Table) -> Iterable[str]:
    """What an entry that defines an actor lacks."""
    if not table.get("name") or table["kind"] not in ACTOR_KINDS or table["kind"] == "person":
        yield "name or kind"
    yield from (f"no {key}" for key in ("source", "speaks_as") if not table.get(key))
    if "countries" not in table:
        yield "no countries (an empty list means everywhere)"
    if not set(table.get("ambiguous", [])) <= {table["name"], *table.get("names", [])}:
        yield "ambiguous: not among its names"
    if any("(" in name for name in table.get("names", [])):
        yield "names: brackets belong to the display name alone"
    if "wikidata" in table and not re.fullmatch(r"Q\d+", table["wikidata"]):
        yield "wikidata"


@pytest.mark.parametrize("file", sorted({table["file"] for table in ACTORS}))
def test_entries_are_well_formed(file: str) -> None:
    entries = [table for table in ACTORS if table["file"] == file]
    assert [f"{table['id']}: {problem}" for table in entries for problem in problems_of_form(table)] == []


@pytest.mark.parametrize("file", sorted({table["file"] for table in DEFINED}))
def test_entries_say_what_they_are_and_where_that_can_be_checked(file: str) -> None:
    entries = [table for table in DEFINED if table["file"] == file]
    assert [f"{table['id']}: {problem}" for table in entries for problem in problems_of_content(table)] == []


def test_ids_are_unique_over_all_files() -> None:
    counted = Counter(table["id"] for table in DEFINED)
    assert [key for key, number in counted.items() if number > 1] == []
    assert {table["id"] for table in DEFINED} & DERIVED_IDS <= {t["id"] for t in AMENDED}


def test_an_amendment_amends_an_entry_that_exists() -> None:
    assert [label(table) for table in AMENDED if table["id"] not in IDS] == []


def clashes(owners: dict[str, list[tuple[str, set[str], bool]]]) -> Iterable[str]:
    for name, claimed in owners.items():
        for index, (first, here, apart) in enumerate(claimed):
            for second, there, other_apart in claimed[index + 1 :]:
                if (
                    first != second
                    and (not here or not there or here & there)
                    and not (apart and other_apart)
                ):
                    yield f"{name}: {first} and {second}"


def test_no_name_is_claimed_twice_in_one_theatre_unless_it_is_marked_ambiguous() -> None:
    owners: dict[str, list[tuple[str, set[str], bool]]] = defaultdict(list)
    merged: dict[str, Table] = {}
    for table in ACTORS:
        known = merged.setdefault(table["id"], {"names": [], "ambiguous": [], "countries": []})
        known["names"] = [n for n in known["names"] if n not in table.get("without", [])]
        known["ambiguous"] = [n for n in known["ambiguous"] if n not in table.get("certain", [])]
        known["names"] += [n for n in (table.get("name"), *table.get("names", [])) if n]
        known["ambiguous"] += table.get("ambiguous", [])
        known["countries"] += table.get("countries", [])
    for identity, table in merged.items():
        apart = {folded(name) for name in table["ambiguous"]}
        countries = set(table["countries"]) or (
            {identity[:2].upper()} if identity in DERIVED_IDS else set[str]()
        )
        for name in {folded(name) for name in table["names"]}:
            owners[name].append((identity, countries, name in apart))
    spelt = set(owners) | {
        folded(name) for row in STATES for organ in ORGANS for name in row.get(organ["column"], [])
    }
    for row in STATES:
        for organ in ORGANS:
            identity = f"{row['iso2'][0].lower()}-{organ['suffix']}"
            for name in {folded(name) for name in composed_names(row, organ)}:
                if name not in spelt:  # a name that an entry spells out beats one made from a template
                    owners[name].append((identity, {row["iso2"][0]}, False))
    assert list(clashes(owners)) == []


# Articles and small words of the languages that the registry writes names in.
SMALL = re.compile(r"\b(al|el|ul|ar|as|ash|an|at|ad|the|of|de|for|and|in|la|los|du|des|y|et)\b")
# Two bodies each, whose names differ by as little.
APART = {
    frozenset(pair)
    for pair in (
        ("mlkp", "tkp-ml"),  # two parties
        ("jund-al-sham", "junud-al-sham"),  # two groups
        ("tnla", "pno-pnla"),  # Ta'ang and Pa-O
        ("amhara-forces", "afar-special-forces"),
        ("iraqi-news-agency", "anf"),
        ("trend-az", "turan-news-agency"),
        ("channel-10-israel", "channel-12-israel"),
        ("channel-10-israel", "channel-13-israel"),
        ("channel-12-israel", "channel-13-israel"),
    )
}


def skeleton(name: str) -> str:
    """A name without articles and the order of its words: "Front of the Levant" is "Levant Front"."""
    bare = SMALL.sub(" ", re.sub(r"[^a-z0-9 ]", " ", folded(name)))
    return " ".join(
        sorted(bare.replace("organisation", "organization").replace("defence", "defense").split())
    )


def meet(one: Actor, other: Actor) -> bool:
    return not one.countries or not other.countries or bool(set(one.countries) & set(other.countries))


def test_no_two_entries_of_one_country_share_a_name_but_for_articles_and_order(registry: Registry) -> None:
    owners: dict[str, list[tuple[Actor, bool]]] = defaultdict(list)
    for actor in registry.actors.values():
        for name in {actor.name, *actor.names} if actor.organ is None else set[str]():
            key = skeleton(name)
            if len(key) > 3:
                owners[key].append((actor, (actor.id, name_key(name)) in registry.ambiguous))
    shared = {
        (key, *sorted((one.id, other.id)))
        for key, claimed in owners.items()
        for (one, first), (other, second) in combinations(claimed, 2)
        if one.id != other.id and not (first and second) and meet(one, other)
        and frozenset((one.id, other.id)) not in APART
    }  # fmt: skip
    assert shared == set()


def test_no_two_entries_of_one_country_are_called_nearly_the_same(registry: Registry) -> None:
    by_letter: dict[str, list[tuple[str, Actor]]] = defaultdict(list)
    for actor in registry.actors.values():
        key = skeleton(actor.name)
        if actor.organ is None and len(key) > 5:
            by_letter[key[0]].append((key, actor))
    near = [
        (one.id, other.id)
        for listed in by_letter.values()
        for (first, one), (second, other) in combinations(listed, 2)
        if abs(len(first) - len(second)) < 5 and meet(one, other) and fuzz.ratio(first, second) >= 88
        and frozenset((one.id, other.id)) not in APART
    ]  # fmt: skip
    assert near == []


@pytest.mark.parametrize("tie", ["above", "before"])
def test_no_body_is_its_own_part_or_forerunner(registry: Registry, tie: str) -> None:
    def steps(actor: Actor) -> list[str]:
        above = [*([actor.parent] if actor.parent else []), *actor.part_of]
        return above if tie == "above" else [actor.succeeds] if actor.succeeds else []

    for start in registry.actors:
        seen: set[str] = set()
        queue = steps(registry.actors[start])
        while queue:
            here = queue.pop()
            assert here != start
            if here not in seen:
                seen.add(here)
                queue += steps(registry.actors[here])


def test_who_continues_another_begins_when_that_one_ends_or_later(registry: Registry) -> None:
    heirs = [actor for actor in registry.actors.values() if actor.succeeds]
    assert heirs
    for actor in heirs:
        former = registry.actors[actor.succeeds or ""]
        assert former.active[0][:4] <= actor.active[0][:4], actor.id
        assert set(former.countries) & set(actor.countries), actor.id


def test_the_states_table_is_whole() -> None:
    assert len(STATES) >= 195
    assert list(STATES[0]) == COLUMNS
    codes = [row["iso2"][0] for row in STATES]
    assert len(codes) == len(set(codes))
    for row in STATES:
        assert re.fullmatch(r"[A-Z]{2}", row["iso2"][0])
        assert row["name"], row["iso2"]
        assert row["adjectives"], row["iso2"]
        assert all(value == value.strip() for values in row.values() for value in values), row["iso2"]
        for active in row["active"]:
            first, last = active.split("..")
            assert DATE.match(first)
            assert DATE.match(last)


@pytest.mark.parametrize("organ", ORGANS, ids=lambda organ: organ["suffix"])
def test_an_organ_template_can_be_filled(organ: Table) -> None:
    assert organ["kind"] in ACTOR_KINDS
    assert organ["speaks_as"] in SOURCE_KINDS
    assert organ["column"] in COLUMNS
    for template in organ["names"] + organ.get("titles", []):
        assert re.findall(r"\{\w*\}", template) in (["{adj}"], ["{name}"])
    assert re.findall(r"\{\w*\}", organ["name"]) in (["{ADJ}"], ["{NAME}"])
    assert organ.get("parent", "government") in {other["suffix"] for other in ORGANS}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["id"])
def test_an_operation_has_its_days_its_place_and_its_sides(operation: Table) -> None:
    assert set(operation) - {"file"} == {
        "id", "name", "names", "start", "end", "place", "country", "agents", "targets", "source",
    } - ({"names"} - set(operation))  # fmt: skip
    assert ID.match(operation["id"])
    assert DATE.match(operation["start"])
    assert operation["start"]
    assert DATE.match(operation["end"])
    assert not operation["end"] or operation["start"][:7] <= (operation["end"] + "-12")[:7]
    assert operation["place"]
    assert re.fullmatch(r"[A-Z]{2}", operation["country"])
    assert operation["agents"]
    assert [side for side in operation["agents"] + operation["targets"] if side not in IDS] == []
    assert operation["source"].strip()


def test_operation_ids_are_unique() -> None:
    counted = Counter(operation["id"] for operation in OPERATIONS)
    assert [key for key, number in counted.items() if number > 1] == []


def test_the_registry_is_broad() -> None:
    kinds = Counter(table["kind"] for table in DEFINED)
    voices = Counter(table.get("speaks_as") for table in DEFINED)
    assert sum(kinds[kind] for kind in ARMED) >= 600
    assert voices["monitor"] + voices["ngo"] + voices["igo"] >= 150
    assert kinds["media"] >= 300
    assert len(OPERATIONS) >= 150
    assert len({country for table in DEFINED for country in table["countries"]}) >= 120
