"""Who is told of seminars, and of what became of the themes there."""

from tracker.notifications.service import settle, tell
from tracker.plans import facts as plans
from tracker.plans import queries as plan_
from tracker.seminars import facts as seminars
from tracker.seminars import queries as seminar_
from tracker.storage.unit_of_work import UnitOfWork


def on_theme_joined(uow: UnitOfWork, fact: plans.ThemeJoined) -> None:
    """Whoever proposed it: it goes on as part of another."""
    settle(uow, fact.matter, ["theme.joined"])
    if proposer := plan_.proposer(uow.session, fact.matter):
        tell(uow, [proposer], "theme.joined", "theme", fact.matter)


def on_seminar_planned(uow: UnitOfWork, fact: seminars.SeminarPlanned) -> None:
    """Those invited who have yet to take part; what was said of other days is over."""
    settle(uow, fact.matter)
    tell(uow, seminar_.invited(uow, fact.matter, yet_to_come=True), "seminar.invited", "seminar", fact.matter)


def on_seminar_nears(uow: UnitOfWork, fact: seminars.SeminarNears) -> None:
    """Those invited who have not taken part."""
    settle(uow, fact.matter, ["seminar.invited"])
    tell(uow, seminar_.invited(uow, fact.matter, yet_to_come=True), "seminar.nears", "seminar", fact.matter)


def on_seminar_closed(uow: UnitOfWork, fact: seminars.SeminarClosed) -> None:
    """Nobody is told; it asks for nobody any more."""
    settle(uow, fact.matter)
