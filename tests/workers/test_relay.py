"""The relay: one delivery per fact and listener, sent when it may go, and sent again when nothing came of it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from tests.servers import wait_until
from tests.workers.roads import RAISED, delivery, escalate, row
from tests.worlds import World
from tracker.kernel.clocks import technical_now
from tracker.kernel.facts import Fact
from tracker.people.facts import RoleGranted
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, State
from tracker.storage.unit_of_work import Store
from workers.broker import LocalBell
from workers.fanning import EVERYTHING, Ready, fan_out
from workers.relay import EFFECTS_PARCEL, PARCEL, Parcel, Relay, is_idle, parcels

FOREVER = timedelta(days=1)


class Queue:
    """Takes ids, or is away."""

    def __init__(self, *, away: bool = False, full: Sequence[int] = ()) -> None:
        self.away = away
        self.full = full
        self.sent: list[UUID] = []

    def takes(self) -> frozenset[int]:
        return EVERYTHING - frozenset(self.full)

    def send(self, parcels: Sequence[Parcel]) -> None:
        if self.away:
            raise ConnectionError
        self.sent.extend(id_ for one in parcels for id_ in one.ids)


def listeners(store: Store) -> list[str]:
    with store.read() as uow:
        return sorted(uow.session.scalars(select(Delivery.listener)))


def unrelayed(store: Store) -> list[str]:
    with store.read() as uow:
        return list(uow.session.scalars(select(FactRow.name).where(FactRow.relayed_at.is_(None))))


def test_fanning_out_again_makes_no_second_delivery(world):
    delivery(world)
    with world.store.work() as uow:
        uow.session.execute(update(FactRow).values(relayed_at=None))
        fan_out(uow)
    assert listeners(world.store) == [RAISED]
    assert unrelayed(world.store) == []


def test_ten_relays_at_once_make_one_delivery_each_and_send_it_once(world):
    for _ in range(5):
        escalate(world)
    queue = Queue()
    with ThreadPoolExecutor(10) as pool:
        sent = sum(pool.map(lambda _: Relay(world.store, queue, resend=FOREVER).relay_once(), range(10)))
    sent += Relay(world.store, queue, resend=FOREVER).relay_once()
    assert listeners(world.store) == [RAISED] * 5
    assert (sent, len(set(queue.sent)), len(queue.sent)) == (5, 5, 5)


def test_a_fact_that_nobody_hears_is_relayed_to_nobody(world):
    with world.store.work() as uow:
        uow.record(RoleGranted(matter=uuid4(), role="HR", unit_id=uuid4()))
    with world.store.work() as uow:
        fan_out(uow)
    assert (unrelayed(world.store), listeners(world.store)) == ([], [])


def test_what_is_on_its_way_is_not_sent_again_until_it_has_taken_too_long(world):
    id_, queue = delivery(world), Queue()
    patient, hasty = Relay(world.store, queue, resend=FOREVER), Relay(world.store, queue, resend=timedelta(0))
    assert [patient.relay_once(), patient.relay_once()] == [1, 0]
    with world.store.work() as uow:
        uow.session.execute(update(Delivery).values(queued_until=technical_now()))
    assert [hasty.relay_once(), hasty.relay_once()] == [1, 1]
    assert queue.sent == [id_] * 3


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.DONE},
        {"state": State.SET_ASIDE},
        {"leased_until": technical_now() + FOREVER},
        {"retry_at": technical_now() + FOREVER},
        {"not_before": technical_now() + 400 * FOREVER},
    ],
    ids=lambda values: next(iter(values)),
)
def test_what_is_ended_held_or_waiting_is_not_sent(world, values):
    delivery(world, **values)
    assert Relay(world.store, Queue()).relay_once() == 0


def test_when_the_queue_is_away_nothing_is_lost(world):
    id_, queue = delivery(world), Queue(away=True)
    relay = Relay(world.store, queue, resend=timedelta(0))
    assert relay.relay_once() == 0
    queue.away = False
    assert (relay.relay_once(), queue.sent) == (1, [id_])


def test_a_fact_that_only_a_newer_process_knows_waits_for_it_and_holds_nothing_up(world):
    escalate(world)
    with world.store.work() as uow:
        uow.session.execute(update(FactRow).values(name="later.invented"))
    world.drain()
    assert unrelayed(world.store) == ["later.invented"]
    with world.reading() as uow:
        assert is_idle(uow)

    @dataclass(frozen=True, kw_only=True)
    class Invented(Fact, name="later.invented"):
        pass

    world.drain()
    del Fact.registry["later.invented"]
    assert unrelayed(world.store) == []


def test_the_road_is_idle_only_when_nothing_may_go(world):
    def idle() -> bool:
        with world.reading() as uow:
            return is_idle(uow)

    assert idle()
    escalate(world)
    assert not idle()
    world.drain()
    assert idle()


def running(world: World) -> bool:
    with world.reading() as uow:
        return uow.session.get(Heartbeat, "relay") is not None


def test_whatever_goes_wrong_the_relay_goes_on_and_leaves_a_sign_of_life(world):
    class Faltering(Relay):
        turns = 0

        def relay_once(self, *, sweeps: bool = True) -> int:
            self.turns += 1
            if self.turns == 1:
                raise RuntimeError
            return super().relay_once(sweeps=sweeps)

    stop, bell, relay = Event(), LocalBell(), Faltering(world.store, Queue())
    thread = Thread(target=relay.run, args=(bell, stop))
    thread.start()
    wait_until(lambda: running(world), "the relay runs")
    stop.set()
    bell.ring()
    thread.join()
    assert relay.turns > 1


def test_a_delivery_keeps_what_it_had_when_it_is_sent_again(world):
    id_ = delivery(world, attempts=3, fence=4)
    Relay(world.store, Queue()).relay_once()
    assert (row(world.store, id_).attempts, row(world.store, id_).fence) == (3, 4)


def test_reactions_travel_in_parcels_effects_in_small_ones_and_what_was_claimed_in_vain_travels_alone():
    calm = [Ready(uuid4(), "notifications.on_round_held", 1, 0) for _ in range(PARCEL + 2)]
    worn = [Ready(uuid4(), "notifications.on_round_held", 1, 1), Ready(uuid4(), "mail", 2, 1)]
    mails = [Ready(uuid4(), "mail", 2, 0) for _ in range(EFFECTS_PARCEL + 3)]
    urgent = Ready(uuid4(), "mail", 0, 0)
    sizes = [(len(one.ids), one.urgency) for one in parcels([*worn, *mails, *calm, urgent])]
    assert sizes == [(1, 0), (PARCEL, 1), (2, 1), (1, 1), (EFFECTS_PARCEL, 2), (3, 2), (1, 2)]
