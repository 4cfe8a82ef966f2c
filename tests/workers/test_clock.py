"""The clock: what is due fires once, not early, never skipped, whoever else ticks and whatever goes wrong."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.conftest import START
from tests.servers import wait_until
from tests.workers.roads import escalate
from tests.worlds import World
from tracker.escalations.facts import EscalationWithdrawn
from tracker.kernel.errors import RuleBroken
from tracker.storage.clock import ask_for, read_target, set_now
from tracker.storage.outbox import FactRow, Heartbeat, Timer
from tracker.storage.unit_of_work import UnitOfWork
from workers.clock import Clock
from workers.subscriptions import TIMERS


def facts(world: World) -> Counter[str]:
    with world.reading() as uow:
        return Counter(uow.session.scalars(select(FactRow.name)))


def stand_at(world: World, **later: float) -> None:
    """The business clock jumps, as after the system was off."""
    with world.store.work() as uow:
        set_now(uow.session, START + timedelta(**later), arrived=True)


def set_timer(world: World, kind: str, **later: float) -> UUID:
    matter = uuid4()
    with world.store.work() as uow:
        uow.at(START + timedelta(**later), kind, matter)
    return matter


def fired(world: World, matter: UUID) -> bool:
    with world.reading() as uow:
        return uow.session.execute(select(Timer.ended_at).where(Timer.matter == matter)).scalar_one() is not None


def test_ten_clocks_on_one_tick_fire_each_thing_once(world):
    for _ in range(6):
        escalate(world)
    stand_at(world, days=7)
    with ThreadPoolExecutor(10) as pool:
        done = sum(pool.map(lambda _: Clock(world.store).tick(), range(10)))
    assert (done, facts(world)["escalations.reminded"]) == (6, 6)
    assert Clock(world.store).tick() == 0


def test_nothing_fires_early(world):
    escalate(world)
    stand_at(world, days=6, hours=22, minutes=59)
    assert Clock(world.store).tick() == 0
    stand_at(world, days=6, hours=23)
    assert Clock(world.store).tick() == 1


def test_after_nine_days_off_all_that_was_due_fires_once(world):
    for _ in range(3):
        escalate(world)
    stand_at(world, days=9)
    assert Clock(world.store).tick() == 6
    assert facts(world) == {"escalations.raised": 3, "escalations.reminded": 3, "escalations.moved_up": 3}
    assert Clock(world.store).tick() == 0


def broken(_uow: UnitOfWork, _matter: UUID) -> None:
    raise RuntimeError


def test_a_timer_that_fails_stays_due_and_stops_no_other(world, monkeypatch):
    monkeypatch.setitem(TIMERS, "tests.broken", broken)
    bad, good = set_timer(world, "tests.broken", hours=1), set_timer(world, "tests.good", hours=2)
    monkeypatch.setitem(TIMERS, "tests.good", lambda uow, matter: None)
    stand_at(world, days=1)
    Clock(world.store).tick()
    assert (fired(world, bad), fired(world, good)) == (False, True)
    monkeypatch.setitem(TIMERS, "tests.broken", lambda uow, matter: None)
    Clock(world.store).tick()
    assert fired(world, bad)


def test_a_timer_that_only_a_newer_process_knows_is_left_to_it(world):
    unknown = set_timer(world, "later.invented", hours=1)
    stand_at(world, days=1)
    Clock(world.store).tick()
    assert not fired(world, unknown)


def test_a_move_of_the_clock_arrives_though_a_timer_fails(world, monkeypatch):
    monkeypatch.setitem(TIMERS, "tests.broken", broken)
    set_timer(world, "tests.broken", hours=1)
    escalate(world)
    world.move(days=10)
    with world.reading() as uow:
        assert read_target(uow.session) is None
        assert uow.now >= START + timedelta(days=10)
    assert facts(world)["escalations.moved_up"] == 1


def test_what_a_refused_timer_had_recorded_goes_with_its_rows(world, monkeypatch):
    def refuse(uow: UnitOfWork, matter: UUID) -> None:
        uow.record(EscalationWithdrawn(matter=matter))
        raise RuleBroken("no")

    monkeypatch.setitem(TIMERS, "tests.refused", refuse)
    refused = set_timer(world, "tests.refused", hours=1)
    stand_at(world, days=1)
    assert Clock(world.store).tick() == 1
    assert (fired(world, refused), facts(world)) == (True, {})


def test_a_move_stops_at_everything_that_is_due_on_the_way(world, monkeypatch):
    moments = []
    monkeypatch.setitem(TIMERS, "tests.note", lambda uow, matter: moments.append(uow.now))
    for days in (1, 3, 3.5):
        set_timer(world, "tests.note", days=days)
    world.move(days=7)
    late = [moment - START - timedelta(days=days) for moment, days in zip(moments, (1, 3, 3.5), strict=True)]
    assert all(timedelta(0) <= one < timedelta(minutes=1) for one in late)


@pytest.mark.parametrize("stumbles", [1, 2])
def test_whatever_goes_wrong_the_clock_goes_on_and_obeys(world, stumbles):
    class Faltering(Clock):
        turns = 0

        def tick(self) -> int:
            self.turns += 1
            if self.turns <= stumbles:
                raise RuntimeError
            return super().tick()

    stop, clock = Event(), Faltering(world.store)
    with world.store.work() as uow:
        ask_for(uow.session, START + timedelta(days=1))
    thread = Thread(target=clock.run, args=(stop,))
    thread.start()
    wait_until(lambda: arrived(world), "the clock arrives")
    stop.set()
    thread.join()


def arrived(world: World) -> bool:
    with world.reading() as uow:
        beats = uow.session.get(Heartbeat, "clock") is not None
        return beats and read_target(uow.session) is None and uow.now >= START + timedelta(days=1)
