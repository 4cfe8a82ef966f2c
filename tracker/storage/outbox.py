"""The queue of record: facts, one delivery per (fact, listener), and timers."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Index, SmallInteger, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel.facts import Urgency
from tracker.storage.base import Base, Identified


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the few rows that `where` picks, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


class FactRow(Identified, Base):
    """One thing that happened; `due_at` is when it was to, where a timer made it happen (`at` is when it did).

    `relayed_at` is empty until its deliveries exist.
    """

    __tablename__ = "fact"

    name: Mapped[str]
    schema: Mapped[int]
    urgency: Mapped[int] = mapped_column(SmallInteger, default=Urgency.SOON)
    matter: Mapped[UUID] = mapped_column(index=True)
    actor_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    relayed_at: Mapped[datetime | None]

    __table_args__ = (
        partial("ix_fact_unrelayed", "urgency", "recorded_at", where="relayed_at IS NULL"),
        partial("ix_fact_actor", "actor_id", "at", where="actor_id IS NOT NULL"),
    )


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    SET_ASIDE = "set_aside"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Delivery(Identified, Base):
    """What one listener still owes one fact.

    `not_before` is business time (a mail waits for the morning); leases, queueing and retries are technical time.
    `fence` is counted up at every claim; `claims` counts claims in a row without a recorded outcome;
    `failing_since` is the first failure of its own (waiting for the morning or for a server that is away is none).
    """

    __tablename__ = "delivery"

    fact_id: Mapped[UUID]
    listener: Mapped[str]
    urgency: Mapped[int] = mapped_column(SmallInteger, default=Urgency.SOON)
    state: Mapped[str] = mapped_column(default=State.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    claims: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    queued_until: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    problem: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("fact_id", "listener"),
        partial("ix_delivery_waiting", "urgency", "created_at", where="state = 'waiting'"),
        partial("ix_delivery_amiss", "state", "ended_at", where="state IN ('failed', 'set_aside', 'expired')"),
    )


WAITS: ColumnElement[bool] = Delivery.state == literal_column(f"'{State.WAITING}'")
"""Of deliveries: those that wait. As it stands in the index, since SQLite finds no partial index by a bound value."""


class Timer(Identified, Base):
    """Something that becomes due. At most one open timer of a kind for a matter."""

    __tablename__ = "timer"

    kind: Mapped[str]
    matter: Mapped[UUID]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    cancelled: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        partial("ix_timer_due", "due_at", where="ended_at IS NULL"),
        partial("uq_timer_open", "matter", "kind", where="ended_at IS NULL", unique=True),
    )


class Heartbeat(Base):
    """When a part of the machinery last ran, technical time."""

    __tablename__ = "heartbeat"

    part: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class BusinessClock(Base):
    """How far the business clock is moved, and where it is being moved to."""

    __tablename__ = "business_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    offset_microseconds: Mapped[int] = mapped_column(BigInteger, default=0)
    target: Mapped[datetime | None]
