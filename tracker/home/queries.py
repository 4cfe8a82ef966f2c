"""The front page's three questions, and whether the machinery is well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import ColumnElement, and_, func, inspect, or_, select, text

from tracker.escalations import queries as escalations
from tracker.followups import queries as followups
from tracker.home import rules
from tracker.kernel.clocks import technical_now
from tracker.kernel.permissions import Role, Standing
from tracker.kernel.waiting import Waiting
from tracker.knowledge import queries as knowledge
from tracker.notifications import queries as notifications
from tracker.people import queries as people
from tracker.plans import queries as plans
from tracker.rounds import queries as rounds
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, State
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries as warnings

LATE = timedelta(minutes=15)
ASLEEP = timedelta(minutes=5)
MOST = 6
ASKED: list[Callable[[UnitOfWork], list[Waiting]]] = [
    followups.waiting,
    rounds.waiting,
    escalations.waiting,
    plans.waiting,
    warnings.waiting,
]
"""the capabilities that know of something to do"""


def front_page(uow: UnitOfWork) -> dict[str, Any]:
    """What waits for me, what did I agree, what is new; and my role."""
    news = notifications.inbox(uow, limit=MOST, waiting_only=True)
    return {
        "waiting": waiting(uow),
        "agreed": followups.mine(uow).coming[:MOST],
        "news": [item for item in news if item.unread],
        "duties": duties(uow),
        "asks_for_support": Role.L in uow.actor.roles,
        "today": uow.today,
        "is_late": _is_late(uow),
        "machinery": machinery(uow) if Role.SA in uow.actor.roles else None,
    }


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: what has passed its day, then the soonest due first and what has no day last."""
    found = [item for ask in ASKED for item in ask(uow)]
    return sorted(found, key=lambda item: (item.due is None and not item.overdue, item.due or date.min, item.title))


def duties(uow: UnitOfWork) -> list[Any]:
    """What the actor's roles answer for."""
    groups = people.groups_of(uow.session, uow.actor.me, uow.today)
    leads = any(group.role == people.LEADER for group in groups)
    return [knowledge.role_duties(role) for role in rules.duties(uow.actor.roles, leads=leads)]


@dataclass(frozen=True)
class Machinery:
    """How the machinery is, technical time."""

    now: datetime
    waiting: int
    oldest: datetime | None
    unrelayed: datetime | None
    set_aside: int
    not_sent: int
    beats: dict[str, datetime]

    @property
    def asleep(self) -> list[str]:
        """The parts that have not run for five minutes."""
        return [part for part in ("clock", "relay") if part not in self.beats or self.now - self.beats[part] > ASLEEP]

    @property
    def is_late(self) -> bool:
        """Whether something may go and has not gone for a quarter of an hour."""
        return any(instant and self.now - instant > LATE for instant in (self.oldest, self.unrelayed))

    @property
    def is_well(self) -> bool:
        """Whether nothing needs a person."""
        return not (self.is_late or self.asleep or self.set_aside)


def machinery(uow: UnitOfWork) -> Machinery:
    """The machinery as it is now."""
    counted = select(Delivery.state, func.count()).where(Delivery.state.notin_([State.DONE, State.CANCELLED]))
    counts = {row[0]: row[1] for row in uow.session.execute(counted.group_by(Delivery.state))}
    oldest, unrelayed = _oldest(uow)
    return Machinery(
        now=technical_now(),
        waiting=counts.get(State.WAITING, 0),
        oldest=oldest,
        unrelayed=unrelayed,
        set_aside=counts.get(State.SET_ASIDE, 0),
        not_sent=counts.get(State.FAILED, 0) + counts.get(State.EXPIRED, 0),
        beats={row.part: row.at for row in uow.session.scalars(select(Heartbeat))},
    )


def _oldest(uow: UnitOfWork) -> tuple[datetime | None, datetime | None]:
    """Since when the oldest delivery that may go has waited, and the oldest fact has not been fanned out."""
    waits = uow.session.scalar(select(func.min(Delivery.created_at)).where(_may_go(uow), Delivery.retry_at.is_(None)))
    return waits, uow.session.scalar(select(func.min(FactRow.recorded_at)).where(FactRow.relayed_at.is_(None)))


def _may_go(uow: UnitOfWork) -> ColumnElement[bool]:
    may_go = or_(Delivery.not_before.is_(None), Delivery.not_before <= uow.now)
    return and_(Delivery.state == State.WAITING, may_go)


def _is_late(uow: UnitOfWork) -> bool:
    return any(instant and technical_now() - instant > LATE for instant in _oldest(uow))


def health(uow: UnitOfWork) -> dict[str, Any]:
    """The same for machines; `ok` is False when something needs a person."""
    seen = machinery(uow)
    return {
        "ok": seen.is_well,
        "oldest_waiting": seen.oldest.isoformat() if seen.oldest else None,
        "waiting": seen.waiting,
        "set_aside": seen.set_aside,
        "last_seen": {part: at.isoformat() for part, at in seen.beats.items()},
        "not_running": seen.asleep,
        "business_time": uow.now.isoformat(),
    }


def health_page(uow: UnitOfWork, migrations: Path) -> dict[str, Any]:
    """For the administrator: how the machinery is, and whether the schema is current. No content (P12)."""
    uow.require("R", "system", Standing(uow.actor.roles))
    connection = uow.session.connection()
    has_version = inspect(connection).has_table("alembic_version")
    schema = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if has_version else None
    newest = ScriptDirectory(str(migrations)).get_current_head()
    return {
        "seen": machinery(uow),
        "database": {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.dialect.name],
        "schema": schema,
        "is_current": schema == newest,
        "business_time": uow.now,
    }
