"""Alembic's environment: the connection is handed in by `workers.migrate`."""

from typing import Any, Literal

from alembic import context

from tracker.storage.base import Instant
from tracker.storage.vault import Sealed
from tracker.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations know no module of the product: an instant and what is sealed are plain columns there."""
    plain = {Instant: "sa.DateTime(timezone=True)", Sealed: "sa.LargeBinary()"}
    return plain.get(type(item), False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
