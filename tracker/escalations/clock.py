"""The clock that runs on whoever is to act; it stands still while the group is asked something (domain §8)."""

from tracker.escalations import rules
from tracker.escalations.models import Escalation
from tracker.escalations.rules import State
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.unit_of_work import UnitOfWork

REMIND, MOVE = "escalations.remind", "escalations.move_up"


def start(uow: UnitOfWork, row: Escalation) -> None:
    """The whole limit of the state it is in, from today."""
    _run(uow, row, rules.clock(uow.today, _limit(uow, row), free_days(uow.session, uow.today), uow.zone))


def stop(uow: UnitOfWork, row: Escalation) -> None:
    """Nothing more is promised."""
    row.promised = row.days_left = None
    _cancel(uow, row)


def pause(uow: UnitOfWork, row: Escalation) -> None:
    """It stands still, with the working days it has left. One that has run out has none to keep."""
    if row.promised:
        row.days_left = rules.days_left(uow.today, row.promised, free_days(uow.session, uow.today))
    row.promised = None
    _cancel(uow, row)


def resume(uow: UnitOfWork, row: Escalation) -> None:
    """It goes on with what it had left."""
    if row.days_left is None:
        return
    free = free_days(uow.session, uow.today)
    _run(uow, row, rules.clock_again(uow.today, row.days_left, _limit(uow, row), free, uow.zone))
    row.days_left = None


def _limit(uow: UnitOfWork, row: Escalation) -> int:
    organisation = people.organisation(uow.session)
    return organisation.acknowledge_days if row.state == State.RAISED else organisation.answer_days


def _run(uow: UnitOfWork, row: Escalation, clock: rules.Clock) -> None:
    row.promised = clock.last_day
    if clock.remind_at:
        uow.at(clock.remind_at, REMIND, row.id)
    uow.at(clock.move_at, MOVE, row.id)


def _cancel(uow: UnitOfWork, row: Escalation) -> None:
    uow.cancel(REMIND, row.id)
    uow.cancel(MOVE, row.id)
