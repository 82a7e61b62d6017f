"""Names folded for look-up."""

from __future__ import annotations

import unicodedata


def fold(name: str) -> str:
    """A name without case, accents and punctuation: "Al-Qa'im" and "al-Qaim" give "al qaim"."""
    plain = unicodedata.normalize("NFKD", name)
    kept = [c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’‘ʼʿʾ`"]
    return " ".join("".join(kept).casefold().split())
