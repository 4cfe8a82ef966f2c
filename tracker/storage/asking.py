"""Statements put together once and asked again with other values: building one takes longer than running it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVarTuple, cast
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Result,
    Select,
    Uuid,
    bindparam,
    select,
    true,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.selectable import TypedReturnsRows

from tracker.kernel.permissions import Role
from tracker.storage.base import Instant
from tracker.storage.prepared import prepared

Ts = TypeVarTuple("Ts")
ME: BindParameter[UUID] = bindparam("me", type_=Uuid())
"""whoever asks"""
TODAY: BindParameter[date] = bindparam("today", type_=Date())
"""the civil day it is asked on"""
IDS: BindParameter[Any] = bindparam("ids", type_=Uuid(), expanding=True)
"""which ones it is asked about"""
ABOUT: BindParameter[UUID] = bindparam("about", type_=Uuid())
"""the one it is asked about"""
SINCE: BindParameter[datetime] = bindparam("since", type_=Instant())
"""the instant from which on something counts"""
CONNECTION = "connection"


@dataclass(frozen=True)
class Asker:
    """Anybody who holds some roles, in a statement that is put together once for all of them."""

    roles: frozenset[Role]
    me: BindParameter[UUID] = ME


@dataclass(frozen=True, eq=False)
class Beside:
    """One row that a page asks for in the same journey as who it is for: of a table, by the page's own address."""

    table: Any
    by: ColumnElement[bool]
    columns: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]

    def along(self, query: Select[*Ts]) -> Select[*tuple[Any, ...]]:
        """The statement that reads it along; its columns come last."""
        return query.outerjoin(self.table, self.by).add_columns(*self.columns)


def together(session: Session, *queries: Select[*tuple[Any, ...]], **values: object) -> list[tuple[Any, ...]]:
    """The one row of each of some counting statements, in one journey; they share the names of their values."""
    row = iter(ask(session, _side_by_side(queries), **values).one())
    return [tuple(islice(row, len(query.selected_columns))) for query in queries]


@lru_cache(maxsize=64)
def _side_by_side(queries: tuple[Select[*tuple[Any, ...]], ...]) -> Select[*tuple[Any, ...]]:
    first, *others = (query.subquery() for query in queries)
    beside: FromClause = first
    for other in others:
        beside = beside.join(other, true())
    return select(*first.c, *(column for other in others for column in other.c)).select_from(beside)


def ask(session: Session, query: TypedReturnsRows[*Ts], **values: object) -> Result[*Ts]:
    """The rows of a statement of columns (not of entities), as the driver gives them: no objects are kept."""
    reads: Connection | None = session.info.get(CONNECTION)
    if reads is None:
        session.flush()
    known = reads or session.connection()
    if known.dispatch.before_cursor_execute:  # somebody looks on
        return known.execute(query, values)
    base = known.dialect.loaded_dbapi.Error
    try:
        return cast(Result[*Ts], prepared(query, known.dialect).run(known, values))
    except base as error:
        if reads is None:  # the transaction is lost
            raise DBAPIError.instance("", None, error, base, hide_parameters=True, dialect=known.dialect) from error
        return known.execute(query, values)  # asked once more, by those who know what to make of it
