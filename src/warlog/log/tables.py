"""The log's tables, as the newest migration leaves them.

The records themselves are kept whole, as JSON, in the `record` columns; the other columns are there to
filter and sort by. `key` columns hold folded names (see `warlog.log.names.fold`).
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Text),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("coder", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("record", Text, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    # an integer key of its own, for the full-text index to point to
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("act", Text, nullable=False, index=True),
    Column("modality", Text, nullable=False),
    Column("voice", Text, nullable=False),
    Column("begins", Text, index=True),
    Column("ends", Text),
    Column("confidence", Float, nullable=False),
    Column("quote", Text, nullable=False),
    Column("record", Text, nullable=False),
)

claim_actors = Table(
    "claim_actors",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("actor", Text, index=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
)

claim_sources = Table(
    "claim_sources",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("actor", Text, index=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
)

claim_places = Table(
    "claim_places",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("gazetteer", Text, index=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("country", Text),
    Column("admin1_key", Text),
    Column("latitude", Float),
    Column("longitude", Float),
)

checks = Table(
    "checks",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("claim", Text),
    Column("kind", Text, nullable=False),
    Column("verdict", Text, nullable=False, index=True),
    Column("record", Text, nullable=False),
)
