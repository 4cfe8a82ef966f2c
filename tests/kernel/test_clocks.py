"""The technical clock: the machine's while that runs as time does, and steady while it does not."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.kernel.clocks import JUMP_SECONDS, SETTLE_SECONDS, Steady, counter

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TWO_HOURS = 7200.0


@dataclass
class Machine:
    """A machine's two clocks. `passes` is time going by, `jumps` somebody (or something) setting the wall clock."""

    wall: float = NOON.timestamp()
    steady: float = 1000.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def jumps(self, seconds: float) -> None:
        self.wall += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> Steady:
    return Steady(lambda: machine.wall, lambda: machine.steady)


def doubted(clock: Steady) -> bool:
    return clock.doubt is not None


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def test_it_is_the_machines_wall_clock(machine: Machine, clock: Steady):
    machine.passes(90)
    assert (clock.now(), doubted(clock)) == (after(seconds=90), False)


@pytest.mark.parametrize("jump", [TWO_HOURS, -TWO_HOURS, 6.0, -6.0, 1e8])
def test_a_jump_is_noticed_and_time_goes_on_as_it_did(machine: Machine, clock: Steady, jump: float):
    machine.passes(60)
    machine.jumps(jump)
    assert clock.now() == after(seconds=60)
    machine.passes(30)
    assert clock.now() == after(seconds=90)
    assert clock.doubt is not None
    assert clock.doubt.off == pytest.approx(jump)
    assert clock.doubt.since == after(seconds=60)


def test_it_is_sane_as_soon_as_it_is_back_where_it_should_be(machine: Machine, clock: Steady):
    machine.jumps(-TWO_HOURS)
    assert doubted(clock)
    machine.passes(300)
    machine.jumps(TWO_HOURS)
    assert (clock.now(), doubted(clock)) == (after(seconds=300), False)


def test_where_it_was_put_is_believed_after_ten_minutes(machine: Machine, clock: Steady):
    machine.jumps(TWO_HOURS)
    assert doubted(clock)
    machine.passes(SETTLE_SECONDS - 1)
    assert doubted(clock)
    machine.passes(1)
    assert (clock.now(), doubted(clock)) == (after(seconds=TWO_HOURS + SETTLE_SECONDS), False)


def test_a_clock_that_goes_on_jumping_is_not_believed(machine: Machine, clock: Steady):
    for _ in range(10):
        machine.jumps(60)
        assert doubted(clock)
        machine.passes(SETTLE_SECONDS / 2)
    assert clock.now() == after(seconds=SETTLE_SECONDS * 5)


def test_back_two_hours_for_long_and_corrected_it_is_sane_at_once(machine: Machine, clock: Steady):
    machine.jumps(-TWO_HOURS)
    for _ in range(100):
        machine.passes(60)
        clock.now()
    assert clock.doubt is None  # whoever set it seemed to mean it
    machine.jumps(TWO_HOURS)
    assert (clock.now(), doubted(clock)) == (after(minutes=100), False)


def test_a_machine_that_slept_has_not_jumped_where_its_counter_counted_on(machine: Machine, clock: Steady):
    machine.passes(9 * 86400)
    assert (clock.now(), doubted(clock)) == (after(days=9), False)


def test_a_machine_that_slept_without_counting_is_believed_when_it_has_been_awake_for_a_while(
    machine: Machine, clock: Steady
):
    machine.jumps(9 * 86400)
    assert doubted(clock)
    machine.passes(SETTLE_SECONDS)
    assert (clock.now(), doubted(clock)) == (after(days=9, seconds=SETTLE_SECONDS), False)


def test_a_process_held_up_between_its_two_looks_looks_again():
    steady, wall = iter([0.0, 0.0, 0.0, 40.0, 40.0, 40.0]), iter([0.0, 0.0, 40.0])
    clock = Steady(lambda: NOON.timestamp() + next(wall), lambda: next(steady))
    assert clock.now() == after(seconds=40)


@given(st.lists(st.tuples(st.floats(0.001, 3600), st.floats(-JUMP_SECONDS * 0.9, JUMP_SECONDS * 0.9)), max_size=40))
def test_small_corrections_are_followed_and_never_doubted(steps: list[tuple[float, float]]):
    machine = Machine()
    clock = Steady(lambda: machine.wall, lambda: machine.steady)
    for passed, correction in steps:
        machine.passes(passed)
        machine.jumps(correction)
        assert clock.now().timestamp() == pytest.approx(machine.wall, abs=1e-5)
        assert clock.doubt is None


@given(st.lists(st.tuples(st.floats(1, 200), st.sampled_from([0.0, 3600.0, -3600.0, 86400.0])), max_size=40))
def test_whatever_the_wall_clock_does_in_ten_minutes_time_never_goes_back(steps: list[tuple[float, float]]):
    """Until a jump has settled, what counts is how much time has passed."""
    machine = Machine()
    clock = Steady(lambda: machine.wall, lambda: machine.steady)
    total = 0.0
    for passed, jump in steps:
        if total + passed >= SETTLE_SECONDS:
            break
        machine.passes(passed)
        total += passed
        machine.jumps(jump)
        assert clock.now().timestamp() == pytest.approx(after(seconds=total).timestamp(), abs=1e-3)


def test_the_machines_counter_goes_forward():
    assert counter() <= counter()
