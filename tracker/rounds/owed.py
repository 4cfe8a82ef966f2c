"""What rounds owe: whoever prepares is invited and reminded, and the group knows that its card is ready."""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from tracker.kernel.owed import Owed, Owing
from tracker.people.calendar import free_days
from tracker.people.past import Past
from tracker.rounds import rules
from tracker.rounds.models import Invitation, Round
from tracker.rounds.rules import State
from tracker.storage.unit_of_work import UnitOfWork

CERTAIN = timedelta(days=7)
"""a reminder so far ahead is still to come, whatever days became free meanwhile"""


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of all rounds that are not held."""
    rows = uow.session.scalars(select(Round).where(Round.state.in_((State.PLANNED, State.CLOSED)))).all()
    planned = [row for row in rows if row.state == State.PLANNED]
    invited, free = _invited(uow), free_days(uow.session, uow.today)
    told = [_invitation(row, invited[row.id], past) for row in planned]
    told += [_card(uow, row, past) for row in rows if row.state == State.CLOSED]
    owing = Owing([one for one in told if one.people])
    ahead = [row.id for row in planned if _reminded(uow, row, free) > uow.now + CERTAIN]
    to_come = uow.session.scalars(select(Round.id).where(Round.meeting_at > uow.now))
    owing.timer("rounds.remind", must=ahead, may=to_come)
    called_off = uow.session.scalars(select(Round.id).where(Round.state == State.CANCELLED))
    owing.timer("rounds.forget", must=(), may=called_off)
    owing.timer("rounds.invite", must=(), may=(row.id for row in planned))
    return owing


def _invited(uow: UnitOfWork) -> dict[UUID, set[UUID]]:
    query = select(Invitation.round_id, Invitation.person_id).join(Round, Round.id == Invitation.round_id)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    here = or_(Invitation.later.is_(False), Invitation.finished_at.is_(None))  # who is ready needs no invitation
    for row in uow.session.execute(query.where(Round.state == State.PLANNED, here)):
        found[row.round_id].add(row.person_id)
    return found


def _invitation(row: Round, invited: set[UUID], past: Past) -> Owed:
    there = past.members(row.group_id, past.today) - {row.planned_by}
    return Owed("rounds.invited", (row.id,), None, frozenset(invited & there))


def _card(uow: UnitOfWork, row: Round, past: Past) -> Owed:
    since = row.closed_at or row.meeting_at
    day = since.astimezone(uow.zone).date()
    return Owed("rounds.card", (row.id,), since, past.members(row.group_id, day) - {past.leader(row.group_id, day)})


def _reminded(uow: UnitOfWork, row: Round, free: AbstractSet[date]) -> datetime:
    return rules.remind_at(row.meeting_at.astimezone(uow.zone).date(), free, uow.zone)
