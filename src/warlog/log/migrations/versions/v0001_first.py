"""Reports, claims and checks, with full-text search over quotes and spatial search over places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SEARCH = """
CREATE VIRTUAL TABLE claim_quotes USING fts5(
    quote, content = 'claims', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER claims_quote_added AFTER INSERT ON claims BEGIN
    INSERT INTO claim_quotes (rowid, quote) VALUES (new.number, new.quote);
END;
CREATE TRIGGER claims_quote_removed AFTER DELETE ON claims BEGIN
    INSERT INTO claim_quotes (claim_quotes, rowid, quote) VALUES ('delete', old.number, old.quote);
END;
CREATE VIRTUAL TABLE claim_place_boxes USING rtree(
    number, lowest_latitude, highest_latitude, lowest_longitude, highest_longitude
);
CREATE TRIGGER claim_places_box_added AFTER INSERT ON claim_places
WHEN new.latitude IS NOT NULL AND new.longitude IS NOT NULL BEGIN
    INSERT INTO claim_place_boxes VALUES (new.number, new.latitude, new.latitude, new.longitude, new.longitude);
END;
CREATE TRIGGER claim_places_box_removed AFTER DELETE ON claim_places BEGIN
    DELETE FROM claim_place_boxes WHERE number = old.number;
END;
"""


def upgrade() -> None:
    """Make the tables and, on SQLite, the search indexes with the triggers that keep them."""
    op.create_table(
        "reports",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _report(),
        sa.Column("act", sa.Text, nullable=False, index=True),
        sa.Column("modality", sa.Text, nullable=False),
        sa.Column("voice", sa.Text, nullable=False),
        sa.Column("begins", sa.Text, index=True),
        sa.Column("ends", sa.Text),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    _create_named("claim_actors", sa.Column("role", sa.Text, nullable=False), _actor())
    _create_named("claim_sources", sa.Column("kind", sa.Text, nullable=False), _actor())
    _create_named(
        "claim_places",
        sa.Column("gazetteer", sa.Text, index=True),
        sa.Column("country", sa.Text),
        sa.Column("admin1_key", sa.Text),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
    )
    op.create_table(
        "checks",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _report(),
        sa.Column("claim", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False, index=True),
        sa.Column("record", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _statements(_SEARCH):
            op.execute(statement)


def _create_named(table: str, *columns: sa.Column[str] | sa.Column[float]) -> None:
    claim = sa.ForeignKey("claims.number", ondelete="CASCADE")
    op.create_table(
        table,
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("claim", sa.Integer, claim, nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        *columns,
    )


def _report() -> sa.Column[str]:
    report = sa.ForeignKey("reports.id", ondelete="CASCADE")
    return sa.Column("report", sa.Text, report, nullable=False, index=True)


def _actor() -> sa.Column[str]:
    return sa.Column("actor", sa.Text, index=True)


def _statements(script: str) -> list[str]:
    """The script's statements; those of a trigger's body stay together."""
    found: list[str] = []
    held = ""
    for part in script.split(";\n"):
        held += part + ";\n"
        if "BEGIN" not in held or held.rstrip().endswith("END;"):
            if held.strip(" ;\n"):
                found.append(held.strip())
            held = ""
    return found
