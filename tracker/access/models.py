"""Accounts and sessions."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified
from tracker.storage.vault import Sealed


class Account(Base):
    """A person's local account."""

    __tablename__ = "account"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str]
    """empty where none was ever chosen"""
    disabled_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]


class SignIn(Base):
    """One session. The token is random and only its hash is kept; times are technical."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    """what its owner ends it by"""
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    hat: Mapped[str]
    roles: Mapped[str]
    """the roles granted when it started; see `rules.was_given_more`"""
    device: Mapped[str]
    waits_for_code: Mapped[bool] = mapped_column(default=False)
    """the password was right; until the second step is taken it opens nothing"""
    outside: Mapped[str | None]
    """of whoever came by single sign-on: the provider's own session, empty where it did not name one"""
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class EntryLink(Identified, Base):
    """A way in once: to choose a password after an invitation, or a new one. Times are technical.

    What an unknown visitor wrote is kept until a worker has looked whom it belongs to; the token is kept as a hash.
    """

    __tablename__ = "entry_link"

    kind: Mapped[str]
    email: Mapped[str | None]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Guesses(Base):
    """Wrong guesses from one place, by the hash of what it is."""

    __tablename__ = "guesses"

    place: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    since: Mapped[datetime]


class SecondStep(Base):
    """A person's second step of signing in (TOTP, RFC 6238). A code counts once: `last_step` is the newest one used."""

    __tablename__ = "second_step"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(Sealed)
    """sealed"""
    confirmed: Mapped[bool]
    last_step: Mapped[int]


class RecoveryCode(Base):
    """A code that stands in for the second step once; kept as a hash."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)


class OutsideIdentity(Base):
    """Whom a provider's subject is, for good: an e-mail address may pass to another person, a subject does not."""

    __tablename__ = "outside_identity"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    linked_at: Mapped[datetime]


class KnownDevice(Base):
    """A browser somebody has signed in with: strangers who guess wrongly do not shut it out. Kept as a hash."""

    __tablename__ = "known_device"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seen_at: Mapped[datetime]
