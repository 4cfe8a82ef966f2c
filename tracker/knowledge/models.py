"""What an organisation adds to the catalogue itself."""

from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned


class Entry(Identified, Versioned, Base):
    """A theme or a measure of the organisation's own, tied to the catalogue's factors and to statements of tool 2."""

    __tablename__ = "catalogue_entry"

    kind: Mapped[str]
    title: Mapped[str]
    what: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    level: Mapped[str | None]
    """of a measure: P, I, G, L or O"""
    factors: Mapped[list[str]]
    statements: Mapped[list[str]]
    source: Mapped[str] = mapped_column(default="")
    """where it is from, as written"""
    added_by: Mapped[UUID]
