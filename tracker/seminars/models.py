"""A seminar, who is invited, who supports what, and what each one thinks of it (sealed)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned
from tracker.storage.vault import Sealed

_STANDING = text("state <> 'closed'")


class Seminar(Identified, Versioned, Base):
    """One collecting and rating of themes for a plan: at a meeting, or over some weeks without one."""

    __tablename__ = "seminar"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    """what its short link ends with"""
    mode: Mapped[str]
    """`meeting` or `period`"""
    state: Mapped[str] = mapped_column(index=True)
    opens: Mapped[date]
    """the day of the meeting, or the first day of the period"""
    closes: Mapped[date | None]
    """the last day of the period"""
    audience: Mapped[list[str]]
    facilitator_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    started_by: Mapped[UUID]
    started_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    pulse: Mapped[int] = mapped_column(default=0)
    """counted up by whatever everybody should see at once"""

    __table_args__ = (
        Index("uq_seminar_standing", "plan_id", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),
    )


class Invitation(Identified, Base):
    """Somebody who is invited, or came along, and whether they have taken part; never with what."""

    __tablename__ = "seminar_invitation"

    seminar_id: Mapped[UUID] = mapped_column(ForeignKey("seminar.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    took_part: Mapped[bool] = mapped_column(default=False)
    rated: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (UniqueConstraint("seminar_id", "person_id"),)


class Support(Identified, Base):
    """Somebody would like to work with a theme that stands on the wall."""

    __tablename__ = "seminar_support"

    seminar_id: Mapped[UUID] = mapped_column(ForeignKey("seminar.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    via_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_theme.id"))
    """the joined theme it came with"""

    __table_args__ = (UniqueConstraint("theme_id", "seminar_id", "person_id"),)


class Rating(Identified, Base):
    """How important somebody finds a theme, and how well it goes. Sealed with that person's own key."""

    __tablename__ = "seminar_rating"

    seminar_id: Mapped[UUID] = mapped_column(ForeignKey("seminar.id"), index=True)
    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    says: Mapped[bytes] = mapped_column(Sealed)

    __table_args__ = (UniqueConstraint("theme_id", "seminar_id", "person_id"),)
