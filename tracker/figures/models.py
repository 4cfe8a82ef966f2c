"""Published figures, and whose answers each rests on. Never changed and never taken back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.append_only import APPEND_ONLY
from tracker.storage.base import Base, Identified


class Basis(Identified, Base):
    """Some people whose answers a figure rests on; the id is made from theirs, so that the same people are the same."""

    __tablename__ = "figure_basis"

    people: Mapped[int]

    __table_args__ = ({"info": APPEND_ONLY},)


class BasisPerson(Base):
    """One of them."""

    __tablename__ = "figure_person"

    basis_id: Mapped[UUID] = mapped_column(ForeignKey("figure_basis.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)

    __table_args__ = ({"info": APPEND_ONLY},)


class Published(Identified, Base):
    """What was told of one question about one scope on one occasion, once: see `kernel.figures.Figure`."""

    __tablename__ = "figure"

    question: Mapped[str]
    scope_id: Mapped[UUID]
    occasion: Mapped[str]
    published_at: Mapped[datetime]
    basis_id: Mapped[UUID] = mapped_column(ForeignKey("figure_basis.id"), index=True)
    answers: Mapped[int]
    high: Mapped[int | None]
    band: Mapped[str]

    __table_args__ = (UniqueConstraint("question", "scope_id", "occasion"), {"info": APPEND_ONLY})
