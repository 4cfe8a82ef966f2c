"""What somebody is to a group's collegial supervision, and which of its sessions they may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import queries as people
from tracker.rounds.queries import my_groups
from tracker.storage.asking import IDS, ME, TODAY
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision.models import Facilitation, Sitting
from tracker.supervision.rules import State

KIND = "supervision"


@dataclass(frozen=True)
class Place:
    """A group, and what the actor is to it: in it since a day, or asked to facilitate since then."""

    group: people.GroupOf
    standing: Standing
    since: date
    is_member: bool

    @property
    def sets(self) -> bool:
        """Whether they set the frame, move and call off."""
        return may("U", KIND, self.standing)

    @property
    def leads(self) -> bool:
        """Whether they lead the group."""
        return may("S", KIND, self.standing)


def place(uow: UnitOfWork, group_id: UUID, action: str = "R") -> Place:
    """The actor's place, if it gives the right; NotFound for everybody else."""
    found = _in(uow, group_id) or _beside(uow, group_id)
    if found is None:
        raise NotFound
    uow.require(action, KIND, found.standing)
    return found


def _in(uow: UnitOfWork, group_id: UUID) -> Place | None:
    group = next((one for one in my_groups(uow) if one.id == group_id), None)
    if group is None:
        return None
    role = Role.GL if group.role == people.LEADER else Role.L
    return Place(group, Standing(frozenset({role}), frozenset({"grp"})), group.since, is_member=True)


def _beside(uow: UnitOfWork, group_id: UUID) -> Place | None:
    asked = facilitations(uow, [group_id]).get(group_id)
    group = people.group(uow.session, group_id) if asked else None
    if group is None or asked is None:
        return None
    return Place(group, Standing(frozenset({Role.F}), frozenset({"asg"})), asked, is_member=False)


def facilitations(uow: UnitOfWork, ids: Iterable[UUID] | None = None) -> dict[UUID, date]:
    """The groups (of some) the actor facilitates today, and since when."""
    mine = (Facilitation.person_id == uow.actor.me, Facilitation.until >= uow.today)
    query = select(Facilitation.group_id, Facilitation.since).where(*mine)
    rows = uow.session.execute(query if ids is None else query.where(Facilitation.group_id.in_(list(ids))))
    return {row.group_id: row.since for row in rows}


@dataclass(frozen=True)
class Seat:
    """One session, and the actor's place."""

    row: Sitting
    place: Place
    day: date
    """the civil day of the session"""


def seat(uow: UnitOfWork, sitting_id: UUID, action: str = "R", *, version: int | None = None) -> Seat:
    """A session, for who may do this with it; NotFound for everybody else, Conflict for a stale version.

    What was over before one came is not one's own to read.
    """
    row = uow.get(Sitting, sitting_id)
    here, day = place(uow, row.group_id, action), day_of(uow, row)
    if row.state != State.PLANNED and day < min(here.since, uow.today):
        raise NotFound
    uow.at_version(row, version)
    return Seat(row, here, day)


def day_of(uow: UnitOfWork, row: Sitting) -> date:
    """The civil day of a session."""
    return row.starts_at.astimezone(uow.zone).date()


def _mine(roles: frozenset[Role], group_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    is_in = group_id.in_(people.my_groups(ME, TODAY)) if Role.L in roles else false()
    beside = select(Facilitation.group_id).where(Facilitation.person_id == ME, Facilitation.until >= TODAY)
    return or_(is_in, group_id.in_(beside))


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some sessions that whoever was told of them may still read, and the group."""
    columns = select(Sitting.id, people.group_name(Sitting.group_id))
    return columns.where(Sitting.id.in_(IDS), _mine(roles, Sitting.group_id))


def groups_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some groups that whoever was told of their turns is still in."""
    mine = people.my_named_groups(ME, TODAY)
    id_, _ = mine.selected_columns
    return mine.where(id_.in_(IDS) if Role.L in roles else false())


def asked_told(_roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some groups that whoever was asked to facilitate still does."""
    columns = select(Facilitation.group_id, people.group_name(Facilitation.group_id))
    mine = (Facilitation.person_id == ME, Facilitation.until >= TODAY)
    return columns.where(Facilitation.group_id.in_(IDS), *mine)
