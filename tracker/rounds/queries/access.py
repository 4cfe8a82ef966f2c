"""What somebody is to a round. New members see nothing of rounds dated before they joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Actor, Role, Standing
from tracker.people import queries as people
from tracker.rounds.models import Facilitation, Round
from tracker.storage import loading
from tracker.storage.asking import IDS, ME, SINCE, TODAY, ask
from tracker.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Any)
"""a round, or some columns of one"""


@dataclass(frozen=True)
class Seat:
    """The actor at the table of one round: of the group, or asked by it to facilitate this one."""

    round: Round
    group: people.GroupOf
    leads: bool
    day: date
    """the civil day of the meeting"""
    facilitates: bool = False

    @property
    def standing(self) -> Standing:
        """For the permission table; what is mine in it is my own."""
        if self.facilitates:
            return Standing(frozenset({Role.F}), frozenset({"asg"}))
        return Standing(frozenset({Role.GL if self.leads else Role.L}), frozenset({"grp", "own"}))


def group_standing(uow: UnitOfWork, group_id: UUID) -> tuple[people.GroupOf, Standing]:
    """A group the actor is in now, and as what; NotFound for any other."""
    found = [group for group in my_groups(uow) if group.id == group_id]
    if not found:
        raise NotFound
    role = Role.GL if found[0].role == people.LEADER else Role.L
    return found[0], Standing(frozenset({role}), frozenset({"grp"}))


def my_groups(uow: UnitOfWork) -> list[people.GroupOf]:
    """The groups of the hat worn now."""
    return people.groups_of(uow.session, uow.actor.me, uow.today) if Role.L in uow.actor.roles else []


def seat(
    uow: UnitOfWork, round_id: UUID, action: str = "R", kind: str = "round", *, version: int | None = None
) -> Seat:
    """The actor's seat, if it gives the right; NotFound for everybody else, Conflict for a stale version."""
    row = uow.get(Round, round_id)
    here = _in_the_group(uow, row) or _beside_it(uow, row)
    if here is None:
        raise NotFound
    uow.require(action, kind, here.standing)
    uow.get(Round, round_id, version=version)
    return here


def _in_the_group(uow: UnitOfWork, row: Round) -> Seat | None:
    group = next((group for group in my_groups(uow) if group.id == row.group_id), None)
    if group is None or not joined(uow, [row]):
        return None
    return Seat(row, group, group.role == people.LEADER, meeting_day(uow, row))


def _beside_it(uow: UnitOfWork, row: Round) -> Seat | None:
    """As its facilitator, while that lasts."""
    if row.id not in facilitated(uow.session, uow.actor, uow.today, [row.id]):
        return None
    group = people.group(uow.session, row.group_id)
    return Seat(row, group, leads=False, day=meeting_day(uow, row), facilitates=True) if group else None


def facilitated(session: Session, actor: Actor, day: date, ids: Iterable[UUID] | None = None) -> set[UUID]:
    """The rounds (of some) that a person facilitates on a day."""
    rows = ask(session, _FACILITATED, me=actor.me, today=day)
    found = {row.round_id for row in rows}
    return found if ids is None else found & set(ids)


_FACILITATED = select(Facilitation.round_id).where(Facilitation.person_id == ME, Facilitation.until >= TODAY)


def planner(uow: UnitOfWork, group_id: UUID) -> tuple[people.GroupOf, Standing]:
    """A group, and what the actor is to the planning of its rounds: of the group, or HR; NotFound for nobody."""
    roles = uow.actor.roles & {Role.HR}
    mine = next((group for group in my_groups(uow) if group.id == group_id), None)
    found = mine or (people.group(uow.session, group_id) if roles else None)
    if found is None:
        raise NotFound
    if mine:
        roles |= {Role.GL if mine.role == people.LEADER else Role.L}
    return found, Standing(roles, frozenset({"grp"}))


def plan_of(uow: UnitOfWork, round_id: UUID, *, version: int | None = None) -> Round:
    """A round whose day and form the actor may set: its group's leader, its facilitator, or HR, who reads no more.

    NotFound for everybody else, Conflict for a stale version.
    """
    row = uow.get(Round, round_id)
    if row.id in facilitated(uow.session, uow.actor, uow.today, [row.id]):
        uow.require("U", "round", Standing(frozenset({Role.F}), frozenset({"asg"})))
    else:
        uow.require("C", "round", planner(uow, row.group_id)[1])
    return uow.get(Round, round_id, version=version)


def joined(uow: UnitOfWork, rows: Sequence[R]) -> list[R]:
    """Those of some rounds of own groups that are not dated before the actor joined.

    One that was not held before somebody took over as leader is theirs to end, and to read.
    """
    since = {group.id: group.since for group in my_groups(uow)}
    past = [row for row in rows if _dated(uow, row) < min(uow.today, since.get(row.group_id, uow.today))]
    if not past:
        return list(rows)
    led = {group.id for group in my_groups(uow) if group.role == people.LEADER}
    was_in = [
        and_(Round.id == row.id, Round.group_id.in_(people.my_groups(uow.actor.me, day)))
        for row in past
        for day in [_dated(uow, row), *([_ended(uow, row)] if row.group_id in led else [])]
    ]
    seen = set(uow.session.scalars(select(Round.id).where(or_(*was_in))))
    return [row for row in rows if row.id in seen or row not in past]


def mine(uow: UnitOfWork, *states: str, since: datetime | None = None) -> list[Round]:
    """The rounds of own groups (in some states, from an instant on) that the actor may see, newest meeting first."""
    ids = [group.id for group in my_groups(uow)]
    if not ids:
        return []
    values = {"ids": ids} | ({"since": since} if since else {})
    return joined(uow, loading.rows(uow.session, _of_groups(states, lately=since is not None), **values))


@cache
def _of_groups(states: tuple[str, ...], *, lately: bool) -> Select[Round]:
    query = select(Round).where(Round.group_id.in_(IDS)).order_by(Round.meeting_at.desc(), Round.id)
    if states:
        query = query.where(Round.state.in_(states))
    return query.where(Round.meeting_at >= SINCE) if lately else query


def _dated(uow: UnitOfWork, row: Any) -> date:
    """The day from which its card is the past: the meeting's, or an earlier one on which it was closed."""
    days: list[date] = [instant.astimezone(uow.zone).date() for instant in (row.meeting_at, row.closed_at) if instant]
    return min(days)


def _ended(uow: UnitOfWork, row: Any) -> date:
    """The day on which it was held or called off; today, where it is neither yet."""
    at: datetime | None = row.held_at or row.cancelled_at
    return at.astimezone(uow.zone).date() if at else uow.today


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some rounds whose group their reader is still in, or that the reader facilitates; and the group."""
    is_in = Round.group_id.in_(people.my_groups(ME, TODAY)) if Role.L in roles else false()
    beside = select(Facilitation.round_id).where(Facilitation.person_id == ME, Facilitation.until >= TODAY)
    mine = or_(is_in, Round.id.in_(beside))
    return select(Round.id, people.group_name(Round.group_id)).where(Round.id.in_(IDS), mine)


def meeting_day(uow: UnitOfWork, row: Any) -> date:
    """The civil day a round meets on."""
    day: date = row.meeting_at.astimezone(uow.zone).date()
    return day
