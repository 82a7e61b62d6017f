"""The data files of ingest are well-formed row by row."""

from __future__ import annotations

import tomllib
from importlib import resources


def data(name: str) -> dict[str, object]:
    return tomllib.loads((resources.files("warlog.data") / "ingest" / name).read_text("utf-8"))


def test_formats() -> None:
    formats = data("formats.toml")
    for row in formats["formats"]:  # type: ignore[attr-defined]
        assert row["found"].startswith(("a ", "an "))
        assert len(bytes.fromhex(row["hex"])) >= 2
    assert all(suffix.startswith(".") for suffix in formats["suffixes"])  # type: ignore[attr-defined]


def test_languages() -> None:
    languages = data("languages.toml")
    words = languages["english_words"]
    assert words == sorted(set(words))  # type: ignore[call-overload, type-var]
    names = languages["names"]
    assert all(2 <= len(code) <= 3 and name[0].isupper() for code, name in names.items())  # type: ignore[attr-defined]
