"""In-app items, the e-mails that cover them, and the demo's mailbox."""

from datetime import datetime
from uuid import UUID

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

    __table_args__ = (
        partial("uq_mail_open_digest", "person_id", where="kind = 'digest' AND state = 'gathering'", unique=True),
        Index("ix_mail_person", "person_id"),
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

    __table_args__ = (
        UniqueConstraint("person_id", "fact_id"),
        Index("ix_notice_inbox", "person_id", "at"),
        partial("ix_notice_unread", "person_id", where="read_at IS NULL AND done_at IS NULL"),
        Index("ix_notice_matter", "matter"),
    )


class MailboxEntry(Base):
    """The demo's mailbox: an e-mail as it would have been sent."""

    __tablename__ = "mailbox_entry"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
