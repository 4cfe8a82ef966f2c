"""Who has whom as nearest leader."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, Select, SQLColumnExpression, and_, exists, or_, select
from sqlalchemy.orm import Session

from tracker.people.conditions import Day, Who, here
from tracker.people.models import Person
from tracker.people.roles import SOMEONE, Someone
from tracker.storage.kept import notes

Column = SQLColumnExpression[UUID]


def led(person_id: Who, day: Day) -> Select[UUID]:
    """The ids of those who are here on a day and have this person as nearest leader, as a subquery."""
    return select(Person.id).where(Person.nearest_leader_id == person_id, here(day))


def leaders_under(session: Session, person_id: UUID, day: date) -> list[Someone]:
    """The same people, by name."""
    query = select(*SOMEONE).where(Person.nearest_leader_id == person_id, here(day)).order_by(Person.name)
    found = [Someone(*row) for row in session.execute(query)]
    notes(session, "people").update((person.id, person) for person in found)
    return found


def has_nearest(person_id: Who | Column, nearest_id: Who | Column, day: Day) -> Exists:
    """The condition that somebody who is here on a day has the other as nearest leader."""
    return exists().where(Person.id == person_id, Person.nearest_leader_id == nearest_id, here(day))


def of_the_two(session: Session, leader_id: UUID, ids: Iterable[UUID], day: date) -> list[UUID]:
    """Those of some people who are a leader, or the nearest leader of that one while both are here."""
    wanted = list(ids)
    query = select(Person.id, Person.nearest_leader_id).where(Person.id.in_([leader_id, *wanted]), here(day))
    found = {row.id: row.nearest_leader_id for row in session.execute(query)}
    two = (leader_id, found.get(leader_id))
    return [one for one in wanted if one in found and one in two]


def is_of_the_two(person_id: Column, leader_id: SQLColumnExpression[Any], day: Day) -> ColumnElement[bool]:
    """The same as a condition for a statement."""
    is_leader = and_(person_id == leader_id, exists().where(Person.id == leader_id, here(day)))
    return or_(is_leader, has_nearest(leader_id, person_id, day))


def is_nearest(session: Session, leader_id: UUID, nearest_id: UUID, day: date) -> bool:
    """The same, asked."""
    return bool(session.scalar(select(has_nearest(leader_id, nearest_id, day))))
