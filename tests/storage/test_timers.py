"""Timers: at most one open of a kind for a matter."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.conftest import START
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import Store

MATTER = uuid4()


def timers(store: Store, matter: UUID = MATTER) -> list[Timer]:
    with store.read() as uow:
        return list(uow.session.scalars(select(Timer).where(Timer.matter == matter).order_by(Timer.due_at)))


def test_setting_a_timer_again_takes_the_place_of_the_open_one(store):
    for days in (1, 2, 3):
        with store.work() as uow:
            uow.at(START + timedelta(days=days), "tests.remind", MATTER)
    assert [(row.cancelled, row.ended_at is None) for row in timers(store)] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_twice_in_one_transaction_leaves_one_open(store):
    with store.work() as uow:
        uow.at(START, "tests.remind", MATTER)
        uow.at(START + timedelta(days=1), "tests.remind", MATTER)
    assert [row.due_at for row in timers(store) if row.ended_at is None] == [START + timedelta(days=1)]


def test_the_database_itself_refuses_a_second_open_one(store):
    with pytest.raises(IntegrityError), store.work() as uow:
        uow.session.add_all([Timer(kind="tests.remind", matter=MATTER, due_at=START) for _ in range(2)])
    assert timers(store) == []


def test_cancelling_takes_away_this_kind_for_this_matter_only(store):
    other = uuid4()
    with store.work() as uow:
        for kind, matter in (("tests.remind", MATTER), ("tests.ask", MATTER), ("tests.remind", other)):
            uow.at(START, kind, matter)
        uow.cancel("tests.remind", MATTER)
    assert {row.kind: row.cancelled for row in timers(store)} == {"tests.remind": True, "tests.ask": False}
    assert not timers(store, other)[0].cancelled


def test_an_instant_without_a_zone_is_refused(store):
    with pytest.raises(Exception, match="zone"), store.work() as uow:
        uow.at(START.replace(tzinfo=None), "tests.remind", MATTER)
    assert timers(store) == []
