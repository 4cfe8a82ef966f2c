"""The decisions about a plan."""

from datetime import date

import pytest

from tracker.kernel.errors import RuleBroken
from tracker.plans import rules
from tracker.plans.rules import ActionDraft, Missing, State, Status, ThemeDraft

TODAY = date(2026, 2, 3)
GOOD = ActionDraft(has_person=True, has_date=True, level="O")
ANSWERS = ("a", "b", "c", "d")


def test_the_dates_of_a_plan_follow_each_other():
    rules.dates(date(2026, 3, 1), date(2026, 4, 1), date(2026, 9, 1), date(2028, 2, 1), today=TODAY)


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ((date(2026, 4, 1), date(2026, 3, 1), date(2026, 9, 1), date(2028, 2, 1)), "publish_by"),
        ((date(2026, 3, 1), date(2026, 4, 1), date(2026, 3, 15), date(2028, 2, 1)), "next_status"),
        ((date(2026, 3, 1), date(2026, 4, 1), date(2026, 9, 1), date(2026, 8, 1)), "ends"),
        ((date(2026, 3, 1), date(2026, 4, 1), date(2026, 9, 1), date(9999, 1, 1)), "ends"),
    ],
)
def test_dates_in_the_wrong_order_are_refused_at_their_field(days: tuple[date, ...], field: str):
    with pytest.raises(RuleBroken) as refused:
        rules.dates(*days, today=TODAY)
    assert refused.value.field == field


def test_a_new_plan_begins_when_the_one_before_has_ended():
    rules.start(None, TODAY)
    rules.start(date(2026, 2, 2), TODAY)
    with pytest.raises(RuleBroken):
        rules.start(TODAY, TODAY)


@pytest.mark.parametrize(
    ("before", "importance", "reason", "after"),
    [
        (State.PROPOSED, "H", "", State.IMPORTANT),
        (State.OUTSIDE, "H", "", State.IMPORTANT),
        (State.CHOSEN, "H", "", State.CHOSEN),
        (State.CHOSEN, "L", "Klaret andetsteds", State.OUTSIDE),
    ],
)
def test_only_what_is_important_goes_on(before: State, importance: str, reason: str, after: State):
    assert rules.assess(before, importance, "L", reason) == after


@pytest.mark.parametrize(("importance", "success", "reason"), [("L", "H", " "), ("X", "H", "r"), ("H", "", "r")])
def test_an_assessment_is_whole(importance: str, success: str, reason: str):
    with pytest.raises(RuleBroken):
        rules.assess(State.PROPOSED, importance, success, reason)


def test_five_themes_go_on_freely_and_a_sixth_with_a_reason():
    rules.choose(State.IMPORTANT, 4, "")
    rules.choose(State.IMPORTANT, 5, "Loven kræver det")
    with pytest.raises(RuleBroken):
        rules.choose(State.IMPORTANT, 5, "  ")


@pytest.mark.parametrize("state", [State.PROPOSED, State.OUTSIDE, State.CHOSEN])
def test_only_important_themes_are_chosen(state: State):
    with pytest.raises(RuleBroken):
        rules.choose(state, 0, "")


@pytest.mark.parametrize(("column", "row"), [("XX", "high"), ("LE", "offers"), ("LE", "")])
def test_themes_stand_in_the_columns_and_rows_of_the_card(column: str, row: str):
    rules.place(State.IMPORTANT, "LE", "low")
    with pytest.raises(RuleBroken):
        rules.place(State.IMPORTANT, column, row)


def test_the_spread_counts_every_level_and_sees_when_all_is_on_the_individual():
    assert rules.spread(["I", "O", "I"]) == {"P": 0, "I": 2, "G": 0, "L": 0, "O": 1}
    assert rules.all_on_the_individual(["I", "I"])
    assert not rules.all_on_the_individual(["I", "G"])
    assert not rules.all_on_the_individual([])


@pytest.mark.parametrize(
    ("state", "due", "status"),
    [
        ("open", TODAY, Status.ON_TRACK),
        ("open", date(2026, 2, 2), Status.LATE),
        ("open", None, Status.ON_TRACK),
        ("done", date(2026, 2, 2), Status.DONE),
    ],
)
def test_an_action_is_late_from_the_day_after(state: str, due: date | None, status: Status):
    assert rules.status(state, due, TODAY) == status


def test_a_whole_plan_lacks_nothing():
    assert rules.missing("Formål", [ThemeDraft(described=True, actions=(GOOD,))], ANSWERS) == []


def test_what_was_forgotten_is_named_with_its_theme():
    nobody = ActionDraft(has_person=False, has_date=True, level="I")
    themes = [ThemeDraft(described=False, actions=()), ThemeDraft(described=True, actions=(nobody,))]
    found = rules.missing("Formål", themes, ("a", "", "c", "d"))
    expected = [("description", 0), ("actions", 0), ("who_when", 1), ("spread", 1), ("answers", None)]
    assert [(one.code, one.theme) for one in found] == expected
    rules.publish(found)


def test_only_purpose_and_themes_stop_a_plan():
    found = rules.missing(" ", [], ANSWERS)
    assert found == [Missing("purpose", blocks=True), Missing("themes", blocks=True)]
    with pytest.raises(RuleBroken):
        rules.publish(found)


def test_the_step_follows_from_what_is_done():
    lacking = [Missing("description", 0)]
    assert rules.step(0, [], published=False) == "prioritise"
    assert rules.step(1, lacking, published=False) == "qualify"
    assert rules.step(1, [Missing("answers")], published=False) == "publish"
    assert rules.step(1, lacking, published=True) == "follow"


@pytest.mark.parametrize("on", [date(2026, 2, 4), date(2026, 1, 31)])
def test_a_group_has_talked_between_the_asking_and_today(on: date):
    rules.talked(TODAY, asked=date(2026, 2, 1), today=TODAY)
    with pytest.raises(RuleBroken):
        rules.talked(on, asked=date(2026, 2, 1), today=TODAY)
