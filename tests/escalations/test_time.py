"""What happens to an escalation when time passes and nobody does anything."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import START
from tests.escalations.sending import acknowledge, away, no_longer, read, sent, told
from tests.worlds import GROUP, World
from tracker.escalations import service
from tracker.escalations.rules import Reply, State
from tracker.notifications.models import MailboxEntry
from tracker.notifications.queries import unread
from tracker.people.models import Person

TUESDAY = datetime(2026, 2, 10, 7, 0, tzinfo=UTC)
"""a quarter before it 07:45 in Denmark, at it 08:00"""
MINUTE = timedelta(minutes=1)
YESTERDAY = date(2026, 2, 2)


def group(kind: str) -> dict[tuple[str, str], int]:
    return dict.fromkeys([(key, kind) for key in GROUP], 1)


def only(world: World, *kinds: str) -> dict[tuple[str, str], int]:
    return {key: count for key, count in told(world).items() if key[1] in kinds}


def test_one_that_nobody_acknowledges_is_reminded_of_and_moves_up_and_everyone_concerned_is_told(world):
    id_ = sent(world)
    world.move_to(TUESDAY - MINUTE)
    assert only(world, "reminder") == {}
    world.move_to(TUESDAY + MINUTE)
    assert only(world, "reminder") == {("hr", "reminder"): 1, ("hr2", "reminder"): 1}
    world.move_to(TUESDAY + timedelta(days=1) - MINUTE)
    assert read(world, id_).step == 0
    world.move_to(TUESDAY + timedelta(days=1) + MINUTE)
    moved = {("tm", "moved_to_you"): 1, ("hr", "moved_from_you"): 1, ("hr2", "moved_from_you"): 1} | group("moved")
    assert only(world, "moved_to_you", "moved_from_you", "moved") == moved


def test_the_story_shows_everyone_concerned_each_step_with_when_and_who(world):
    id_ = sent(world)
    world.move_to(TUESDAY + timedelta(days=1) + MINUTE)
    for key in ("ann", "hr", "tm"):
        page = world.client(key, language="en")
        page.get(f"/eskaleringer/{id_}")
        steps = ["Sent to HR", "Receivers reminded: not yet acknowledged", "Not acknowledged in time: moved up to top"]
        places = [page.text.index(step) for step in steps]
        assert places == sorted(places)
        assert "Head Prøvesen" in page.text
        moments = [str(time["datetime"]) for time in page.page.find_all("time")]
        assert {"2026-02-10T08:00+01:00", "2026-02-11T08:00+01:00"} <= set(moments)


def test_each_level_has_a_clock_of_its_own_and_at_the_top_it_strands(world):
    id_ = sent(world, "NL")
    world.move_to(TUESDAY + timedelta(days=1) + MINUTE)
    assert read(world, id_).chain[read(world, id_).step] == "TM"
    assert read(world, id_).promised == date(2026, 2, 18)
    world.move_to(datetime(2026, 2, 19, 7, 1, tzinfo=UTC))
    assert read(world, id_).stranded
    assert only(world, "unanswered") == group("unanswered")
    assert only(world, "stranded") == {("tm", "stranded"): 1}
    world.move(days=60)
    assert only(world, "stranded", "unanswered") == group("unanswered") | {("tm", "stranded"): 1}


def test_one_stranded_at_the_top_can_still_be_answered_and_then_says_so(world):
    id_ = sent(world, "TM")
    world.move(days=9)
    tm = world.client("tm", language="en")
    tm.get("/eskaleringer")
    assert "Unanswered at the top" in tm.text
    tm.get(f"/eskaleringer/{id_}")
    tm.submit("/kvitter")
    assert "Unanswered at the top" in tm.text
    tm.submit("/svar", kind="returned", text="Det kan I selv.", yourselves="Tal om det.")
    assert "Unanswered at the top" not in tm.text
    assert "Answered" in tm.text


def test_over_easter_the_days_nobody_works_do_not_count(world):
    world.move_to(datetime(2026, 3, 30, 8, 0, tzinfo=UTC))
    sent(world)
    world.move_to(datetime(2026, 4, 9, 5, 59, tzinfo=UTC))
    assert only(world, "reminder") == {}
    world.move_to(datetime(2026, 4, 10, 5, 59, tzinfo=UTC))
    assert len(only(world, "reminder")) == 2
    assert only(world, "moved_to_you") == {}
    world.move_to(datetime(2026, 4, 10, 6, 1, tzinfo=UTC))
    assert len(only(world, "moved_to_you")) == 1


def test_the_owner_has_twenty_working_days_to_answer_and_is_reminded_after_sixteen(world):
    id_ = sent(world)
    acknowledge(world, "hr2", id_)
    assert read(world, id_).promised == date(2026, 3, 3)
    world.move_to(datetime(2026, 2, 26, 6, 59, tzinfo=UTC))
    assert only(world, "reminder") == {}
    world.move_to(datetime(2026, 3, 4, 6, 59, tzinfo=UTC))
    assert only(world, "reminder") == {("hr2", "reminder"): 1}
    assert read(world, id_).step == 0
    world.move_to(datetime(2026, 3, 4, 7, 1, tzinfo=UTC))
    row = read(world, id_)
    assert (row.step, row.state, row.owner_id) == (1, State.RAISED, None)


def test_an_answer_stops_every_clock(world):
    id_ = sent(world)
    acknowledge(world, "hr", id_)
    with world.acting("hr") as uow:
        service.answer(uow, id_, Reply("handled", "Ja."))
    world.move(days=90)
    assert only(world, "reminder", "moved", "stranded") == {}


def test_a_holder_on_leave_is_passed_by(world):
    away(world, "hr2", YESTERDAY, date(2026, 2, 20))
    sent(world)
    world.drain()
    assert only(world, "received") == {("hr", "received"): 1}


@pytest.mark.parametrize("why", ["on leave", "no longer"])
def test_where_nobody_holds_the_role_it_goes_to_the_next_at_once(world, why):
    for key in ("hr", "hr2"):
        if why == "on leave":
            away(world, key, YESTERDAY, date(2026, 2, 20))
        else:
            no_longer(world, key, YESTERDAY)
    id_ = sent(world)
    world.drain()
    assert only(world, "received", "moved_to_you") == {("tm", "moved_to_you"): 1}
    page = world.client("head", language="en")
    page.get(f"/eskaleringer/{id_}")
    assert "Nobody there: passed on to top management" in page.text


def test_a_nearest_leader_who_has_left_is_passed_by(world):
    with world.store.work() as uow:
        uow.session.execute(
            update(Person).where(Person.id == world.ids["head"]).values(nearest_leader_id=world.ids["lis"])
        )
        uow.session.execute(update(Person).where(Person.id == world.ids["lis"]).values(ends=YESTERDAY))
    id_ = sent(world, "NL")
    assert read(world, id_).step == 1


def test_withdrawn_before_anybody_was_told_nobody_is(world):
    id_ = sent(world)
    with world.acting("head") as uow:
        service.withdraw(uow, id_, version=read(world, id_).version)
    world.move(days=30)
    assert told(world) == {}
    assert world.now > START + timedelta(days=30)


def test_acknowledged_before_the_others_were_told_asks_nothing_of_them(world):
    id_ = sent(world)
    acknowledge(world, "hr", id_)
    world.move(days=1)
    assert told(world)["hr2", "received"] == 1
    with world.reading() as uow:
        assert "hr2@example.org" not in set(uow.session.scalars(select(MailboxEntry.recipient)))
        assert unread(uow.session, world.ids["hr2"]) == 0


def test_hr_sets_the_limits_and_a_clock_that_runs_keeps_its_own(world):
    before = sent(world)
    hr = world.client("hr")
    hr.get("/indstillinger")
    hr.submit("/indstillinger", acknowledge_days="0", answer_days="61")
    assert hr.status == 422
    assert {link["href"] for link in hr.page.select("[aria-labelledby=error-summary] a")} == {
        "#acknowledge_days",
        "#answer_days",
    }
    hr.submit("/indstillinger", acknowledge_days="2", answer_days="10")
    assert hr.status == 200
    after = sent(world, who="lis")
    assert (read(world, before).promised, read(world, after).promised) == (date(2026, 2, 10), date(2026, 2, 5))
    acknowledge(world, "hr", after)
    assert read(world, after).promised == date(2026, 2, 17)
