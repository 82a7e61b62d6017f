"""Reads the tab-separated tables of `data/lexicon/`."""

from __future__ import annotations

from importlib.resources import files


def read_table(name: str) -> list[list[str]]:
    """The rows of `data/lexicon/{name}.tsv` without comment lines and heading."""
    text = files("warlog.data").joinpath("lexicon", f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return rows[1:]
