"""The clocks of an escalation, in working days from the day after it was raised."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tracker.escalations import rules
from tracker.escalations.rules import ANSWERS, CHAINS, Reply, State
from tracker.kernel.errors import RuleBroken
from tracker.kernel.worktime import after_working_days
from tracker.people.calendar import public_holidays

ZONE = ZoneInfo("Europe/Copenhagen")
DAY = date(2026, 2, 3)
FREE = public_holidays(2026) | {date(2026, 12, 24), date(2026, 12, 31)}


def utc(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "limit", "remind", "move", "last"),
    [
        (date(2026, 2, 3), 5, utc(2, 10, 7), utc(2, 11, 7), date(2026, 2, 10)),
        (date(2026, 2, 3), 20, utc(2, 26, 7), utc(3, 4, 7), date(2026, 3, 3)),
        (date(2026, 3, 30), 5, utc(4, 9, 6), utc(4, 10, 6), date(2026, 4, 9)),
        (date(2026, 10, 23), 5, utc(10, 30, 7), utc(11, 2, 7), date(2026, 10, 30)),
        (date(2026, 2, 7), 5, utc(2, 13, 7), utc(2, 16, 7), date(2026, 2, 13)),
        (
            date(2026, 12, 23),
            5,
            datetime(2027, 1, 5, 7, tzinfo=UTC),
            datetime(2027, 1, 6, 7, tzinfo=UTC),
            date(2027, 1, 5),
        ),
    ],
    ids=["acknowledge", "answer", "Easter", "the clock goes back", "raised on a Saturday", "Christmas"],
)
def test_the_morning_after_four_fifths_and_the_morning_after_the_limit(start, limit, remind, move, last):
    clock = rules.clock(start, limit, FREE, ZONE)
    assert (clock.remind_at, clock.move_at, clock.last_day) == (remind, move, last)


@given(some.dates(date(2026, 1, 1), date(2027, 6, 1)), some.integers(1, 60))
def test_it_never_moves_before_the_promised_day_is_over_and_reminds_no_later_than_it_moves(start, limit):
    clock = rules.clock(start, limit, FREE, ZONE)
    assert clock.remind_at is not None
    assert clock.remind_at <= clock.move_at
    assert clock.move_at.astimezone(ZONE).date() == after_working_days(clock.last_day, 1, FREE)
    assert clock.last_day == after_working_days(start, limit, FREE)


TAKEN = {State.ACKNOWLEDGED, State.ASKED_BACK}
STEPS: dict[str, tuple[Callable[[str], None], set[State]]] = {
    "acknowledge": (rules.acknowledge, {State.RAISED}),
    "answer": (lambda state: rules.answer(state, Reply("returned", "Ja."), DAY), TAKEN),
    "ask back": (lambda state: rules.ask_back(state, "Hvad?"), {State.ACKNOWLEDGED}),
    "reply": (lambda state: rules.reply(state, "Det."), {State.ASKED_BACK}),
    "take over": (rules.take_over, TAKEN),
    "close": (rules.close, {State.ANSWERED}),
    "withdraw": (rules.withdraw, {State.RAISED}),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_taken_from_its_own_states_only(step, state):
    take, only = STEPS[step]
    if state in only:
        take(state)
    else:
        with pytest.raises(RuleBroken):
            take(state)


@pytest.mark.parametrize(("kind", "text", "field"), [("forgotten", "Ja.", "kind"), ("handled", " \n", "text")])
def test_an_answer_is_of_a_known_kind_and_has_words(kind, text, field):
    with pytest.raises(RuleBroken) as refused:
        rules.answer(State.ACKNOWLEDGED, Reply(kind, text), DAY)
    assert refused.value.field == field


def test_every_way_up_ends_with_top_management():
    assert [rules.chain_for(role)[-1] for role in CHAINS] == ["TM"] * 4
    assert set(ANSWERS) == {"plan", "handled", "returned"}
    with pytest.raises(RuleBroken):
        rules.chain_for("MED")
