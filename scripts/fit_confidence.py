"""Fits how sure claims are: the chance that a claim is wholly right, by its marks, on folders of hand-made gold.

    python scripts/fit_confidence.py GOLD_DIR... [--dry-run]

Reads every report with the package as it is, pairs the claims with the gold, and fits a logistic regression with an
L2 penalty of "act, agents, places and voice all right, none missing, none extra" on the marks of
warlog.claims.confidence and on the act. Acts of one family share a coefficient, which is held closer to zero than the marks'. Prints
the expected calibration error (ten bins of equal width) and the Brier score of a cross-validation over reports; for
each folder how a fit on the other folders does there, which shows what to expect of reports unlike those fitted on; and
writes src/warlog/data/confidence.toml. To be run again when the reading has changed.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from warlog.bench import load_gold
from warlog.bench.scoring import from_claim, pair, wholly_right
from warlog.claims import reader as claim_reader
from warlog.claims.confidence import MARKS, marks
from warlog.claims.drafts import Draft
from warlog.claims.lexicon import Lexicon
from warlog.reading import Reader
from warlog.records import Attribution
from warlog.resources import load_resources

DATA = Path(__file__).parent.parent / "src" / "warlog" / "data"
FOLDS = 5
BINS = 10
# 1 / variance of a normal prior on a coefficient; fixed beforehand, not chosen by the figures
MARK_PENALTY, FAMILY_PENALTY = 0.5, 4.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One predicted claim: its marks, its act, and whether it is wholly right."""

    folder: str
    report: str
    act: str
    marks: dict[str, bool]
    right: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How well chances agree with what was right."""

    calibration_error: float
    brier: float
    given: float  # mean chance
    right: float  # share right


class Recorder:
    """Stands in for the reader's confidence while samples are taken: keeps marks, and gives a claim their number."""

    def __init__(self) -> None:
        self.kept: list[dict[str, bool]] = []

    def __call__(self, draft: Draft, attribution: Attribution, lexicon: Lexicon) -> float:  # noqa: ARG002
        self.kept.append(marks(draft, attribution))
        return float(len(self.kept) - 1)


def samples_of(folders: Sequence[Path], reader: Reader, recorder: Recorder) -> list[Sample]:
    """Every claim that the reader finds in the reports of the gold folders."""
    found: list[Sample] = []
    for folder in folders:
        for gold in load_gold(folder):
            claims = reader.read(gold.raw).claims
            pairing = pair([from_claim(claim) for claim in claims], gold.claims)
            right = {i for i, j in pairing.pairs if wholly_right(pairing.predicted[i], pairing.gold[j])}
            for number, claim in enumerate(claims):
                kept = recorder.kept[int(claim.confidence)]
                found.append(
                    Sample(folder.name, f"{folder.name}/{gold.name}", claim.act, kept, number in right)
                )
    return found


def families() -> dict[str, int]:
    """Act to family, of the acts that have one."""
    data = tomllib.loads((DATA / "bench" / "families.toml").read_text(encoding="utf-8"))
    return {act: number for number, acts in enumerate(data["families"]) for act in acts}


def design(samples: Sequence[Sample], groups: Sequence[str | int]) -> Floats:
    """A row a sample: 1, the marks, and one column a group of acts."""
    family = families()
    rows = [
        [
            1.0,
            *(float(s.marks[mark]) for mark in MARKS),
            *(float(family.get(s.act, s.act) == g) for g in groups),
        ]
        for s in samples
    ]
    return np.array(rows, dtype=np.float64)


def groups_of(samples: Sequence[Sample]) -> list[str | int]:
    """The families seen, and the acts seen that have none."""
    family = families()
    return sorted({family.get(s.act, s.act) for s in samples}, key=str)


def fit(x: Floats, y: Floats, penalties: Floats) -> Floats:
    """Coefficients of the penalised logistic regression, by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = chances(x, weights)
        gradient = x.T @ (chance - y) + penalties * weights
        curvature = (x.T * (chance * (1 - chance))) @ x + np.diag(penalties)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def chances(x: Floats, weights: Floats) -> Floats:
    """The chance of each row."""
    return 1 / (1 + np.exp(-x @ weights))


def folds_of(reports: Sequence[str]) -> list[int]:
    """The fold of each row: rows of one report are in one fold."""
    number = {report: n for n, report in enumerate(sorted(set(reports)))}
    return [number[report] % FOLDS for report in reports]


def cross_validated(x: Floats, y: Floats, penalties: Floats, folds: Sequence[int | str]) -> Floats:
    """The chance of each row by a fit that has not seen its fold."""
    fold = np.array(folds)
    found = np.zeros(len(y))
    for held_out in sorted(set(folds), key=str):
        rows = fold == held_out
        found[rows] = chances(x[rows], fit(x[~rows], y[~rows], penalties))
    return found


def unseen(x: Floats, y: Floats, penalties: Floats, folders: Sequence[str]) -> dict[str, Figures]:
    """How a fit on the other folders does on each; nothing where there is but one."""
    if len(set(folders)) < 2:
        return {}
    chance = cross_validated(x, y, penalties, folders)
    of = np.array(folders)
    return {name: figures_of(chance[of == name], y[of == name]) for name in dict.fromkeys(folders)}


def figures_of(chance: Floats, y: Floats) -> Figures:
    """Expected calibration error over ten equal bins, mean squared error, and the means."""
    which = np.minimum((chance * BINS).astype(int), BINS - 1)
    error = 0.0
    for number in range(BINS):
        rows = which == number
        if rows.any():
            error += rows.mean() * abs(chance[rows].mean() - y[rows].mean())
    return Figures(float(error), float(np.mean((chance - y) ** 2)), float(chance.mean()), float(y.mean()))


def table(chance: Floats, y: Floats) -> list[str]:
    """Chance given, claims, share of them right; a line for each bin that has any."""
    lines: list[str] = []
    which = np.minimum((chance * BINS).astype(int), BINS - 1)
    for number in range(BINS):
        rows = which == number
        if rows.any():
            given = f"{number / BINS:.1f}-{(number + 1) / BINS:.1f}"
            lines.append(
                f"{given}  {int(rows.sum()):4d} claims, {y[rows].mean():.2f} right, {chance[rows].mean():.2f} given"
            )
    return lines


def written(
    samples: Sequence[Sample], weights: Floats, groups: Sequence[str | int], figures: Figures,
    by_folder: dict[str, Figures],
) -> str:  # fmt: skip
    """The data file's text."""
    y = [sample.right for sample in samples]
    by_group = dict(zip(groups, weights[1 + len(MARKS) :], strict=True))
    family = families()
    acts = sorted({*family, *(sample.act for sample in samples)})
    by_act = {act: by_group[group] for act in acts if (group := family.get(act, act)) in by_group}
    names = ", ".join(f'"{name}"' for name in dict.fromkeys(sample.folder for sample in samples))
    coefficients = zip(("intercept", *MARKS), weights, strict=False)
    return "\n".join(
        [
            "# The chance that a claim is wholly right (act, agents, places, voice), as logistic coefficients of its marks.",
            "# Source: fitted by scripts/fit_confidence.py on hand-made claims (annotations/README.md). Licence: Apache-2.0.",
            "",
            "[fit]",
            f"date = {date.today().isoformat()}",
            f"folders = [{names}]",
            f"reports = {len({sample.report for sample in samples})}  # those in which any claim was found",
            f"claims = {len(samples)}",
            f"right = {sum(y)}",
            f"calibration_error = {figures.calibration_error:.3f}  # expected, ten bins, cross-validated over reports",
            f"brier = {figures.brier:.3f}  # cross-validated over reports",
            "",
            "# each folder by a fit on the others: the mean chance given, and the share that was right",
            *(
                line
                for name, there in by_folder.items()
                for line in (
                    f"[fit.unseen.{name}]",
                    f"given = {there.given:.3f}",
                    f"right = {there.right:.3f}",
                    f"calibration_error = {there.calibration_error:.3f}",
                )
            ),
            "",
            "[coefficients]",
            *(f"{name} = {weight:.3f}" for name, weight in coefficients),
            "",
            "[acts]",
            *(f"{act} = {weight:.3f}" for act, weight in by_act.items()),
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description="Fit the confidence of claims on folders of gold.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--dry-run", action="store_true", help="print only")
    given = parser.parse_args(arguments)
    folders = [folder.resolve() for folder in given.folders]
    recorder = Recorder()
    claim_reader.confidence = recorder
    samples = samples_of(folders, Reader(load_resources()), recorder)
    groups = groups_of(samples)
    x = design(samples, groups)
    y = np.array([sample.right for sample in samples], dtype=np.float64)
    penalties = np.array([0.0, *[MARK_PENALTY] * len(MARKS), *[FAMILY_PENALTY] * len(groups)])
    weights = fit(x, y, penalties)
    held_out = cross_validated(x, y, penalties, folds_of([sample.report for sample in samples]))
    by_folder = unseen(x, y, penalties, [sample.folder for sample in samples])
    figures, constant = figures_of(held_out, y), float(y.mean() * (1 - y.mean()))
    print(f"{len(samples)} claims, {int(y.sum())} wholly right; cross-validated over reports:")
    print(
        f"expected calibration error {figures.calibration_error:.3f}, Brier {figures.brier:.3f} (the mean alone {constant:.3f})"
    )
    print("\n".join(table(held_out, y)))
    for name, there in by_folder.items():
        print(
            f"{name}, by a fit on the others: {there.given:.2f} given, {there.right:.2f} right, error {there.calibration_error:.3f}"
        )
    for name, weight in zip(("intercept", *MARKS, *groups), weights, strict=True):
        print(f"{weight:+.3f}  {name}")
    if not given.dry_run:
        text = written(samples, weights, groups, figures, by_folder)
        (DATA / "confidence.toml").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
