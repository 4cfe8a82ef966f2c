"""Moving the demo's time."""

from tracker.home import rules
from tracker.storage.clock import ask_for, next_due, read_target
from tracker.storage.unit_of_work import UnitOfWork


def move_time(uow: UnitOfWork, step: str) -> None:
    """Ask the clock process to move the business clock; a move under way goes on to its own end first."""
    if read_target(uow.session) is None:
        ask_for(uow.session, rules.target(step, uow.now, next_due(uow.session, uow.now), uow.zone))
