"""Rules of one's own: the same days as dateutil's, none twice, and what is refused."""

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.followups import rules
from tracker.kernel import recurrence
from tracker.kernel.errors import RuleBroken
from tracker.kernel.worktime import is_working_day, on_working_day
from tracker.people.calendar import public_holidays
from tracker.rounds import agenda

FREE = frozenset().union(*(public_holidays(year) for year in range(2023, 2045)))
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
WEEKDAY = st.sampled_from(recurrence.WEEKDAYS)
INTERVAL = st.integers(1, 4)
RULES = st.one_of(
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, INTERVAL, WEEKDAY),
    st.builds("FREQ=WEEKLY;BYDAY={},{}".format, WEEKDAY, WEEKDAY),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYDAY={}{}".format, INTERVAL, st.sampled_from((-1, 1, 2, 3, 4)), WEEKDAY),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}".format, INTERVAL, st.sampled_from((-31, -1, 1, 24, 28, 30, 31))),
    st.builds("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={}".format, st.sampled_from((-2, -1, 1, 3))),
    st.builds("FREQ=MONTHLY;COUNT={}".format, st.integers(1, 30)),
    st.builds("FREQ=WEEKLY;UNTIL={:%Y%m%d}".format, st.dates(date(2030, 1, 9), date(2031, 12, 31))),
    st.builds("FREQ=YEARLY;INTERVAL={}".format, st.integers(1, 2)),
)


@settings(deadline=None)
@given(anchor=DAYS, rule=RULES)
def test_its_days_are_dateutils_own_placed_on_working_days_none_twice(anchor: date, rule: str) -> None:
    theirs = rrulestr(rule, dtstart=datetime.combine(anchor, time()))
    last = anchor + recurrence.AHEAD
    days = [moment.date() for moment in islice(theirs, 20) if moment.date() <= last]
    wanted = sorted({on_working_day(day, FREE) for day in days})
    found = [*islice(rules.occurrences(anchor, rule, FREE), len(wanted))]
    assert found == wanted
    assert all(is_working_day(day, FREE) for day in found)
    assert all(before < after for before, after in pairwise(found))


@settings(deadline=None)
@given(anchor=DAYS, rule=RULES, days=st.integers(0, 400))
def test_the_next_day_lies_ahead_and_is_one_of_the_rules(anchor: date, rule: str, days: int) -> None:
    after = anchor + timedelta(days=days)
    found = rules.following(anchor, rule, after, FREE)
    if found:
        assert found > after
        assert rules.belongs(anchor, rule, found, FREE)


@settings(deadline=None)
@given(anchor=DAYS, rule=st.one_of(RULES, st.sampled_from(sorted(recurrence.CADENCES))), days=st.integers(0, 400))
def test_what_goes_on_is_looked_at_again_on_a_day_ahead(anchor: date, rule: str, days: int) -> None:
    today = anchor + timedelta(days=days)
    again = agenda.again(rule, anchor, today)
    assert today < again <= today + recurrence.AHEAD
    if recurrence.is_own(rule) and agenda.still(rule, anchor) and again != today + agenda.MONTH:
        assert again in {day for day in recurrence.nominal(anchor, rule, today) if day <= again}


@pytest.mark.parametrize(
    ("rule", "anchor", "wanted"),
    [
        ("FREQ=MONTHLY", date(2026, 1, 31), ["2026-02-02", "2026-03-31", "2026-06-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2028, 2, 1), ["2028-02-29", "2028-03-31", "2028-05-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=25", date(2026, 11, 1), ["2026-11-25", "2026-12-28", "2027-01-25"]),
        ("FREQ=WEEKLY;BYDAY=SA,SU", date(2026, 9, 1), ["2026-09-07", "2026-09-14", "2026-09-21"]),
        ("FREQ=WEEKLY;BYDAY=TH,FR", date(2026, 3, 31), ["2026-04-07", "2026-04-09", "2026-04-10"]),
        ("FREQ=YEARLY;COUNT=2", date(2027, 12, 31), ["2027-12-31", "2029-01-02"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", date(2026, 1, 1), ["2026-01-05", "2026-04-07", "2026-07-06"]),
    ],
)
def test_month_ends_leap_days_easter_christmas_and_new_year(rule: str, anchor: date, wanted: list[str]) -> None:
    assert [day.isoformat() for day in islice(rules.occurrences(anchor, rule, FREE), 3)] == wanted


@settings(deadline=None)
@given(
    rule=st.one_of(
        st.builds(recurrence.in_weeks, st.integers(1, 12), st.sets(WEEKDAY, min_size=1, max_size=2)),
        st.builds(
            recurrence.in_months,
            st.sampled_from(sorted(recurrence.PLACES)),
            st.sampled_from([*recurrence.WEEKDAYS, recurrence.WORKDAY]),
            st.integers(1, 12),
        ),
    ),
    anchor=DAYS,
)
def test_what_is_chosen_in_plain_words_is_an_allowed_rule(rule: str, anchor: date) -> None:
    assert recurrence.own_rule(rule, anchor) == rule


def test_no_weekday_is_no_choice_and_five_are_too_many() -> None:
    with pytest.raises(RuleBroken):
        recurrence.in_weeks(1, [])
    with pytest.raises(RuleBroken):
        recurrence.own_rule(recurrence.in_weeks(1, recurrence.WORKDAYS), date(2026, 1, 6))


def test_a_rule_is_kept_in_one_way() -> None:
    assert recurrence.own_rule("rrule: byday=tu; interval=2; freq=weekly;", date(2026, 1, 6)) == (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
    )


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every now and then",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;INTERVAL=53",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=201",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;UNTIL=00010101",
        "FREQ=WEEKLY;UNTIL=20260230",
        "FREQ=WEEKLY;UNTIL=20200101",
        "FREQ=WEEKLY;FREQ=MONTHLY",
        "FREQ=WEEKLY;BYHOUR=1",
        "FREQ=WEEKLY\nDTSTART:19000101",
        "FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 200),
    ],
)
def test_what_is_no_rule_or_asks_too_often_or_never_is_refused(rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        recurrence.own_rule(rule, date(2026, 2, 10))
    assert refused.value.field == "rule"
