"""Taking part: everybody at once, each for themselves. No fact says who supported or rated what."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from tracker.kernel.errors import NotFound
from tracker.plans import queries as plans
from tracker.plans import service as plan_service
from tracker.seminars import rules
from tracker.seminars.models import Invitation, Rating, Seminar, Support
from tracker.seminars.queries.access import Seat, seat
from tracker.seminars.queries.live import SAYS
from tracker.seminars.rules import Rating as Says
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork


def hold(uow: UnitOfWork, seminar_id: UUID, action: str) -> Seat:
    """The seminar, held against whoever takes it to another step in the same moment."""
    query = select(Seminar).where(Seminar.id == seminar_id).with_for_update()
    uow.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    return seat(uow, seminar_id, action)


def beat(uow: UnitOfWork, seminar_id: UUID) -> None:
    """Something on the wall changes: everybody's page asks for it."""
    query = update(Seminar).where(Seminar.id == seminar_id).values(pulse=Seminar.pulse + 1)
    uow.session.execute(query, execution_options={"synchronize_session": False})


def propose(uow: UnitOfWork, seminar_id: UUID, *, title: str, why: str, lang: str) -> UUID:
    """Put a theme on the wall; whoever proposes it supports it. Returns its id."""
    here = hold(uow, seminar_id, "T")
    rules.propose(here.seminar.state)
    theme_id = plan_service.propose_at_seminar(uow, here.plan, title=title, why=why, lang=lang)
    _support(uow, seminar_id, theme_id)
    _took_part(uow, seminar_id)
    return theme_id


def support(uow: UnitOfWork, seminar_id: UUID, theme_id: UUID) -> None:
    """Support a theme, or the one it was joined to meanwhile; twice is once."""
    here = hold(uow, seminar_id, "T")
    rules.support(here.seminar.state)
    _support(uow, seminar_id, plans.in_play(uow, here.plan, theme_id))
    _took_part(uow, seminar_id)


def withdraw_support(uow: UnitOfWork, seminar_id: UUID, theme_id: UUID) -> None:
    """Support it no more."""
    here = hold(uow, seminar_id, "T")
    rules.support(here.seminar.state)
    mine = (Support.seminar_id == seminar_id, Support.person_id == uow.actor.me)
    uow.session.execute(delete(Support).where(*mine, Support.theme_id == theme_id))
    beat(uow, seminar_id)


def _support(uow: UnitOfWork, seminar_id: UUID, theme_id: UUID) -> None:
    mine = {"seminar_id": seminar_id, "theme_id": theme_id, "person_id": uow.actor.me, "via_id": None}
    insert_unless_there(uow.session, Support, [{"id": uuid4()} | mine])
    beat(uow, seminar_id)


def rate(uow: UnitOfWork, seminar_id: UUID, said: Mapping[UUID, Says]) -> None:
    """Say of some themes how important they are and how well it goes; said again, it is said anew."""
    here = hold(uow, seminar_id, "T")
    rules.rate(here.seminar.state)
    known = {theme.id for theme in plans.gathered(uow, here.plan, "da")}
    if not set(said) <= known:
        raise NotFound
    mine = (Rating.seminar_id == seminar_id, Rating.person_id == uow.actor.me)
    rows = {row.theme_id: row for row in uow.session.scalars(select(Rating).where(*mine))}
    for theme_id, says in said.items():
        row = rows.get(theme_id) or _new(uow, seminar_id, theme_id)
        row.says = uow.seal(uow.actor.me, SAYS, row.id, says.packed())
        uow.session.add(row)
    if said:
        _took_part(uow, seminar_id, rated=True)


def _new(uow: UnitOfWork, seminar_id: UUID, theme_id: UUID) -> Rating:
    return Rating(id=uuid4(), seminar_id=seminar_id, theme_id=theme_id, person_id=uow.actor.me)


def _took_part(uow: UnitOfWork, seminar_id: UUID, *, rated: bool = False) -> None:
    """Whoever came along without being invited is counted with those who were."""
    mine = {"seminar_id": seminar_id, "person_id": uow.actor.me}
    insert_unless_there(uow.session, Invitation, [{"id": uuid4(), "took_part": True, "rated": rated} | mine])
    query = update(Invitation).where(Invitation.seminar_id == seminar_id, Invitation.person_id == uow.actor.me)
    values = {"took_part": True} | ({"rated": True} if rated else {})
    uow.session.execute(query.values(values), execution_options={"synchronize_session": False})
