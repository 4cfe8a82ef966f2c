"""Whether the machinery is well: everything that is counted here is counted without looking at content (P12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import ColumnElement, ScalarSelect, and_, func, literal_column, or_, select, text, true
from sqlalchemy.exc import DBAPIError

from tracker.home import checks
from tracker.home.checks import Check, Level
from tracker.kernel.clocks import technical_now
from tracker.kernel.permissions import Standing
from tracker.storage.machinery import ClockDoubt, counted_failing, counted_findings, doubts
from tracker.storage.outbox import WAITS, Delivery, FactRow, Heartbeat, Timer
from tracker.storage.outside import outside
from tracker.storage.unit_of_work import Store, UnitOfWork

LATELY = timedelta(days=30)
AMISS = text("delivery.state IN ('failed', 'set_aside', 'expired')")
"""as its index has it, word for word"""
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Setup:
    """How this installation is put together. `mode` is embedded, redis, or redis_away."""

    mode: str
    database: str
    version: str
    schema: str | None
    newest: str | None


@dataclass(frozen=True)
class Health:
    """All of it at one moment."""

    at: datetime
    checks: Sequence[Check]
    setup: Setup
    not_sent: int
    """refused or given up lately; whoever sent it sees it, and it is no fault of the machinery's"""

    @property
    def level(self) -> Level:
        """Of the whole."""
        return checks.worst(self.checks)

    def __getitem__(self, name: str) -> Check:
        return next(check for check in self.checks if check.name == name)


def look(uow: UnitOfWork, migrations: Path, mode: str) -> Health:
    """Look at everything, in four queries."""
    now, session = technical_now(), uow.session
    beats = {row.part: row.at for row in session.scalars(select(Heartbeat))}
    road = _road(uow, now)
    setup = Setup(mode, DATABASES[session.get_bind().dialect.name], _version(), road.schema, _newest(migrations))
    found = [
        checks.running("clock", beats.get("clock"), now, checks.ASLEEP),
        _time(doubts(session)),
        checks.running("relay", beats.get("relay"), now, checks.ASLEEP),
        checks.running("auditor", beats.get("auditor"), now, checks.AUDITOR_ASLEEP),
        checks.late("waiting", _since(road, now - uow.now), now, road.waiting),
        checks.late("timers", _technical(road.timer_due, now - uow.now), now),
        checks.counted("failing_timers", road.failing, road.failing_since),
        checks.counted("set_aside", road.set_aside, road.aside_since),
        checks.counted("missing", road.missing, road.missing_since),
        checks.counted("surplus", road.surplus, road.surplus_since, Level.DEGRADED),
        _mail_server(uow, now),
        checks.counted("redis", int(mode == "redis_away"), level=Level.DEGRADED),
        Check("schema", Level.WELL if setup.schema == setup.newest else Level.FAILING),
    ]
    return Health(now, found, setup, road.not_sent)


def is_late(uow: UnitOfWork) -> bool:
    """Whether something is due and unsent for a quarter of an hour, or time itself is in doubt. One query."""
    now = technical_now()
    doubted = select(func.min(ClockDoubt.since)).where(ClockDoubt.seen_at > now - checks.ASLEEP)
    row = uow.session.execute(select(*_dues(uow), doubted.scalar_subquery().label("doubted"))).one()
    dues = (_since(row, now - uow.now), _technical(row.timer_due, now - uow.now))
    return row.doubted is not None or any(due and now - due > checks.LATE for due in dues)


def _dues(uow: UnitOfWork) -> list[Any]:
    """Since when the oldest of each has been allowed to go: what waits from the start, what waited for a morning,
    what nobody has fanned out, and what falls due. The states stand in the statement, so that its index is used."""
    is_open = and_(Timer.ended_at.is_(None), Timer.due_at <= uow.now)
    return [
        _one(func.min(Delivery.created_at), WAITS, Delivery.not_before.is_(None)).label("at_once"),
        _one(func.min(Delivery.not_before), WAITS, Delivery.not_before <= uow.now).label("waited"),
        _one(func.min(FactRow.recorded_at), FactRow.relayed_at.is_(None)).label("unrelayed"),
        _one(func.min(Timer.due_at), is_open).label("timer_due"),
    ]


def _road(uow: UnitOfWork, now: datetime) -> Any:
    may_go = or_(Delivery.not_before.is_(None), Delivery.not_before <= uow.now)
    aside = and_(AMISS, Delivery.state == literal_column("'set_aside'"))
    lost = and_(AMISS, Delivery.state.in_([literal_column("'failed'"), literal_column("'expired'")]))
    counts = [
        _one(func.count(), WAITS, may_go).label("waiting"),
        _one(func.count(), aside).label("set_aside"),
        _one(func.min(Delivery.ended_at), aside).label("aside_since"),
        _one(func.count(), lost, Delivery.ended_at > now - LATELY).label("not_sent"),
    ]
    schema: ColumnElement[str] = literal_column("(SELECT version_num FROM alembic_version)").label("schema")
    stuck, audited = counted_failing(checks.ATTEMPTS).subquery(), counted_findings().subquery()
    query = select(*_dues(uow), *counts, schema, *stuck.c, *audited.c).select_from(stuck.join(audited, true()))
    return uow.session.execute(query).one()


def _one(value: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(value).where(*conditions).scalar_subquery()


def _since(road: Any, ahead: timedelta) -> datetime | None:
    since = (road.at_once, _technical(road.waited, ahead), road.unrelayed)
    return min((instant for instant in since if instant), default=None)


def _technical(instant: datetime | None, ahead: timedelta) -> datetime | None:
    """A business instant on the technical clock: the business clock may have been moved."""
    return instant + ahead if instant else None


def _time(found: Sequence[ClockDoubt]) -> Check:
    return checks.counted("time", len(found), min((one.since for one in found), default=None))


def _mail_server(uow: UnitOfWork, now: datetime) -> Check:
    """Away for a moment is to be looked at; away for a quarter of an hour needs a person."""
    row = outside(uow.session, "mail")
    away = row.away_since if row else None
    if away is None:
        return Check("mail_server")
    return Check("mail_server", Level.FAILING if now - away > checks.LATE else Level.DEGRADED, since=away)


@cache
def _version() -> str:
    return version("ledertrivsel")


@cache
def _newest(migrations: Path) -> str | None:
    return ScriptDirectory(str(migrations)).get_current_head()


def mode_of(store: Store) -> str:
    """Whether one process does everything, or several do through Redis; and whether Redis answers."""
    answers = store.doorbell.answers()
    if answers is None:
        return "embedded"
    return "redis" if answers else "redis_away"


def report(store: Store, migrations: Path) -> dict[str, Any]:
    """For machines: counts and instants, nothing else. Answers, too, when the database is away."""
    mode = mode_of(store)
    try:
        with store.read() as uow:
            return _as_json(look(uow, migrations, mode), uow.now)
    except DBAPIError:
        away = {"database": _plain(Check("database", Level.FAILING))}
        return {"status": Level.FAILING, "mode": mode, "checks": away, "version": _version()}


def _as_json(seen: Health, now: datetime) -> dict[str, Any]:
    return {
        "status": seen.level,
        "mode": seen.setup.mode,
        "checks": {check.name: _plain(check) for check in seen.checks},
        "not_sent": seen.not_sent,
        "version": seen.setup.version,
        "migrations": {"current": seen.setup.schema, "head": seen.setup.newest},
        "business_time": now.isoformat(),
    }


def _plain(check: Check) -> Mapping[str, object]:
    """Without what there is nothing to say of; what is well has no since."""
    since = check.since if check.level != Level.WELL or check.name == "waiting" else None
    values = {"last": check.last, "since": since, "many": check.many}
    said = {key: _text(value) for key, value in values.items() if value is not None}
    return {"status": check.level} | said


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def page(uow: UnitOfWork, store: Store, migrations: Path) -> dict[str, Any]:
    """For the administrator, in words. NotFound for everybody else."""
    uow.require("R", "system", Standing(uow.actor.roles))
    seen = look(uow, migrations, mode_of(store))
    red = [check for check in seen.checks if check.level != Level.WELL]
    return {"seen": seen, "red": red, "words": checks.WORDS, "business_time": uow.now}
