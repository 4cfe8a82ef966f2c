"""What one keeps for oneself, and what two people keep between them: every word sealed with its owner's own key."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned
from tracker.storage.vault import Sealed


class Note(Identified, Versioned, Base):
    """What somebody noted to one question of the interview guide, or wrote in a field of their development plan."""

    __tablename__ = "dialogue_note"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    question: Mapped[str]
    text: Mapped[bytes] = mapped_column(Sealed)
    lang: Mapped[str]

    __table_args__ = (UniqueConstraint("person_id", "question"),)


class Promise(Identified, Versioned, Base):
    """An agreement with oneself."""

    __tablename__ = "dialogue_promise"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[bytes] = mapped_column(Sealed)
    lang: Mapped[str]
    first: Mapped[date]
    cadence: Mapped[str | None]
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class CheckIn(Identified, Versioned, Base):
    """How somebody is on a day, on three continua."""

    __tablename__ = "dialogue_checkin"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    day: Mapped[date]
    says: Mapped[bytes] = mapped_column(Sealed)
    lang: Mapped[str]

    __table_args__ = (UniqueConstraint("person_id", "day"),)


class CheckInShare(Identified, Base):
    """The owner of a check-in chose to let somebody see this one."""

    __tablename__ = "dialogue_checkin_share"

    checkin_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue_checkin.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    with_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    shared_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("checkin_id", "with_id"),)


class Dialogue(Identified, Versioned, Base):
    """A talk between a leader and whoever was the nearest leader then. It is theirs, and not their successors'."""

    __tablename__ = "dialogue"

    leader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    nearest_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    set_by: Mapped[UUID]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    cadence: Mapped[str | None]
    """how often the two talk, where they said so: the next one is suggested from it"""
    state: Mapped[str] = mapped_column(index=True)
    held_at: Mapped[datetime | None]


class Topic(Identified, Versioned, Base):
    """A point one of the two has prepared. While it is not brought, it is its author's alone."""

    __tablename__ = "dialogue_topic"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[bytes] = mapped_column(Sealed)
    lang: Mapped[str]
    made_at: Mapped[datetime]
    brought_at: Mapped[datetime | None]


class Agreement(Identified, Versioned, Base):
    """What the two agreed, sealed with the leader's key: it is about the leader's working environment."""

    __tablename__ = "dialogue_agreement"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogue.id"), index=True)
    leader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[bytes] = mapped_column(Sealed)
    lang: Mapped[str]
    owners: Mapped[str]
    """who follows it up: leader, nearest or both"""
    first: Mapped[date]
    cadence: Mapped[str | None]
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Learned(Identified, Base):
    """What was learned from an agreement when it was followed up, with the key of whoever it belongs to."""

    __tablename__ = "dialogue_learned"

    followup_id: Mapped[UUID] = mapped_column(ForeignKey("followup.id"), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[bytes] = mapped_column(Sealed)
    lang: Mapped[str]


class Request(Identified, Versioned, Base):
    """A nearest leader asks one of their leaders to prepare by a dialogue, or offers the tool to a key employee."""

    __tablename__ = "dialogue_request"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    from_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    by_day: Mapped[date | None]
    """None is an offer, which has no day"""
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
