"""What the pages of those at the table are made of, and whether anything changed since they were."""

from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, or_, select

from tracker.kernel.permissions import Role
from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.rounds.agenda import Item, Step, agenda, current
from tracker.rounds.models import Round
from tracker.rounds.queries.access import Seat, seat
from tracker.storage.asking import ME, TODAY, ask
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Pulse:
    """What a page of the meeting shows depends on this, on the day, and on who looks."""

    beats: int
    version: int
    leads: bool


def pulse(uow: UnitOfWork, round_id: UUID) -> Pulse:
    """The pulse of a round, with the right to it: in one query, while the round is not dated before today."""
    if Role.L in uow.actor.roles:
        since = at_local(uow.today, time(), uow.zone)
        values = {"me": uow.actor.me, "today": uow.today, "round_id": round_id, "since": since}
        here = ask(uow.session, _pulse(), **values).first()
        if here is not None:
            return Pulse(*here)
    found = seat(uow, round_id)
    return Pulse(found.round.pulse, found.round.version, found.leads)


@lru_cache(maxsize=1)
def _pulse() -> Select[int, int, bool]:
    since = bindparam("since", type_=Round.meeting_at.type)
    query = select(Round.pulse, Round.version, Round.group_id.in_(people.led_by(ME, TODAY)))
    query = query.where(Round.id == bindparam("round_id", type_=Round.id.type))
    is_new = and_(Round.meeting_at >= since, or_(Round.closed_at.is_(None), Round.closed_at >= since))
    return query.where(Round.group_id.in_(people.my_groups(ME, TODAY)), is_new)


@dataclass(frozen=True)
class Table:
    """Where the meeting is."""

    seat: Seat
    step: Step
    items: list[Item]


def table(uow: UnitOfWork, seat: Seat) -> Table:
    """The agenda with its times, and where the meeting is on it."""
    row = seat.round
    starts = row.meeting_at.astimezone(uow.zone)
    return Table(seat, current(row.state, row.step), list(agenda(starts, row.minutes)))
