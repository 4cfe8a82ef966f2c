"""What the tests of the road share: an escalation on it, and its deliveries by hand."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tests.worlds import World
from tracker.escalations import service
from tracker.escalations.rules import Draft
from tracker.storage.outbox import Delivery
from tracker.storage.unit_of_work import Store
from workers.relay import fan_out
from workers.road import Effect, Road

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


def road(world: World, effect: Effect | None = None, *, lease: float = 60) -> Road:
    """A road on which the escalation's delivery is an effect on the outside, where one is given."""
    return Road(world.store, {RAISED: effect} if effect else {}, lease=timedelta(seconds=lease))
