"""What the tests of the road share: an escalation on it, and its deliveries by hand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tests.worlds import World
from tracker.escalations import service
from tracker.escalations.rules import Draft
from tracker.storage.outbox import Delivery, State
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers.fanning import fan_out
from workers.road import Road

DRAFT = Draft("Uklare bestillinger", "Vi får opgaver uden mål.", "En skabelon.", "HR")
RAISED = "notifications.on_escalation_raised"


def escalate(world: World) -> UUID:
    """Its id."""
    with world.acting("head") as uow:
        return service.raise_escalation(uow, world.group, DRAFT)


def delivery(world: World, **values: Any) -> UUID:
    """A delivery of the fact that a group escalated, with other values than it had."""
    escalate(world)
    with world.store.work() as uow:
        fan_out(uow)
        id_ = uow.session.execute(select(Delivery.id).where(Delivery.listener == RAISED)).scalars().one()
        if values:
            uow.session.execute(update(Delivery).where(Delivery.id == id_).values(values))
    return id_


def row(store: Store, id_: UUID) -> Delivery:
    """How it stands."""
    with store.read() as uow:
        return uow.get(Delivery, id_)


Work = Callable[[UUID], None]


class Doing:
    """An effect that does something, and keeps how its deliveries ended."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.is_there = True
        self.endings: list[tuple[State, str | None]] = []
        self.rests = 0

    def perform(self, matter: UUID) -> None:
        """Do it."""
        self.work(matter)

    def ended(self, uow: UnitOfWork, matter: UUID, state: State, problem: str | None) -> None:
        """Keep it."""
        self.endings.append((state, problem))

    def probe(self) -> None:
        """Whether it is there."""
        if not self.is_there:
            raise ConnectionRefusedError

    def rest(self) -> None:
        """Count it."""
        self.rests += 1


def road(world: World, effect: Work | Doing | None = None, *, lease: float = 60) -> Road:
    """A road on which the escalation's delivery is an effect on the outside, where one is given."""
    if effect is None:
        return Road(world.store, {}, lease=timedelta(seconds=lease))
    doing = effect if isinstance(effect, Doing) else Doing(effect)
    return Road(world.store, {RAISED: doing}, lease=timedelta(seconds=lease))
