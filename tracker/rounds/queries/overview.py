"""Lists, what waits, and the counts that may be told to everybody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.rounds.models import Agreement, Invitation, Round
from tracker.rounds.queries.access import joined, meeting_day, mine, my_groups
from tracker.rounds.rules import AgreementState, State
from tracker.storage.asking import IDS, ME, ask
from tracker.storage.unit_of_work import UnitOfWork

LATELY = timedelta(days=550)
"""a year and a half: older rounds are found through the group's earlier cards"""
A_WHILE = timedelta(days=60)


@dataclass(frozen=True)
class GroupRounds:
    """One of my groups and its rounds of late, newest first."""

    group: people.GroupOf
    leads: bool
    rounds: list[Round]


@dataclass(frozen=True)
class Totals:
    """What may be told to everybody: counts, no words."""

    rounds_held: int
    agreements_made: int
    agreements_closed: int
    groups_with_round: int


def my_rounds(uow: UnitOfWork) -> list[GroupRounds]:
    """My groups, those I lead first, each with its rounds of late; those before stand in its history."""
    rounds = mine(uow, since=uow.now - LATELY)
    return [
        GroupRounds(group, group.role == people.LEADER, [row for row in rounds if row.group_id == group.id])
        for group in my_groups(uow)
    ]


def totals(session: Session, today: date) -> Totals:
    """Rounds held and groups that held one within the last year, agreements made and closed; one query."""
    return Totals(*ask(session, counting(), a_year_ago=a_year_before(today)).one())


def a_year_before(today: date) -> datetime:
    """From when on a group counts as one that holds rounds: the value `counting` waits for."""
    return datetime.combine(today - timedelta(days=365), time(), UTC)


@cache
def counting() -> Select[*tuple[Any, ...]]:
    """What `totals` are read from."""
    held = Round.state == State.HELD
    since = bindparam("a_year_ago", type_=Round.held_at.type)
    lately = select(func.count(Round.group_id.distinct())).where(held, Round.held_at >= since)
    closed = Agreement.state == AgreementState.CLOSED
    counts = (
        select(func.count()).where(held),
        select(func.count()).select_from(Agreement),
        select(func.count()).where(closed),
        lately,
    )
    return select(*(one.scalar_subquery() for one in counts))


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: to prepare; for the group's leader, to open the card and to end the round."""
    groups = {group.id: group for group in my_groups(uow)}
    found = ask(uow.session, _open(), me=uow.actor.me, ids=list(groups)).all() if groups else []
    return [item for row in joined(uow, found) for item in _of_round(uow, row, groups[row.group_id])]


@cache
def _open() -> Select[*tuple[Any, ...]]:
    """The rounds of some groups that are not over, the next one first, and whether I am prepared."""
    is_mine = and_(Invitation.round_id == Round.id, Invitation.person_id == ME, Invitation.finished_at.is_not(None))
    ended = (Round.closed_at, Round.held_at, Round.cancelled_at)
    query = select(
        Round.id, Round.group_id, Round.state, Round.meeting_at, *ended, exists().where(is_mine).label("prepared")
    )
    query = query.where(Round.group_id.in_(IDS), Round.state.in_((State.PLANNED, State.CLOSED)))
    return query.order_by(Round.meeting_at, Round.id.desc())


def _of_round(uow: UnitOfWork, row: Any, group: people.GroupOf) -> list[Waiting]:
    day, leads = meeting_day(uow, row), group.role == people.LEADER
    late, found = day < uow.today, []
    if row.state == State.PLANNED and not row.prepared:
        found.append(Waiting(N_("Prepare for the round"), group.name, "rounds.prepare", row.id, day, overdue=late))
    if leads and row.state == State.PLANNED and day <= uow.today:
        found.append(Waiting(N_("Close the preparation and open the card"), group.name, "rounds.show", row.id, day))
    if leads and row.state == State.CLOSED:
        text = N_("Finish the round: what you agree, and when you talk again")
        found.append(Waiting(text, group.name, "rounds.show", row.id, day, overdue=late))
    return found


def moment_of(uow: UnitOfWork) -> str:
    """Where the actor is with a round: `before` one that is planned, `after` one that was held of late, or neither."""
    if Role.L not in uow.actor.roles:
        return ""
    rows = mine(uow, State.PLANNED, State.CLOSED, State.HELD, since=uow.now - A_WHILE)
    if any(row.state == State.HELD for row in rows):
        return "after"
    return "before" if any(row.state == State.PLANNED for row in rows) else ""
