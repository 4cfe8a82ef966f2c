"""When e-mails go: within working hours only, and on an ordinary day one digest at most."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.escalations.sending import acknowledge, away, sent
from tests.notifications.post import answer, at, mailed, mails
from tests.worlds import GROUP, World
from tracker.notifications import service
from tracker.people.models import Person
from tracker.storage.clock import set_now
from workers.clock import Clock

MEMBERS = GROUP[1:]
MINUTE = timedelta(minutes=1)


def jump(world: World, moment) -> None:
    """The clock was stopped, and starts again."""
    with world.store.work() as uow:
        set_now(uow.session, moment, arrived=True)
    Clock(world.store).tick()
    world.drain()


def test_all_that_happens_on_a_day_is_one_mail_the_next_morning_at_half_past_eight(world):
    first, _ = sent(world), sent(world)
    world.move(hours=2)
    acknowledge(world, "hr", first)
    world.move(hours=2)
    answer(world, "hr", first)
    world.move_to(at(2, 4, 8, 30) - MINUTE)
    assert mailed(world, *GROUP) == []
    world.move_to(at(2, 4, 12))
    assert mailed(world, *GROUP) == [(key, "02-04 08:30") for key in sorted(GROUP)]


def test_every_day_on_which_something_happened_has_a_digest_of_its_own(world):
    for day in (3, 4, 6):
        world.move_to(at(2, day, 11))
        sent(world)
    world.move_to(at(2, 9, 12))
    assert mailed(world, "ann") == [("ann", "02-04 08:30"), ("ann", "02-05 08:30"), ("ann", "02-09 08:30")]


@pytest.mark.parametrize(
    ("raised", "goes"),
    [
        (at(2, 3, 10), "02-03 10:00"),
        (at(2, 3, 15, 59), "02-03 15:59"),
        (at(2, 3, 16), "02-04 08:00"),
        (at(2, 6, 20), "02-09 08:00"),
        (at(2, 8, 12), "02-09 08:00"),
        (at(3, 27, 17), "03-30 08:00"),
        (at(4, 1, 16, 30), "04-07 08:00"),
        (at(12, 23, 17), "12-28 08:00"),
    ],
    ids=["morning", "just in time", "closing time", "Friday evening", "Sunday", "summer time", "Easter", "Christmas"],
)
def test_what_is_urgent_goes_at_once_or_when_the_hours_open_next(world, raised, goes):
    world.move_to(raised)
    sent(world)
    world.drain()
    world.move(days=5.9)
    assert mailed(world, "hr", "hr2")[:2] == [("hr", goes), ("hr2", goes)]


def test_leave_that_begins_meanwhile_keeps_the_mail_until_one_is_back(world):
    away(world, "hr", date(2026, 2, 4), date(2026, 2, 6))
    world.move_to(at(2, 3, 17))
    sent(world)
    world.move_to(at(2, 9, 12))
    assert mailed(world, "hr", "hr2") == [("hr2", "02-04 08:00"), ("hr", "02-09 08:00")]


def test_a_digest_gathers_on_through_leave_that_was_announced_after_it_began(world):
    sent(world)
    world.drain()
    away(world, "ann", date(2026, 2, 4), date(2026, 2, 13))
    world.move_to(at(2, 11, 12))
    sent(world)
    world.move_to(at(2, 17, 12))
    assert mailed(world, "ann") == [("ann", "02-16 08:30")]


def test_after_the_system_was_off_all_that_was_missed_is_one_digest(world):
    sent(world)
    world.drain()
    jump(world, at(2, 11, 22))
    sent(world)
    world.move_to(at(2, 13, 12))
    assert mailed(world, "ann") == [("ann", "02-12 08:30")]


def test_what_is_dealt_with_before_the_mail_goes_is_not_mailed(world):
    world.move_to(at(2, 7, 12))
    id_ = sent(world)
    world.drain()
    acknowledge(world, "hr", id_)
    world.move_to(at(2, 9, 12))
    assert mailed(world, "hr", "hr2") == []
    assert [(mail.state, mail.reason) for mail in mails(world, "hr2")] == [(service.CANCELLED, "dealt with")]


def test_a_digest_is_not_sent_where_all_of_it_was_put_aside(world):
    sent(world)
    world.drain()
    ann = world.client("ann")
    ann.get("/indbakke")
    ann.submit("/faerdig")
    world.move_to(at(2, 5, 12))
    assert mailed(world, "ann") == []
    assert mailed(world, "bo") == [("bo", "02-04 08:30")]


def test_whoever_has_left_is_sent_nothing(world):
    sent(world)
    world.drain()
    with world.store.work() as uow:
        uow.session.execute(update(Person).where(Person.id == world.ids["ann"]).values(ends=date(2026, 2, 3)))
    world.move_to(at(2, 5, 12))
    assert mailed(world, "ann") == []
    assert [(mail.state, mail.reason) for mail in mails(world, "ann")] == [(service.CANCELLED, "left")]
