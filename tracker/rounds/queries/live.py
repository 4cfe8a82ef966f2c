"""What the pages of those at the table are made of, and whether anything changed since they were."""

from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam

from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.rounds.agenda import Item, Step, agenda, current
from tracker.rounds.models import Round
from tracker.rounds.queries.access import Seat, my_groups, seat
from tracker.storage.asking import Beside
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Pulse:
    """What a page of the meeting shows depends on this, on the day, and on who looks."""

    beats: int
    version: int
    leads: bool


PULSE = Beside(
    Round,
    Round.id == bindparam("id", type_=Round.id.type),
    (Round.group_id, Round.pulse, Round.version, Round.meeting_at, Round.closed_at),
)
"""what a page of the meeting asks for along with who asks, and in which groups that person is now"""


def pulse(uow: UnitOfWork, round_id: UUID, row: tuple[Any, ...]) -> Pulse:
    """The pulse of a round (its `PULSE`), with the right to it; asks no more while it is not dated before today."""
    group_id, beats, version, *dated = row
    mine = next((group for group in my_groups(uow) if group.id == group_id), None)
    since = at_local(uow.today, time(), uow.zone)
    if mine and all(instant is None or instant >= since for instant in dated):
        return Pulse(beats, version, mine.role == people.LEADER)
    found = seat(uow, round_id)
    return Pulse(found.round.pulse, found.round.version, found.leads)


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
