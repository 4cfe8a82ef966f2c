"""Rows the unit of work itself keeps: forms already saved, and who looked at what."""

from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.storage.append_only import APPEND_ONLY
from tracker.storage.asking import ABOUT, ask
from tracker.storage.base import Base, Identified


class SavedForm(Base):
    """A form's idempotency key and where its answer led; pressing again leads there again."""

    __tablename__ = "saved_form"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None]
    location: Mapped[str]
    at: Mapped[datetime]


class Reading(Identified, Base):
    """Somebody read something confidential that is another's. Append-only."""

    __tablename__ = "reading"

    at: Mapped[datetime]
    reader_id: Mapped[UUID]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    object_id: Mapped[UUID]
    batch: Mapped[int | None] = mapped_column(index=True)
    """the seal it is under; see `storage.audit`"""

    __table_args__ = ({"info": APPEND_ONLY},)


def readers(session: Session, kind: str, object_id: UUID) -> list[tuple[UUID, datetime]]:
    """Who has read something confidential of somebody else's, each at the first time."""
    return [(reader_id, first) for reader_id, first in ask(session, _readers(kind), about=object_id)]


@cache
def _readers(kind: str) -> Select[UUID, datetime]:
    first = func.min(Reading.at).label("first")
    query = select(Reading.reader_id, first).where(Reading.kind == kind, Reading.object_id == ABOUT)
    return query.group_by(Reading.reader_id).order_by(first)
