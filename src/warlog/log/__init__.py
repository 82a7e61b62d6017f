"""The log: reports, claims and checks in one SQLite file, with full-text and spatial search."""

from warlog.log.store import Log, StoredReport

__all__ = ["Log", "StoredReport"]
