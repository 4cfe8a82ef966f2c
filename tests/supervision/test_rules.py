"""The frame, its days, its steps and what is a sign."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.kernel.errors import RuleBroken
from tracker.knowledge import queries as knowledge
from tracker.supervision import rules
from tracker.supervision.rules import Step

TODAY = date(2026, 2, 3)
START = datetime(2026, 2, 10, 8, tzinfo=UTC)


def test_the_ready_made_method_takes_an_hour_in_eight_steps() -> None:
    guide = knowledge.guide("supervision-steps")
    assert (guide.minutes, len(guide.items)) == (60, 8)


@pytest.mark.parametrize(
    ("first", "minutes", "cadence"),
    [
        (TODAY - timedelta(days=1), 60, "monthly"),
        (date(2028, 2, 3), 60, "monthly"),
        (TODAY, 61, "monthly"),
        (TODAY, 60, None),
        (TODAY, 60, "daily"),
        (TODAY, 60, "FREQ=DAILY"),
    ],
)
def test_a_frame_that_cannot_be_kept_is_refused(first: date, minutes: int, cadence: str | None) -> None:
    with pytest.raises(RuleBroken):
        rules.frame(first, minutes, cadence, TODAY)


def test_the_days_follow_the_first_and_are_working_days() -> None:
    free = frozenset({date(2026, 4, 6)})
    assert rules.next_day(date(2026, 2, 5), "monthly", date(2026, 2, 5), free) == date(2026, 3, 5)
    assert rules.next_day(date(2026, 2, 5), "monthly", date(2026, 3, 5), free) == date(2026, 4, 7)
    assert rules.next_day(date(2026, 2, 5), "FREQ=MONTHLY;BYDAY=1TH;COUNT=1", date(2026, 3, 1), free) is None


def test_a_day_is_looked_for_when_half_the_group_is_there() -> None:
    week = frozenset(date(2026, 2, day) for day in range(9, 14))
    assert rules.when_half_are_there(date(2026, 2, 10), frozenset(), [week] * 3, 5) == date(2026, 2, 16)
    assert rules.when_half_are_there(date(2026, 2, 10), frozenset(), [week] * 2, 5) == date(2026, 2, 10)
    year = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    assert rules.when_half_are_there(date(2026, 2, 10), frozenset(), [year] * 5, 5) == date(2026, 2, 10)


def test_steps_begin_one_after_the_other_and_those_that_come_move_along() -> None:
    minutes = [(at - START).seconds // 60 for at in rules.begins([5, 10, 20], START)]
    assert minutes == [0, 5, 15, 35]
    later = [(at - START).seconds // 60 for at in rules.begins([5, 10, 20], START, at=1, more=4)]
    assert later == [0, 0, 14, 34]


def test_a_step_is_made_longer_for_half_an_hour_at_most() -> None:
    more = 0
    while more < rules.MOST_MORE:
        more = rules.lengthen(more)
    with pytest.raises(RuleBroken):
        rules.lengthen(more)


@pytest.mark.parametrize(
    "steps",
    [
        [Step("a", 5)] * 2,
        [Step("a", 5)] * 11,
        [Step("a", 5), Step("", 5), Step("b", 5)],
        [Step("a", 0)] * 3,
        [Step("a", 61)] * 3,
    ],
)
def test_a_method_has_some_steps_each_with_a_title_and_its_minutes(steps: list[Step]) -> None:
    rules.method([Step("a", 5)] * 3)
    with pytest.raises(RuleBroken):
        rules.method(steps)


def test_those_called_off_since_the_last_one_held_are_counted() -> None:
    past = (["off", "held"], ["off", "off", "held"], ["held", "off"], ["off"])
    assert [rules.in_a_row(states) for states in past] == [1, 2, 0, 1]
