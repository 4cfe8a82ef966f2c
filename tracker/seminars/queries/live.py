"""What the pages of a seminar are made of, and whether anything changed since they were."""

from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, func, select

from tracker.kernel.figures import few
from tracker.kernel.permissions import Standing, may
from tracker.plans import queries as plans
from tracker.plans.queries import Gathered
from tracker.seminars.models import Invitation, Rating, Seminar, Support
from tracker.seminars.queries.access import Seat, seat
from tracker.seminars.rules import Rating as Says
from tracker.storage.asking import ask
from tracker.storage.unit_of_work import UnitOfWork

SAYS = "seminar_rating.says"


@dataclass(frozen=True)
class Pulse:
    """What a page of the seminar shows depends on this, and on who looks."""

    beats: int
    version: int
    rated: str
    """how many have rated, no finer than `few` says while they do"""


def pulse(uow: UnitOfWork, seminar_id: UUID, action: str = "R") -> Pulse:
    """The pulse of a seminar, with the right to it: in one query where a role alone gives that."""
    if not may(action, "seminar", Standing(uow.actor.roles)):
        seat(uow, seminar_id, action)
    found = ask(uow.session, _pulse(), seminar_id=seminar_id).first()
    if found is None:
        seat(uow, seminar_id, action)
        raise LookupError(seminar_id)
    return Pulse(found[0], found[1], few(found[2]))


@cache
def _pulse() -> Select[int, int, int]:
    rated = select(func.count()).where(Invitation.seminar_id == Seminar.id, Invitation.rated.is_(True))
    query = select(Seminar.pulse, Seminar.version, rated.correlate(Seminar).scalar_subquery())
    return query.where(Seminar.id == bindparam("seminar_id", type_=Uuid()))


@dataclass(frozen=True)
class Wall:
    """Everything that was proposed, how many support it, and what the one who looks supports."""

    seat: Seat
    themes: list[Gathered]
    supporters: dict[UUID, int] = field(default_factory=dict)
    mine: frozenset[UUID] = frozenset()
    rated: str = "none"
    """as the pulse's"""
    invited: int = 0
    took_part: int = 0

    @property
    def by_support(self) -> list[Gathered]:
        """What most support first; what came first before what came later."""
        return sorted(self.themes, key=lambda one: -self.supporters.get(one.id, 0))


def wall(uow: UnitOfWork, seminar_id: UUID, lang: str, action: str = "R") -> Wall:
    """What stands on the wall."""
    here = seat(uow, seminar_id, action)
    themes = plans.gathered(uow, here.plan, lang)
    query = select(Support.theme_id, func.count()).where(Support.seminar_id == seminar_id).group_by(Support.theme_id)
    mine = select(Support.theme_id).where(Support.seminar_id == seminar_id, Support.person_id == uow.actor.me)
    supporters = {row[0]: row[1] for row in uow.session.execute(query)}
    return Wall(here, themes, supporters, frozenset(uow.session.scalars(mine)), *_hands(uow, seminar_id))


def _hands(uow: UnitOfWork, seminar_id: UUID) -> tuple[str, int, int]:
    here = Invitation.seminar_id == seminar_id
    counts = (select(func.count()).where(here, *more) for more in _WHICH)
    rated, invited, took_part = uow.session.execute(select(*(one.scalar_subquery() for one in counts))).one()
    return few(rated), invited, took_part


_WHICH = ((Invitation.rated.is_(True),), (), (Invitation.took_part.is_(True),))


def my_ratings(uow: UnitOfWork, seminar_id: UUID) -> dict[UUID, Says]:
    """What the actor said of each theme; nobody else can read it."""
    me = uow.actor.me
    rows = uow.session.scalars(select(Rating).where(Rating.seminar_id == seminar_id, Rating.person_id == me))
    return {row.theme_id: Says.unpacked(uow.unseal(me, SAYS, row.id, row.says)) for row in rows}
