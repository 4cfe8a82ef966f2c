"""How many loads there are, for everybody who follows progress; and what waits for whoever sees to one."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, String, and_, case, cast, func, or_, select

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.preparedness.models import Load
from tracker.preparedness.queries.access import mine
from tracker.storage.asking import ME, TODAY, Asker, ask
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Totals:
    """What may be told to everybody: loads now and ahead, and how many of them have support planned."""

    expected: int
    supported: int


@cache
def counting() -> Select[int, int]:
    """Counts for `Totals`, at TODAY."""
    has_support = or_(Load.words != "", cast(Load.support, String) != "[]")
    supported = func.coalesce(func.sum(case((has_support, 1), else_=0)), 0)
    return select(func.count().label("expected"), supported.label("supported")).where(Load.ends >= TODAY)


def totals(uow: UnitOfWork) -> Totals:
    """The counts alone."""
    return Totals(*ask(uow.session, counting(), today=uow.today).one())


@cache
def _waiting(roles: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    """What I see to: not begun, or over and not looked back on."""
    asks = and_(Load.asked_at.is_not(None), Load.enough.is_(None))
    query = select(Load.id, Load.title, Load.starts, Load.reminded_at, Load.asked_at)
    near = and_(Load.reminded_at.is_not(None), Load.starts >= TODAY)
    return query.where(Load.seer_id == ME, mine(Asker(roles), TODAY), or_(asks, near)).order_by(Load.starts, Load.id)


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """A load that is near, to see that the support is ready; one that is over, to say whether it sufficed."""
    if not uow.actor.roles & {Role.L, Role.TM, Role.HR}:
        return []
    rows = ask(uow.session, _waiting(uow.actor.roles), me=uow.actor.me, today=uow.today)
    return [_waits(row) for row in rows]


def _waits(row: Any) -> Waiting:
    if row.asked_at is not None:
        return Waiting(N_("Did the support suffice?"), row.title, "preparedness.show", row.id)
    return Waiting(N_("A load begins soon: is the support ready?"), row.title, "preparedness.show", row.id, row.starts)
