"""What leaves the house: its own rows learn how it ended, a server that is away costs nobody an attempt."""

import threading
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from tests.servers import wait_until
from tests.workers.roads import RAISED, Doing, Work, delivery, escalate, road, row
from tests.worlds import World
from tracker.kernel.clocks import technical_now
from tracker.kernel.facts import Urgency
from tracker.kernel.outcomes import Away, Cancelled, Refused, TryAgain
from tracker.storage.outbox import Delivery, State
from tracker.storage.outside import Outside, outside
from workers.fanning import fan_out
from workers.probing import Prober
from workers.relay import is_idle, take_ready
from workers.road import Road

WEEK = timedelta(days=7)


def raises(error: Exception) -> Work:
    def work(_matter: UUID) -> None:
        raise error

    return work


def take(world: World) -> list[UUID]:
    with world.store.work() as uow:
        return [one.id for one in take_ready(uow, timedelta(0))]


def probe_now(world: World, carrying: Road) -> None:
    """A minute has passed."""
    with world.store.work() as uow:
        uow.session.execute(update(Outside).values(probe_at=technical_now()))
    Prober(carrying).probe_once()


def known(world: World) -> Outside:
    with world.reading() as uow:
        found = outside(uow.session, RAISED)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("work", "state", "problem"),
    [
        (lambda _matter: None, State.DONE, None),
        (raises(Refused("no such address")), State.FAILED, "no such address"),
        (raises(Cancelled("dealt with")), State.CANCELLED, "dealt with"),
    ],
)
def test_its_own_rows_learn_how_it_ended(world, work, state, problem):
    id_, doing = delivery(world), Doing(work)
    road(world, doing).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).problem) == (state, problem)
    assert (doing.endings, doing.rests) == ([(state, problem)], 1)


def test_they_learn_it_too_where_it_is_set_aside(world):
    id_, doing = delivery(world, claims=5), Doing(lambda _matter: None)
    road(world, doing).run(id_)
    assert row(world.store, id_).state == State.SET_ASIDE
    assert doing.endings == [(State.SET_ASIDE, "no outcome")]


@pytest.mark.parametrize(("failing_for", "state"), [(WEEK * 1.01, State.EXPIRED), (WEEK * 0.99, State.WAITING)])
def test_it_is_given_up_after_a_week_of_failing(world, failing_for, state):
    id_, doing = delivery(world, failing_since=technical_now() - failing_for), Doing(raises(TryAgain("rcpt 451")))
    road(world, doing).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).problem) == (state, "rcpt 451")
    assert doing.endings == ([(State.EXPIRED, "rcpt 451")] if state == State.EXPIRED else [])


def test_a_month_of_waiting_is_not_a_week_of_failing(world):
    id_ = delivery(world, created_at=technical_now() - timedelta(days=30))
    road(world, raises(OSError())).run(id_)
    waiting = row(world.store, id_)
    assert (waiting.state, waiting.attempts) == (State.WAITING, 1)
    assert waiting.failing_since is not None
    assert waiting.retry_at is not None
    assert take(world) == []


def test_where_its_own_rows_cannot_learn_it_it_has_ended_all_the_same(world):
    class Stumbling(Doing):
        def ended(self, uow, matter, state, problem):
            raise RuntimeError

    id_ = delivery(world)
    road(world, Stumbling(raises(Refused("no")))).run(id_)
    assert row(world.store, id_).state == State.FAILED


def test_what_was_accepted_is_written_down_though_the_database_was_away_for_a_moment(world):
    class Interrupted(Doing):
        def ended(self, uow, matter, state, problem):
            super().ended(uow, matter, state, problem)
            if len(self.endings) < 3:
                raise OperationalError("", {}, OSError())

    id_ = delivery(world)
    reached: list[UUID] = []
    doing = Interrupted(reached.append)
    road(world, doing).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).attempts, len(reached)) == (State.DONE, 1, 1)
    assert doing.endings == [(State.DONE, None)] * 3


def test_what_was_accepted_after_the_lease_was_lost_is_known_to_whoever_holds_it_now(world):
    id_ = delivery(world)

    def slow(_matter: UUID) -> None:
        with world.store.work() as uow:
            uow.session.execute(update(Delivery).values(fence=Delivery.fence + 1))

    doing = Doing(slow)
    road(world, doing).run(id_)
    assert row(world.store, id_).state == State.WAITING
    assert doing.endings == [(State.DONE, None)]


def leased_until(world: World, id_: UUID) -> datetime:
    until = row(world.store, id_).leased_until
    assert until is not None
    return until


def test_a_lease_is_kept_up_while_the_effect_runs(world):
    id_, enough, begun = delivery(world), threading.Event(), threading.Event()

    def slow(_matter: UUID) -> None:
        begun.set()
        enough.wait(60)

    carrying = road(world, slow, lease=0.6)
    thread = threading.Thread(target=carrying.run, args=(id_,))
    thread.start()
    begun.wait(60)
    first = leased_until(world, id_)
    wait_until(lambda: leased_until(world, id_) > first + timedelta(seconds=1), "it is kept", 60)
    enough.set()
    thread.join()
    assert (row(world.store, id_).state, row(world.store, id_).fence) == (State.DONE, 1)


def test_while_the_other_side_is_away_nothing_is_tried_and_nothing_costs_an_attempt(world):
    first = delivery(world)
    escalate(world)
    with world.store.work() as uow:
        fan_out(uow)
        others = list(uow.session.scalars(select(Delivery.id).where(Delivery.listener == RAISED, Delivery.id != first)))
        uow.session.execute(update(Delivery).where(Delivery.listener != RAISED).values(state=State.DONE))
    doing = Doing(raises(Away("connect 421")))
    carrying = road(world, doing)
    carrying.run(first)
    reached: list[UUID] = []
    doing.work = reached.append
    carrying.run(*others)
    assert reached == []
    assert [(row(world.store, id_).state, row(world.store, id_).attempts) for id_ in (first, *others)] == [
        (State.WAITING, 0)
    ] * 2
    assert take(world) == []
    with world.reading() as uow:
        assert is_idle(uow)
    assert known(world).problem == "connect 421"


def test_while_the_other_side_is_away_what_is_new_for_it_is_not_put_on_the_queue(world):
    road(world, raises(Away("connect 421"))).run(delivery(world))
    everything = frozenset(int(urgency) for urgency in Urgency)
    escalate(world)
    with world.store.work() as uow:
        queued = fan_out(uow, everything, technical_now() + WEEK)
    assert RAISED not in {one.listener for one in queued}
    probe_now(world, road(world, lambda _matter: None))
    escalate(world)
    with world.store.work() as uow:
        queued = fan_out(uow, everything, technical_now() + WEEK)
    assert RAISED in {one.listener for one in queued}


def test_it_is_probed_by_one_at_a_time_and_all_goes_when_it_is_back(world):
    id_, doing = delivery(world), Doing(raises(Away("connect 421")))
    doing.is_there = False
    carrying = road(world, doing)
    carrying.run(id_)
    Prober(carrying).probe_once()
    assert known(world).problem == "connect 421"  # its minute is not over
    probe_now(world, carrying)
    assert known(world).problem == "ConnectionRefusedError"
    since = known(world).away_since
    doing.is_there = True
    Prober(carrying).probe_once()
    assert known(world).away_since == since
    probe_now(world, carrying)
    assert known(world).away_since is None
    assert take(world) == [id_]


def test_whoever_may_be_the_reason_itself_pays_for_it(world):
    id_ = delivery(world)
    road(world, raises(Away("data took too long", counts=True))).run(id_)
    assert row(world.store, id_).attempts == 1
    assert row(world.store, id_).retry_at is not None
    assert known(world).away_since is not None


def two(world: World, **values: object) -> list[UUID]:
    """Two deliveries of the same effect."""
    for _ in range(2):
        escalate(world)
    with world.store.work() as uow:
        fan_out(uow)
        if values:
            uow.session.execute(update(Delivery).where(Delivery.listener == RAISED).values(values))
        return list(uow.session.scalars(select(Delivery.id).where(Delivery.listener == RAISED)))


def stands(world: World, id_: UUID) -> tuple[str, int, int]:
    found = row(world.store, id_)
    return found.state, found.attempts, found.claims


def test_who_is_told_to_stop_finishes_what_is_begun_and_puts_the_rest_back_untried(world):
    ids = two(world)
    carrying = road(world, lambda _matter: carrying.stops.set())
    carrying.run(*ids)
    assert sorted(stands(world, id_) for id_ in ids) == [(State.DONE, 1, 0), (State.WAITING, 0, 0)]
    assert set(take(world)) < set(ids)


def test_of_those_that_may_have_killed_their_worker_one_is_tried_at_a_time(world):
    first, second = two(world, claims=2)
    carrying = road(world, lambda _matter: carrying.run(second))
    carrying.run(first)
    assert (stands(world, first), stands(world, second)) == ((State.DONE, 1, 0), (State.WAITING, 0, 2))
