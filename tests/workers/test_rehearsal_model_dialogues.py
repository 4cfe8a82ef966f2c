"""The rehearsal's model knows what is between two, what is one's own alone, and says so wherever it is not kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.workers.test_rehearsal_model import LONG_AGO, Row, act, instant, put, register, seen, shift
from workers.rehearsal.model.verdict import Verdict, judge
from workers.rehearsal.record import Act, Event, Notice, Register, Seen, Span

FIRST = {"leader": "bo", "nearest": "lead", "day": "2027-10-13"}
SECOND = {"leader": "cia", "nearest": "lead", "day": "2027-10-27"}
ACTS = [
    act("2027-10-04 10:00", "bo", "dialogue.set", "d", **FIRST),
    act("2027-10-04 11:00", "cia", "own.promise", "o:cia:1", first="2027-10-20", cadence=None),
    act("2027-10-05 10:00", "lead", "dialogue.ask", "q", by="lead", asked=["bo", "cia"], is_offer=False),
    act("2027-10-06 10:00", "cia", "dialogue.set", "d2", **SECOND),
    act("2027-10-13 13:30", "lead", "dialogue.hold", "d", **FIRST, next="d3", next_day="2027-11-12"),
    act("2027-10-13 13:31", "lead", "dialogue.agree", "d", **FIRST, agreement="da", owners=["bo"], first="2027-10-16"),
    act("2027-10-20 13:00", "cia", "followup.answer", "o:cia:1:1", outcome="kept", next=None),
]
"""one dialogue is held, and leads to an agreement and the next; one never comes, as cia has another nearest leader"""
TOLD: list[Row] = [
    ("bo lead", "dialogue.set", "d", "2027-10-04 10:00"),
    ("bo", "dialogue.asked", "q:bo", "2027-10-05 10:00"),
    ("cia", "dialogue.asked", "q:cia", "2027-10-05 10:00"),
    ("cia lead", "dialogue.set", "d2", "2027-10-06 10:00"),
    ("bo lead", "dialogue.near", "d", "2027-10-11 08:00"),
    ("bo lead", "dialogue.set", "d3", "2027-10-13 13:30"),
    ("bo", "dialogue.agreement", "d", "2027-10-13 13:31"),
    ("bo", "followup.reminder", "da:1", "2027-10-14 08:00"),
    ("cia", "dialogue.off", "d2", "2027-10-15 08:10"),
    ("lead", "meeting.taken_out", "c:d2", "2027-10-15 08:10"),
    ("bo", "followup.due", "da:1", "2027-10-18 08:00"),
    ("cia", "followup.reminder", "o:cia:1:1", "2027-10-18 08:00"),
    ("cia", "followup.due", "o:cia:1:1", "2027-10-20 08:00"),
]
HAPPENED: list[Row] = [
    ("dialogues.set", "d", "2027-10-04 10:00"),
    ("dialogues.leader_asked", "q:bo", "2027-10-05 10:00"),
    ("dialogues.leader_asked", "q:cia", "2027-10-05 10:00"),
    ("dialogues.set", "d2", "2027-10-06 10:00"),
    ("dialogues.held", "d", "2027-10-13 13:30"),
    ("dialogues.set", "d3", "2027-10-13 13:30"),
    ("dialogues.agreement_made", "d", "2027-10-13 13:31"),
    ("dialogues.called_off", "d2", "2027-10-15 08:10"),
    ("followups.asked", "da:1", "2027-10-18 08:00"),
    ("followups.asked", "o:cia:1:1", "2027-10-20 08:00"),
    ("followups.answered", "o:cia:1:1", "2027-10-20 13:00"),
]


def two(**more: object) -> Register:
    """Bo and cia have lead as nearest leader; cia has top from the fifteenth on."""
    since = instant("2020-01-01 08:00")
    nearest = {"lead": [(since, "top")], "bo": [(since, "lead")], "cia": [(since, "lead")]}
    nearest["cia"].append((instant("2027-10-15 08:10"), "top"))
    return register(nearest=nearest, **more)


def verdict(made: Seen | None = None, acts: list[Act] = ACTS, who: Register | None = None) -> Verdict:
    return judge(who or two(), acts, made or seen(TOLD, HAPPENED))


def test_nothing_is_wrong_where_the_two_and_the_owner_alone_hear_of_it():
    found = verdict()
    assert found.breaches == []
    assert found.not_judged == 0
    assert found.checked["lost"] == len(seen(TOLD, HAPPENED).notices) - 2, (
        "a meeting may be taken out; a reminder is late"
    )


def tell(made: Seen, who: str, kind: str, matter: str, at: str) -> None:
    """Somebody is told what they should not be."""
    made.notices.append(Notice(who, kind, matter, instant(at), None, done=True))


def forget(made: Seen, who: str, kind: str) -> None:
    """Somebody is not told."""
    made.notices = [one for one in made.notices if (one.who, one.kind) != (who, kind)]


def the_successor_is_told(made: Seen) -> None:
    tell(made, "top", "dialogue.off", "d2", "2027-10-15 08:10")


def the_former_nearest_leader_is_told_which_it_was(made: Seen) -> None:
    tell(made, "lead", "dialogue.off", "d2", "2027-10-15 08:10")


def hr_is_told(made: Seen) -> None:
    tell(made, "hr", "dialogue.set", "d", "2027-10-04 10:00")


def a_colleague_is_told_of_what_the_two_agreed(made: Seen) -> None:
    tell(made, "cia", "dialogue.agreement", "d", "2027-10-13 13:31")


def the_nearest_leader_is_asked_of_anothers_own(made: Seen) -> None:
    tell(made, "lead", "followup.due", "o:cia:1:1", "2027-10-20 08:00")


def the_timeline_tells_of_an_agreement_with_oneself(made: Seen) -> None:
    made.events.append(Event("dialogues.promised", "o:cia:1", instant("2027-10-04 11:00")))


def a_calendar_loses_a_meeting_that_stands(made: Seen) -> None:
    tell(made, "bo", "meeting.taken_out", "c:d", "2027-10-11 08:00")


def one_of_the_two_is_not_told(made: Seen) -> None:
    forget(made, "lead", "dialogue.set")


def nobody_reminds_to_prepare(made: Seen) -> None:
    forget(made, "bo", "dialogue.near")


def somebody_who_was_asked_never_hears_it(made: Seen) -> None:
    forget(made, "cia", "dialogue.asked")


def reminded_when_it_is_over(made: Seen) -> None:
    tell(made, "bo", "dialogue.near", "d", "2027-10-14 08:00")


def told_of_the_next_one_a_day_late(made: Seen) -> None:
    made.notices = [one._replace(at=instant("2027-10-14 08:00")) if one.matter == "d3" else one for one in made.notices]


def told_twice(made: Seen) -> None:
    tell(made, "bo", "dialogue.set", "d", "2027-10-04 10:00")


def what_lay_ahead_still_does(made: Seen) -> None:
    made.events = [event for event in made.events if event.name != "dialogues.called_off"]


def set_twice(made: Seen) -> None:
    made.events.append(Event("dialogues.set", "d", instant("2027-10-04 10:00")))


def the_question_comes_on_the_saturday(made: Seen) -> None:
    shift(made, "followups.asked", "2027-10-16 08:00")


def a_mail_names_ones_own(made: Seen) -> None:
    put(made, "cia followup.due", "2027-10-20 08:05", "zqord")


BROKEN: list[tuple[Callable[[Seen], None], str]] = [
    (the_successor_is_told, "stranger"),
    (the_former_nearest_leader_is_told_which_it_was, "stranger"),
    (hr_is_told, "stranger"),
    (a_colleague_is_told_of_what_the_two_agreed, "stranger"),
    (the_nearest_leader_is_asked_of_anothers_own, "stranger"),
    (the_timeline_tells_of_an_agreement_with_oneself, "stranger"),
    (a_calendar_loses_a_meeting_that_stands, "stranger"),
    (one_of_the_two_is_not_told, "lost"),
    (nobody_reminds_to_prepare, "lost"),
    (somebody_who_was_asked_never_hears_it, "lost"),
    (reminded_when_it_is_over, "day"),
    (told_of_the_next_one_a_day_late, "day"),
    (told_twice, "once"),
    (what_lay_ahead_still_does, "saved"),
    (set_twice, "saved"),
    (the_question_comes_on_the_saturday, "followup"),
    (a_mail_names_ones_own, "content"),
]


@pytest.mark.parametrize(("break_it", "what"), BROKEN, ids=[one.__name__ for one, _ in BROKEN])
def test_whatever_is_broken_is_said(break_it: Callable[[Seen], None], what: str):
    broken = seen(TOLD, HAPPENED)
    break_it(broken)
    assert verdict(broken).counts[what] >= 1


@pytest.mark.parametrize(
    "curious",
    [
        act("2027-10-18 10:00", "top", "dialogue.peek", "d2", **SECOND),
        act("2027-10-18 10:00", "hr", "own.peek", "o:cia:1", of="cia"),
        act("2027-10-18 10:00", "lead", "dialogue.prepare", "d2", **SECOND),
        act("2027-10-12 10:00", "hr", "dialogue.prepare", "d", **FIRST),
    ],
    ids=["a successor reads", "HR reads one's own", "a former nearest leader writes", "HR writes"],
)
def test_whoever_gets_at_what_is_not_theirs_is_found(curious: Act):
    assert verdict(acts=[*ACTS, curious]).counts == {"stranger": 1}


def test_what_was_agreed_is_asked_no_more_of_two_who_are_that_no_more():
    agreed = act("2027-10-14 10:00", "lead", "dialogue.agree", "d2", **SECOND, agreement="db", owners=["cia", "lead"])
    agreed.said["first"] = "2027-10-18"
    found = verdict(acts=[*ACTS, agreed])
    assert "followups.closed of db:1: 0 times, saved 1 times" in [one.text for one in found.breaches]
    assert not [one for one in found.breaches if one.what == "followup"]


def test_of_a_leader_who_has_left_nobody_hears_anything_more():
    gone = [span for span in register().employed if span.who != "bo"] + [Span("bo", "", LONG_AGO, date(2027, 10, 14))]
    brought_in = act("2027-10-18 09:00", "hr", "people.import", "people", lines=1)
    who = replace(two(), employed=gone)
    texts = [one.text for one in verdict(acts=[*ACTS, brought_in], who=who).breaches]
    assert "bo was told followup.due of da:1 on 2027-10-18: for no reason" in texts
    assert "dialogues.called_off of d3: 0 times, saved 1 times" in texts
