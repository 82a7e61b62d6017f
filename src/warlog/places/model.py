"""The learned weights of this room, from data/places/model.json, which scripts/fit_places.py writes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Features = dict[str, float]


@dataclass(slots=True, frozen=True)
class Model:
    """Two log-linear models over named features.

    `recognition` gives the log-odds that a name stands for a place, `ranking` the log-weight of each place of the name
    beside the weight of "none of them". `needed` is the probability below which a name counts as no place, `needed_alone` the same for one that neither the
    words before it nor the gazetteer place, and `sure` that below which a place stays unresolved.
    """

    recognition: Mapping[str, float]
    ranking: Mapping[str, float]
    needed: float
    needed_alone: float
    sure: float

    def log_odds(self, features: Features) -> float:
        """The log-odds that a name with these features is a place."""
        return self.recognition["bias"] + total(self.recognition, features)


def total(weights: Mapping[str, float], features: Features) -> float:
    """What features weigh together; those that the model has never seen weigh nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def probability(log_odds: float) -> float:
    """The probability, 0 to 1, of log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def shares(log_weights: list[float]) -> list[float]:
    """Probabilities that add up to 1, in proportion to the exponentials of log-weights."""
    most = max(log_weights)
    weights = [math.exp(weight - most) for weight in log_weights]
    total = sum(weights)
    return [weight / total for weight in weights]


def reasons(weights: Mapping[str, float], features: Features, least: float = 0.3) -> list[str]:
    """What counted, the weightiest first, for people: "in the report's country +1.2"."""
    counted = [(weights.get(name, 0.0) * value, name) for name, value in features.items()]
    counted.sort(key=lambda pair: -abs(pair[0]))
    return [f"{name} {points:+.1f}" for points, name in counted if abs(points) >= least]


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model in the package, read once."""
    data = json.loads(files("warlog").joinpath("data/places/model.json").read_text(encoding="utf-8"))
    return Model(data["recognition"], data["ranking"], data["needed"], data["needed_alone"], data["sure"])
