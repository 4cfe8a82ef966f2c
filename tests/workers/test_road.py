"""A delivery, from claim to outcome: held by one at a time, written down once, never lost."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select, update

from tests.conftest import START
from tests.workers.roads import RAISED, delivery, escalate, road, row
from tests.worlds import World
from tracker.kernel.clocks import technical_now
from tracker.kernel.outcomes import NotYet, Refused
from tracker.notifications.models import Notice
from tracker.storage.outbox import Delivery, FactRow, State
from workers.fanning import fan_out
from workers.subscriptions import HANDLERS


class Killed(BaseException):
    """What SIGKILL looks like to the database: work that ends without a word."""


def notices(world: World) -> int | None:
    with world.reading() as uow:
        return uow.session.scalar(select(func.count()).select_from(Notice))


def test_a_delivery_is_done_once_however_often_it_is_run(world):
    id_ = delivery(world)
    for _ in range(3):
        road(world).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).attempts) == (State.DONE, 1)
    assert notices(world) == 2 + 5  # HR, and the group without its leader


def test_a_handler_that_lost_its_lease_commits_nothing(world, monkeypatch):
    id_, handle = delivery(world), HANDLERS[RAISED]

    def too_slow(uow, fact):
        handle(uow, fact)
        uow.session.execute(update(Delivery).where(Delivery.id == id_).values(fence=Delivery.fence + 1))

    with monkeypatch.context() as patch:
        patch.setitem(HANDLERS, RAISED, too_slow)
        road(world, lease=0).run(id_)
    assert (row(world.store, id_).state, notices(world)) == (State.WAITING, 0)
    road(world).run(id_)
    assert (row(world.store, id_).state, notices(world)) == (State.DONE, 7)


def test_while_one_holds_it_nobody_else_does_it(world):
    id_, done = delivery(world), []

    def effect(matter: UUID) -> None:
        done.append(matter)
        road(world, done.append).run(id_)

    road(world, effect).run(id_)
    assert len(done) == 1
    assert row(world.store, id_).fence == 1


def test_the_outcome_of_one_whose_lease_ran_out_does_not_count(world):
    id_ = delivery(world)

    def refuse(_matter: UUID) -> None:
        raise Refused("no such address")

    road(world, lambda _matter: road(world, refuse).run(id_), lease=0).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).problem) == (State.FAILED, "no such address")


def test_after_five_claims_without_an_outcome_it_is_set_aside_and_the_others_flow(world):
    id_ = delivery(world)

    def die(_matter: UUID) -> None:
        raise Killed

    for _ in range(5):
        with pytest.raises(Killed):
            road(world, die, lease=0).run(id_)
    road(world, die, lease=0).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).problem) == (State.SET_ASIDE, "no outcome")
    world.drain()
    other = delivery_of_another(world)
    road(world).run(other)
    assert row(world.store, other).state == State.DONE


def delivery_of_another(world: World) -> UUID:
    with world.store.work() as uow:
        fact = uow.session.execute(select(FactRow).limit(1)).scalar_one()
        id_ = uuid4()
        values = {"id": id_, "fact_id": fact.id, "listener": "notifications.on_escalation_withdrawn"}
        counts = {"state": State.WAITING, "attempts": 0, "claims": 0, "fence": 0, "created_at": technical_now()}
        uow.session.execute(insert(Delivery).values(values | counts))
    return id_


def test_four_deaths_and_then_an_outcome_are_forgotten(world):
    id_ = delivery(world, claims=4)

    def fail(_matter: UUID) -> None:
        raise OSError

    road(world, fail).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).claims) == (State.WAITING, 0)


def test_a_handler_that_raises_is_written_down_and_tried_again(world, monkeypatch):
    id_ = delivery(world)

    def stumble(uow, fact):
        HANDLERS["notifications.on_escalation_acknowledged"](uow, fact)
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setitem(HANDLERS, RAISED, stumble)
        road(world).run(id_)
    failed = row(world.store, id_)
    assert (failed.state, failed.problem, failed.attempts) == (State.WAITING, "RuntimeError", 1)
    assert notices(world) == 0
    world.drain()
    assert (row(world.store, id_).state, notices(world)) == (State.DONE, 7)


def test_where_one_of_several_raises_the_others_are_done_and_only_that_one_is_tried_again(world, monkeypatch):
    first = delivery(world)
    escalate(world)
    with world.store.work() as uow:
        fan_out(uow)
        second = uow.session.scalars(select(Delivery.id).where(Delivery.listener == RAISED, Delivery.id != first)).one()
    reached: list[object] = []

    def stumble(uow, fact):
        reached.append(fact.matter)
        if fact.matter == reached[0]:
            raise RuntimeError
        whole(uow, fact)

    whole = HANDLERS[RAISED]
    with monkeypatch.context() as patch:
        patch.setitem(HANDLERS, RAISED, stumble)
        road(world).run(first, second)
    assert sorted(row(world.store, one).state for one in (first, second)) == [State.DONE, State.WAITING]
    assert notices(world) == 7
    world.drain()
    assert notices(world) == 14


def test_what_may_not_go_yet_costs_no_attempt_and_goes_when_its_time_comes(world):
    id_, monday = delivery(world), START + timedelta(days=6)

    def wait(_matter: UUID) -> None:
        raise NotYet(monday)

    road(world, wait).run(id_)
    waits = row(world.store, id_)
    assert (waits.state, waits.attempts, waits.not_before, waits.problem) == (State.WAITING, 0, monday, None)
    world.drain()
    assert row(world.store, id_).state == State.WAITING
    world.move_to(monday)
    assert row(world.store, id_).state == State.DONE


def test_a_listener_that_only_a_newer_process_knows_is_left_to_it(world):
    id_ = delivery(world, listener="later.on_escalation_raised")
    for _ in range(7):
        road(world).run(id_)
    waits = row(world.store, id_)
    assert (waits.state, waits.attempts, waits.claims) == (State.WAITING, 0, 0)
    assert waits.retry_at
    assert waits.retry_at > technical_now()


def test_a_fact_that_only_a_newer_process_knows_is_left_to_it(world):
    id_ = delivery(world)
    with world.store.work() as uow:
        uow.session.execute(update(FactRow).values(name="later.invented"))
    road(world).run(id_)
    assert (row(world.store, id_).state, row(world.store, id_).attempts) == (State.WAITING, 0)


def test_what_is_not_there_is_nobodys_fault(world):
    road(world).run(uuid4())
    with world.store.work() as uow:
        fan_out(uow)
    assert notices(world) == 0
