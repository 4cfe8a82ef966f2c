"""What somebody is to a round. New members see nothing of rounds dated before they joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, false, or_, select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.rounds.models import Round
from tracker.storage.asking import IDS, ME, TODAY
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Seat:
    """The actor at the table of one round."""

    round: Round
    group: people.GroupOf
    leads: bool
    day: date
    """the civil day of the meeting"""

    @property
    def standing(self) -> Standing:
        """For the permission table; what is mine in it is my own."""
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
    group, standing = group_standing(uow, row.group_id)
    here = Seat(row, group, Role.GL in standing.roles, meeting_day(uow, row))
    if not joined(uow, [row]):
        raise NotFound
    uow.require(action, kind, here.standing)
    uow.get(Round, round_id, version=version)
    return here


def joined(uow: UnitOfWork, rows: Sequence[Round]) -> list[Round]:
    """Those of some rounds of own groups that are not dated before the actor joined."""
    past = [row for row in rows if _dated(uow, row) < uow.today]
    if not past:
        return list(rows)
    was_in = [
        and_(Round.id == row.id, Round.group_id.in_(people.my_groups(uow.actor.me, _dated(uow, row)))) for row in past
    ]
    seen = set(uow.session.scalars(select(Round.id).where(or_(*was_in))))
    return [row for row in rows if row.id in seen or row not in past]


def mine(uow: UnitOfWork, *states: str) -> list[Round]:
    """The rounds of own groups that the actor may see, newest meeting first."""
    ids = [group.id for group in my_groups(uow)]
    if not ids:
        return []
    query = select(Round).where(Round.group_id.in_(ids)).order_by(Round.meeting_at.desc(), Round.id)
    if states:
        query = query.where(Round.state.in_(states))
    return joined(uow, uow.session.scalars(query).all())


def _dated(uow: UnitOfWork, row: Round) -> date:
    """The day from which its card is the past: the meeting's, or an earlier one on which it was closed."""
    days = [instant.astimezone(uow.zone).date() for instant in (row.meeting_at, row.closed_at) if instant]
    return min(days)


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some rounds, told of as a member, whose group their reader is still in; a round is called by its group."""
    is_in = Round.group_id.in_(people.my_groups(ME, TODAY)) if Role.L in roles else false()
    return select(Round.id, people.group_name(Round.group_id)).where(Round.id.in_(IDS), is_in)


def meeting_day(uow: UnitOfWork, row: Round) -> date:
    """The civil day a round meets on."""
    return row.meeting_at.astimezone(uow.zone).date()
