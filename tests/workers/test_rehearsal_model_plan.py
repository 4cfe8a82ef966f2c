"""The rehearsal's model knows who hears of the plan: the heard, those who answer them, the new, the asked."""

from datetime import date

from tests.workers.test_rehearsal_model import LONG_AGO, act, instant, register
from tests.workers.test_rehearsal_model_answers import days
from workers.rehearsal.model import followups, heard, newcomers, others
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.meaning import spread
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act, Register, Span

STARTED = act("2027-10-01 10:00", "top", "plan.start", "plan", coordinator="hr", status="2027-11-01")
SENT = act("2027-10-04 10:00", "hr2", "hearing.open", "h:1", deadline="2027-10-22")
SPOKE = act("2027-10-20 10:00", "med", "hearing.comment", "h:1")
OUT = act("2027-10-06 10:00", "top", "plan.publish", "plan", number=1)


def organisation(*joined: Span) -> Register:
    """With two representatives, and whoever joins a group."""
    made = register()
    made.employed += [Span(who, "", LONG_AGO) for who in ("med", "med2")]
    made.roles += [Span(who, "MED", LONG_AGO) for who in ("med", "med2")]
    made.members += joined
    return made


def told(acts: list[Act], ends: str, *joined: Span) -> Expected:
    found, who = Expected(), Who(organisation(*joined))
    done = spread(acts)
    others.expect_plan(found, who, done)
    heard.expect(found, who, done, instant(ends))
    newcomers.expect(found, who, done, instant(ends))
    followups.expect(found, who, done, instant(ends))
    return found


def surely(found: Expected, who: str, kind: str, matter: str) -> bool:
    return any(one.need for one in found.told.get((who, kind, matter), []))


def test_whoever_is_heard_is_reminded_while_silent():
    found = told([STARTED, SENT, SPOKE], "2027-12-01 12:00")
    assert days(found, "med", "plan.hearing", "h:1") == days(found, "med2", "plan.hearing", "h:1") == ["2027-10-04"]
    assert surely(found, "med2", "plan.hearing_near", "h:1")
    assert not surely(found, "med", "plan.hearing_near", "h:1"), "spoke in the last days"
    early = act("2027-10-05 10:00", "med", "hearing.comment", "h:1")
    assert days(told([STARTED, SENT, early], "2027-12-01 12:00"), "med", "plan.hearing_near", "h:1") == []


def test_whoever_drives_the_plan_is_told_of_what_has_no_answer():
    found = told([STARTED, SENT, SPOKE], "2027-12-01 12:00")
    for who in ("hr", "hr2"):
        assert days(found, who, "plan.hearing_over", "h:1") == ["2027-10-25"]
        assert surely(found, who, "plan.answers_missing", "h:1")
    assert days(found, "top", "plan.hearing_over", "h:1") == []


def test_what_was_answered_in_time_calls_for_nobody():
    answered = act("2027-10-21 10:00", "hr", "hearing.answer", "h:1", author="med", comment="h:1:med")
    found = told([STARTED, SENT, SPOKE, answered], "2027-12-01 12:00")
    assert days(found, "med", "plan.comment_answered", "h:1") == ["2027-10-21"]
    assert days(found, "hr", "plan.hearing_over", "h:1") == days(found, "hr", "plan.answers_missing", "h:1") == []


def test_a_version_that_comes_out_ends_the_hearing():
    found = told([STARTED, SENT, act("2027-10-05 10:00", "med", "hearing.comment", "h:1"), OUT], "2027-12-01 12:00")
    assert days(found, "hr", "plan.hearing_over", "h:1") == []
    assert not surely(found, "med2", "plan.hearing_near", "h:1")


def test_comments_on_how_it_goes_reach_management_and_the_answer_comes_back():
    made = act("2027-10-04 10:00", "med", "remark.make", "m:1")
    found = told([made, act("2027-10-07 10:00", "top", "remark.answer", "m:1", author="med")], "2027-12-01 12:00")
    assert [days(found, who, "remark.made", "m:1") for who in ("top", "hr", "hr2")] == [["2027-10-04"]] * 3
    assert days(found, "med2", "remark.made", "m:1") == []
    assert days(found, "med", "remark.answered", "m:1") == ["2027-10-07"]


def test_whoever_is_new_hears_of_the_plan_in_the_first_week_once():
    new = Span("stranger", "g", date(2027, 10, 18), None, "member")
    later = Span("stranger", "h", date(2027, 11, 8), None, "leader")
    found = told([STARTED, OUT], "2027-12-01 12:00", new, later)
    (one,) = found.told["stranger", "plan.given", "plan"]
    assert (one.first, one.last, one.need) == (date(2027, 10, 18), date(2027, 10, 25), True)
    assert days(found, "bo", "plan.given", "plan") == [], "was there when it came out"


def test_who_comes_to_lead_a_group_is_new_as_its_leader():
    found = told([STARTED, OUT], "2027-12-01 12:00", Span("bo", "h", date(2027, 10, 18), None, "leader"))
    assert days(found, "bo", "plan.given", "plan") == ["2027-10-18"]


def test_of_a_plan_of_a_part_its_own_leaders_hear_and_nobody_elses():
    other = Span("stranger", "h", LONG_AGO, None, "leader")
    out = act("2027-10-06 10:00", "lead", "plan.publish", "plan:u", number=1, groups=["g"])
    started = act("2027-10-01 10:00", "lead", "plan.start", "plan:u", coordinator="lead", status="2027-11-01")
    found = told([started, out], "2027-12-01 12:00", other)
    assert (
        days(found, "lead", "plan.talk", "plan:u") == days(found, "med", "plan.published", "plan:u") == ["2027-10-06"]
    )
    assert days(found, "stranger", "plan.talk", "plan:u") == []


def test_an_action_is_asked_about_on_the_status_day_and_later_whether_it_worked():
    added = act("2027-10-04 10:00", "hr", "action.add", "f", person="bo", due="2027-12-10", plan="plan")
    done = {"action": "f", "open": "f:1", "said": "done", "next": "2028-02-03"}
    said = act("2027-11-04 10:00", "bo", "action.done", "t", **done)
    found = told([STARTED, added, OUT, said], "2028-03-01 12:00")
    assert days(found, "bo", "followup.due", "f:1") == ["2027-11-01"]
    assert days(found, "bo", "followup.due", "y:f:1") == ["2028-02-03"]
    others.actions_go_on(found, [said])
    assert found.breaches == []
    for again in (None, "2028-06-01"):
        others.actions_go_on(found, [act("2027-11-04 10:00", "bo", "action.done", "t", **(done | {"next": again}))])
    assert [one.what for one in found.breaches] == ["followup", "followup"]
    late = act("2027-11-04 10:00", "bo", "action.say", "t", **(done | {"said": "late", "next": "2027-12-10"}))
    found = told([STARTED, added, OUT, late], "2028-03-01 12:00")
    assert days(found, "bo", "followup.due", "f:2") == ["2027-12-10"]
