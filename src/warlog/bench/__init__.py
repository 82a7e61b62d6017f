"""Benchmarks: corpora and scorers behind `warlog bench`."""

from warlog.bench.gold import GoldReport, ScoredReport, by_act, figures, load_gold, score_reports

__all__ = ["GoldReport", "ScoredReport", "by_act", "figures", "load_gold", "score_reports"]
