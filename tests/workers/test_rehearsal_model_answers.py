"""The rehearsal's model knows what happens to an escalation that is asked back, and to what an answer promises."""

from dataclasses import replace
from datetime import date

import pytest

from tests.workers.test_rehearsal_model import act, instant, register
from workers.rehearsal.model.escalations import expect
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.followups import expect as expect_followups
from workers.rehearsal.model.meaning import spread
from workers.rehearsal.model.others import expect_roles
from workers.rehearsal.model.rounds import expect as expect_rounds
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act, Span

RAISED = act("2027-10-04 10:00", "lead", "escalation.raise", "e", group="g", to="HR", concerns=None)
TAKEN_UP = act("2027-10-05 10:00", "hr", "escalation.acknowledge", "e")


def told(acts: list[Act], ends: str) -> Expected:
    found, who = Expected(), Who(register())
    expect(found, who, spread(acts), instant(ends))
    expect_followups(found, who, spread(acts), instant(ends))
    return found


def days(found: Expected, who: str, kind: str, matter: str = "e") -> list[str]:
    return [str(one.first) for one in found.told.get((who, kind, matter), [])]


def happened(found: Expected, name: str) -> list[str]:
    return [str(day) for day in found.events.get((f"escalations.{name}", "e"), [])]


def test_the_clock_stands_still_while_the_group_is_asked():
    asked = act("2027-10-07 10:00", "hr", "escalation.ask", "e")
    replied = act("2027-10-27 10:00", "lead", "escalation.reply", "e")
    assert happened(told([RAISED, TAKEN_UP], "2027-11-01 12:00"), "reminded") == ["2027-10-28"]
    found = told([RAISED, TAKEN_UP, asked, replied], "2027-11-24 12:00")
    assert happened(found, "reminded") == ["2027-11-17"]
    assert happened(found, "moved_up") == ["2027-11-23"]
    assert days(found, "lead", "escalation.asked") == ["2027-10-07"]
    assert days(found, "bo", "escalation.asked_group") == ["2027-10-07"]
    assert days(found, "hr", "escalation.replied") == ["2027-10-27"]
    assert days(found, "hr2", "escalation.replied") == []


def test_whoever_was_reminded_before_is_not_reminded_a_second_time():
    asked = act("2027-10-29 10:00", "hr", "escalation.ask", "e")
    replied = act("2027-11-01 10:00", "lead", "escalation.reply", "e")
    found = told([RAISED, TAKEN_UP, asked, replied], "2027-11-08 12:00")
    assert happened(found, "reminded") == ["2027-10-28"]
    assert happened(found, "moved_up") == ["2027-11-04"]


def answer(at: str, **said: object) -> Act:
    return act(at, "hr", "escalation.answer", "e", kind="handled", **({"by": None, "with": []} | said))


def test_one_answer_to_a_theme_acknowledges_and_answers_each():
    other = act("2027-10-05 12:00", "lead", "escalation.raise", "o", group="g", to="HR", concerns=None)
    at_once = answer("2027-10-11 10:00", **{"with": [("o", "raised")]})
    found = told([RAISED, TAKEN_UP, other, at_once], "2027-12-31 12:00")
    assert days(found, "bo", "escalation.answered") == ["2027-10-11"]
    assert days(found, "bo", "escalation.acknowledged", "o") == ["2027-10-11"]
    assert days(found, "bo", "escalation.answered", "o") == ["2027-10-11"]
    assert happened(found, "moved_up") == []


def test_what_is_to_be_done_by_a_day_is_asked_of_whoever_answered():
    found = told([RAISED, TAKEN_UP, answer("2027-10-11 10:00", by="2027-11-13")], "2027-12-31 12:00")
    assert days(found, "hr", "followup.due", "a:e:1") == ["2027-11-15"], "a Saturday waits for the Monday"
    assert days(found, "hr2", "followup.due", "a:e:1") == []


def test_what_had_been_agreed_is_asked_about_some_time_after_it_was_closed():
    agreed = act("2027-10-04 10:30", "lead", "agree", "f", group="g", round="r", owners=["bo"], first="2027-10-18")
    closed = act("2027-10-12 10:00", "lead", "agreement.close", "f", group="g", open="f:1", effect="2027-12-01")
    found = told([agreed, closed], "2028-01-31 12:00")
    assert days(found, "bo", "followup.due", "f:1") == []
    assert days(found, "lead", "followup.due", "x:f:1") == ["2027-12-01"]


def test_a_round_that_is_called_off_is_told_of_and_reminds_nobody():
    planned = act("2027-10-04 10:00", "lead", "round.plan", "r", group="g", day="2027-10-29")
    off = act("2027-10-06 10:00", "lead", "round.cancel", "r", group="g")
    found = Expected()
    expect_rounds(found, Who(register()), [planned, off], instant("2027-12-31 12:00"))
    assert days(found, "bo", "round.cancelled", "r") == ["2027-10-06"]
    assert days(found, "bo", "round.reminder", "r") == []
    assert days(found, "lead", "round.cancelled", "r") == []


def test_whoever_leaves_a_group_hears_that_its_meeting_is_taken_out_and_nobody_else():
    made = register()
    made.members = [span if span.who != "bo" else replace(span, ends=date(2027, 10, 15)) for span in made.members]
    planned = act("2027-10-04 10:00", "lead", "round.plan", "r", group="g", day="2027-10-29")
    found = Expected()
    expect_rounds(found, Who(made), [planned], instant("2027-12-31 12:00"))
    assert days(found, "bo", "meeting.taken_out", "c:r") == ["2027-10-16"]
    assert days(found, "cia", "meeting.taken_out", "c:r") == []


def test_top_management_hears_who_is_to_be_of_hr():
    found = Expected()
    expect_roles(found, Who(register()), [act("2027-10-04 10:00", "hr", "role.propose", "role:x", person="x")])
    assert days(found, "top", "role.proposed", "role:x") == ["2027-10-04"]
    assert days(found, "hr2", "role.proposed", "role:x") == []


@pytest.mark.parametrize(("left", "is_forgotten"), [(date(2027, 4, 20), True), (date(2027, 4, 30), False)])
def test_of_whoever_left_half_a_year_ago_nothing_need_be_there(left: date, is_forgotten: bool):
    found, there = Expected(), Who(register(employed=[Span("cia", "", date(2020, 1, 1), left)]))
    found.tell(["cia"], "round.invited", "r", date(2027, 4, 1))
    ends = instant("2027-10-22 12:00")
    found.compare([], ends, there.forgotten(date(2027, 10, 22)))
    assert (found.breaches == []) == is_forgotten
