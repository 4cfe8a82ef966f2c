"""The escalation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned


class Escalation(Identified, Versioned, Base):
    """What a group sent up, where it is in its chain, and what was answered."""

    __tablename__ = "escalation"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    round_id: Mapped[UUID | None]
    statement: Mapped[str | None]
    field: Mapped[int | None]
    title: Mapped[str]
    wording: Mapped[str] = mapped_column(Text)
    ask: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    raised_by: Mapped[UUID]
    raised_at: Mapped[datetime]
    chain: Mapped[list[str]]
    step: Mapped[int] = mapped_column(default=0)
    concerns_id: Mapped[UUID | None]
    """somebody in the chain whom it is about: left out of it, everywhere"""
    state: Mapped[str] = mapped_column(index=True)
    level_since: Mapped[datetime]
    promised: Mapped[date | None]
    """the last day of the clock that runs now"""
    stranded: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[UUID | None]
    acknowledged_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    answer_kind: Mapped[str | None]
    answer: Mapped[str | None] = mapped_column(Text)
    theme_id: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    helped: Mapped[bool | None]


class Level(Identified, Base):
    """A level the escalation has reached. The role is fixed; who holds it is asked anew each time."""

    __tablename__ = "escalation_level"

    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"), index=True)
    step: Mapped[int]
    role: Mapped[str]
    since: Mapped[datetime]
