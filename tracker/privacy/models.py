"""Copies of people's data on their way to them, how long things are kept, and what was deleted for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned
from tracker.storage.vault import Sealed


class DataCopy(Base):
    """The copy somebody asked for last: sealed with their own key until they fetch it, and gone then."""

    __tablename__ = "data_copy"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    """when the person pressed the button; the copy goes out within minutes of it, or not at all"""
    fetched_at: Mapped[datetime | None]
    sealed: Mapped[bytes | None] = mapped_column(Sealed)


class Keeping(Versioned, Base):
    """How many days things are kept, by kind, where HR has said so."""

    __tablename__ = "keeping"

    id: Mapped[int] = mapped_column(primary_key=True)
    days: Mapped[dict[str, int]] = mapped_column(JSON)


class Swept(Identified, Base):
    """How much of a kind was deleted in a night."""

    __tablename__ = "swept"

    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    many: Mapped[int]
