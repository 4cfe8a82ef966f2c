"""What is due: forty dates after nine days off, clocks by the score, nights that are an hour short or long."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import START
from tests.workers.roads import escalate
from tests.workers.test_clock import facts, stand_at
from tests.worlds import GROUP, World
from tracker.escalations import rules as escalation
from tracker.followups import queries as followups
from tracker.followups import rules as followup
from tracker.followups import service
from tracker.kernel import recurrence
from tracker.kernel.worktime import at_local, is_working_day
from tracker.notifications.models import Notice
from tracker.people.calendar import public_holidays
from tracker.storage.engine import make_engine
from tracker.storage.unit_of_work import Store
from workers.clock import Clock

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))


def follow_up(world: World, owner: str, first: date, cadence: str | None = None) -> UUID:
    with world.store.work() as uow:
        return service.schedule(
            uow,
            about="agreement",
            matter=uuid4(),
            story=uuid4(),
            owner_ids=[world.ids[owner]],
            group_id=world.group,
            title="En time til sparring",
            lang="da",
            first=first,
            cadence=cadence,
        )


def told(world: World, kind: str) -> Counter[UUID]:
    with world.reading() as uow:
        return Counter(uow.session.scalars(select(Notice.matter).where(Notice.kind == kind)))


def test_after_nine_days_off_forty_dates_are_asked_about_once_each(world: World):
    today = START.date()
    wanted = [follow_up(world, GROUP[n % 6], today + timedelta(days=1 + n % 8)) for n in range(40)]
    stand_at(world, days=9)
    Clock(world.store).tick()
    assert Clock(world.store).tick() == 0
    world.drain()
    assert told(world, "followup.due") == Counter(wanted)
    assert facts(world)["followups.asked"] == 40


def test_a_cadence_that_was_missed_for_six_weeks_asks_once_and_names_the_days(world: World):
    weekly = follow_up(world, "ann", date(2026, 2, 5), "weekly")
    stand_at(world, days=44)  # 19 March
    Clock(world.store).tick()
    world.drain()
    assert told(world, "followup.due") == {weekly: 1}
    with world.acting("ann") as uow:
        passed = followups.show(uow, weekly).passed
    assert passed == [date(2026, 2, 5) + timedelta(weeks=n) for n in range(6)]


def test_twenty_clocks_with_connections_of_their_own_fire_each_thing_once(world: World):
    for _ in range(10):
        escalate(world)
    stand_at(world, days=7)
    stores = [_another(world.store) for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(lambda store: Clock(store).tick(), stores))
    for store in stores:
        store.engine.dispose()
    assert facts(world)["escalations.reminded"] == 10
    assert sum(done) == 10


def _another(store: Store) -> Store:
    """As another process has it."""
    url = store.engine.url.render_as_string(hide_password=False)
    return Store(make_engine(url), store.ring, store.zone, movable_clock=True)


@given(st.integers(2026, 2040), st.integers(0, 59))
def test_half_past_two_comes_once_in_the_night_that_lacks_it_and_in_the_one_that_has_it_twice(year: int, minute: int):
    for month in (3, 10):
        sunday = _last_sunday(year, month)
        moment = at_local(sunday, time(2, minute), COPENHAGEN)
        midnights = [at_local(sunday + timedelta(days=n), time(0), COPENHAGEN) for n in (0, 1)]
        assert midnights[0] < moment < midnights[1]
        assert (midnights[1] - midnights[0]) == timedelta(hours=23 if month == 3 else 25)
        told_time = moment.astimezone(COPENHAGEN).time()
        assert told_time == (time(3, minute) if month == 3 else time(2, minute))  # it exists, and it is not earlier


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@given(DAYS)
@example(date(2028, 2, 29))
@example(date(2026, 3, 29))
@example(date(2026, 10, 25))
def test_a_follow_up_reminds_asks_and_is_missed_at_eight_on_working_mornings(day: date):
    free = public_holidays(day.year)
    moments = followup.moments(day, free, COPENHAGEN)
    assert moments.remind_at < moments.ask_at < moments.miss_at
    for moment in (moments.remind_at, moments.miss_at):
        local = moment.astimezone(COPENHAGEN)
        assert (local.time(), is_working_day(local.date(), free)) == (time(8), True)
    assert moments.ask_at.astimezone(COPENHAGEN) == datetime.combine(day, time(8), COPENHAGEN)


@given(DAYS, st.integers(1, 40))
@example(date(2028, 2, 28), 1)
@example(date(2026, 3, 27), 1)
def test_an_escalations_clock_strikes_on_working_mornings_and_never_early(day: date, limit: int):
    free = public_holidays(day.year)
    clock = escalation.clock(day, limit, free, COPENHAGEN)
    local = clock.move_at.astimezone(COPENHAGEN)
    assert (local.time(), is_working_day(local.date(), free)) == (time(8), True)
    assert day < clock.last_day < local.date()
    assert clock.remind_at is not None
    assert clock.remind_at <= clock.move_at


@given(st.sampled_from(sorted(recurrence.CADENCES)), DAYS, st.integers(0, 900))
@example("monthly", date(2028, 1, 31), 60)
@example("quarterly", date(2027, 11, 30), 120)
def test_a_cadence_goes_on_from_wherever_one_stands_and_never_stands_still(cadence: str, anchor: date, passed: int):
    free = public_holidays(anchor.year + passed // 366)
    today = anchor + timedelta(days=passed)
    coming = followup.next_in(anchor, cadence, today, free)
    assert coming > today
    assert is_working_day(coming, free)
    longest = {"weekly": 7, "fortnightly": 14, "monthly": 31, "quarterly": 92}[cadence]
    assert coming - today <= timedelta(days=longest + 7)


@given(DAYS, st.times())
def test_the_same_civil_time_on_the_next_day_is_about_a_day_later(day: date, moment: time):
    today, tomorrow = (at_local(one, moment.replace(fold=0), COPENHAGEN) for one in (day, day + timedelta(days=1)))
    assert timedelta(hours=22) <= tomorrow - today <= timedelta(hours=26)
