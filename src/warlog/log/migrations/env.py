"""Alembic's entry point: migrate over the connection that `warlog.log.database` hands in."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True)
# no transaction of its own: the caller's holds the whole migration, so that a kill leaves nothing half-made
context.run_migrations()
