"""Parts of the organisation: a unit with all that lies under it, and who leads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.people.conditions import LEADER, Day, Who, holds, led_by, my_groups
from tracker.people.models import Group, Membership, Unit
from tracker.people.queries import groups_of
from tracker.storage.kept import notes, once


@dataclass(frozen=True)
class Part:
    """A unit below the top."""

    id: UUID
    name: str
    parent_id: UUID | None


def part(session: Session, unit_id: UUID) -> Part | None:
    """A unit below the top; None for the top itself and for what there is not."""
    row = session.get(Unit, unit_id)
    if row is None or row.parent_id is None:
        return None
    notes(session, "unit")[row.id] = row  # or it is forgotten, and read once more
    return Part(row.id, row.name, row.parent_id)


def parts(session: Session) -> list[Part]:
    """All units below the top, by name (Danish order is the page's matter)."""
    query = select(Unit.id, Unit.name, Unit.parent_id).where(Unit.parent_id.is_not(None)).order_by(Unit.name)
    return [Part(*row) for row in session.execute(query)]


def led(session: Session, person_id: UUID, day: date) -> set[UUID]:
    """The units whose leadership groups a person leads, with all that lies under them."""
    at = {group.unit_id for group in groups_of(session, person_id, day) if group.role == LEADER}
    key = (person_id, day)
    return once(session, "led parts", key, lambda: set(session.scalars(_under(at)))) if at else set()


def leaders(session: Session, unit_id: UUID, day: date) -> list[UUID]:
    """Who leads the leadership groups of a unit itself, and so owns its plan."""
    at = select(Group.id).where(Group.unit_id == unit_id)
    query = select(Membership.person_id).where(Membership.role == LEADER, Membership.group_id.in_(at))
    return sorted(set(session.scalars(query.where(holds(Membership, day)))))


def leaders_within(session: Session, unit_id: UUID, day: date) -> set[UUID]:
    """Who leads a leadership group of a unit, or of one under it."""
    within = select(Group.id).where(Group.unit_id.in_(_under([unit_id])))
    query = select(Membership.person_id).where(Membership.role == LEADER, Membership.group_id.in_(within))
    return set(session.scalars(query.where(holds(Membership, day))))


def units_led(person_id: Who, day: Day) -> Select[UUID]:
    """The units whose own leadership groups a person leads, as a subquery."""
    return select(Group.unit_id).where(Group.id.in_(led_by(person_id, day)))


def _under(ids: Iterable[UUID]) -> Select[UUID]:
    found = select(Unit.id).where(Unit.id.in_(list(ids))).cte("part", recursive=True)
    found = found.union(select(Unit.id).join(found, Unit.parent_id == found.c.id))
    return select(found.c.id)


def groups_in(session: Session, unit_id: UUID) -> set[UUID]:
    """The leadership groups of a unit and of all that lies under it."""
    return set(session.scalars(select(Group.id).where(Group.unit_id.in_(_under([unit_id])))))


def line(session: Session, unit_id: UUID) -> list[Part]:
    """A unit below the top with those above it, nearest first; the top itself is no part."""
    rows = session.execute(select(Unit.id, Unit.name, Unit.parent_id).where(Unit.parent_id.is_not(None)))
    tree = {row.id: Part(*row) for row in rows}
    found: list[Part] = []
    at = tree.get(unit_id)
    while at is not None and at not in found:
        found.append(at)
        at = tree.get(at.parent_id) if at.parent_id else None
    return found


def line_of(session: Session, group_id: UUID) -> list[UUID]:
    """The units a leadership group belongs to: its own first, up to the top."""
    own = session.scalar(select(Group.unit_id).where(Group.id == group_id))
    return [own, *line_above(session, own)] if own else []


def line_above(session: Session, unit_id: UUID) -> list[UUID]:
    """The units above one, nearest first, up to the top."""
    tree = {row.id: row.parent_id for row in session.execute(select(Unit.id, Unit.parent_id))}
    found: list[UUID] = []
    at = tree.get(unit_id)
    while at is not None and at not in found:
        found.append(at)
        at = tree.get(at)
    return found


def above_mine(person_id: Who, day: Day) -> Select[UUID]:
    """The units of a person's leadership groups and all above them, as a subquery."""
    found = select(Group.unit_id.label("id")).where(Group.id.in_(my_groups(person_id, day)))
    line_up = found.cte("above_mine", recursive=True)
    higher = select(Unit.parent_id.label("id")).join(line_up, Unit.id == line_up.c.id)
    return select(line_up.union(higher.where(Unit.parent_id.is_not(None))).c.id)


def under_mine(person_id: Who, day: Day) -> Select[UUID]:
    """The units whose leadership groups a person leads and all under them, as a subquery."""
    found = select(Group.unit_id.label("id")).where(Group.id.in_(led_by(person_id, day)))
    line_down = found.cte("under_mine", recursive=True)
    return select(line_down.union(select(Unit.id).join(line_down, Unit.parent_id == line_down.c.id)).c.id)


def units_named(session: Session, ids: Select[UUID] | None = None) -> list[tuple[UUID, str]]:
    """Some units, or all of them, with their names (Danish order is the page's matter)."""
    query = select(Unit.id, Unit.name).order_by(Unit.name, Unit.id)
    return [(row.id, row.name) for row in session.execute(query if ids is None else query.where(Unit.id.in_(ids)))]


def unit_name(unit_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    """What a row's unit is called."""
    return select(Unit.name).where(Unit.id == unit_id).scalar_subquery()
