"""Insert unless it is there already, on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.storage.base import Base


def insert_unless_there(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows with all their values; those that break a unique rule are left out.

    Waits for a concurrent transaction that inserts the same, so that a read afterwards sees either one's row.
    """
    table = model.__table__
    if not rows or not isinstance(table, Table):
        return
    dialect = session.get_bind().dialect.name
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    session.execute(statement.values(list(rows)).on_conflict_do_nothing())
