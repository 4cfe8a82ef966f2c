"""Units, people, groups, roles and absence; memberships and grants have from and to."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel.worktime import OFFICE, write_week
from tracker.storage.base import Base, Identified, Versioned

ALWAYS = date(2000, 1, 1)


class Organisation(Versioned, Base):
    """The one organisation of this database, and its choices."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    free_days: Mapped[list[str]]
    """further free days as MM-DD: 12-24, 12-31, 05-01 and 06-05 are choices"""
    week: Mapped[list[str]] = mapped_column(default=lambda: write_week(OFFICE))
    """the hours of each weekday, Monday first; see `kernel.worktime`"""
    digest_time: Mapped[str] = mapped_column(default="08:30")
    acknowledge_days: Mapped[int] = mapped_column(default=5)
    answer_days: Mapped[int] = mapped_column(default=20)
    plan_is_open: Mapped[bool] = mapped_column(default=False)


class Unit(Identified, Base):
    """A node in the organisation's tree."""

    __tablename__ = "unit"

    key: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str]


class Person(Identified, Base):
    """Somebody who uses the product. `key` is what imports call the person."""

    __tablename__ = "person"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    language: Mapped[str] = mapped_column(default="da")
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    nearest_leader_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    starts: Mapped[date]
    ends: Mapped[date | None]


class Group(Identified, Base):
    """A leadership group."""

    __tablename__ = "leadership_group"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)


class Told:
    """What somebody told us of: when it holds may lie before the day on which we learned of it."""

    known_from: Mapped[date] = mapped_column(default=ALWAYS, server_default=ALWAYS.isoformat())
    """whoever was not known yet could not be told of anything; `notifications.audit` asks for it"""


class Membership(Told, Identified, Base):
    """A person in a group, as its leader or a member, from and to (the last day included)."""

    __tablename__ = "membership"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date | None]


class Grant(Told, Identified, Base):
    """An organisational role (TM, HR, MED, SA) for a unit, from and to (the last day included)."""

    __tablename__ = "role_grant"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    seat: Mapped[str | None]
    """for MED: leader, TR or AMR"""
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="", server_default="")
    """`sign_on` where the groups of single sign-on gave it, and take it away again"""

    __table_args__ = (Index("ix_role_grant_role", "role"),)


class Proposal(Identified, Base):
    """A role that top management is still to approve; it gives nothing until then, and goes when it is decided."""

    __tablename__ = "role_proposal"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    source: Mapped[str]
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """nobody where single sign-on proposes it"""


class Absence(Identified, Base):
    """Announced leave; the last day included. Nobody is disturbed then, and escalations pass by."""

    __tablename__ = "absence"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    starts: Mapped[date]
    ends: Mapped[date]


class Habits(Base):
    """What a person chose instead of the organisation's hours, digest time and zone; NULL is what it has."""

    __tablename__ = "habits"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    week: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    digest_time: Mapped[str | None]
    zone: Mapped[str | None]


class PeopleImport(Identified, Base):
    """A file of people on its way in: read by a worker, looked at by whoever brought it, and taken or dropped.

    The bytes go when it is taken, dropped, or a day old.
    """

    __tablename__ = "people_import"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str]
    data: Mapped[bytes | None]
    done: Mapped[int]
    """how many lines have been read so far"""
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
