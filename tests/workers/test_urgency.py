"""Escalations overtake digests: in the outbox, in the database's queue, and on the way to the workers."""

from threading import Event
from uuid import UUID, uuid4

import dramatiq
from dramatiq.brokers.stub import StubBroker
from sqlalchemy import select

from tests.workers.roads import escalate
from tests.workers.test_relay import FOREVER, Queue
from tests.worlds import World
from tracker.kernel.facts import Urgency
from tracker.notifications.facts import MailPlanned
from tracker.notifications.models import Mail
from tracker.storage.outbox import Delivery, FactRow, State
from tracker.storage.unit_of_work import UnitOfWork
from workers import actors as actors_
from workers import fanning
from workers.actors import Actors
from workers.relay import Relay
from workers.road import Road

PATIENCE = 60.0
DIGESTS = 2_000


def plan_digests(world: World, number: int) -> set[UUID]:
    """So many digests that may go; their mails' ids."""
    ids = {uuid4() for _ in range(number)}
    with world.store.work() as uow:
        for mail_id in ids:
            uow.record(MailPlanned(matter=mail_id, hurry=Urgency.LATER))
    return ids


class Sender:
    """Sends by writing down what it was to send; lets the relay have its turn after each, until both mails came."""

    def __init__(self, digests: set[UUID]) -> None:
        self.digests = digests
        self.sent: list[UUID] = []
        self.enough = Event()
        self.relay: Relay | None = None

    def perform(self, matter: UUID) -> None:
        self.sent.append(matter)
        if len(set(self.sent) - self.digests) == 2:
            self.enough.set()
        if self.relay is not None and not self.enough.is_set():
            self.relay.relay_once()

    def ended(self, uow: UnitOfWork, matter: UUID, state: State, problem: str | None) -> None:
        """There are no rows of it."""

    def probe(self) -> None:
        """It is there."""

    def rest(self) -> None:
        """Nothing was kept open."""


def test_an_escalations_mails_go_among_the_first_though_2000_digests_wait(world):
    sender = Sender(plan_digests(world, DIGESTS))
    broker = StubBroker(middleware=[])
    road = Road(world.store, {"mail": sender})
    sender.relay = relay = Relay(world.store, Actors(broker, road), resend=FOREVER)
    while relay.relay_once():
        pass
    escalate(world)
    relay.relay_once()
    worker = dramatiq.Worker(broker, worker_threads=1, worker_timeout=100)
    worker.start()
    try:
        assert sender.enough.wait(PATIENCE)
    finally:
        worker.stop()
        broker.close()
    with world.reading() as uow:
        singles = set(uow.session.scalars(select(Mail.id).where(Mail.kind == "single")))
    last = max(sender.sent.index(mail_id) for mail_id in singles)
    assert last < DIGESTS // 2


def test_no_more_than_a_few_are_on_the_queue_so_that_what_is_more_urgent_can_go_before_the_rest(world, monkeypatch):
    monkeypatch.setattr(actors_, "MOST_WAITING", 10)
    plan_digests(world, 2 * fanning.BATCH)
    actors = Actors(StubBroker(middleware=[]), Road(world.store, {}))
    relay = Relay(world.store, actors, resend=FOREVER)
    assert actors.takes() == fanning.EVERYTHING
    assert [relay.relay_once() for _ in range(3)] == [fanning.BATCH, 0, 0]
    assert actors.takes() == {Urgency.NOW, Urgency.SOON}
    escalate(world)
    assert relay.relay_once() == 1


def test_what_finds_no_room_is_sent_when_there_is_some(world):
    plan_digests(world, 3)
    queue = Queue(full=[Urgency.LATER])
    relay = Relay(world.store, queue, resend=FOREVER)
    assert (relay.relay_once(), queue.sent) == (0, [])
    queue.full = []
    assert (relay.relay_once(), len(queue.sent)) == (3, 3)


def test_the_urgent_facts_are_fanned_out_before_the_others_though_they_came_later(world, monkeypatch):
    plan_digests(world, 3)
    escalate(world)
    fanning._statements.cache_clear()  # noqa: SLF001 (made once, for one size of batch)
    with monkeypatch.context() as patch:
        patch.setattr(fanning, "BATCH", 1)
        with world.store.work() as uow:
            fanning.fan_out(uow)
    fanning._statements.cache_clear()  # noqa: SLF001
    with world.reading() as uow:
        made = select(FactRow.name, Delivery.urgency).join(Delivery, Delivery.fact_id == FactRow.id)
        assert [tuple(row) for row in uow.session.execute(made)] == [("escalations.raised", Urgency.NOW)]
