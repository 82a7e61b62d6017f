"""Builds data/places/supplement/ucdp.tsv: settlements that UCDP has coded events at and that the gazetteer lacks.

    python scripts/build_ucdp_places.py CSV...

Reads UCDP's Georeferenced Event Dataset (CC BY 4.0) as CSV with `where_coordinates`, `where_prec`, `latitude`, `longitude`,
`country`, `adm_1`. Only the first half of each file's events by id is used, since the second is what `warlog bench places`
reports on. Taken are places of precision 1 called a town, village, city or settlement, of which the gazetteer has none of that
name within 30 km. Run it with a gazetteer built without the file.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz

from warlog.places import Gazetteer
from warlog.places.geometry import rough_km
from warlog.places.names import fold_key, normal_key, plain_name

TARGET = Path(__file__).parent.parent / "src" / "warlog" / "data" / "places" / "supplement" / "ucdp.tsv"
_KIND = re.compile(r"\s+(city|town|village|settlement)$")
_NOTE = re.compile(r"\s*\([^)]*\)")
SAME_KM = 30.0
ALIKE = 80.0  # of 100, between folds: another spelling
HEADER = """\
# Settlements that UCDP has coded events at and that lists of populated places lack.
# Licence: CC BY 4.0.
# Source: UCDP Georeferenced Event Dataset (Sundberg and Melander 2013), CC BY 4.0: name, point and country of the first half of
# its events on Ukraine 2014-2021 by id; made by scripts/build_ucdp_places.py. Columns as in the other files.
id	name	alternates	kind	country	admin1	latitude	longitude	radius_km	source
"""


def main(paths: Sequence[str]) -> int:
    """Write the file; prints how many rows it has."""
    gazetteer = Gazetteer.open()
    rows: dict[str, str] = {}
    for path in paths:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            events = sorted(csv.DictReader(stream), key=lambda row: int(row["id"]))
        for event in events[: len(events) // 2]:
            made = _row(event, gazetteer)
            if made is not None:
                rows.setdefault(made.split("\t", 1)[0], made)
    TARGET.write_text(HEADER + "".join(f"{row}\n" for _, row in sorted(rows.items())), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} rows\n")
    return 0


def _row(event: dict[str, str], gazetteer: Gazetteer) -> str | None:
    where = _NOTE.sub("", event["where_coordinates"].strip())
    kind = _KIND.search(where)
    country = gazetteer.countries.named(event["country"])
    if event["where_prec"] != "1" or kind is None or country is None:
        return None
    name, kinds = where[: kind.start()], {"settlement": "village"}
    latitude, longitude = float(event["latitude"]), float(event["longitude"])
    name = plain_name(name, country)
    fold = fold_key(normal_key(name))
    near = [one for one, _ in gazetteer.near(latitude, longitude, SAME_KM, 500)]
    near += [
        e for e in gazetteer.lookup(name) if rough_km(latitude, longitude, e.latitude, e.longitude) < SAME_KM
    ]
    if any(e in near for e, _ in gazetteer.variants(name, [country])) or any(
        normal_key(e.name) == normal_key(name) or fuzz.ratio(fold, fold_key(normal_key(e.name))) > ALIKE
        for e in near
    ):
        return None
    slug = re.sub(r"\W+", "-", normal_key(name)).strip("-")
    if not slug.isascii() or not slug:
        return None
    identifier = f"ucdp:{slug}-{round(latitude * 100)}-{round(longitude * 100)}"
    cells = [
        identifier, name, "", kinds.get(kind[1], kind[1]), country, "", f"{latitude:.4f}", f"{longitude:.4f}", "2",
        "UCDP GED",
    ]  # fmt: skip
    return "\t".join(cells)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
