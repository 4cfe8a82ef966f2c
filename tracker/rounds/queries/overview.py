"""Lists, what waits, and the counts that may be told to everybody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.rounds.models import Agreement, Invitation, Round
from tracker.rounds.queries.access import meeting_day, mine, my_groups
from tracker.rounds.rules import AgreementState, State
from tracker.storage.unit_of_work import UnitOfWork

LATELY = timedelta(days=550)
"""a year and a half: older rounds are found through the group's earlier cards"""


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
    since = datetime.combine(today - timedelta(days=365), time(), UTC)
    held = Round.state == State.HELD
    lately = select(func.count(Round.group_id.distinct())).where(held, Round.held_at >= since)
    closed = Agreement.state == AgreementState.CLOSED
    counts = (
        select(func.count()).where(held),
        select(func.count()).select_from(Agreement),
        select(func.count()).where(closed),
        lately,
    )
    return Totals(*session.execute(select(*(one.scalar_subquery() for one in counts))).one())


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: to prepare; for the group's leader, to open the card and to end the round."""
    groups = {group.id: group for group in my_groups(uow)}
    rounds = mine(uow, State.PLANNED, State.CLOSED)
    planned = [row.id for row in rounds if row.state == State.PLANNED]
    query = select(Invitation.round_id).where(
        Invitation.person_id == uow.actor.me, Invitation.finished_at.is_not(None), Invitation.round_id.in_(planned)
    )
    ready = set(uow.session.scalars(query)) if planned else set()
    return [
        item for row in reversed(rounds) for item in _of_round(uow, row, groups[row.group_id], prepared=row.id in ready)
    ]


def _of_round(uow: UnitOfWork, row: Round, group: people.GroupOf, *, prepared: bool) -> list[Waiting]:
    day, leads = meeting_day(uow, row), group.role == people.LEADER
    late, found = day < uow.today, []
    if row.state == State.PLANNED and not prepared:
        found.append(Waiting(N_("Prepare for the round"), group.name, "rounds.prepare", row.id, day, overdue=late))
    if leads and row.state == State.PLANNED and day <= uow.today:
        found.append(Waiting(N_("Close the preparation and open the card"), group.name, "rounds.show", row.id, day))
    if leads and row.state == State.CLOSED:
        text = N_("Finish the round: what you agree, and when you talk again")
        found.append(Waiting(text, group.name, "rounds.show", row.id, day, overdue=late))
    return found
