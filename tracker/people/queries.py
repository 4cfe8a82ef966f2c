"""Who is who, who holds what role now, and when they may be disturbed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.kernel.permissions import Role
from tracker.people.models import Absence, Grant, Group, Membership, Organisation, Person, Unit
from tracker.people.rules import LONGEST_LEAVE
from tracker.storage.kept import READS, each, notes, once

LEADER, MEMBER = "leader", "member"


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


def holds(row: type[Membership] | type[Grant], day: date) -> ColumnElement[bool]:
    """The condition that a membership or grant holds on a day."""
    return and_(row.starts <= day, or_(row.ends.is_(None), row.ends >= day))


def here(day: date) -> ColumnElement[bool]:
    """The condition that a person is employed on a day."""
    return and_(Person.starts <= day, or_(Person.ends.is_(None), Person.ends >= day))


def organisation(session: Session) -> Organisation:
    """The organisation's own row; NoResultFound before `bootstrap`."""
    return once(session, "organisation", 1, lambda: session.execute(select(Organisation)).scalar_one())


def someone(session: Session, person_id: UUID) -> Someone | None:
    """The person, or None."""
    return next(iter(people(session, [person_id]).values()), None)


def people(session: Session, ids: Iterable[UUID]) -> dict[UUID, Someone]:
    """Some people by id; unknown ids are left out."""

    def find(missing: set[UUID]) -> dict[UUID, Someone]:
        rows = session.scalars(select(Person).where(Person.id.in_(missing)))
        return {row.id: _as_someone(row) for row in rows}

    return each(session, "people", ids, find)


def know(session: Session, person: Someone) -> None:
    """This person has been read: no page asks for whoever is signed in once more."""
    notes(session, "people")[person.id] = person


def everybody(session: Session) -> list[Someone]:
    """All people, by name (Danish order is the page's matter)."""
    return [_as_someone(row) for row in session.scalars(select(Person).order_by(Person.name))]


def employed(session: Session, day: date) -> list[Someone]:
    """Who is here on a day."""
    return [_as_someone(row) for row in session.scalars(select(Person).where(here(day)).order_by(Person.name))]


def _as_someone(row: Person) -> Someone:
    return Someone(row.id, row.name, row.title, row.email, row.language, row.unit_id, row.nearest_leader_id)


def by_email(session: Session, email: str, day: date) -> UUID | None:
    """The id of the person with this e-mail address who is here on the day, or None."""
    return session.scalar(select(Person.id).where(Person.email == email.strip().lower(), here(day)))


def by_key(session: Session, key: str) -> UUID | None:
    """The id of the person an import calls `key`, or None."""
    return session.scalar(select(Person.id).where(Person.key == key))


def group_by_key(session: Session, key: str) -> UUID | None:
    """The id of the group an import calls `key`, or None."""
    return session.scalar(select(Group.id).where(Group.key == key))


def unit_name(session: Session, unit_id: UUID) -> str:
    """A unit's name, or an empty text."""
    return session.scalar(select(Unit.name).where(Unit.id == unit_id)) or ""


def root_unit(session: Session) -> UUID:
    """The unit at the top."""
    return once(session, "root unit", 1, lambda: session.execute(select(root_unit_id())).scalar_one())


def root_unit_id() -> ScalarSelect[UUID]:
    """The same, for others' queries."""
    return select(Unit.id).where(Unit.parent_id.is_(None)).order_by(Unit.name).limit(1).scalar_subquery()


def roles_select(day: date) -> Select[Person, str | None, bool]:
    """Everybody employed on a day with each organisational role held then, for others to narrow; see `read_roles`."""
    in_group = exists().where(Membership.person_id == Person.id, holds(Membership, day))
    query = select(Person, Grant.role, in_group.label("in_group"))
    return query.outerjoin(Grant, and_(Grant.person_id == Person.id, holds(Grant, day))).where(here(day))


def read_roles(
    rows: Sequence[Row[Any, Any, Any]] | Sequence[Row[Any, Any, Any, Any]],
) -> tuple[Someone, frozenset[Role]] | None:
    """One person and their roles from the rows of `roles_select`; None where there are none.

    L is held by whoever leads or belongs to a leadership group.
    """
    if not rows:
        return None
    roles = {Role(row.role) for row in rows if row.role} | ({Role.L} if rows[0].in_group else set())
    return _as_someone(rows[0].Person), frozenset(roles)


def with_roles(session: Session, person_id: UUID, day: date) -> tuple[Someone, frozenset[Role]] | None:
    """A person employed on a day and the organisational roles held then, in one query; None when not employed."""
    return read_roles(session.execute(roles_select(day).where(Person.id == person_id)).all())


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


def groups_of(session: Session, person_id: UUID, day: date) -> list[GroupOf]:
    """The groups a person is in on a day: those led first, then by name.

    Asked by every part of a page, so it is kept for as long as the unit of work lives.
    """
    kept: dict[tuple[UUID, date], list[GroupOf]] = session.info.setdefault("groups_of", {})
    if (person_id, day) not in kept:
        kept[person_id, day] = _groups_of(session, person_id, day)
    notes(session, "group").update({found.id: found for found in kept[person_id, day]})
    notes(session, "group names").update({found.id: found.name for found in kept[person_id, day]})
    return list(kept[person_id, day])


def _groups_of(session: Session, person_id: UUID, day: date) -> list[GroupOf]:
    query = (
        select(Group.id, Group.name, Group.unit_id, Membership.role)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.person_id == person_id, holds(Membership, day))
        .order_by(Membership.role, Group.name)
    )
    return [GroupOf(*row) for row in session.execute(query)]


def my_groups(person_id: UUID, day: date) -> Select[UUID]:
    """The ids of a person's groups as a subquery for others' scoped reads."""
    return select(Membership.group_id).where(Membership.person_id == person_id, holds(Membership, day))


def was_in(person_id: UUID, group_id: InstrumentedAttribute[Any], on: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """The condition that a person was in a row's group on that row's day: whoever joined later does not see it."""
    covers = and_(Membership.starts <= on, or_(Membership.ends.is_(None), Membership.ends >= on))
    return exists().where(Membership.group_id == group_id, Membership.person_id == person_id, covers)


def led_by(person_id: UUID, day: date) -> Select[UUID]:
    """The ids of the groups a person leads on a day, as a subquery."""
    return my_groups(person_id, day).where(Membership.role == LEADER)


def members(session: Session, group_id: UUID, day: date) -> list[Someone]:
    """Who is in a group on a day, its leader first."""
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == group_id, holds(Membership, day))
        .order_by(Membership.role, Person.name)
    )
    found = [_as_someone(row) for row in session.scalars(query)]
    notes(session, "people").update((person.id, person) for person in found)
    return found


def leader_of(session: Session, group_id: UUID, day: date) -> UUID | None:
    """Who leads a group on a day, or None."""
    query = select(Membership.person_id).where(Membership.group_id == group_id, Membership.role == LEADER)
    return session.scalar(query.where(holds(Membership, day)).limit(1))


def position(session: Session, group_id: UUID, person_id: UUID, day: date) -> str | None:
    """`leader`, `member` or None: what a person is to a group on a day."""
    if session.info.get(READS):  # the page asks for the person's groups anyway
        return next((one.role for one in groups_of(session, person_id, day) if one.id == group_id), None)
    query = select(Membership.role).where(Membership.group_id == group_id, Membership.person_id == person_id)
    return session.scalar(query.where(holds(Membership, day)).limit(1))


def group(session: Session, group_id: UUID) -> GroupOf | None:
    """A group, or None."""
    if known := notes(session, "group").get(group_id):
        return GroupOf(known.id, known.name, known.unit_id, "")
    row = session.get(Group, group_id)
    return GroupOf(row.id, row.name, row.unit_id, "") if row else None


def groups(session: Session) -> dict[UUID, str]:
    """All groups' names."""
    return {row.id: row.name for row in session.execute(select(Group.id, Group.name).order_by(Group.name))}


def group_names(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Some groups' names by id, Nones passed over."""

    def find(missing: set[UUID]) -> dict[UUID, str]:
        rows = session.execute(select(Group.id, Group.name).where(Group.id.in_(missing)))
        return {row.id: row.name for row in rows}

    return each(session, "group names", [one for one in ids if one], find)


def leaders_by_group(session: Session, day: date) -> dict[UUID, UUID]:
    """Who leads each group on a day."""
    query = select(Membership.group_id, Membership.person_id).where(Membership.role == LEADER, holds(Membership, day))
    return {row.group_id: row.person_id for row in session.execute(query)}


def absent(session: Session, ids: Iterable[UUID], day: date) -> set[UUID]:
    """Those of some people who have announced leave on a day."""
    query = select(Absence.person_id).where(
        Absence.person_id.in_(list(ids)), Absence.starts <= day, Absence.ends >= day
    )
    return set(session.scalars(query))


def leave(session: Session, ids: Iterable[UUID], since: date) -> dict[UUID, frozenset[date]]:
    """The days of leave some people have announced from a day on."""
    rows = session.scalars(select(Absence).where(Absence.person_id.in_(list(ids)), Absence.ends >= since))
    days: dict[UUID, frozenset[date]] = {}
    for row in rows:
        spent = (row.starts + timedelta(days=n) for n in range(min((row.ends - row.starts).days, LONGEST_LEAVE) + 1))
        days[row.person_id] = days.get(row.person_id, frozenset()).union(spent)
    return days


def groups_under(person_id: UUID, day: date) -> Select[UUID]:
    """The ids of the groups whose leader has this person as nearest leader, as a subquery."""
    leads = and_(Membership.role == LEADER, holds(Membership, day))
    query = select(Membership.group_id).join(Person, Person.id == Membership.person_id)
    return query.where(leads, Person.nearest_leader_id == person_id)
