"""Follow-ups: one row for each occurrence, and who owns it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned


class FollowUp(Identified, Versioned, Base):
    """One day on which it is asked what became of something. Those of one `series` follow each other, by `number`."""

    __tablename__ = "followup"

    about: Mapped[str]
    matter: Mapped[UUID] = mapped_column(index=True)
    """the agreement or action it follows up"""
    story: Mapped[UUID]
    """whose story tells of it: a round or a theme"""
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    role: Mapped[str | None]
    """the organisational role its owner answers in; whoever holds it no more has lost it"""
    below_id: Mapped[UUID | None] = mapped_column(ForeignKey("leadership_group.id"))
    """the group whose leader's nearest leader answers; whoever is that no more has lost it"""
    with_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """the leader whose dialogue it is from; whoever is that leader's nearest no more has lost it"""
    except_id: Mapped[UUID | None]
    """whom it concerns, and who never takes it over"""
    since: Mapped[date]
    """the day it was agreed: whoever joined the group later does not see it"""
    series: Mapped[UUID]
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    lang: Mapped[str]
    due: Mapped[date]
    meant: Mapped[date | None]
    """the day it was set to, before it was placed on one on which somebody works"""
    cadence: Mapped[str | None]
    anchor: Mapped[date]
    """the day the cadence is counted from, as it was chosen: a 31st stays one"""
    state: Mapped[str] = mapped_column(index=True)
    missed: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    why: Mapped[str | None] = mapped_column(Text)
    """why it was moved, in the words of whoever moved it"""
    why_lang: Mapped[str | None]
    outcome: Mapped[str | None]
    learned: Mapped[str | None] = mapped_column(Text)
    learned_lang: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    stands: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """what it follows up is closed: an answer cannot be taken back any more"""

    __table_args__ = (Index("ix_followup_series", "series", "number"),)


class Owner(Base):
    """Who is asked."""

    __tablename__ = "followup_owner"

    followup_id: Mapped[UUID] = mapped_column(ForeignKey("followup.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
