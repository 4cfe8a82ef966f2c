"""A group's frame, its methods, its turns and its sessions. There is no column for anything that is said."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned


class Method(Identified, Versioned, Base):
    """A method as the group describes it itself: what it is called, and its steps."""

    __tablename__ = "supervision_method"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    name: Mapped[str]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """each a title, its minutes and a hint"""
    lang: Mapped[str]


class Frame(Identified, Versioned, Base):
    """How a group does it: by which method, how often, from when on, and how long."""

    __tablename__ = "supervision_frame"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), unique=True)
    method_id: Mapped[UUID | None] = mapped_column(ForeignKey("supervision_method.id"))
    """None is the one that is ready-made"""
    first: Mapped[date]
    at: Mapped[time]
    minutes: Mapped[int]
    cadence: Mapped[str]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Turn(Identified, Base):
    """Somebody's place in the order of turns; `offered_at` where they would like to swap it."""

    __tablename__ = "supervision_turn"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    place: Mapped[int]
    offered_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("group_id", "person_id"),)


class Sitting(Identified, Versioned, Base):
    """One session. Who has an acute case, interviews and keeps the time is known until it is over."""

    __tablename__ = "supervision_session"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    meant: Mapped[date]
    """the day of the cadence it stands for"""
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    acute_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    interviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    keeper_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    planned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    step: Mapped[int | None]
    """the step it is at, while it runs"""
    stepped_at: Mapped[datetime | None]
    more: Mapped[int]
    """minutes by which that step was made longer"""


class Facilitation(Identified, Base):
    """Somebody from outside whom the group asks to run its sessions, until a day."""

    __tablename__ = "supervision_facilitation"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[date]
    until: Mapped[date]

    __table_args__ = (UniqueConstraint("group_id", "person_id"),)
