"""The families of acts: every act of the record has one, and their colours keep apart."""

from __future__ import annotations

import itertools
import tomllib
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from warlog.records import ACTS

FAMILIES: list[dict[str, Any]] = tomllib.loads(
    files("warlog.data.map").joinpath("acts.toml").read_text("utf-8")
)["family"]

# how dichromats see linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.0
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
JUST_TELLABLE = (
    11.0  # CIE76 difference; 2.3 is just noticeable side by side, small dots need a good deal more
)


def lab(colour: str, sight: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a #rrggbb colour as seen."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(sight @ linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_every_act_of_the_record_has_one_family() -> None:
    assert sorted(act for family in FAMILIES for act in family["acts"]) == sorted(ACTS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_families_keep_apart_for_the_colour_blind(scheme: str, sight: str) -> None:
    for one, other in itertools.combinations(FAMILIES, 2):
        apart = float(np.linalg.norm(lab(one[scheme], SIGHT[sight]) - lab(other[scheme], SIGHT[sight])))
        assert apart > JUST_TELLABLE, f"{one['id']} and {other['id']}: {apart:.1f}"
