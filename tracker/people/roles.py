"""What roles somebody holds, read with the person and the person's groups in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from tracker.kernel.permissions import Role
from tracker.people.conditions import Day, here, holds
from tracker.people.models import Grant, Group, Membership, Person
from tracker.storage.asking import ME, TODAY, ask
from tracker.storage.kept import notes


@dataclass(frozen=True)
class Someone:
    """A person as others see them."""

    id: UUID
    name: str
    title: str
    email: str
    language: str
    unit_id: UUID
    nearest_leader_id: UUID | None


@dataclass(frozen=True)
class GroupOf:
    """A leadership group somebody is in, and as what."""

    id: UUID
    name: str
    unit_id: UUID
    role: str
    since: date = date.max
    """the first day of this membership, where it is known"""


SOMEONE = (
    Person.id,
    Person.name,
    Person.title,
    Person.email,
    Person.language,
    Person.unit_id,
    Person.nearest_leader_id,
)
_MY_GROUP = (Group.id.label("group_id"), Group.name.label("group_name"), Group.unit_id.label("group_unit"))


def know(session: Session, person: Someone, rows: Sequence[Row[*tuple[Any, ...]]], day: date) -> None:
    """This person has been read by `roles_select`: no page asks once more for who is signed in, or in which groups."""
    notes(session, "people")[person.id] = person
    groups = {
        row.group_id: GroupOf(row.group_id, row.group_name, row.group_unit, row.group_role, row.group_since)
        for row in rows
    }
    kept = session.info.setdefault("groups_of", {})
    kept[person.id, day] = [group for id_, group in groups.items() if id_]


def roles_select(day: Day) -> Select[*tuple[Any, ...]]:
    """Everybody employed on a day with each organisational role held then, for others to narrow; see `read_roles`."""
    membership = (Membership.role.label("group_role"), Membership.starts.label("group_since"))
    query = select(*SOMEONE, Grant.role, *_MY_GROUP, *membership)
    query = query.outerjoin(Grant, and_(Grant.person_id == Person.id, holds(Grant, day)))
    query = query.outerjoin(Membership, and_(Membership.person_id == Person.id, holds(Membership, day)))
    query = query.outerjoin(Group, Group.id == Membership.group_id)
    return query.where(here(day)).order_by(Membership.role, Group.name)


def read_roles(rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[Someone, frozenset[Role]] | None:
    """One person and their roles from the rows of `roles_select`; None where there are none.

    L is held by whoever leads or belongs to a leadership group.
    """
    if not rows:
        return None
    roles = {Role(row.role) for row in rows if row.role} | ({Role.L} if rows[0].group_id else set())
    return Someone(*rows[0][: len(SOMEONE)]), frozenset(roles)


def with_roles(session: Session, person_id: UUID, day: date) -> tuple[Someone, frozenset[Role]] | None:
    """A person employed on a day and the organisational roles held then, in one query; None when not employed."""
    return read_roles(ask(session, _WITH_ROLES, me=person_id, today=day).all())


_WITH_ROLES = roles_select(TODAY).where(Person.id == ME)


def roles_of(session: Session, person_id: UUID, day: date) -> frozenset[Role]:
    """The organisational roles a person holds on a day; none when not employed."""
    held = with_roles(session, person_id, day)
    return held[1] if held else frozenset()


def holders(session: Session, role: Role, day: date) -> list[UUID]:
    """Who holds an organisational role on a day, in stable order."""
    query = select(Person.id).join(Grant, Grant.person_id == Person.id)
    return list(
        session.scalars(query.where(Grant.role == role, holds(Grant, day), here(day)).distinct().order_by(Person.id))
    )
