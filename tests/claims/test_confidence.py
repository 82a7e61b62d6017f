"""Confidence: the coefficients are complete, and the fit finds what was put in."""

from __future__ import annotations

import runpy
import tomllib
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from warlog.claims import Lexicon
from warlog.claims.confidence import MARKS
from warlog.records import ACTS

ROOT = Path(__file__).parent.parent.parent
DATA = tomllib.loads((resources.files("warlog.data") / "confidence.toml").read_text(encoding="utf-8"))


def test_every_mark_has_a_coefficient_and_every_act_is_known() -> None:
    assert set(DATA["coefficients"]) == {"intercept", *MARKS}
    assert set(DATA["acts"]) <= set(ACTS)
    assert all(abs(weight) < 5 for weight in (DATA["coefficients"] | DATA["acts"]).values())


def test_the_fit_says_what_it_was_made_on() -> None:
    fit = DATA["fit"]
    assert 0 < fit["right"] < fit["claims"]
    assert 0 < fit["calibration_error"] < 0.2
    # no better than the mean alone would be no reason to give figures
    mean = fit["right"] / fit["claims"]
    assert fit["brier"] < mean * (1 - mean)
    assert not any("/" in folder for folder in fit["folders"])


def test_the_lexicon_holds_them() -> None:
    held = Lexicon.load().confidence
    assert held["intercept"] == DATA["coefficients"]["intercept"]
    assert held["act:capture"] == DATA["acts"]["capture"]


def test_the_fit_finds_known_chances() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "fit_confidence.py"))
    random = np.random.default_rng(1)
    x = np.column_stack([np.ones(4000), random.integers(0, 2, 4000)]).astype(float)
    y = (random.random(4000) < script["chances"](x, np.array([-1.0, 1.5]))).astype(float)
    weights = script["fit"](x, y, np.array([0.0, 0.5]))
    assert weights == pytest.approx([-1.0, 1.5], abs=0.2)
    held_out = script["cross_validated"](x, y, np.array([0.0, 0.5]), [n % 5 for n in range(4000)])
    assert script["figures_of"](held_out, y).calibration_error < 0.03


def test_a_report_is_never_split_between_fit_and_test() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "fit_confidence.py"))
    reports = ["a", "b", "a", "c", "b"]
    folds = script["folds_of"](reports)
    assert len(set(zip(reports, folds, strict=True))) == 3


def test_calibration_error_and_brier_are_those_of_the_textbook() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "fit_confidence.py"))
    figures = script["figures_of"](np.array([0.25, 0.25, 0.25, 0.25]), np.array([1.0, 0.0, 1.0, 0.0]))
    assert figures.calibration_error == pytest.approx(0.25)
    assert figures.brier == pytest.approx((0.75**2 + 0.25**2) / 2)
