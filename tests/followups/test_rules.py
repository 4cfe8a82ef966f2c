"""Days, moments, and what counts as two in a row."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.followups import rules
from tracker.followups.rules import Past
from tracker.kernel import recurrence
from tracker.kernel.errors import RuleBroken
from tracker.kernel.worktime import is_working_day, on_working_day
from tracker.people.calendar import public_holidays

ZONE = ZoneInfo("Europe/Copenhagen")
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CADENCES = st.sampled_from(sorted(recurrence.CADENCES))
FREE = frozenset().union(*(public_holidays(year) for year in range(2023, 2036)))


def by_rrule(anchor: date, cadence: str, many: int) -> list[date]:
    """The same cadence as dateutil's recurrence rules have it; the last day of a month stands in for those it lacks."""
    start = datetime.combine(anchor, time())
    if cadence in ("weekly", "fortnightly"):
        rule = rrule(WEEKLY, interval=1 if cadence == "weekly" else 2, dtstart=start, count=many)
    else:
        days = [anchor.day] if anchor.day <= 28 else [*range(28, anchor.day + 1)]
        interval = 1 if cadence == "monthly" else 3
        rule = rrule(MONTHLY, interval=interval, dtstart=start, count=many, bymonthday=days, bysetpos=-1)
    return [instant.date() for instant in rule]


@settings(deadline=None)
@given(anchor=DAYS, cadence=CADENCES)
def test_a_cadence_is_dateutils_own_placed_on_working_days(anchor: date, cadence: str) -> None:
    wanted = [on_working_day(day, FREE) for day in by_rrule(anchor, cadence, 12)]
    assert [*islice(rules.occurrences(anchor, cadence, FREE), 12)] == wanted


@settings(deadline=None)
@given(anchor=DAYS, cadence=CADENCES, days=st.integers(0, 500))
def test_the_next_day_is_the_first_of_the_cadence_after_a_day(anchor: date, cadence: str, days: int) -> None:
    after = anchor + timedelta(days=days)
    found = rules.next_in(anchor, cadence, after, FREE)
    assert found > after
    assert is_working_day(found, FREE)
    assert rules.belongs(anchor, cadence, found, FREE)
    assert not any(
        rules.belongs(anchor, cadence, after + timedelta(days=n), FREE) for n in range(1, (found - after).days)
    )


@settings(deadline=None)
@given(anchor=DAYS, cadence=CADENCES, days=st.integers(0, 300))
def test_the_days_that_passed_begin_with_the_one_asked_about_and_end_before_today(
    anchor: date, cadence: str, days: int
) -> None:
    due = on_working_day(anchor, FREE)
    today = due + timedelta(days=days)
    passed = rules.passed(anchor, cadence, due, today, FREE)
    assert passed[:1] == ([due] if days else [])
    assert passed == sorted(set(passed))
    assert all(day < today for day in passed)
    assert [rules.nth_missed(anchor, cadence, due, n, FREE) for n in range(1, len(passed) + 1)] == passed


def test_the_31st_stays_the_31st_where_the_month_has_one() -> None:
    days = islice(rules.occurrences(date(2026, 8, 31), "monthly", frozenset()), 4)
    assert [*days] == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 11, 2), date(2026, 11, 30)]


def test_a_day_in_the_easter_holidays_is_moved_forward() -> None:
    days = islice(rules.occurrences(date(2026, 3, 26), "weekly", FREE), 3)
    assert [*days] == [date(2026, 3, 26), date(2026, 4, 7), date(2026, 4, 9)]


def test_reminded_two_working_days_before_asked_on_the_day_missed_when_five_have_passed() -> None:
    friday = date(2026, 4, 10)
    found = rules.moments(friday, FREE, ZONE)
    assert [moment.astimezone(ZONE).isoformat() for moment in (found.remind_at, found.ask_at, found.miss_at)] == [
        "2026-04-08T08:00:00+02:00",
        "2026-04-10T08:00:00+02:00",
        "2026-04-20T08:00:00+02:00",
    ]


def test_overdue_starts_the_day_after() -> None:
    day = date(2026, 3, 3)
    assert not rules.is_overdue("asked", day, day)
    assert rules.is_overdue("asked", day, day + timedelta(days=1))
    assert not rules.is_overdue("answered", day, day + timedelta(days=9))


@pytest.mark.parametrize(
    ("newest_first", "wanted"),
    [
        ([], 0),
        ([Past("not", 0, 0)], 1),
        ([Past("not", 0, 0), Past("not", 0, 0)], 2),
        ([Past(None, 1, 0), Past("not", 0, 0)], 2),
        ([Past(None, 0, 2)], 2),
        ([Past(None, 0, 1), Past(None, 1, 0)], 2),
        ([Past("not", 1, 0)], 1),
        ([Past(None, 2, 0)], 2),
        ([Past("kept", 1, 1), Past("not", 0, 0)], 0),
        ([Past("not", 0, 0), Past("partly", 0, 0), Past("not", 0, 0)], 1),
    ],
)
def test_missed_moved_and_not_kept_count_until_something_was_kept(newest_first: list[Past], wanted: int) -> None:
    assert rules.in_a_row(newest_first) == wanted


TODAY = date(2026, 2, 3)


@pytest.mark.parametrize(
    "call",
    [
        lambda: rules.schedule("daily", TODAY, TODAY, ["ann"]),
        lambda: rules.schedule(None, TODAY - timedelta(days=1), TODAY, ["ann"]),
        lambda: rules.schedule(None, TODAY.replace(year=2029), TODAY, ["ann"]),
        lambda: rules.schedule(None, TODAY, TODAY, []),
        lambda: rules.answer("answered", "kept", None, TODAY),
        lambda: rules.answer("asked", "splendid", None, TODAY),
        lambda: rules.answer("asked", "kept", TODAY, TODAY),
        lambda: rules.answer("asked", "kept", date(9999, 1, 1), TODAY),
        lambda: rules.move("cancelled", TODAY, TODAY + timedelta(days=1), TODAY),
        lambda: rules.move("planned", TODAY, TODAY, TODAY),
        lambda: rules.move("planned", TODAY + timedelta(days=2), TODAY + timedelta(days=2), TODAY),
        lambda: rules.change("answered"),
    ],
)
def test_what_makes_no_sense_is_refused(call) -> None:
    with pytest.raises(RuleBroken):
        call()
