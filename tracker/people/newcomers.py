"""Who came new into leadership groups."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.people.conditions import here, holds
from tracker.people.models import Membership, Person


def new_leaders(session: Session, since: date, until: date, day: date) -> dict[UUID, date]:
    """Who came new into leadership groups between two days and is here: with the day.

    New is who was in no group before; and no group is new itself, of which all came at once.
    """
    first = select(Membership.person_id, func.min(Membership.starts).label("day")).group_by(Membership.person_id)
    came = first.having(and_(func.min(Membership.starts) > since, func.min(Membership.starts) <= until)).subquery()
    older = aliased(Membership)
    before = exists().where(older.group_id == Membership.group_id, older.starts < came.c.day)
    query = select(came.c.person_id, came.c.day).join(Membership, Membership.person_id == came.c.person_id)
    query = query.join(Person, Person.id == came.c.person_id).where(here(day), holds(Membership, day), before)
    return {row.person_id: row.day for row in session.execute(query)}
