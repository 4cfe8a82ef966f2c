"""Working days and hours: holidays, leave, leap days, and the nights when the clock jumps."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tracker.kernel.worktime import (
    Hours,
    after_working_days,
    at_local,
    before_working_days,
    is_working_day,
    on_working_day,
    read_week,
    write_week,
)
from tracker.people.calendar import public_holidays

ZONE = ZoneInfo("Europe/Copenhagen")
HOLIDAYS = public_holidays(2026)
EASTER = [date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6)]
"""Maundy Thursday, Good Friday, Easter Monday"""

days = some.dates(date(2026, 1, 1), date(2028, 12, 1))
free = some.frozensets(some.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=30)
instants = some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=some.just(UTC))  # noqa: DTZ001
counts = some.integers(0, 25)
OFFICE = Hours(ZONE, HOLIDAYS)


@given(days, free)
def test_a_due_day_is_the_same_or_the_first_working_day_after_it(day, holidays):
    found = on_working_day(day, holidays)
    assert found >= day
    assert is_working_day(found, holidays)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(is_working_day(one, holidays) for one in between)


@given(days, counts, free)
def test_counting_forward_passes_exactly_so_many_working_days(day, count, holidays):
    found = after_working_days(day, count, holidays)
    passed = [day + timedelta(days=n + 1) for n in range((found - day).days)]
    assert sum(is_working_day(one, holidays) for one in passed) == count


@given(days, some.integers(1, 25), free)
def test_counting_back_from_where_counting_forward_led_finds_the_working_day_again(day, count, holidays):
    start = on_working_day(day, holidays)
    assert before_working_days(after_working_days(start, count, holidays), count, holidays) == start


@given(instants)
def test_the_hours_open_at_the_earliest_moment_within_them(instant):
    opens = OFFICE.next_open(instant)
    local = opens.astimezone(ZONE)
    assert opens >= instant
    assert is_working_day(local.date(), HOLIDAYS)
    assert time(8) <= local.time() < time(16)
    if opens > instant:
        assert local.time() == time(8)
        closed = [instant + timedelta(hours=n) for n in range(int((opens - instant).total_seconds() // 3600))]
        assert all(OFFICE.next_open(moment) == opens for moment in closed)


@given(instants)
def test_a_moment_of_the_day_comes_next_on_the_first_working_day_that_still_has_it(instant):
    found = OFFICE.next_time(instant, time(8, 30))
    local = found.astimezone(ZONE)
    assert found >= instant
    assert (local.time(), is_working_day(local.date(), HOLIDAYS)) == (time(8, 30), True)
    day_before = at_local(before_working_days(local.date(), 1, HOLIDAYS), time(8, 30), ZONE)
    assert day_before < instant


@pytest.mark.parametrize(
    ("friday_evening", "monday"),
    [
        (datetime(2026, 3, 27, 16, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 23, 15, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
    ],
    ids=["the night with 23 hours", "the night with 25 hours"],
)
def test_over_the_night_when_the_clock_jumps_monday_still_begins_at_eight(friday_evening, monday):
    assert OFFICE.next_open(friday_evening) == monday
    assert OFFICE.next_time(friday_evening, time(8, 30)) == monday + timedelta(minutes=30)


@pytest.mark.parametrize("night", [datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)])
def test_within_the_night_when_the_clock_jumps_the_next_opening_is_monday_morning(night):
    for minutes in range(0, 120, 10):
        assert OFFICE.next_open(night + timedelta(minutes=minutes)).astimezone(ZONE).time() == time(8)


def test_nobody_is_disturbed_from_wednesday_evening_before_easter_until_tuesday():
    wednesday = datetime(2026, 4, 1, 15, 0, tzinfo=UTC)
    assert not any(is_working_day(day, HOLIDAYS) for day in EASTER)
    assert OFFICE.next_open(wednesday) == datetime(2026, 4, 7, 6, 0, tzinfo=UTC)


def test_the_day_of_prayer_is_worked_and_ascension_is_not():
    assert is_working_day(date(2026, 5, 1), HOLIDAYS)
    assert not is_working_day(date(2026, 5, 14), HOLIDAYS)


def test_a_leap_day_is_a_day_like_any_other():
    holidays = public_holidays(2028)
    assert is_working_day(date(2028, 2, 29), holidays)
    assert after_working_days(date(2028, 2, 28), 1, holidays) == date(2028, 2, 29)
    assert before_working_days(date(2028, 3, 1), 1, holidays) == date(2028, 2, 29)


def test_leave_closes_the_hours_like_a_holiday():
    leave = frozenset(date(2026, 2, day) for day in range(9, 14))
    monday = datetime(2026, 2, 9, 9, 0, tzinfo=UTC)
    assert Hours(ZONE, HOLIDAYS | leave).next_open(monday) == datetime(2026, 2, 16, 7, 0, tzinfo=UTC)


zones = some.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})).map(ZoneInfo)
moments = some.times().map(lambda moment: moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0))
spans = some.none() | some.tuples(moments, moments).map(sorted).filter(lambda span: span[0] < span[1]).map(tuple)
weeks = some.lists(spans, min_size=7, max_size=7).filter(any).map(tuple)
everywhere = some.datetimes(datetime(1995, 1, 1), datetime(2037, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001
MINUTES = 15
"""all offsets and all hours here are whole quarters"""


@given(zones, weeks, everywhere, some.integers(-6, 40))
def test_in_every_zone_the_hours_open_at_the_first_moment_at_which_the_clock_on_the_wall_lies_in_them(
    zone, week, instant, free_for
):
    start = instant.astimezone(zone).date()
    hours = Hours(zone, frozenset(start + timedelta(days=n) for n in range(free_for)), week)
    opens = hours.next_open(instant)
    assert opens >= instant
    assert lies_within(opens, hours)
    quarter = instant
    while quarter < min(opens, instant + timedelta(days=3)):
        assert not lies_within(quarter, hours)
        quarter += timedelta(minutes=MINUTES)


def lies_within(instant, hours: Hours) -> bool:
    local = instant.astimezone(hours.zone)
    span = None if local.date() in hours.free else hours.week[local.weekday()]
    return span is not None and span[0] <= local.time() < span[1]


@given(zones, weeks, everywhere, moments)
def test_in_every_zone_the_digest_goes_within_the_hours_at_its_time_or_when_they_open(zone, week, instant, moment):
    hours = Hours(zone, frozenset(), week)
    goes = hours.next_time(instant, moment)
    local = goes.astimezone(zone)
    first, last = week[local.weekday()]
    wanted = moment if first <= moment < last else first
    exists = datetime.combine(local.date(), wanted, zone).astimezone(UTC).astimezone(zone).time() == wanted
    assert goes >= instant
    assert lies_within(goes, hours)
    assert local.time() == wanted or not exists


@pytest.mark.parametrize(
    ("day", "goes"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2028, 2, 29), datetime(2028, 2, 29, 1, 30, tzinfo=UTC)),
    ],
    ids=["the hour that is missing", "the hour that comes twice", "leap day"],
)
def test_whoever_works_at_night_is_reached_at_half_past_two_where_there_is_one(day, goes):
    at_night = Hours(ZONE, frozenset(), ((time(2, 30), time(6)),) * 7)
    assert at_night.next_open(at_local(day, time(0), ZONE)) == goes


def test_a_week_without_hours_is_refused():
    with pytest.raises(ValueError, match="hours"):
        Hours(ZONE, frozenset(), (None,) * 7)


@given(weeks)
def test_a_week_is_read_as_it_was_written(week):
    assert read_week(write_week(week)) == week
