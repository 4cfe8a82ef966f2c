"""Time that jumps, time that passed while nobody ran, and many clocks at once."""

import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta

from sqlalchemy import func, select

from tests.faults.faults import ALL, ENDS, REDIS, WHOLE, fault
from tests.faults.needs import Needs
from tests.faults.rig import Rig
from tests.servers import wait_until
from tracker.followups import service as followups
from tracker.notifications.models import Notice
from tracker.storage.clock import set_now
from tracker.storage.outbox import FactRow, Timer

DUE_DATES = 40


@fault("every clock back two hours and corrected", ALL)
def back_and_forth(rig: Rig) -> None:
    """At work, all of a sudden; and the other way round soon after."""
    with rig.load():
        rig.wait_for_saved(15)
        rig.clock.jump(timedelta(hours=-2))
        rig.wait_for_saved(len(rig.saved()) + 15)
        time.sleep(5)
        rig.clock.jump(timedelta(hours=2))
        rig.wait_for_saved(len(rig.saved()) + 15)


@fault("off for nine days across forty due dates", ENDS)
def off(rig: Rig) -> None:
    """Whatever became due meanwhile happens once, and everybody has one mail about it."""
    with rig.load():
        rig.wait_for_saved(10)
    _follow_up(rig, [date(2026, 2, 4) + timedelta(days=number % 8) for number in range(DUE_DATES)])
    rig.drain()
    before = Counter(one.recipient for one in rig.sink.accepted)
    rig.processes.stop()
    rig.clock.jump(timedelta(days=9))
    rig.processes.start()
    _all_has_fired(rig)
    rig.fault_ended = rig.clock.now()
    rig.drain()
    rig.to_next_morning()
    meanwhile = Counter(one.recipient for one in rig.sink.accepted) - before
    rig.note(f"mails after nine days: {dict(meanwhile)}")
    _each_fact_once(rig)
    assert set(meanwhile.values()) == {1}, "what was missed is not gathered in one mail a person"


@fault("twenty workers on one tick", (REDIS, WHOLE), needs=lambda: Needs(lease=60))
def crowd(rig: Rig) -> None:
    """Twenty processes, each with relay, clock and workers, find forty timers due in the same second."""
    with rig.load():
        rig.wait_for_saved(10)
    _follow_up(rig, [date(2026, 2, 5)] * DUE_DATES)
    twenty = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.crowd", "20"],
        env=rig.processes.environment("crowd"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert twenty.stdout is not None
        assert twenty.stdout.readline() == b"ready\n"
        with rig.load():
            wait_until(rig.quiet(lambda: _two_days_later(rig)), "the business clock is put forward", 120)
            rig.wait_for_saved(len(rig.saved()) + 10)
        _all_has_fired(rig)
        rig.drain()
    finally:
        twenty.communicate()
    _each_fact_once(rig)


def _two_days_later(rig: Rig) -> bool:
    with rig.world.store.work() as uow:
        set_now(uow.session, uow.now + timedelta(days=2))
    return True


def _follow_up(rig: Rig, days: list[date]) -> None:
    """Somebody follows something up on each of these days."""
    group = rig.world.group
    with rig.world.acting("head") as uow:
        for number, day in enumerate(days):
            owner = rig.world.ids["ann" if number % 2 else "bo"]
            followups.schedule(
                uow,
                about="agreement",
                matter=group,
                story=group,
                owner_ids=[owner],
                group_id=group,
                title=f"Aftale {number}",
                lang="da",
                first=max(day, uow.today),
            )


def _all_has_fired(rig: Rig) -> None:
    """Until no timer is due any more."""

    def none_is_due() -> bool:
        with rig.world.reading() as uow:
            now = rig.business(uow.now)
            return uow.session.scalar(select(Timer.id).where(Timer.ended_at.is_(None), Timer.due_at <= now)) is None

    wait_until(rig.quiet(none_is_due), "everything that is due has fired", 120)


def _each_fact_once(rig: Rig) -> None:
    """Nothing asked, reminded or moved twice."""
    names = ("followups.asked", "escalations.moved_up")
    with rig.world.reading() as uow:
        asked = uow.session.execute(
            select(Notice.person_id, Notice.kind, Notice.matter, func.count())
            .group_by(Notice.person_id, Notice.kind, Notice.matter)
            .having(func.count() > 1)
        ).all()
        facts = uow.session.execute(
            select(FactRow.name, func.count()).group_by(FactRow.name).where(FactRow.name.in_(names))
        ).all()
    rig.note(", ".join(f"{count} {name}" for name, count in facts))
    assert not asked, f"told twice of the same: {[(kind, count) for _, kind, _, count in asked]}"
