"""What progress itself keeps: MED/AMO's comments, yearly discussions, HR's entries in the wheel, views of the tools."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned
from tracker.storage.vault import Sealed


class Remark(Identified, Versioned, Base):
    """What MED/AMO brings back from a meeting about how it goes, and what management answers."""

    __tablename__ = "progress_remark"

    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_lang: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]


class AnnualDiscussion(Identified, Versioned, Base):
    """The yearly working-environment discussion: a draft until it was held, then never changed."""

    __tablename__ = "annual_discussion"

    year: Mapped[int] = mapped_column(unique=True)
    planned_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="draft")
    last: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """last year's goals: text, reached (yes, partly, no or empty), note"""
    goals: Mapped[list[str]]
    """the coming year's"""
    cooperation: Mapped[str] = mapped_column(Text, default="")
    competences: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str]
    begun_by: Mapped[UUID]
    held_on: Mapped[date | None]
    held_by: Mapped[UUID | None]
    figures: Mapped[dict[str, Any] | None]
    """how it went on the day it was held"""


class WheelEntry(Identified, Versioned, Base):
    """Something of HR's own in the yearly wheel; `every_years` 0 is once."""

    __tablename__ = "wheel_entry"

    kind: Mapped[str]
    title: Mapped[str]
    lang: Mapped[str]
    day: Mapped[date]
    every_years: Mapped[int]
    added_by: Mapped[UUID]


class ToolAnswer(Identified, Base):
    """How somebody finds a tool before or after using it, once. `says` is sealed; nothing where it was skipped."""

    __tablename__ = "tool_answer"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    tool: Mapped[int]
    moment: Mapped[str]
    said_at: Mapped[datetime]
    says: Mapped[bytes | None] = mapped_column(Sealed)

    __table_args__ = (UniqueConstraint("person_id", "tool", "moment"),)
