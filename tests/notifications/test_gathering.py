"""What goes together: much that waits, all that was missed, and never two digests on one day."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select, update

from tests.escalations.sending import sent
from tests.followups.test_service import scheduled
from tests.notifications.post import at, mailed, mails
from tests.notifications.test_hours import jump
from tests.worlds import World
from tracker.kernel.worktime import OFFICE
from tracker.notifications import gathering, preferences, queries, service
from tracker.notifications.models import Mail, MailboxEntry, Notice
from tracker.people import service as people
from tracker.storage.clock import set_now
from tracker.storage.outbox import Delivery, FactRow

GATHERED = (service.CANCELLED, "gathered")


def states(world: World, key: str) -> Counter[tuple[str, str | None]]:
    return Counter((mail.state, mail.reason) for mail in mails(world, key))


def test_three_that_wait_for_the_morning_are_one_mail_and_two_are_two(world):
    world.move_to(at(2, 6, 20))
    for _ in range(3):
        sent(world)
    world.drain()
    with world.acting("hr2") as uow:
        people.announce_leave(uow, date(2026, 2, 9), date(2026, 2, 9))
    world.move_to(at(2, 9, 12))
    assert mailed(world, "hr") == [("hr", "02-09 08:00")]
    assert states(world, "hr") == {(service.SENT, None): 1, GATHERED: 2}
    sent(world)
    sent(world)
    world.drain()
    assert mailed(world, "hr") == [("hr", "02-09 08:00"), ("hr", "02-09 12:00"), ("hr", "02-09 12:00")]


def test_what_goes_together_takes_the_days_digest_along(world):
    world.move_to(at(2, 5, 20))
    for _ in range(3):
        sent(world, "TM", who="head")
        sent(world, "TM", who="lis")
    with world.acting("tm") as uow:
        preferences.choose(uow, {"called": "at_once"})
    world.drain()
    world.move_to(at(2, 6, 12))
    assert mailed(world, "tm") == [("tm", "02-06 08:00")]
    assert mailed(world, "ann") == [("ann", "02-06 08:30")]


def test_after_the_system_was_off_even_what_is_urgent_is_in_the_one_digest_with_its_true_dates(world):
    ids = [scheduled(world, "ann", first=date(2026, 2, day)) for day in (4, 5, 6)]
    jump(world, at(2, 11, 10))
    assert mailed(world, "ann") == []
    world.move(minutes=10)
    assert mailed(world, "ann") == [("ann", "02-11 10:02")]
    with world.reading() as uow:
        notices = uow.session.scalars(select(Notice).where(Notice.kind == "followup.due").order_by(Notice.at)).all()
        [body] = uow.session.scalars(select(MailboxEntry.body))
    assert [notice.matter for notice in notices] == ids
    assert [notice.at.date() for notice in notices] == [date(2026, 2, day) for day in (4, 5, 6)]
    assert body.count("/i/") >= 3
    for day in ("onsdag 4. februar", "torsdag 5. februar", "fredag 6. februar"):
        assert day in body


def test_a_day_has_one_digest_also_when_its_time_is_changed_after_it_went(world):
    sent(world)
    world.move_to(at(2, 4, 9))
    sent(world)
    world.drain()
    with world.acting("ann") as uow:
        people.set_habits(uow, language="da", week=None, digest_time=time(14), zone=None)
    world.move_to(at(2, 6, 12))
    assert mailed(world, "ann") == [("ann", "02-04 08:30"), ("ann", "02-05 14:00")]


def test_new_hours_hold_for_the_digest_that_gathers_already(world):
    sent(world)
    world.drain()
    with world.acting("ann") as uow:
        week = ((time(12), time(15)),) * 5 + (None, None)
        people.set_habits(uow, language="da", week=week, digest_time=None, zone=None)
    with world.acting("bo") as uow:
        people.set_habits(uow, language="da", week=None, digest_time=time(9, 15), zone="Atlantic/Faroe")
    world.move_to(at(2, 5, 12))
    assert mailed(world, "ann", "bo") == [("bo", "02-03 10:15"), ("ann", "02-03 12:00")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_works_at_weekends_gets_the_digest_there(world):
    with world.acting("ann") as uow:
        week = (None, None, *OFFICE[:3], (time(10), time(18)), (time(10), time(18)))
        people.set_habits(uow, language="da", week=week, digest_time=None, zone=None)
    world.move_to(at(2, 6, 17))
    sent(world)
    world.move_to(at(2, 9, 12))
    assert mailed(world, "ann", "bo") == [("ann", "02-07 10:00"), ("bo", "02-09 08:30")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("way", "went"), [("at_once", "02-03 09:00"), ("digest", "02-04 08:30"), ("product", None)])
def test_each_sort_goes_the_way_a_person_chose(world, way, went):
    for key in ("hr", "ann"):
        with world.acting(key) as uow:
            preferences.choose(uow, dict.fromkeys(("called", "escalation"), way))
    sent(world)
    world.drain()
    world.move(days=2)
    for key in ("hr", "ann"):
        assert mailed(world, key) == ([(key, went)] if went else [])
        with world.reading() as uow:
            count = len(uow.session.scalars(select(Notice).where(Notice.person_id == world.ids[key])).all())
        assert count == 1
        if not went:
            assert states(world, key) == {(service.DECLINED, "declined by preference"): 1}


def test_a_digest_that_was_held_up_takes_the_days_own_along(world):
    world.move_to(at(2, 5, 7))
    sent(world)
    world.drain()
    with world.store.work() as uow:
        held_up = mails(world, "ann")[0].id
        yesterday = {"state": service.PLANNED, "due_at": uow.now - timedelta(days=1)}
        uow.session.execute(update(Mail).where(Mail.id == held_up).values(yesterday))
    sent(world)
    world.drain()
    assert states(world, "ann") == {(service.PLANNED, None): 1, (service.GATHERING, None): 1}
    with world.store.work() as uow:
        letter = queries.letter(uow.session, held_up, uow.today)
        assert letter is not None
        whole = gathering.put_together(uow, letter)
        assert len(whole.covers) == 2
    assert states(world, "ann") == {(service.PLANNED, None): 1, GATHERED: 1}


def test_a_mail_that_was_tried_stays_by_itself(world):
    world.move_to(at(2, 6, 20))
    for _ in range(3):
        sent(world)
    world.drain()
    with world.store.work() as uow:
        one = mails(world, "hr")[0].id
        uow.session.execute(update(Mail).where(Mail.id == one).values(composed_at=uow.now))
        uow.session.execute(update(Delivery).values(retry_at=None))
    world.move_to(at(2, 9, 12))
    assert mailed(world, "hr") == [("hr", "02-09 08:00")] * 3


def test_five_workers_at_the_same_moment_put_each_thing_into_one_mail(world):
    world.move_to(at(2, 6, 20))
    for _ in range(5):
        sent(world)
    world.drain()
    with world.store.work() as uow:
        set_now(uow.session, at(2, 9, 8), arrived=True)
        waiting = (
            select(Delivery.id).join(FactRow, FactRow.id == Delivery.fact_id).join(Mail, Mail.id == FactRow.matter)
        )
        ids = list(uow.session.scalars(waiting.where(Mail.person_id == world.ids["hr"])))
    assert len(ids) == 5
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(world.runtime.road.run, ids))
    world.drain()
    with world.reading() as uow:
        bodies = uow.session.scalars(select(MailboxEntry.body).where(MailboxEntry.recipient == "hr@example.org"))
        told = [line.strip() for body in bodies for line in body.splitlines() if "/i/" in line]
    assert len(told) == len(set(told)) == 5
    assert sum(state == service.SENT for state, _ in states(world, "hr").elements()) == 1
