"""Which countries a report speaks of, and which of them is its own."""

from __future__ import annotations

import re
from collections import Counter

from warlog.actors.drafts import Reading
from warlog.actors.names import Hit, name_key

_IN = re.compile(r"\bin (?:the |(?:north|south|east|west|central)(?:ern|-?\w+ern)? )*$|[a-z], $", re.I)


_MANY_TOWNS = 4  # a report that names more of them says no more of where it plays


def countries_of(reading: Reading, hits: list[Hit]) -> tuple[Counter[str], Counter[str]]:
    """How much the report speaks of each country, and how much of that tells its main one."""
    counts: Counter[str] = Counter()
    votes: Counter[str] = Counter()
    for hit in hits:
        targets = {name.target for name in hit.names}
        for target in targets:
            sort, _, value = target.partition(":")
            if sort in ("state", "adjective") and len(targets) <= 2:
                counts[value] += 2
                # "in Mali" tells more of where it all happens than whom Mali accuses
                votes[value] += 3 if sort == "state" and _within(reading, hit) else 2
            elif sort == "metonym":
                if with_article(reading, hit):
                    continue
                actor = reading.registry.get(value)
                counts.update(actor.countries if actor else ())
                votes.update([actor.state] if actor and actor.state else ())
            elif not value and len(targets) == 1:
                actor = reading.registry.get(target)
                capital_word = reading.tokens.capitals and len(hit.names[0].text.split()) == 1
                if actor is not None and len(actor.countries) <= 3 and not capital_word:
                    key = name_key(reading.document.text[hit.start : hit.end])
                    if (target, key) not in reading.registry.ambiguous:
                        counts.update(actor.countries)
                        home = home_of(actor.state, actor.countries)
                        votes.update([home] if home else ())
    for country, towns in reading.towns.items():
        counts[country] += 1
        votes[country] += min(towns, _MANY_TOWNS)
    return counts, votes


def _within(reading: Reading, hit: Hit) -> bool:
    return _IN.search(reading.document.text[max(0, hit.start - 20) : hit.start]) is not None


_AGENCY = re.compile(r"\s*\([^()\n]{2,40}\)\s*(?:[-–—]|[A-Z])")


def files(reading: Reading, hit: Hit) -> bool:
    """Whether a capital's name is a dateline's: "ADDIS ABABA (Horn Wire) - "."""
    return _AGENCY.match(reading.document.text, hit.end) is not None


def with_article(reading: Reading, hit: Hit) -> bool:
    """Whether the article of a town's name stands before a capital's: "al-Riyadh" lies in Iraq too."""
    before = reading.document.text[max(0, hit.start - 3) : hit.start].lower()
    return before.endswith(("al-", "el-", "al ", "el ", "ar-"))


def home_of(state: str | None, countries: list[str]) -> str | None:
    """The one country that an actor is at home in, None where it fights in several."""
    return state or (countries[0] if len(countries) == 1 else None)
