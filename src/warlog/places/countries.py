"""Countries and the words for their people and things, from data/places/countries.tsv."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from warlog.errors import WarlogError
from warlog.places.names import normal_key

_FILE = "data/places/countries.tsv"
_COLUMNS = 12


@dataclass(slots=True, frozen=True)
class Country:
    """A country or territory of ISO 3166-1; `iso2` is its code, `radius_km` that of a circle of its area."""

    iso2: str
    name: str
    alternates: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    capital_id: str
    latitude: float
    longitude: float
    radius_km: float
    neighbours: tuple[str, ...]
    region: str
    geonames: int | None


@dataclass(slots=True, frozen=True)
class Countries:
    """All countries, by code, by normal key of a name, and by normal key of a demonym."""

    by_code: dict[str, Country]
    by_name: dict[str, str]
    by_demonym: dict[str, str]
    _words: dict[str, str | None] = field(default_factory=dict[str, "str | None"])

    def get(self, iso2: str | None) -> Country | None:
        """The country of a code, None for an unknown one."""
        return self.by_code.get(iso2) if iso2 else None

    def named(self, words: str) -> str | None:
        """ISO code of a country name, None for other words."""
        return self.by_name.get(normal_key(words))

    def of_demonym(self, words: str) -> str | None:
        """ISO code behind "Syrian" or "Turks", None for other words."""
        return self.by_demonym.get(normal_key(words))

    def demonym_word(self, word: str) -> str | None:
        """`of_demonym`, remembered: for the same words in report after report."""
        if word not in self._words:
            self._words[word] = self.of_demonym(word)
        return self._words[word]

    def adjective(self, words: str) -> str | None:
        """ISO code of a name or a demonym ("Syria border", "Syrian border")."""
        return self.named(words) or self.of_demonym(words)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _row(line: str, number: int) -> Country:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise WarlogError(
            "W033", where=_FILE, found=f"line {number} has {len(cells)} columns, not {_COLUMNS}"
        )
    iso2, name, alternates, demonyms, capital, capital_id, lat, lon, radius, neighbours, region, geonames = (
        cells
    )
    return Country(
        iso2, name, _parts(alternates), _parts(demonyms), capital, capital_id, float(lat), float(lon),
        float(radius), _parts(neighbours), region, int(geonames) if geonames else None,
    )  # fmt: skip


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """The table of countries. Where two share a name ("Congo"), the first in the file has it."""
    text = files("warlog").joinpath(_FILE).read_text(encoding="utf-8")
    rows = [_row(line, n) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    by_name: dict[str, str] = {}
    by_demonym: dict[str, str] = {}
    for row in rows:
        by_name.setdefault(normal_key(row.name), row.iso2)
    for row in rows:
        for name in row.alternates:
            by_name.setdefault(normal_key(name), row.iso2)
        for name in row.demonyms:
            by_demonym.setdefault(normal_key(name), row.iso2)
    return Countries({row.iso2: row for row in rows}, by_name, by_demonym)
