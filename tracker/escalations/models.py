"""The escalation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned


class Cluster(Identified, Base):
    """Escalations of several groups about the same: `kind` says by what they were recognised, `code` which one."""

    __tablename__ = "escalation_cluster"

    kind: Mapped[str]
    """statement, theme (of the catalogue) or hand"""
    code: Mapped[str | None]


class Escalation(Identified, Versioned, Base):
    """What a group sent up, where it is in its chain, and what was answered."""

    __tablename__ = "escalation"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    round_id: Mapped[UUID | None]
    statement: Mapped[str | None]
    field: Mapped[int | None]
    theme_code: Mapped[str | None]
    """a theme of the catalogue, where the group chose one"""
    cluster_id: Mapped[UUID | None] = mapped_column(ForeignKey("escalation_cluster.id"), index=True)
    title: Mapped[str]
    wording: Mapped[str] = mapped_column(Text)
    ask: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    raised_by: Mapped[UUID]
    raised_at: Mapped[datetime]
    chain: Mapped[list[str]]
    step: Mapped[int] = mapped_column(default=0)
    part_id: Mapped[UUID | None]
    """the unit whose plan's owner is in the chain, where one is"""
    concerns_id: Mapped[UUID | None]
    """somebody in the chain whom it is about: left out of it, everywhere"""
    state: Mapped[str] = mapped_column(index=True)
    level_since: Mapped[datetime]
    promised: Mapped[date | None]
    """the last day of the clock that runs now"""
    days_left: Mapped[int | None]
    """working days of a clock that stands still while the group is asked something"""
    stranded: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[UUID | None]
    acknowledged_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    answer_kind: Mapped[str | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answer_lang: Mapped[str | None]
    answer_by: Mapped[date | None]
    """the day by which HR has done what it takes care of"""
    yourselves: Mapped[str | None] = mapped_column(Text)
    """what the group may do itself, where it is returned"""
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


class Question(Identified, Base):
    """What the owner asked the group, and its reply."""

    __tablename__ = "escalation_question"

    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"), index=True)
    asked_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    reply: Mapped[str | None] = mapped_column(Text)
    reply_lang: Mapped[str | None]
