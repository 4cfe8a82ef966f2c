"""Facts → deliveries: one for each listener, made by the database itself in one go, the urgent facts first."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Executable,
    String,
    Table,
    and_,
    bindparam,
    case,
    column,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.selectable import FromClause

from tracker.kernel.clocks import technical_now
from tracker.kernel.facts import Fact, Urgency
from tracker.storage.base import Instant
from tracker.storage.outbox import Delivery, FactRow, State
from tracker.storage.outside import not_away
from tracker.storage.unit_of_work import UnitOfWork
from workers.subscriptions import listeners

BATCH = 1_000
"""facts, and deliveries, in one pass of the relay"""
EVERYTHING = frozenset(int(urgency) for urgency in Urgency)
_FACT, _DELIVERY = cast(Table, FactRow.__table__), cast(Table, Delivery.__table__)
_FILLED = ("id", "fact_id", "listener", "urgency", "state", "attempts", "claims", "fence", "queued_until", "created_at")
_place: ColumnElement[Any] = literal_column("fact.ctid")
"""where PostgreSQL keeps a row: what this very statement has locked is found there without looking up its id again"""
_NEW_ID = {
    sqlite.Insert: func.lower(func.hex(func.randomblob(16))),
    postgresql.Insert: func.gen_random_uuid(),
}


class Ready(NamedTuple):
    """A delivery that may go. `claims` counts those that ended without an outcome."""

    id: UUID
    listener: str
    urgency: int
    claims: int


def fan_out(uow: UnitOfWork, takes: frozenset[int] = frozenset(), queued_until: datetime | None = None) -> list[Ready]:
    """One delivery per (fact, listener) for facts not yet relayed; safe to run anywhere, any number of times.

    Returns those of the urgencies that the queue takes, and whose other side is not away: they are marked as queued
    already. A fact this process has never heard of waits for a newer one, which knows who hears it.
    """
    until = {f"until_{urgency}": queued_until if urgency in takes else None for urgency in Urgency}
    dialect = uow.session.get_bind().dialect.name
    made: list[Any] = []
    connection = uow.session.connection()
    for statement in _statements(dialect, frozenset(Fact.registry)):
        result = connection.execute(statement, {"now": technical_now()} | until)
        made += result.all() if result.returns_rows else []
    return [Ready(id_, listener, urgency, 0) for id_, listener, urgency, until in made if until is not None]


def unrelayed() -> ColumnElement[bool]:
    """Facts that wait for this process."""
    return _waits(frozenset(Fact.registry))


@cache
def _waits(names: frozenset[str]) -> ColumnElement[bool]:
    """The names are our own code's, and stand as they are: bound one by one they would take longer than the query."""
    known = ", ".join(f"'{name}'" for name in sorted(names))
    return and_(FactRow.relayed_at.is_(None), text(f"fact.name IN ({known})"))


@cache
def _statements(dialect: str, names: frozenset[str]) -> list[Executable]:
    """PostgreSQL does it in one statement. SQLite in two, which nobody comes between: it lets one write at a time."""
    batch = select(_FACT.c.id).where(_waits(names)).order_by(_FACT.c.urgency, _FACT.c.recorded_at).limit(BATCH)
    now = bindparam("now", type_=Instant())
    if dialect == "sqlite":
        some = batch.cte("batch")
        inserted = _insert(_FACT.join(some, some.c.id == _FACT.c.id), _FACT, sqlite.insert(_DELIVERY))
        mark = update(_FACT).where(_FACT.c.id.in_(batch.scalar_subquery())).values(relayed_at=now)
        return [inserted, mark]
    locked = batch.with_only_columns(_place).with_for_update(skip_locked=True).scalar_subquery()
    mark = update(_FACT).where(_place == func.any(func.array(locked))).values(relayed_at=now)
    taken: CTE = mark.returning(_FACT.c.id, _FACT.c.name, _FACT.c.urgency).cte("taken")
    return [_insert(taken, taken, postgresql.insert(_DELIVERY))]


def _insert(source: FromClause, fact: Any, into: sqlite.Insert | postgresql.Insert) -> Executable:
    heard = _heard()
    until = {urgency: bindparam(f"until_{urgency}", type_=Instant()) for urgency in Urgency}
    here = not_away(heard.c.listener)
    queued = case(*((and_(fact.c.urgency == urgency, here), until[urgency]) for urgency in Urgency))
    nothing: ColumnElement[int] = literal_column("0")
    filled = select(
        _NEW_ID[type(into)],
        fact.c.id,
        heard.c.listener,
        fact.c.urgency,
        literal_column(f"'{State.WAITING}'", String),
        *(nothing, nothing, nothing),
        queued,
        bindparam("now", type_=Instant()),
    ).select_from(source.join(heard, heard.c.name == fact.c.name))
    filled = filled.where(literal_column("1") == literal_column("1"))  # SQLite: or ON CONFLICT is read as a join's ON
    made = into.from_select(_FILLED, filled).on_conflict_do_nothing(index_elements=["fact_id", "listener"])
    return made.returning(_DELIVERY.c.id, _DELIVERY.c.listener, _DELIVERY.c.urgency, _DELIVERY.c.queued_until)


def _heard() -> CTE:
    """Who hears what, as a table. As text, since SQLAlchemy would put its own `values` together anew each time."""
    pairs = ", ".join(f"('{name}', '{one}')" for name in sorted(Fact.registry) for one in listeners(name))
    rows = text(f"SELECT column1 AS name, column2 AS listener FROM (VALUES {pairs}) AS heard")  # noqa: S608
    return rows.columns(column("name", String), column("listener", String)).cte("heard")
