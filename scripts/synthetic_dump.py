"""Writes a table like GeoNames' allCountries.txt, always the same for a number of rows: what imports are measured on.

    python scripts/synthetic_dump.py 13000000 dump.txt

Half of the names are all but unique, the rest have namesakes by the thousand down to none, as place names do.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

SYLLABLES = [
    "al", "ba", "bar", "da", "dar", "el", "fa", "gar", "ha", "had", "ib", "ja", "kal", "kar", "la", "lo", "ma",
    "mar", "na", "nor", "pa", "qa", "ra", "ri", "sa", "san", "shi", "ta", "tel", "ul", "va", "wa", "ya", "za",
    "zor", "ber", "gol", "min", "grad", "pur", "abad", "ville", "ton", "berg", "dorf", "stan",
]  # fmt: skip
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
COUNTRIES = [
    "IQ", "SY", "UA", "RU", "US", "CN", "IN", "IR", "MX", "BR", "NG", "SD", "AF", "TR", "FR", "DE", "ML", "NE",
    "ET", "SO", "YE", "LY", "MM", "PK", "ID", "PE", "CO", "GB", "NO", "CA", "AU",
]  # fmt: skip
# shares of a hundred, roughly those of GeoNames
FEATURES = {
    "P.PPL": 40, "H.STM": 14, "T.MT": 6, "T.HLL": 6, "S.FRM": 6, "S.SCH": 5, "H.LK": 4, "S.HTL": 3, "T.VAL": 3, "L.LCTY": 3,
    "S.CH": 3, "P.PPLX": 2, "A.ADM3": 2, "T.ISL": 1, "H.WAD": 1, "R.RD": 1,
}  # fmt: skip
WORDS = 3_000_000
SEED = 7


def word(number: int) -> str:
    """The word with this number."""
    parts: list[str] = []
    while number or len(parts) < 2:
        number, part = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return "".join(parts).capitalize()


def rows(count: int) -> Iterator[str]:
    """The lines of the table."""
    chance = random.Random(SEED)
    share, pick = chance.random, chance.choice
    features = [feature.split(".") for feature, many in FEATURES.items() for _ in range(many)]
    for number in range(count):
        name = word(int(WORDS * share() ** 3))
        if share() < 0.5:
            name += " " + word(int(WORDS * share()))
        group, code = pick(features)
        others, people = "", 0
        if group == "P":
            if share() < 0.5:
                others = f"{name} Kabir," + "".join(pick(LETTERS) for _ in range(6))
            people = int(10 ** (5 * share())) if share() < 0.1 else 0
        country = COUNTRIES[number * len(COUNTRIES) // count]
        yield (
            f"{1_000_000 + number}\t{name}\t{name}\t{others}\t{140 * share() - 60:.5f}\t{360 * share() - 180:.5f}\t{group}\t{code}\t"
            f"{country}\t\t{number % 20:02d}\t\t\t\t{people}\t\t{number % 900}\tAsia/Baghdad\t2024-01-01\n"
        )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    wanted = parser.parse_args()
    with wanted.out.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(rows(wanted.rows))


if __name__ == "__main__":
    main()
