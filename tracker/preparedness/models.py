"""Expected loads: what will be heavy, for whom, when, and what is planned for it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned


class Load(Identified, Versioned, Base):
    """Something heavy that a unit or a leadership group expects. It is about work and time, never about a person."""

    __tablename__ = "expected_load"

    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    """it is a unit's or a group's"""
    kind: Mapped[str]
    title: Mapped[str]
    """in own words; empty where the kind says enough"""
    lang: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    """the last day of it"""
    weight: Mapped[str]
    """how heavy, in a few words"""
    support: Mapped[list[str]]
    """codes of the support there is, and ids of the plan's offers"""
    words: Mapped[str] = mapped_column(Text)
    """what else is planned"""
    seer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    """who sees to it"""
    notice_days: Mapped[int]
    """working days before it begins on which that person is reminded"""
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    """when it was over, and whether the support sufficed was asked"""
    enough: Mapped[str | None]
    learned: Mapped[str | None] = mapped_column(Text)
    learned_lang: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
