"""What the machinery says about itself: timers that fail, clocks that are not believed, what an audit found.

Technical time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, Uuid, case, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.kernel.clocks import technical_now
from tracker.storage.base import Base, Identified
from tracker.storage.inserting import insert_unless_there
from tracker.storage.outbox import Timer, partial

FRESH = timedelta(minutes=2)
"""a clock that has not repeated its doubt for so long is gone, or sane"""
GRACE = timedelta(minutes=1)
"""what an audit sees for so long is no longer on its way"""
MISSING = ("not_told", "no_timer", "mail_stuck")
SURPLUS = ("told_twice", "told_wrongly", "stray_timer")


class TimerTrouble(Base):
    """A timer whose work failed: how often, and how. Kept apart, so that timers stay narrow."""

    __tablename__ = "timer_trouble"

    timer_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    attempts: Mapped[int]
    problem: Mapped[str]
    since: Mapped[datetime]
    last_at: Mapped[datetime]


class ClockDoubt(Base):
    """A clock process that does not believe its machine's time, and so fires nothing."""

    __tablename__ = "clock_doubt"

    process: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    off_seconds: Mapped[int]
    since: Mapped[datetime]
    seen_at: Mapped[datetime]


class AuditFinding(Identified, Base):
    """Something an audit found amiss: of which kind, and with which matter. Holds no content and no person.

    Confirmed when it was still so a minute later; resolved when it was not so any more.
    """

    __tablename__ = "audit_finding"

    kind: Mapped[str]
    matter: Mapped[UUID]
    first_seen: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]

    __table_args__ = (partial("uq_audit_finding_open", "matter", "kind", where="resolved_at IS NULL", unique=True),)


Finding = tuple[str, UUID]
"""its kind and its matter"""


@dataclass(frozen=True)
class Findings:
    """What the last audit confirmed: how many things are missing and too many, and since when."""

    missing: int
    missing_since: datetime | None
    surplus: int
    surplus_since: datetime | None


@dataclass(frozen=True)
class Failing:
    """Timers that are due and failed: how many, and since when the first of them has."""

    many: int
    attempts: int
    since: datetime | None


def note_trouble(session: Session, timer_id: UUID, problem: str) -> None:
    """Count a failure of a timer."""
    now = technical_now()
    values = {"timer_id": timer_id, "attempts": 0, "problem": problem, "since": now, "last_at": now}
    insert_unless_there(session, TimerTrouble, [values])
    counted = {"attempts": TimerTrouble.attempts + 1, "problem": problem, "last_at": now}
    session.execute(update(TimerTrouble).where(TimerTrouble.timer_id == timer_id).values(counted))


def failing(session: Session, at_least: int = 1) -> Failing:
    """The open timers that have failed so often."""
    many, attempts, since = session.execute(counted_failing(at_least)).one()
    return Failing(many, attempts or 0, since)


def counted_failing(at_least: int) -> Select[*tuple[Any, ...]]:
    """What `failing` reads, for whoever counts more than that."""
    attempts, since = func.max(TimerTrouble.attempts), func.min(TimerTrouble.since)
    query = select(func.count().label("failing"), attempts.label("attempts"), since.label("failing_since"))
    query = query.join(Timer, Timer.id == TimerTrouble.timer_id).where(Timer.ended_at.is_(None))
    return query.where(TimerTrouble.attempts >= at_least)


def forget_troubles(session: Session) -> None:
    """Take away the troubles of timers that went well, or were cancelled, in the end."""
    still = select(Timer.id).where(Timer.ended_at.is_(None))
    session.execute(delete(TimerTrouble).where(TimerTrouble.timer_id.not_in(still)))


def say_doubt(session: Session, process: str, reason: str, off: float, since: datetime) -> None:
    """Say, and say again, that this process's clock is not believed."""
    now = technical_now()
    values = {"reason": reason, "off_seconds": round(off), "since": since, "seen_at": now}
    insert_unless_there(session, ClockDoubt, [{"process": process} | values])
    session.execute(update(ClockDoubt).where(ClockDoubt.process == process).values(values))


def end_doubt(session: Session, process: str) -> None:
    """This process's clock is sane; what clocks that are gone said is taken away too."""
    stale = ClockDoubt.seen_at < technical_now() - FRESH
    session.execute(delete(ClockDoubt).where((ClockDoubt.process == process) | stale))


def doubts(session: Session) -> Sequence[ClockDoubt]:
    """The clocks that are not believed now."""
    fresh = ClockDoubt.seen_at >= technical_now() - FRESH
    return session.scalars(select(ClockDoubt).where(fresh).order_by(ClockDoubt.since)).all()


def keep_findings(session: Session, seen: Collection[Finding]) -> bool:
    """Write down what an audit saw: what is new, what is still so, what is so no more. Whether any is unconfirmed."""
    now, known = technical_now(), set()
    for row in session.scalars(select(AuditFinding).where(AuditFinding.resolved_at.is_(None))).all():
        known.add((row.kind, row.matter))
        if (row.kind, row.matter) not in seen:
            row.resolved_at = now
        elif row.confirmed_at is None and now - row.first_seen >= GRACE:
            row.confirmed_at = now
    session.flush()
    new = [one for one in seen if one not in known]
    empty = {"confirmed_at": None, "resolved_at": None, "first_seen": now}
    insert_unless_there(session, AuditFinding, [empty | {"id": uuid4(), "kind": k, "matter": m} for k, m in new])
    unsure = (AuditFinding.resolved_at.is_(None), AuditFinding.confirmed_at.is_(None))
    return session.scalar(select(AuditFinding.id).where(*unsure).limit(1)) is not None


def findings(session: Session) -> Findings:
    """How many are confirmed and not resolved."""
    return Findings(*session.execute(counted_findings()).one())


def counted_findings() -> Select[*tuple[Any, ...]]:
    """What `findings` reads, for whoever counts more than that."""
    counts = [
        column.label(name)
        for name, is_so in (("missing", AuditFinding.kind.in_(MISSING)), ("surplus", ~AuditFinding.kind.in_(MISSING)))
        for column, name in (
            (func.count(case((is_so, 1))), name),
            (func.min(case((is_so, AuditFinding.first_seen))), f"{name}_since"),
        )
    ]
    return select(*counts).where(*_confirmed())


def confirmed(session: Session, limit: int = 1000) -> list[AuditFinding]:
    """Each of them, the oldest first."""
    query = select(AuditFinding).where(*_confirmed()).order_by(AuditFinding.first_seen, AuditFinding.id)
    return list(session.scalars(query.limit(limit)))


def _confirmed() -> tuple[ColumnElement[bool], ...]:
    return AuditFinding.resolved_at.is_(None), AuditFinding.confirmed_at.is_not(None)
