"""A clock that is not to be believed fires nothing, and says so; one that is back goes on."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from sqlalchemy import select, update

from tests.conftest import START
from tests.kernel.test_clocks import TWO_HOURS, Machine
from tests.workers.roads import escalate
from tests.workers.test_clock import facts, set_timer, stand_at
from tests.worlds import World
from tracker.kernel.clocks import Steady, counter, technical_now
from tracker.storage.clock import ask_for, read_target
from tracker.storage.machinery import ClockDoubt, doubts, end_doubt, failing, say_doubt
from tracker.storage.outbox import Heartbeat, Timer
from workers.clock import Clock
from workers.subscriptions import TIMERS
from workers.watch import APART_FROM_DATABASE, JUMPED


@pytest.fixture
def machine() -> Machine:
    """A machine whose clocks say what this one's do, until they are told otherwise."""
    return Machine(technical_now().timestamp(), counter())


@pytest.fixture
def clock(world: World, machine: Machine) -> Clock:
    return Clock(world.store, Steady(lambda: machine.wall, lambda: machine.steady))


def reasons(world: World) -> list[str]:
    with world.reading() as uow:
        return [one.reason for one in doubts(uow.session)]


@pytest.mark.parametrize("jump", [TWO_HOURS, -TWO_HOURS])
def test_while_the_wall_clock_is_wrong_nothing_fires_and_it_says_so(world, machine, clock, jump):
    for _ in range(3):
        escalate(world)
    stand_at(world, days=9)
    machine.jumps(jump)
    assert (clock.tick(), facts(world), reasons(world)) == (0, {"escalations.raised": 3}, [JUMPED])
    machine.passes(60)
    assert clock.tick() == 0
    machine.jumps(-jump)
    assert (clock.tick(), reasons(world)) == (6, [])
    assert facts(world) == {"escalations.raised": 3, "escalations.reminded": 3, "escalations.moved_up": 3}


def test_a_clock_that_waits_is_seen_to_run(world, machine, clock):
    machine.jumps(TWO_HOURS)
    clock.tick()
    with world.reading() as uow:
        assert uow.session.get(Heartbeat, "clock") is not None


def test_moving_the_business_clock_is_no_jump(world, machine, clock):
    escalate(world)
    with world.store.work() as uow:
        ask_for(uow.session, START + timedelta(days=400))
    clock.drain = lambda stop: None
    clock.obey(Event())
    assert (reasons(world), facts(world)["escalations.moved_up"]) == ([], 1)


def test_the_business_clock_is_not_moved_while_time_is_in_doubt(world, machine, clock):
    with world.store.work() as uow:
        ask_for(uow.session, START + timedelta(days=1))
    machine.jumps(TWO_HOURS)
    clock.obey(Event())
    with world.reading() as uow:
        assert read_target(uow.session) is not None
        assert uow.now < START + timedelta(hours=1)


def test_one_machine_with_a_wrong_clock_does_not_stop_another(world, machine, clock):
    escalate(world)
    stand_at(world, days=7)
    machine.jumps(TWO_HOURS)
    assert (clock.tick(), Clock(world.store).tick()) == (0, 1)
    assert reasons(world) == [JUMPED]


def test_a_machine_whose_clock_is_not_the_databases_fires_nothing(world, machine):
    escalate(world)
    stand_at(world, days=7)
    machine.jumps(TWO_HOURS)
    apart = Clock(world.store, Steady(lambda: machine.wall, lambda: machine.steady))  # wrong from the start
    embedded = world.store.engine.dialect.name == "sqlite"  # one machine, one clock: there is nothing to compare
    assert apart.tick() == (1 if embedded else 0)
    assert reasons(world) == ([] if embedded else [APART_FROM_DATABASE])


def test_what_a_clock_that_is_gone_had_said_is_forgotten(world):
    long_ago = technical_now() - timedelta(minutes=3)
    with world.store.work() as uow:
        say_doubt(uow.session, "gone", JUMPED, 7200.4, long_ago)
    assert reasons(world) == [JUMPED]
    with world.store.work() as uow:
        uow.session.execute(update(ClockDoubt).values(seen_at=long_ago))
    assert reasons(world) == []
    with world.store.work() as uow:
        end_doubt(uow.session, "another")
    with world.reading() as uow:
        assert uow.session.scalar(select(ClockDoubt.process)) is None


def test_a_timer_that_fails_is_counted_until_it_goes_well(world, monkeypatch):
    def broken(uow, matter):
        raise RuntimeError

    monkeypatch.setitem(TIMERS, "tests.broken", broken)
    set_timer(world, "tests.broken", hours=1)
    stand_at(world, days=1)
    for _ in range(3):
        Clock(world.store).tick()
    with world.reading() as uow:
        found = failing(uow.session)
        assert (found.many, found.attempts, failing(uow.session, at_least=4).many) == (1, 3, 0)
        assert found.since is not None
    monkeypatch.setitem(TIMERS, "tests.broken", lambda uow, matter: None)
    Clock(world.store).tick()
    with world.reading() as uow:
        assert failing(uow.session).many == 0


def test_a_timer_that_the_database_refuses_stops_no_other(world, monkeypatch):
    def twice(uow, matter):
        uow.session.add_all([Timer(kind="tests.twice", matter=matter, due_at=START) for _ in range(2)])

    monkeypatch.setitem(TIMERS, "tests.refused", twice)
    monkeypatch.setitem(TIMERS, "tests.good", lambda uow, matter: None)
    set_timer(world, "tests.refused", hours=1)
    set_timer(world, "tests.good", hours=2)
    stand_at(world, days=1)
    assert Clock(world.store).tick() == 2
    with world.reading() as uow:
        assert failing(uow.session).many == 1


def test_instants_in_the_future_that_a_wrong_clock_left_behind_do_not_hide_that_it_stopped(world):
    with world.store.work() as uow:
        uow.session.add(Heartbeat(part="clock", at=datetime(2199, 1, 1, tzinfo=UTC)))
    Clock(world.store).tick()
    with world.reading() as uow:
        assert uow.get(Heartbeat, "clock").at <= technical_now()
