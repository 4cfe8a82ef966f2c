"""What the machinery says about itself: timers that fail, and clocks that are not believed. Technical time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Uuid, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.kernel.clocks import technical_now
from tracker.storage.base import Base
from tracker.storage.inserting import insert_unless_there
from tracker.storage.outbox import Timer

FRESH = timedelta(minutes=2)
"""a clock that has not repeated its doubt for so long is gone, or sane"""


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
    query = select(func.count(), func.max(TimerTrouble.attempts), func.min(TimerTrouble.since))
    query = query.join(Timer, Timer.id == TimerTrouble.timer_id).where(Timer.ended_at.is_(None))
    many, attempts, since = session.execute(query.where(TimerTrouble.attempts >= at_least)).one()
    return Failing(many, attempts or 0, since)


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
