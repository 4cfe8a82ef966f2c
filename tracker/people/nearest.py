"""Who has whom as nearest leader."""

from datetime import date
from uuid import UUID

from sqlalchemy import Exists, Select, SQLColumnExpression, exists, select
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


def is_nearest(session: Session, leader_id: UUID, nearest_id: UUID, day: date) -> bool:
    """The same, asked."""
    return bool(session.scalar(select(has_nearest(leader_id, nearest_id, day))))
