"""Who is who and where, as conditions and parts of others' statements."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, ScalarSelect, Select, SQLColumnExpression, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.people.models import Absence, Grant, Group, Membership, Person, Unit

LEADER, MEMBER = "leader", "member"
Day = date | ColumnElement[date]
"""a day, or a place for one in a statement that is put together once"""
Who = UUID | ColumnElement[UUID]


def holds(row: type[Membership] | type[Grant], day: Day) -> ColumnElement[bool]:
    """The condition that a membership or grant holds on a day."""
    return and_(row.starts <= day, or_(row.ends.is_(None), row.ends >= day))


def here(day: Day) -> ColumnElement[bool]:
    """The condition that a person is employed on a day."""
    return and_(Person.starts <= day, or_(Person.ends.is_(None), Person.ends >= day))


def root_unit_id() -> ScalarSelect[UUID]:
    """The same, for others' queries."""
    return select(Unit.id).where(Unit.parent_id.is_(None)).order_by(Unit.name).limit(1).scalar_subquery()


def my_groups(person_id: Who, day: Day) -> Select[UUID]:
    """The ids of a person's groups as a subquery for others' scoped reads."""
    return select(Membership.group_id).where(Membership.person_id == person_id, holds(Membership, day))


def was_in(person_id: Who, group_id: InstrumentedAttribute[Any], on: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """The condition that a person was in a row's group on that row's day: whoever joined later does not see it."""
    covers = and_(Membership.starts <= on, or_(Membership.ends.is_(None), Membership.ends >= on))
    return exists().where(Membership.group_id == group_id, Membership.person_id == person_id, covers)


def joined_by(
    person_id: Who, group_id: InstrumentedAttribute[Any], on: SQLColumnExpression[Any]
) -> ColumnElement[bool]:
    """The condition that a person came into a row's group on that row's day at the latest."""
    came = and_(Membership.person_id == person_id, Membership.starts <= on)
    return exists().where(Membership.group_id == group_id, came)


def led_by(person_id: Who, day: Day) -> Select[UUID]:
    """The ids of the groups a person leads on a day, as a subquery."""
    return my_groups(person_id, day).where(Membership.role == LEADER)


def groups_under(person_id: Who, day: Day) -> Select[UUID]:
    """The ids of the groups whose leader has this person as nearest leader, as a subquery."""
    leads = and_(Membership.role == LEADER, holds(Membership, day))
    query = select(Membership.group_id).join(Person, Person.id == Membership.person_id)
    return query.where(leads, Person.nearest_leader_id == person_id)


def group_name(group_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    """What a row's group is called."""
    return select(Group.name).where(Group.id == group_id).scalar_subquery()


def is_away(person_id: Who, day: Day) -> Exists:
    """The condition that somebody has announced leave on a day."""
    return exists().where(Absence.person_id == person_id, Absence.starts <= day, Absence.ends >= day)


def my_named_groups(person_id: Who, day: Day) -> Select[UUID, str]:
    """A person's groups with their names, as a subquery."""
    return select(Group.id, Group.name).where(Group.id.in_(my_groups(person_id, day)))
