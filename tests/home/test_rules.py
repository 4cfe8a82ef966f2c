"""How far the time bar goes, and whose duties are shown."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.home import rules
from tracker.kernel.errors import RuleBroken
from tracker.kernel.permissions import Role

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("day", datetime(2026, 3, 28, 8, 0, tzinfo=UTC)),
        ("week", datetime(2026, 4, 3, 7, 0, tzinfo=UTC)),
        ("month", datetime(2026, 4, 27, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_step_keeps_the_time_of_day_also_over_the_change_to_summer_time(step: str, expected: datetime):
    assert rules.target(step, NOW, None, ZONE) == expected


def test_the_next_event_is_just_past_what_is_due():
    due = datetime(2026, 3, 30, 6, 30, tzinfo=UTC)
    assert rules.target("next", NOW, due, ZONE) == datetime(2026, 3, 30, 6, 31, tzinfo=UTC)


def test_time_does_not_go_back_for_what_was_due_before():
    assert rules.target("next", NOW, datetime(2026, 1, 1, tzinfo=UTC), ZONE) > NOW


def test_with_nothing_due_the_next_event_is_tomorrow():
    assert rules.target("next", NOW, None, ZONE) == datetime(2026, 3, 28, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("step", ["", "year", "-1"])
def test_no_other_step_is_taken(step: str):
    with pytest.raises(RuleBroken):
        rules.target(step, NOW, None, ZONE)


@pytest.mark.parametrize(
    ("roles", "leads", "expected"),
    [
        ({Role.TM, Role.L}, True, ["TM", "LL"]),
        ({Role.L}, False, ["LE"]),
        ({Role.MED}, False, ["MED"]),
        ({Role.SA}, False, []),
    ],
)
def test_everybody_sees_the_duties_of_the_roles_they_have(roles: set[Role], leads: bool, expected: list[str]):
    assert rules.duties(roles, leads=leads) == expected
