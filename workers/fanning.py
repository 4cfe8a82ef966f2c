"""Facts → deliveries: one for each listener, made by the database itself in one go, the urgent facts first."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    CursorResult,
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
    update,
    values,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.selectable import FromClause

from tracker.kernel.clocks import technical_now
from tracker.kernel.facts import Fact, Urgency
from tracker.storage.base import Instant
from tracker.storage.outbox import Delivery, FactRow, State
from tracker.storage.unit_of_work import UnitOfWork
from workers.subscriptions import listeners

BATCH = 500
"""facts, and deliveries, in one pass of the relay"""
EVERYTHING = frozenset(int(urgency) for urgency in Urgency)
_FACT, _DELIVERY = cast(Table, FactRow.__table__), cast(Table, Delivery.__table__)
_FILLED = ("id", "fact_id", "listener", "urgency", "state", "attempts", "claims", "fence", "queued_until", "created_at")
_NEW_ID = {
    sqlite.Insert: func.lower(func.hex(func.randomblob(16))),
    postgresql.Insert: func.gen_random_uuid(),
}


@dataclass(frozen=True)
class Ready:
    """A delivery that may go. `claims` counts those that ended without an outcome."""

    id: UUID
    listener: str
    urgency: int
    claims: int


def fan_out(uow: UnitOfWork, takes: frozenset[int] = frozenset(), queued_until: datetime | None = None) -> list[Ready]:
    """One delivery per (fact, listener) for facts not yet relayed; safe to run anywhere, any number of times.

    Returns those of the urgencies that the queue takes: they are marked as queued already. A fact this process has
    never heard of waits for a newer one, which knows who hears it.
    """
    until = {f"until_{urgency}": queued_until if urgency in takes else None for urgency in Urgency}
    dialect = uow.session.get_bind().dialect.name
    made: list[Any] = []
    for statement in _statements(dialect, frozenset(Fact.registry)):
        result = cast(CursorResult[Any], uow.session.execute(statement, {"now": technical_now()} | until))
        made += result.all() if result.returns_rows else []
    return [Ready(row.id, row.listener, row.urgency, 0) for row in made if row.queued_until is not None]


def unrelayed() -> ColumnElement[bool]:
    """Facts that wait for this process."""
    return _waits(frozenset(Fact.registry))


def _waits(names: frozenset[str]) -> ColumnElement[bool]:
    return and_(FactRow.relayed_at.is_(None), FactRow.name.in_([_constant(name) for name in sorted(names)]))


def _constant(name: str) -> ColumnElement[str]:
    """A name out of our own code, as it stands: bound one by one they would take longer than the query."""
    return literal_column(f"'{name}'", String)


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
    some = batch.with_for_update(skip_locked=True).cte("batch")
    mark = update(_FACT).where(_FACT.c.id == some.c.id).values(relayed_at=now)
    taken: CTE = mark.returning(_FACT.c.id, _FACT.c.name, _FACT.c.urgency).cte("taken")
    return [_insert(taken, taken, postgresql.insert(_DELIVERY))]


def _insert(source: FromClause, fact: Any, into: sqlite.Insert | postgresql.Insert) -> Executable:
    pairs = [(name, listener) for name in sorted(Fact.registry) for listener in listeners(name)]
    heard = values(column("name", String), column("listener", String), literal_binds=True).data(pairs).cte("heard")
    until = {urgency: bindparam(f"until_{urgency}", type_=Instant()) for urgency in Urgency}
    queued = case(*((fact.c.urgency == urgency, until[urgency]) for urgency in Urgency))
    nothing: ColumnElement[int] = literal_column("0")
    filled = select(
        _NEW_ID[type(into)],
        fact.c.id,
        heard.c.listener,
        fact.c.urgency,
        _constant(State.WAITING),
        *(nothing, nothing, nothing),
        queued,
        bindparam("now", type_=Instant()),
    ).select_from(source.join(heard, heard.c.name == fact.c.name))
    filled = filled.where(literal_column("1") == literal_column("1"))  # SQLite: or ON CONFLICT is read as a join's ON
    made = into.from_select(_FILLED, filled).on_conflict_do_nothing()
    return made.returning(_DELIVERY.c.id, _DELIVERY.c.listener, _DELIVERY.c.urgency, _DELIVERY.c.queued_until)
