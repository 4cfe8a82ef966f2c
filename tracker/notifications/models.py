"""In-app items, the e-mails that cover them, and the demo's mailbox."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified
from tracker.storage.outbox import partial


class Mail(Identified, Base):
    """An e-mail to one person: one matter at once, or a digest. Its id makes its Message-ID; its Date is fixed."""

    __tablename__ = "mail"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    state: Mapped[str]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    composed_at: Mapped[datetime | None]
    """when it was first handed to the mail server: from then on nothing is put to it or taken from it"""
    stop: Mapped[UUID] = mapped_column(default=uuid4)
    """whoever knows it may stop such mails without signing in"""

    __table_args__ = (
        partial("uq_mail_open_digest", "person_id", where="kind = 'digest' AND state = 'gathering'", unique=True),
        Index("ix_mail_person", "person_id"),
        partial("ix_mail_open", "state", where="state IN ('planned', 'gathering')"),
        Index("ix_mail_stop", "stop", unique=True),
    )


class Notice(Identified, Base):
    """One in-app item: a person is told of a fact, exactly once. Holds no words; the page looks them up."""

    __tablename__ = "notice"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    fact_id: Mapped[UUID]
    kind: Mapped[str]
    about: Mapped[str]
    matter: Mapped[UUID]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    mail_id: Mapped[UUID | None] = mapped_column(ForeignKey("mail.id"), index=True)
    left_out: Mapped[str | None]
    """why its mail went without it, where it did"""

    __table_args__ = (
        UniqueConstraint("fact_id", "person_id"),
        Index("ix_notice_inbox", "person_id", "at"),
        partial("ix_notice_unread", "person_id", where="read_at IS NULL AND done_at IS NULL"),
        Index("ix_notice_matter", "matter"),
    )


class Choice(Base):
    """How a person wants to be told of one sort; only where it is not the usual way."""

    __tablename__ = "notice_choice"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sort: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str]


class MailboxEntry(Base):
    """The demo's mailbox: an e-mail as it would have been sent."""

    __tablename__ = "mailbox_entry"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)


class CalendarFeed(Base):
    """A person's secret calendar address: only a hash of what stands in it is kept."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]


class CalendarEntry(Identified, Base):
    """What a person's calendar program knows an appointment by. Its id is the UID there, the same in feed and e-mail.

    `sequence` is counted up when time or state change; `told` is the one that an e-mail (`mail_id`) brought.
    """

    __tablename__ = "calendar_entry"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    matter: Mapped[UUID]
    day: Mapped[date | None]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int]
    cancelled: Mapped[bool]
    sequence: Mapped[int]
    modified_at: Mapped[datetime]
    told: Mapped[int | None]
    mail_id: Mapped[UUID | None]

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "matter"),
        partial("ix_calendar_entry_told", "person_id", where="told IS NOT NULL AND NOT cancelled"),
    )
