"""Early warnings about groups, which rules are on, and who asked for support."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned
from tracker.storage.outbox import partial
from tracker.storage.vault import Sealed


class EarlyWarning(Identified, Versioned, Base):
    """A rule saw a sign in a group. While it has not ended, the same rule does not warn of the same thing again."""

    __tablename__ = "early_warning"

    rule: Mapped[str]
    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    matter: Mapped[UUID]
    """what the rule looked at: the first follow-up of a series, or an escalation"""
    concerns_id: Mapped[UUID | None]
    """whoever is left out of the matter, and so of its warning"""
    raised_at: Mapped[datetime]
    state: Mapped[str]
    came_back: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """it was put off and came back, which it does once"""
    ended_at: Mapped[datetime | None]

    __table_args__ = (partial("uq_early_warning_open", "matter", "rule", where="ended_at IS NULL", unique=True),)


class RuleSetting(Identified, Versioned, Base):
    """Whether a rule is on, where somebody has said so."""

    __tablename__ = "warning_rule"

    code: Mapped[str] = mapped_column(unique=True)
    is_on: Mapped[bool]
    number: Mapped[int | None]
    """where its dial stands, if somebody has turned it"""


class PersonalWarning(Identified, Versioned, Base):
    """A rule saw a sign between a leader and the nearest leader: told to one of the two, and to nobody else."""

    __tablename__ = "personal_warning"

    rule: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    """the other of the two"""
    raised_at: Mapped[datetime]
    state: Mapped[str]
    came_back: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        partial("uq_personal_warning_open", "person_id", "other_id", "rule", where="ended_at IS NULL", unique=True),
    )


class Noticed(Identified, Base):
    """Somebody close has noticed something, and wrote to the one it is about, who alone can read it."""

    __tablename__ = "noticed"

    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    lang: Mapped[str]
    words: Mapped[bytes] = mapped_column(Sealed)
    at: Mapped[datetime]


class SupportOffer(Identified, Versioned, Base):
    """What HR offers somebody who asked for support, sealed with that person's key, and what they answered."""

    __tablename__ = "support_offer"

    request_id: Mapped[UUID] = mapped_column(index=True)
    """the request, which is deleted sooner"""
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[UUID]
    lang: Mapped[str]
    says: Mapped[bytes] = mapped_column(Sealed)
    offered_at: Mapped[datetime]
    state: Mapped[str]
    came_back: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]


class SupportRequest(Identified, Base):
    """A leader asks for support. What kind and in which words is sealed with the leader's own key."""

    __tablename__ = "support_request"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("leadership_group.id"))
    """the group it is for, where a warning about it led here"""
    lang: Mapped[str]
    sealed: Mapped[bytes | None] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
