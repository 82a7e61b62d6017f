"""A report as handed in, and the record made of it."""

from __future__ import annotations

from dataclasses import dataclass

from warlog.ingest.headlines import headline
from warlog.records import Report, report_id, text_digest

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class RawReport:
    """A report's text and what is known about it before reading; `published` is an ISO date.

    `text` is what decoding gives: a byte order mark removed, line feeds and blanks as they came.
    `where` says where it came from, "reports/a.txt" or "reports/all.jsonl:7".
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    where: str = ""


def make_report(raw: RawReport, *, published: str | None = None) -> Report:
    """The report's record; its title is the headline where none was given.

    `published` is a date found in the text (its dateline); what was given with the report goes before it.
    """
    digest = text_digest(raw.text)
    return Report(
        id=report_id(digest),
        title=raw.title or found_title(raw.text),
        outlet=raw.outlet,
        published=raw.published or published,
        url=raw.url,
        language=ENGLISH,
        sha256=digest,
        length=len(raw.text),
    )


def found_title(text: str) -> str | None:
    """The headline's words with their blanks made single, None where the text has no headline."""
    span = headline(text)
    return " ".join(text[slice(*span)].split()) if span else None
