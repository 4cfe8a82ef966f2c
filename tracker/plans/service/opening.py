"""Whether the organisation's published plan is read by everybody, also without signing in."""

from tracker.kernel.errors import NotFound
from tracker.people import service as people
from tracker.plans import facts
from tracker.plans.queries.plan import needed, part, standing
from tracker.storage.unit_of_work import UnitOfWork


def open_to_all(uow: UnitOfWork) -> None:
    """Let everybody read it. Nothing happens where they can already."""
    _turn(uow, facts.PlanOpened, by_all=True)


def close_again(uow: UnitOfWork) -> None:
    """Only who is signed in reads it, from the next request on."""
    _turn(uow, facts.PlanClosed, by_all=False)


def _turn(uow: UnitOfWork, said: type[facts.PlanOpened] | type[facts.PlanClosed], *, by_all: bool) -> None:
    plan = needed(uow.session)
    uow.require("S", "plan", standing(uow, plan))
    if part(uow.session) is not None:
        raise NotFound
    if people.let_plan_be_read(uow, by_all=by_all):
        uow.record(said(matter=plan.id))
