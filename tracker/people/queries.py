"""Who is who, who holds what role now, and when they may be disturbed."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from tracker.people.conditions import (
    LEADER,
    MEMBER,
    Day,
    Who,
    group_name,
    groups_under,
    here,
    holds,
    is_away,
    joined_by,
    led_by,
    my_groups,
    my_named_groups,
    root_unit_id,
    was_in,
)
from tracker.people.models import Absence, Group, Membership, Organisation, Person, Unit
from tracker.people.roles import (
    SOMEONE,
    GroupOf,
    Someone,
    holders,
    know,
    read_roles,
    roles_of,
    roles_select,
    with_roles,
)
from tracker.people.rules import LONGEST_LEAVE
from tracker.storage import loading
from tracker.storage.asking import ABOUT, IDS, ME, TODAY, ask
from tracker.storage.kept import READS, each, notes, once

__all__ = [
    "LEADER",
    "MEMBER",
    "SOMEONE",
    "Day",
    "GroupOf",
    "Someone",
    "Who",
    "absent",
    "by_email",
    "by_key",
    "employed",
    "everybody",
    "group",
    "group_by_key",
    "group_name",
    "group_names",
    "groups",
    "groups_of",
    "groups_under",
    "here",
    "holders",
    "holds",
    "in_groups",
    "is_away",
    "is_founded",
    "joined_by",
    "joining_days",
    "know",
    "leader_of",
    "leaders_by_group",
    "leave",
    "led_by",
    "members",
    "my_groups",
    "my_named_groups",
    "nearest_leader_of",
    "organisation",
    "people",
    "position",
    "read_roles",
    "roles_of",
    "roles_select",
    "root_unit",
    "root_unit_id",
    "someone",
    "unit_name",
    "was_in",
    "with_roles",
]


_PEOPLE = select(*SOMEONE).where(Person.id.in_(IDS))
_GROUP_NAMES = select(Group.id, Group.name).where(Group.id.in_(IDS))


def organisation(session: Session) -> Organisation:
    """The organisation's own row; NoResultFound before `bootstrap`."""
    found = once(session, "organisation", 1, lambda: loading.rows(session, _ORGANISATION))
    if not found:
        raise NoResultFound
    return found[0]


_ORGANISATION = select(Organisation)


def someone(session: Session, person_id: UUID) -> Someone | None:
    """The person, or None."""
    return next(iter(people(session, [person_id]).values()), None)


def people(session: Session, ids: Iterable[UUID]) -> dict[UUID, Someone]:
    """Some people by id; unknown ids are left out."""

    def find(missing: set[UUID]) -> dict[UUID, Someone]:
        return {row.id: Someone(*row) for row in ask(session, _PEOPLE, ids=list(missing))}

    return each(session, "people", ids, find)


def everybody(session: Session) -> list[Someone]:
    """All people, by name (Danish order is the page's matter)."""
    return [Someone(*row) for row in session.execute(select(*SOMEONE).order_by(Person.name))]


def employed(session: Session, day: date) -> list[Someone]:
    """Who is here on a day."""
    return [Someone(*row) for row in session.execute(select(*SOMEONE).where(here(day)).order_by(Person.name))]


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


def is_founded(session: Session) -> bool:
    """Whether there is an organisation here yet."""
    return session.scalar(select(Organisation.id)) is not None


def root_unit(session: Session) -> UUID:
    """The unit at the top."""
    return once(session, "root unit", 1, lambda: ask(session, _ROOT).scalar_one())


_ROOT = select(root_unit_id())


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
    return [GroupOf(*row) for row in ask(session, _groups_of_one(), me=person_id, today=day)]


@cache
def _groups_of_one() -> Select[UUID, str, UUID, str, date]:
    query = select(Group.id, Group.name, Group.unit_id, Membership.role, Membership.starts)
    mine = query.join(Membership, Membership.group_id == Group.id).where(Membership.person_id == ME)
    return mine.where(holds(Membership, TODAY)).order_by(Membership.role, Group.name)


_MEMBERS = (
    select(*SOMEONE)
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.group_id == ABOUT, holds(Membership, TODAY))
    .order_by(Membership.role, Person.name)
)


def members(session: Session, group_id: UUID, day: date) -> list[Someone]:
    """Who is in a group on a day, its leader first."""
    found = [Someone(*row) for row in ask(session, _MEMBERS, about=group_id, today=day)]
    notes(session, "people").update((person.id, person) for person in found)
    return found


def joining_days(session: Session, group_id: UUID, after: date, until: date) -> list[date]:
    """The days after one and until another on which somebody comes into a group."""
    query = select(Membership.starts).where(Membership.group_id == group_id, Membership.starts > after)
    return list(session.scalars(query.where(Membership.starts <= until)))


def leader_of(session: Session, group_id: UUID, day: date) -> UUID | None:
    """Who leads a group on a day, or None."""
    query = select(Membership.person_id).where(Membership.group_id == group_id, Membership.role == LEADER)
    return session.scalar(query.where(holds(Membership, day)).limit(1))


def nearest_leader_of(session: Session, group_id: UUID, day: date) -> UUID | None:
    """The nearest leader of a group's leader, while that is somebody who works here."""
    leader_id = leader_of(session, group_id, day)
    leader = someone(session, leader_id) if leader_id else None
    nearest = leader.nearest_leader_id if leader else None
    return nearest if nearest and with_roles(session, nearest, day) else None


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
    if row is None:
        return None
    found = notes(session, "group")[row.id] = GroupOf(row.id, row.name, row.unit_id, "")
    return found


def groups(session: Session) -> dict[UUID, str]:
    """All groups' names."""
    return {row.id: row.name for row in session.execute(select(Group.id, Group.name).order_by(Group.name))}


def groups_named(session: Session, words: str, most: int) -> dict[UUID, str]:
    """The first groups by name that have some words in it."""
    query = select(Group.id, Group.name).order_by(Group.name, Group.id).limit(most)
    if words.strip():
        query = query.where(Group.name.icontains(words.strip(), autoescape=True))
    return {row.id: row.name for row in session.execute(query)}


def group_names(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Some groups' names by id, Nones passed over."""

    def find(missing: set[UUID]) -> dict[UUID, str]:
        return {row.id: row.name for row in ask(session, _GROUP_NAMES, ids=list(missing))}

    return each(session, "group names", [one for one in ids if one], find)


def leaders_by_group(session: Session, day: date) -> dict[UUID, UUID]:
    """Who leads each group on a day."""
    query = select(Membership.group_id, Membership.person_id).where(Membership.role == LEADER, holds(Membership, day))
    return {row.group_id: row.person_id for row in session.execute(query)}


def in_groups(session: Session, day: date) -> list[tuple[UUID, UUID]]:
    """Who leads or belongs to which leadership group on a day, of those who are employed: group and person."""
    query = select(Membership.group_id, Membership.person_id).join(Person, Person.id == Membership.person_id)
    return [(row[0], row[1]) for row in session.execute(query.where(holds(Membership, day), here(day)))]


def absent(session: Session, ids: Iterable[UUID], day: date) -> set[UUID]:
    """Those of some people who have announced leave on a day."""
    query = select(Absence.person_id).where(Absence.person_id.in_(list(ids)))
    return set(session.scalars(query.where(Absence.starts <= day, Absence.ends >= day)))


_LEAVE = select(Absence.person_id, Absence.starts, Absence.ends).where(
    Absence.person_id.in_(IDS), Absence.ends >= TODAY
)


def leave(session: Session, ids: Iterable[UUID], since: date) -> dict[UUID, frozenset[date]]:
    """The days of leave some people have announced from a day on."""
    days: dict[UUID, frozenset[date]] = {}
    for row in ask(session, _LEAVE, ids=list(ids), today=since):
        spent = (row.starts + timedelta(days=n) for n in range(min((row.ends - row.starts).days, LONGEST_LEAVE) + 1))
        days[row.person_id] = days.get(row.person_id, frozenset()).union(spent)
    return days
