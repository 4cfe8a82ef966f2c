"""The rehearsal's model: finds nothing where nothing is wrong, and says so wherever something is."""

import ast
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import holidays as library
import pytest

import workers.rehearsal.model
from workers.rehearsal.model.calendar import ZONE, Days, holidays
from workers.rehearsal.model.mails import AT_ONCE
from workers.rehearsal.model.verdict import judge
from workers.rehearsal.record import REFUSED, SAVED, Accepted, Act, Event, Left, Letter, Notice, Register, Seen, Span

LONG_AGO = date(2020, 1, 1)
Row = tuple[str, ...]
PEOPLE = ("top", "hr", "hr2", "lead", "bo", "cia", "stranger")
TOLD: list[Row] = [
    ("hr hr2", "escalation.received", "e", "2027-10-04 10:00"),
    ("bo cia", "escalation.sent", "e", "2027-10-04 10:00"),
    ("bo", "round.agreement", "r", "2027-10-04 10:30"),
    ("hr hr2", "escalation.reminder", "e", "2027-10-11 08:00"),
    ("top", "escalation.moved_to_you", "e", "2027-10-12 08:00"),
    ("hr hr2", "escalation.moved_from_you", "e", "2027-10-12 08:00"),
    ("lead bo cia", "escalation.moved", "e", "2027-10-12 08:00"),
    ("lead bo cia", "escalation.acknowledged", "e", "2027-10-14 09:00"),
    ("bo", "followup.reminder", "f:1", "2027-10-14 08:00"),
    ("bo", "followup.due", "f:1", "2027-10-18 08:00"),
]
HAPPENED: list[Row] = [
    ("escalations.raised", "e", "2027-10-04 10:00"),
    ("escalations.reminded", "e", "2027-10-11 08:00"),
    ("escalations.moved_up", "e", "2027-10-12 08:00"),
    ("escalations.acknowledged", "e", "2027-10-14 09:00"),
    ("followups.asked", "f:1", "2027-10-18 08:00"),
    ("followups.answered", "f:1", "2027-10-19 13:00"),
]


def instant(text: str) -> datetime:
    """A Danish time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def register(**more: object) -> Register:
    """A group of three, HR, and whoever is above them."""
    made = Register(free_days=["12-24"])
    made.employed = [Span(who, "", LONG_AGO) for who in PEOPLE]
    made.members = [Span("lead", "g", LONG_AGO, None, "leader")]
    made.members += [Span(who, "g", LONG_AGO, None, "member") for who in ("bo", "cia")]
    made.roles = [Span("top", "TM", LONG_AGO), Span("hr", "HR", LONG_AGO), Span("hr2", "HR", LONG_AGO)]
    made.nearest = {"lead": [(instant("2020-01-01 08:00"), "top")]}
    return replace(made, **more)  # type: ignore[arg-type]


def act(at: str, who: str, what: str, matter: str, **said: object) -> Act:
    """A press that was saved."""
    return Act(instant(at), at, who, what, matter, said, SAVED)


ACTS = [
    act("2027-10-04 10:00", "lead", "escalation.raise", "e", group="g", to="HR", concerns=None),
    act("2027-10-04 10:30", "lead", "agree", "f", group="g", round="r", owners=["bo"], first="2027-10-16"),
    act("2027-10-14 09:00", "top", "escalation.acknowledge", "e"),
    act("2027-10-19 13:00", "bo", "followup.answer", "f:1", outcome="kept", next=None),
]
"""raised on a Monday and left lying; an agreement that falls due on a Saturday, and is answered on the Tuesday after"""


def seen(told: list[Row] = TOLD, happened: list[Row] = HAPPENED) -> Seen:
    """What should be there in the end: what may come by itself five minutes later, all else at three."""
    made = Seen(ends=instant("2027-10-22 12:00"))
    for names, kind, matter, at in told:
        for who in names.split():
            id_ = f"{who} {kind}" if kind in AT_ONCE else f"{who} {at[:10]}"
            made.notices.append(Notice(who, kind, matter, instant(at), id_, done=False))
            if id_ not in {letter.id for letter in made.letters}:
                goes = instant(at) + timedelta(minutes=5) if kind in AT_ONCE else instant(f"{at[:10]} 15:00")
                made.letters.append(Letter(id_, who, "single", "sent", instant(at), None))
                made.accepted.append(Accepted(id_, who, goes, ""))
    made.events = [Event(name, matter, instant(at)) for name, matter, at in happened]
    return made


def test_nothing_is_wrong_where_all_is_as_it_should_be():
    verdict = judge(register(), ACTS, seen())
    assert verdict.breaches == []
    assert verdict.checked["lost"] == len(seen().notices)
    assert verdict.not_judged == 0


def put(made: Seen, id_: str, at: str, words: str = "") -> None:
    """Let a mail be taken at another time, or with words in it."""
    made.accepted = [
        Accepted(mail.id, mail.to, instant(at), words) if mail.id == id_ else mail for mail in made.accepted
    ]


def shift(made: Seen, name: str, at: str) -> None:
    """Let something happen at another time."""
    made.events = [Event(*event[:2], instant(at)) if event.name == name else event for event in made.events]


def a_second_item(made: Seen) -> None:
    made.notices.append(made.notices[-1])


def an_item_too_few(made: Seen) -> None:
    made.notices.pop()


def a_stranger_told(made: Seen) -> None:
    made.notices.append(made.notices[0]._replace(who="stranger"))


def somebody_told_of_anothers_followup(made: Seen) -> None:
    made.notices.append(made.notices[-1]._replace(who="cia"))


def told_a_day_late(made: Seen) -> None:
    made.notices[-1] = made.notices[-1]._replace(at=instant("2027-10-19 08:00"))


def an_escalation_two_days_late(made: Seen) -> None:
    shift(made, "escalations.moved_up", "2027-10-14 08:00")


def an_escalation_never_moved(made: Seen) -> None:
    made.events = [event for event in made.events if event.name != "escalations.moved_up"]


def a_followup_asked_on_the_saturday(made: Seen) -> None:
    shift(made, "followups.asked", "2027-10-16 08:00")


def saved_and_gone(made: Seen) -> None:
    made.events = [event for event in made.events if event.name != "escalations.acknowledged"]


def saved_twice(made: Seen) -> None:
    made.events.append(made.events[-1])


def a_mail_on_christmas_day(made: Seen) -> None:
    put(made, "bo followup.due", "2028-12-25 10:00")


def a_mail_on_a_day_the_organisation_chose(made: Seen) -> None:
    put(made, "bo followup.due", "2027-12-24 10:00")


def a_mail_in_the_evening(made: Seen) -> None:
    put(made, "hr escalation.received", "2027-10-04 16:01")


def a_mail_on_a_sunday(made: Seen) -> None:
    put(made, "hr escalation.received", "2027-10-10 10:00")


def a_mail_with_words_in_it(made: Seen) -> None:
    put(made, "hr escalation.received", "2027-10-04 11:00", "krydspres")


def a_mail_a_week_late(made: Seen) -> None:
    put(made, "bo followup.due", "2027-10-25 08:00")


def a_mail_sent_twice(made: Seen) -> None:
    made.accepted.append(made.accepted[0])


def a_mail_that_was_never_taken(made: Seen) -> None:
    made.accepted.pop()


def a_mail_that_failed(made: Seen) -> None:
    made.letters[-1] = made.letters[-1]._replace(state="failed", reason="no such mailbox")


def two_digests_in_a_day(made: Seen) -> None:
    put(made, "cia 2027-10-12", "2027-10-13 08:30")
    put(made, "cia 2027-10-14", "2027-10-13 15:00")


def a_delivery_left_lying(made: Seen) -> None:
    made.left.append(Left("notifications.on_round_held", "r", None, ""))


def a_digest_that_still_gathers(made: Seen) -> None:
    made.letters.append(Letter("x", "bo", "digest", "gathering", instant("2027-10-20 08:30"), None))


BROKEN: list[tuple[Callable[[Seen], None], str]] = [
    (a_second_item, "once"),
    (an_item_too_few, "lost"),
    (a_stranger_told, "stranger"),
    (somebody_told_of_anothers_followup, "stranger"),
    (told_a_day_late, "day"),
    (an_escalation_two_days_late, "escalation"),
    (an_escalation_never_moved, "escalation"),
    (a_followup_asked_on_the_saturday, "followup"),
    (saved_and_gone, "saved"),
    (saved_twice, "saved"),
    (a_mail_on_christmas_day, "asleep"),
    (a_mail_on_a_day_the_organisation_chose, "asleep"),
    (a_mail_in_the_evening, "asleep"),
    (a_mail_on_a_sunday, "asleep"),
    (two_digests_in_a_day, "asleep"),
    (a_mail_with_words_in_it, "content"),
    (a_mail_a_week_late, "late"),
    (a_mail_sent_twice, "once"),
    (a_mail_that_was_never_taken, "lost"),
    (a_mail_that_failed, "lost"),
    (a_delivery_left_lying, "waiting"),
    (a_digest_that_still_gathers, "waiting"),
]


@pytest.mark.parametrize(("break_it", "what"), BROKEN, ids=[one.__name__ for one, _ in BROKEN])
def test_whatever_is_broken_is_said(break_it: Callable[[Seen], None], what: str):
    broken = seen()
    break_it(broken)
    assert judge(register(), ACTS, broken).counts[what] >= 1


@pytest.mark.parametrize(
    "more",
    [
        {"leaves": [Span("bo", "leave", date(2027, 10, 18), date(2027, 10, 20), "", instant("2027-10-01 08:00"))]},
        {"hours": {"bo": [("08:30", "15:00")] * 5 + [None, None]}},
        {"hours": {"bo": [None, *[("08:00", "16:00")] * 4, None, None]}},
    ],
    ids=["on leave", "begins later", "never works on Mondays"],
)
def test_everybody_has_free_time_of_their_own(more: dict[str, object]):
    assert judge(register(**more), ACTS, seen()).counts["asleep"] >= 1


def test_a_digest_that_was_held_up_may_go_beside_the_days_own_under_fire_alone():
    held_up, on_its_day = seen(), seen()
    two_digests_in_a_day(held_up)
    put(on_its_day, "cia 2027-10-12", "2027-10-14 08:30")
    on_its_day.letters = [one._replace(due=instant("2027-10-14 08:30")) for one in on_its_day.letters]
    for made, broken in ((held_up, 0), (on_its_day, 1)):
        assert judge(register(), ACTS, made).counts["asleep"] == 1
        assert judge(register(), ACTS, made, faults=True).counts["asleep"] == broken


def test_leave_announced_after_a_mail_does_not_make_it_wrong():
    late = Span("bo", "leave", date(2027, 10, 18), date(2027, 10, 20), "", instant("2027-10-18 09:00"))
    assert judge(register(leaves=[late]), ACTS, seen()).breaches == []


def test_whoever_an_escalation_is_about_hears_nothing_of_it():
    about = [replace(ACTS[0], said=ACTS[0].said | {"concerns": "hr2"}), *ACTS[1:]]
    told = [breach.text for breach in judge(register(), about, seen()).breaches if breach.what == "stranger"]
    assert all("hr2" in text for text in told)
    assert len(told) == 3


def test_whoever_joined_later_hears_nothing_of_what_was_before():
    newcomer = Span("stranger", "g", date(2027, 10, 11), None, "member")
    made = seen()
    made.notices.append(Notice("stranger", "escalation.moved", "e", instant("2027-10-12 08:00"), None, done=True))
    members = [*register().members, newcomer]
    assert judge(register(members=members), ACTS, made).counts == {"stranger": 1}


def test_what_was_refused_leaves_nothing_behind():
    refused = replace(act("2027-10-05 10:00", "lead", "escalation.withdraw", "e"), outcome=REFUSED)
    assert judge(register(), [*ACTS, refused], seen()).breaches == []
    made = seen()
    made.events.append(Event("escalations.withdrawn", "e", refused.at))
    assert judge(register(), [*ACTS, refused], made).counts == {"saved": 1}


def test_its_holidays_are_those_of_the_library():
    for year in range(2024, 2060):
        assert holidays(year) == frozenset(library.country_holidays("DK", years=year))


def test_its_working_days_leave_out_weekends_holidays_and_what_was_chosen():
    days = Days(["12-24", "12-31"])
    assert days.after(date(2027, 12, 23), 1) == date(2027, 12, 27)
    assert days.after(date(2028, 4, 12), 1) == date(2028, 4, 18), "Easter"
    assert days.before(date(2028, 5, 26), 1) == date(2028, 5, 24), "Ascension"
    assert days.from_(date(2028, 2, 29)) == date(2028, 2, 29)


def test_it_knows_nothing_of_the_product():
    folder = Path(workers.rehearsal.model.__file__).parent
    ours = {"workers.rehearsal.record", "workers.rehearsal.model"}
    files = [*folder.glob("*.py"), folder.parent / "record.py"]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith(tuple(ours)), f"{path}: {name}"
