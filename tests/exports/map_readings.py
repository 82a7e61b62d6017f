"""Made-up readings for the map: a fictional week of fighting told by three outlets, in real geography."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from warlog.records import (
    Attribution,
    Channel,
    Check,
    Claim,
    Evidence,
    Participant,
    Place,
    Quantity,
    Report,
    Source,
    When,
    mention_at,
    report_id,
    stable_id,
    text_digest,
)

PLACES: dict[str, dict[str, Any]] = {
    "Tal Afar": {"latitude": 36.379, "longitude": 42.449, "kind": "town", "country": "IQ", "admin1": "Nineveh"},
    "Mosul": {"latitude": 36.335, "longitude": 43.119, "kind": "city", "country": "IQ", "admin1": "Nineveh"},
    "eastern Mosul": {"latitude": 36.36, "longitude": 43.19, "kind": "district", "country": "IQ", "admin1": "Nineveh",
                      "derivation": "part_of", "radius_km": 6.0, "where_prec": 2},
    "Sinjar": {"latitude": 36.322, "longitude": 41.864, "kind": "town", "country": "IQ", "admin1": "Nineveh"},
    "Qayyarah": {"latitude": 35.8, "longitude": 43.29, "kind": "town", "country": "IQ", "admin1": "Nineveh"},
    "Hawijah": {"latitude": 35.325, "longitude": 43.767, "kind": "town", "country": "IQ", "admin1": "Kirkuk"},
    "Kirkuk": {"latitude": 35.468, "longitude": 44.392, "kind": "city", "country": "IQ", "admin1": "Kirkuk"},
    "Baiji": {"latitude": 34.929, "longitude": 43.493, "kind": "town", "country": "IQ", "admin1": "Saladin"},
    "Baghdad": {"latitude": 33.341, "longitude": 44.401, "kind": "city", "country": "IQ", "admin1": "Baghdad"},
    "Deir ez-Zor": {"latitude": 35.336, "longitude": 40.141, "kind": "city", "country": "SY", "admin1": "Deir ez-Zor"},
    "between Mosul and Sinjar": {"latitude": 36.33, "longitude": 42.49, "kind": "area", "country": "IQ", "admin1": "Nineveh",
                                 "derivation": "between", "radius_km": 38.0, "where_prec": 3, "gazetteer": None},
    "Geneva": {"latitude": 46.202, "longitude": 6.147, "kind": "city", "country": "CH", "admin1": "Geneva"},
    "الموصل": {"latitude": 36.335, "longitude": 43.119, "kind": "city", "country": "IQ", "admin1": "Nineveh"},
    "Tell Nowhere": {"latitude": None, "longitude": None, "kind": "village", "country": "IQ", "admin1": None, "gazetteer": None},
}  # fmt: skip


@dataclass
class Reading:
    """What the map needs of a reading."""

    report: Report
    text: str
    claims: list[Claim] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


def place(text: str, name: str) -> Place:
    """A place of PLACES, with its first mention in the text."""
    row = {"gazetteer": f"test:{name}", "radius_km": None, "where_prec": 1, "derivation": "named"} | PLACES[
        name
    ]
    at = text.find(name)
    return Place(name=name, mention=mention_at(text, at, at + len(name)) if at >= 0 else None, **row)


def source(text: str, name: str, kind: Any, role: str | None = None) -> Source:
    """A speaker, with the first mention in the text."""
    at = text.find(name)
    return Source(
        name, None, kind, role, None, False, mention_at(text, at, at + len(name)) if at >= 0 else None
    )


def claim(text: str, sentence: str, trigger: str, act: Any, **more: Any) -> Claim:
    """A claim on a sentence of the text; places by name, `who` and `whom` by name, `day` or (start, end)."""
    start = text.index(sentence)
    at = text.index(trigger, start)
    evidence = Evidence(start, start + len(sentence), sentence, mention_at(text, at, at + len(trigger)))
    sides = [("agent", name) for name in more.get("who", [])] + [
        ("target", name) for name in more.get("whom", [])
    ]
    day = more.get("day")
    days = day if isinstance(day, tuple) else (day, day)
    sources = more.get("sources", [])
    return Claim(
        id=stable_id("c", text, start, act, more.get("at"), trigger),
        report=report_id(text_digest(text)),
        act=act,
        modality=more.get("modality", "happened"),
        evidence=evidence,
        participants=[_participant(text, role, name) for role, name in sides],
        place=place(text, more["at"]) if "at" in more else None,
        origin=place(text, more["origin"]) if "origin" in more else None,
        destination=place(text, more["to"]) if "to" in more else None,
        when=When(days[0], days[1], 1, None) if day else None,
        quantities=more.get("quantities", []),
        weapon=more.get("weapon"),
        attribution=Attribution("source" if sources else "outlet", sources, more.get("channel")),
        favours=None,
        self_serving=more.get("self_serving", False),
        confidence=more.get("confidence", 0.8),
        coder="test-1",
    )


def _participant(text: str, role: Any, name: str) -> Participant:
    at = text.find(name)
    return Participant(role, None, name, "unknown", mention_at(text, at, at + len(name)) if at >= 0 else None)


def report(
    text: str, title: str, outlet: str, published: str | None = None, url: str | None = None
) -> Report:
    """A report on a text."""
    digest = text_digest(text)
    return Report(report_id(digest), title, outlet, published, url, "en", digest, len(text))


NORTH = """TAL AFAR, 12 March 2024 — Government forces entered Tal Afar before dawn on Tuesday, the army command said, after \
three days of shelling. “Our heroes hold the grain silos,” Brigadier Sami Darwish told Northern Radio.

At least 14 people were killed when rockets hit a market in eastern Mosul on Monday, the provincial health office said. \
The Free Valley Front denied that it had fired on the city.

Fighters of the Free Valley Front withdrew from Tal Afar towards Sinjar, residents said. A road between Mosul and Sinjar was cut \
by landmines on Sunday. The army plans an assault on Sinjar within days, according to two officers.

The village of Tell Nowhere has been without water since Saturday, when a pumping station was destroyed.
"""

VALLEY = """The army’s claim to have taken Tal Afar is false, the Free Valley Front said on Wednesday. “We repelled them at the \
silos and killed 40,” its spokesman Hadi Mansour wrote. 🛰 Satellite pictures seen by Valley Wire show smoke over Qayyarah.

Air strikes hit Qayyarah on 10 March and again on 11 March, killing nine fighters. Army helicopters bombed Hawijah overnight. In \
Mosul (الموصل) shelling of the old town went on, and clashes were reported in Mosul on Tuesday. Mosul has been under curfew; police \
arrested 30 people in Mosul. Two car bombs exploded in Mosul on 9 March. Some 2,000 people fled Mosul for Kirkuk.

Both sides are to meet in Geneva on 20 March for talks on a truce. <script>alert("never")</script> & so on.
"""

MONITOR = """Weekly note. Clashes around Baiji killed between 10 and 15 fighters. An aid convoy left Baghdad for Qayyarah on 13 March \
and arrived a day later. The monitor counts at least 61 dead since 8 March. The front has held Sinjar since June 2019.

Hawijah lies 65 km south-west of Kirkuk. Demonstrators gathered in Kirkuk on Friday. Shelling reached Deir ez-Zor.
"""


def quantity(measure: Any, low: float | None, best: float | None, high: float | None) -> Quantity:
    """A number of people or things."""
    return Quantity(measure, low, best, high, None, False, None, None)


def readings() -> list[Reading]:
    """Three readings with 25 claims and two checks."""
    return [_north(), _valley(), _monitor()]


def _north() -> Reading:
    t = NORTH
    army = source(t, "army command", "party")
    radio = t.index("Northern Radio")
    claims = [
        claim(t, "Government forces entered Tal Afar before dawn on Tuesday, the army command said", "entered", "capture", at="Tal Afar",
              who=["Government forces"], whom=["Free Valley Front"], day="2024-03-12", sources=[army], self_serving=True, confidence=0.86),
        claim(t, "after three days of shelling", "shelling", "shelling", at="Tal Afar", who=["Government forces"],
              day=("2024-03-09", "2024-03-11"), sources=[army], weapon="artillery", confidence=0.64),
        claim(t, "“Our heroes hold the grain silos,” Brigadier Sami Darwish told Northern Radio", "hold", "control", at="Tal Afar",
              who=["Government forces"], modality="ongoing", day="2024-03-12", self_serving=True,
              sources=[source(t, "Sami Darwish", "party", "Brigadier")],
              channel=Channel("Northern Radio", mention_at(t, radio, radio + 14))),
        claim(t, "At least 14 people were killed when rockets hit a market in eastern Mosul on Monday, the provincial health office said",
              "hit", "shelling", at="eastern Mosul", whom=["people at a market"], day="2024-03-11", weapon="rocket",
              quantities=[quantity("killed", 14, 14, None)], sources=[source(t, "provincial health office", "official")]),
        claim(t, "The Free Valley Front denied that it had fired on the city.", "fired", "shelling", at="Mosul", who=["Free Valley Front"],
              modality="denied", day="2024-03-11", sources=[source(t, "Free Valley Front", "party")]),
        claim(t, "Fighters of the Free Valley Front withdrew from Tal Afar towards Sinjar, residents said", "withdrew", "withdraw",
              at="Tal Afar", origin="Tal Afar", to="Sinjar", who=["Free Valley Front"], day="2024-03-12",
              sources=[source(t, "residents", "witness")]),
        claim(t, "A road between Mosul and Sinjar was cut by landmines on Sunday.", "cut", "cut_route", at="between Mosul and Sinjar",
              day="2024-03-10", weapon="mine"),
        claim(t, "The army plans an assault on Sinjar within days, according to two officers.", "assault", "offensive", at="Sinjar",
              who=["army"], modality="planned", day=("2024-03-13", "2024-03-18"), sources=[source(t, "two officers", "anonymous")]),
        claim(t, "a pumping station was destroyed", "destroyed", "destruction", at="Tell Nowhere", day="2024-03-09", confidence=0.5),
    ]  # fmt: skip
    return Reading(
        report(
            t,
            "Army says it has entered Tal Afar",
            "Northern News Agency",
            "2024-03-12",
            "https://example.org/a?b=1&c=2",
        ),
        t,
        claims,
    )


def _valley() -> Reading:
    t = VALLEY
    front = source(t, "Free Valley Front", "party")
    spokesman = source(t, "Hadi Mansour", "party", "spokesman")
    bombs = "Two car bombs exploded in Mosul on 9 March."
    claims = [
        claim(t, "The army’s claim to have taken Tal Afar is false, the Free Valley Front said on Wednesday.", "taken", "capture", at="Tal Afar",
              who=["army"], modality="denied", day="2024-03-12", sources=[front], self_serving=True),
        claim(t, "“We repelled them at the silos and killed 40,” its spokesman Hadi Mansour wrote.", "repelled", "attack", at="Tal Afar",
              who=["army"], whom=["Free Valley Front"], modality="failed", day="2024-03-12", sources=[spokesman], self_serving=True,
              quantities=[quantity("killed", 40, 40, 40)]),
        claim(t, "Air strikes hit Qayyarah on 10 March and again on 11 March, killing nine fighters.", "hit", "air_strike", at="Qayyarah",
              whom=["fighters"], day=("2024-03-10", "2024-03-11"), quantities=[quantity("killed", 9, 9, 9)]),
        claim(t, "Army helicopters bombed Hawijah overnight.", "bombed", "air_strike", at="Hawijah", who=["Army"], day="2024-03-13"),
        claim(t, "shelling of the old town went on", "shelling", "shelling", at="الموصل", modality="ongoing"),
        claim(t, "clashes were reported in Mosul on Tuesday", "clashes", "clash", at="Mosul", day="2024-03-12"),
        claim(t, "police arrested 30 people in Mosul.", "arrested", "arrest", at="Mosul", who=["police"],
              quantities=[quantity("detained", 30, 30, 30)]),
        claim(t, bombs, "exploded", "bombing", at="Mosul", day="2024-03-09", weapon="car_bomb"),
        claim(t, "Some 2,000 people fled Mosul for Kirkuk.", "fled", "displacement", origin="Mosul", to="Kirkuk", who=["people"],
              quantities=[quantity("displaced", None, 2000, None)]),
        claim(t, "Both sides are to meet in Geneva on 20 March for talks on a truce.", "talks", "talks", at="Geneva",
              who=["Both sides"], modality="planned", day="2024-03-20"),
    ]  # fmt: skip
    return Reading(
        report(t, "Front: “We repelled them” </script><b>bold</b>", "Valley Wire", "2024-03-13"), t, claims
    )


def _monitor() -> Reading:
    t = MONITOR
    monitor = source(t, "monitor", "monitor")
    distance = "Hawijah lies 65 km south-west of Kirkuk."
    at = t.index(distance)
    claims = [
        claim(t, "Clashes around Baiji killed between 10 and 15 fighters.", "Clashes", "clash", at="Baiji",
              quantities=[quantity("killed", 10, None, 15)], day=("2024-03-08", "2024-03-14"), sources=[monitor]),
        claim(t, "An aid convoy left Baghdad for Qayyarah on 13 March", "left", "aid", origin="Baghdad", to="Qayyarah", day="2024-03-13"),
        claim(t, "The monitor counts at least 61 dead since 8 March.", "dead", "casualties", day=("2024-03-08", "2024-03-15"),
              quantities=[quantity("killed", 61, 61, None)], sources=[monitor]),
        claim(t, "The front has held Sinjar since June 2019.", "held", "control", at="Sinjar", who=["Free Valley Front"],
              modality="ongoing", day=("2019-06-01", None)),
        claim(t, "Demonstrators gathered in Kirkuk on Friday.", "gathered", "protest", at="Kirkuk", who=["Demonstrators"], day="2024-03-15"),
        claim(t, "Shelling reached Deir ez-Zor.", "Shelling", "shelling", at="Deir ez-Zor", confidence=0.55),
    ]  # fmt: skip
    checks = [
        Check("k-1", report_id(text_digest(t)), None, "distance", Evidence(at, at + len(distance), distance), 65.0, 58.8, "km",
              "imprecise", "Hawijah (test:Hawijah) to Kirkuk (test:Kirkuk)"),
        Check("k-2", report_id(text_digest(t)), claims[3].id, "duration", Evidence(at, at + len(distance), distance), "since June 2019",
              None, None, "uncheckable", "no known date"),
    ]  # fmt: skip
    return Reading(report(t, "Weekly note, 8–15 March", "Plains Monitor", "2024-03-15"), t, claims, checks)
