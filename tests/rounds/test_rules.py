"""How answers become a card, and what a group may choose and agree."""

from datetime import date

import pytest

from tracker.kernel.errors import RuleBroken
from tracker.rounds import rules
from tracker.rounds.rules import Counts, Mode, Ratings, State

TODAY = date(2026, 2, 3)


def counted(*answers: str, mode: str = Mode.OPEN) -> Counts | None:
    """Counts of answers written as succeeds + important."""
    return rules.count([Ratings.unpacked(each) for each in answers], mode)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (["LH", "LH", "HH"], 1),
        (["HH", "HH", "LL"], 2),
        (["HL", "HL", "LL"], 3),
        (["LL", "LL", "HH"], 4),
        (["LH", "HH"], 1),  # success is even: to the left
        (["HH", "HL"], 2),  # importance is even: up
        (["LH", "HL"], 1),  # both
        (["LL", "HL"], 4),
    ],
)
def test_a_statement_stands_where_most_answered_and_a_tie_goes_up_and_to_the_left(answers, field):
    assert rules.placed(counted(*answers)) == field


def test_open_shows_from_two_answers_and_anonymous_from_five():
    assert counted("HH") is None
    assert counted("HH", "LL") == Counts(1, 1, 1, 1)
    assert counted(*["HH"] * 4, mode=Mode.FROM_FIVE) is None
    assert counted(*["HH"] * 5, mode=Mode.FROM_FIVE) == Counts(5, 0, 5, 0)


def test_what_is_not_shown_is_not_placed():
    assert rules.placed(None) is None
    assert rules.unity(None) is None


@pytest.mark.parametrize(
    ("answers", "unity"),
    [
        (["HH"] * 6, "agree"),
        (["HH"] * 5 + ["LH"], "mostly"),
        (["HH"] * 4 + ["HL"] * 2, "split"),
        (["LH", "HH"], "split"),
    ],
)
def test_a_third_apart_is_split(answers, unity):
    assert rules.unity(counted(*answers)) == unity


def test_the_widest_disagreement_counts_both_questions():
    found = {
        "1A": counted("HH", "HH", "HH", "HH"),
        "2A": counted("LH", "HH", "HH", "LH"),
        "3A": counted("LH", "HL", "LH", "HL"),
        "4A": counted("LL", "HH", "LL", "HH"),
        "5A": None,
    }
    assert rules.widest(found) == "3A"  # the first of the two that are split on both


def test_where_all_agree_nothing_is_pointed_out():
    assert rules.widest({"1A": counted("HH", "HH"), "2A": None}) is None
    assert rules.widest({}) is None


@pytest.mark.parametrize("text", ["HX", "hl", "11"])
def test_ratings_are_l_or_h(text):
    with pytest.raises(RuleBroken):
        Ratings.unpacked(text)


def test_from_the_first_answer_on_the_way_of_showing_is_locked():
    rules.change_mode("open", "from_five", locked=False)
    rules.change_mode("open", "open", locked=True)
    with pytest.raises(RuleBroken):
        rules.change_mode("from_five", "open", locked=True)


def test_one_to_three_statements_are_chosen():
    rules.choose(State.CLOSED, ["1A"], [])
    rules.choose(State.CLOSED, ["1A", "2A", "3A"], ["2A"])
    for codes, written in (([], []), (["1A", "2A", "3A", "4A"], []), (["1A"], ["2A"])):
        with pytest.raises(RuleBroken):
            rules.choose(State.CLOSED, codes, written)


@pytest.mark.parametrize("state", [State.PLANNED, State.HELD])
def test_the_card_is_worked_on_between_the_close_and_the_end(state):
    for decide in (
        lambda: rules.move(state, 1),
        lambda: rules.choose(state, ["1A"], []),
        lambda: rules.write(state),
        lambda: rules.hold(state, date(2026, 3, 1), TODAY),
    ):
        with pytest.raises(RuleBroken):
            decide()


@pytest.mark.parametrize("day", [date(2026, 2, 2), date(2028, 2, 4), date(9999, 12, 31)])
def test_days_lie_within_the_next_two_years(day):
    for decide in (
        lambda: rules.plan(day, TODAY),
        lambda: rules.agree(State.CLOSED, ["a"], ["a"], day, TODAY),
        lambda: rules.hold(State.CLOSED, day, TODAY),
    ):
        with pytest.raises(RuleBroken):
            decide()
