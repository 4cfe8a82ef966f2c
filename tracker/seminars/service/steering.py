"""Running a seminar: from step to step, similar themes joined, and closed."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from tracker.figures import service as figures
from tracker.plans import queries as plans
from tracker.plans import service as plan_service
from tracker.seminars import facts, rules
from tracker.seminars.models import Rating, Seminar, Support
from tracker.seminars.queries.access import Seat
from tracker.seminars.queries.live import SAYS
from tracker.seminars.rules import Rating as Says
from tracker.seminars.rules import State
from tracker.seminars.service.planning import CLOSE, OPEN, REMIND
from tracker.seminars.service.taking_part import beat, hold
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork


def go(uow: UnitOfWork, seminar_id: UUID, to: str) -> None:
    """On to another step, or back to one; everybody's page goes there."""
    here = hold(uow, seminar_id, "U")
    state = rules.go(here.seminar.mode, here.seminar.state, to)
    if state == State.CLOSED:
        _close(uow, here)
    else:
        _move(uow, here.seminar, state)


def _move(uow: UnitOfWork, row: Seminar, state: State) -> None:
    row.state = state
    uow.session.flush()
    beat(uow, row.id)
    uow.cancel(OPEN, row.id)
    uow.record(facts.SeminarMoved(matter=row.id, state=state))


def _close(uow: UnitOfWork, here: Seat) -> None:
    """What may be told of the ratings is published, once; the ratings stay each one's own."""
    row = here.seminar
    row.state, row.closed_at = State.CLOSED, uow.now
    uow.session.flush()
    beat(uow, row.id)
    for kind in (OPEN, REMIND, CLOSE):
        uow.cancel(kind, row.id)
    shown = {theme.id for theme in plans.gathered(uow, here.plan, "da")}
    figures.publish(uow, here.plan.id, str(row.id), _votes(uow, row.id, shown))
    uow.record(facts.SeminarClosed(matter=row.id))


def _votes(uow: UnitOfWork, seminar_id: UUID, themes: set[UUID]) -> dict[str, dict[UUID, bool]]:
    """By theme and question, who said high."""
    found: dict[str, dict[UUID, bool]] = {}
    for row in uow.session.scalars(select(Rating).where(Rating.seminar_id == seminar_id)):
        if row.theme_id not in themes:
            continue
        says = Says.unpacked(uow.unseal(row.person_id, SAYS, row.id, row.says))
        for what, degree in (("important", says.importance), ("success", says.success)):
            found.setdefault(plans.question(row.theme_id, what), {})[row.person_id] = degree == "H"
    return found


def join(uow: UnitOfWork, seminar_id: UUID, theme_ids: Sequence[UUID], into_id: UUID) -> None:
    """Join similar themes; whoever supported one of them supports the one they become."""
    here = hold(uow, seminar_id, "U")
    rules.join(here.seminar.state)
    for theme_id in plan_service.join(uow, here.plan, theme_ids, into_id):
        query = select(Support.person_id).where(Support.seminar_id == seminar_id, Support.theme_id == theme_id)
        with_it = {"seminar_id": seminar_id, "theme_id": into_id, "via_id": theme_id}
        rows = [{"id": uuid4(), "person_id": one} | with_it for one in uow.session.scalars(query)]
        insert_unless_there(uow.session, Support, rows)
    beat(uow, seminar_id)


def split(uow: UnitOfWork, seminar_id: UUID, theme_id: UUID) -> None:
    """Let a joined theme stand by itself again, with those who supported it."""
    here = hold(uow, seminar_id, "U")
    rules.join(here.seminar.state)
    plan_service.split(uow, here.plan, theme_id)
    uow.session.execute(delete(Support).where(Support.seminar_id == seminar_id, Support.via_id == theme_id))
    beat(uow, seminar_id)


def open_in_time(uow: UnitOfWork, seminar_id: UUID) -> None:
    """A period's first morning has come: a timer's work."""
    here = hold(uow, seminar_id, "U")
    if here.seminar.state == State.PLANNED:
        _move(uow, here.seminar, State.OPEN)


def nears(uow: UnitOfWork, seminar_id: UUID) -> None:
    """A period closes soon; those who have not taken part are told, once: a timer's work."""
    if uow.get(Seminar, seminar_id).state == State.OPEN:
        uow.record(facts.SeminarNears(matter=seminar_id))


def close_in_time(uow: UnitOfWork, seminar_id: UUID) -> None:
    """A period's last day has passed: a timer's work."""
    here = hold(uow, seminar_id, "U")
    if here.seminar.state != State.CLOSED:
        _close(uow, here)
