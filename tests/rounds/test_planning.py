"""Planning, moving and calling off, by those who may; and what a facilitator and HR see of it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.rounds import acting
from tests.worlds import Browser, World
from tracker.kernel.errors import Conflict, NotFound, RuleBroken
from tracker.notifications.models import Notice
from tracker.people.facts import PeopleImported
from tracker.people.models import Membership
from tracker.rounds import queries, service
from tracker.rounds.models import Answer, Facilitation, Invitation, Round
from tracker.rounds.service import Frame
from tracker.storage.outbox import Timer

SOME = ["1A", "2A", "3A", "1B", "5C"]


def told(world: World, kind: str) -> set[str]:
    """Who has a notice of a kind."""
    world.drain()
    names = {id_: name for name, id_ in world.ids.items()}
    with world.reading() as uow:
        return {names[one] for one in uow.session.scalars(select(Notice.person_id).where(Notice.kind == kind))}


def the(world: World, round_id: UUID) -> Round:
    with world.reading() as uow:
        return uow.get(Round, round_id)


def cancel(world: World, round_id: UUID, who: str = "head") -> None:
    with world.acting(who) as uow:
        service.cancel(uow, round_id, reason="Budgettet kom i vejen", lang="da", version=the(world, round_id).version)


def asked(world: World, round_id: UUID, who: str = "hr") -> None:
    """The group asks somebody from outside."""
    with world.acting("head") as uow:
        service.ask_facilitator(uow, round_id, f"{who}@example.org")


def calendar(world: World, who: str) -> list[tuple[UUID, int]]:
    """The meetings in somebody's calendar, with their minutes."""
    with world.acting(who) as uow:
        return [(found.matter, found.minutes) for found in queries.appointments(uow, uow.now)]


def statuses(browser: Browser, at: str, *paths: str) -> list[int]:
    found = []
    for path in paths:
        browser.get(at + path)
        found.append(browser.status)
    return found


def test_a_round_is_planned_whole_and_its_group_reads_why(world: World) -> None:
    head, ann = world.client("head"), world.client("ann")
    head.get(f"/runder/ny/{world.group}")
    more = {
        "minutes": "90",
        "place": "Rådhuset",
        "scope": "some",
        "statements": SOME,
        "why": "Vi skal tale <b>sammen</b>",
    }
    head.submit(f"/ny/{world.group}", day="10.02.2026", time="13.00", **more)
    ann.get(head.path)
    assert all(words in ann.text for words in ("90 minutter", "Rådhuset", "Vi skal tale <b>sammen</b>"))
    ann.get(f"{head.path}/forbered")
    assert [code in ann.text for code in ("5C ·", "6C ·")] == [True, False]
    assert "0 af 5" in ann.text
    assert statuses(ann, head.path, "/forbered/5C", "/forbered/6C") == [200, 404]


def test_the_ready_made_text_is_read_in_each_ones_own_language(world: World) -> None:
    head, ann = world.client("head"), world.client("ann", language="en")
    head.get(f"/runder/ny/{world.group}")
    assert "Vi sætter tid af til" in head.text
    head.submit(f"/ny/{world.group}", day="10.02.2026")
    ann.get(head.path)
    assert "We set time aside for" in ann.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "some", "statements": ["1A"]},
        {"scope": "some", "statements": ["1A", "2A", "3A", "4A", "99Z"]},
        {"scope": "few"},
        {"minutes": "7"},
        {"minutes": "９０"},
        {"place": "x" * 201},
        {"why": "x" * 4001},
    ],
)
def test_what_cannot_be_planned_is_told(world: World, wrong: dict[str, object]) -> None:
    head = world.client("head")
    head.get(f"/runder/ny/{world.group}")
    head.submit(f"/ny/{world.group}", **({"day": "10.02.2026"} | wrong))
    assert head.status == 422
    with world.reading() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Round)) == 0


def test_the_statements_are_locked_by_the_first_answer(world: World) -> None:
    round_id = acting.plan(world)
    same: dict[str, Any] = {"day": date(2026, 2, 10), "at": time(13), "show_mode": "open"}
    with world.acting("head") as uow:
        service.edit(uow, round_id, **same, version=the(world, round_id).version, frame=Frame(statements=SOME))
    with world.acting("ann") as uow:
        service.save_answer(uow, round_id, "5C", succeeds="H", important="H")
        with pytest.raises(NotFound):
            service.save_answer(uow, round_id, "6C", succeeds="H", important="H")
    with world.acting("head") as uow, pytest.raises(RuleBroken):
        service.edit(uow, round_id, **same, version=the(world, round_id).version, frame=Frame())
    acting.close(world, round_id)
    with world.reading() as uow:
        assert set(queries.card(uow.session, round_id)) == set(SOME)


def test_who_has_answered_the_whole_selection_is_ready(world: World) -> None:
    with world.acting("head") as uow:
        frame = Frame(statements=SOME)
        round_id = service.plan(uow, world.group, day=date(2026, 2, 10), at=time(13), show_mode="open", frame=frame)
    with world.acting("ann") as uow:
        for code in SOME:
            service.save_answer(uow, round_id, code, succeeds="H", important="L")
        assert queries.progress(uow, round_id) == queries.Progress(5, finished=True, total=5)


def test_a_round_called_off_is_told_and_leaves_nothing_but_that(world: World) -> None:
    round_id = acting.plan(world)
    acting.answer(world, round_id, "ann", note="Kun for mig", share=True)
    cancel(world, round_id)
    assert told(world, "round.cancelled") == {"ann", "bo", "cia", "dan", "eva"}
    ann, bo = world.client("ann"), world.client("bo")
    bo.get(f"/runder/{round_id}")
    assert "Budgettet kom i vejen" in bo.text
    ann.get(f"/runder/{round_id}/forbered")
    assert "Kun for mig" in ann.text
    assert statuses(bo, f"/runder/{round_id}", "/kort", "/forbered/1A", "/forbered/alle") == [404, 404, 404]
    with pytest.raises(RuleBroken):
        acting.answer(world, round_id, "bo")
    with pytest.raises(RuleBroken):
        acting.close(world, round_id)
    world.move(days=31)
    with world.reading() as uow:
        kept = [uow.session.scalar(select(func.count()).select_from(one)) for one in (Round, Answer, Invitation)]
        assert kept == [1, 0, 0]
        assert (
            set(uow.session.scalars(select(Timer.kind).where(Timer.matter == round_id, Timer.ended_at.is_(None))))
            == set()
        )
    ann.get(f"/runder/{round_id}/forbered")
    assert (ann.status, "Kun for mig" in ann.text) == (200, False)


def test_nobody_is_reminded_of_a_round_that_is_called_off(world: World) -> None:
    round_id = acting.plan(world)
    world.drain()
    cancel(world, round_id)
    world.move_to(world.now.replace(day=9))
    assert told(world, "round.reminder") == set()


def test_a_round_whose_card_is_made_is_not_called_off(world: World) -> None:
    round_id = acting.plan(world)
    acting.close(world, round_id)
    with pytest.raises(RuleBroken):
        cancel(world, round_id)
    assert statuses(world.client("head"), f"/runder/{round_id}", "/aflys", "/ret") == [404, 404]


def test_calling_off_asks_why_and_twice_is_once(world: World) -> None:
    round_id = acting.plan(world)
    head, again = world.client("head"), world.client("head")
    for browser in (head, again):
        browser.get(f"/runder/{round_id}/aflys")
    head.submit("/aflys", reason="")
    assert head.status == 422
    head.submit("/aflys", reason="Vi venter")
    assert (head.status, head.path) == (200, f"/runder/{round_id}")
    again.submit("/aflys", reason="Jeg også")
    assert again.status in (404, 409)
    assert the(world, round_id).reason == "Vi venter"


def test_hr_plans_moves_and_calls_off_and_reads_nothing(world: World) -> None:
    hr = world.client("hr")
    hr.get("/runder/planlaeg")
    hr.go(f"/ny/{world.group}")
    hr.submit(f"/ny/{world.group}", day="10.02.2026", why="HR inviterer jer")
    assert (hr.status, hr.path) == (200, "/runder/planlaeg")
    with world.reading() as uow:
        round_id = uow.session.execute(select(Round.id)).scalar_one()
    assert told(world, "round.invited") == {"head", "ann", "bo", "cia", "dan", "eva"}
    hr.go(f"/{round_id}/ret")
    assert "HR inviterer jer" not in hr.text
    hr.submit("/ret", day="11.02.2026")
    assert told(world, "round.moved") == {"head", "ann", "bo", "cia", "dan", "eva"}
    assert the(world, round_id).why == "HR inviterer jer"
    acting.answer(world, round_id, "ann")
    paths = (
        "",
        "/forbered",
        "/forbered/1A",
        "/forbered/alle",
        "/forbered/hvor-langt",
        "/kort",
        "/facilitator",
        "/aftaler",
    )
    assert statuses(hr, f"/runder/{round_id}", *paths) == [404] * len(paths)
    with world.acting("hr") as uow, pytest.raises(NotFound):
        service.close(uow, round_id)
    hr.get("/runder/planlaeg?q=ledelsen")
    hr.go(f"/{round_id}/aflys")
    hr.submit("/aflys", reason="Aflyst af HR")
    assert told(world, "round.cancelled") == {"head", "ann", "bo", "cia", "dan", "eva"}


@pytest.mark.parametrize("who", ["tm", "med", "sa", "ann", "lis", "mads"])
def test_nobody_else_plans_for_a_group(world: World, who: str) -> None:
    round_id = acting.plan(world)
    browser = world.client(who)
    paths = (f"/ny/{world.group}", f"/{round_id}/ret", f"/{round_id}/aflys", f"/{round_id}/facilitator", "/planlaeg")
    assert statuses(browser, "/runder", *paths) == [404] * len(paths)
    with world.acting(who) as uow:
        for act in (
            lambda: service.plan(uow, world.group, day=date(2026, 2, 10), at=time(9), show_mode="open"),
            lambda: service.edit(uow, round_id, day=date(2026, 2, 12), at=time(9), show_mode="open", version=1),
            lambda: service.cancel(uow, round_id, reason="x", lang="da", version=1),
            lambda: service.ask_facilitator(uow, round_id, "hr@example.org"),
            lambda: service.release_facilitator(uow, round_id, world.ids["hr"]),
        ):
            with pytest.raises(NotFound):
                act()


def test_a_facilitator_sees_that_one_round_until_the_day_after_and_no_answers(world: World) -> None:
    before = acting.plan(world)
    round_id = acting.plan(world)
    asked(world, round_id)
    assert told(world, "round.facilitator") == {"hr"}
    hr = world.client("hr")
    hr.get("/runder")
    hr.go(f"/runder/{round_id}")
    assert statuses(hr, f"/runder/{round_id}", "", "/ret") == [200, 200]
    assert statuses(hr, f"/runder/{round_id}", "/forbered", "/forbered/1A", "/aflys") == [404, 404, 200]
    assert statuses(hr, f"/runder/{before}", "") == [404]
    acting.answer(world, round_id, "ann", note="Hemmeligt")
    world.move_to(datetime(2026, 2, 10, 12, tzinfo=UTC))
    acting.close(world, round_id)
    assert statuses(hr, f"/runder/{round_id}", "/kort", "/valg", "/luk") == [200, 404, 404]
    assert "Hemmeligt" not in hr.text
    world.move_to(datetime(2026, 2, 11, 12, tzinfo=UTC))
    assert statuses(hr, f"/runder/{round_id}", "/kort") == [200]
    world.move_to(datetime(2026, 2, 12, 12, tzinfo=UTC))
    assert statuses(hr, f"/runder/{round_id}", "", "/kort") == [404, 404]


def test_a_facilitator_from_elsewhere_plans_the_round_but_does_not_end_it(world: World) -> None:
    round_id = acting.plan(world)
    asked(world, round_id, "lis")
    lis = world.client("lis")
    lis.get(f"/runder/{round_id}/ret")
    lis.submit("/ret", day="12.02.2026")
    assert (lis.status, lis.path) == (200, f"/runder/{round_id}")
    with world.reading() as uow:
        assert uow.session.scalars(select(Facilitation.until)).all() == [date(2026, 2, 13)]
    with world.acting("lis") as uow:
        for act in (
            lambda: service.cancel(uow, round_id, reason="x", lang="da", version=the(world, round_id).version),
            lambda: service.close(uow, round_id),
            lambda: service.save_answer(uow, round_id, "1A", succeeds="H", important="H"),
            lambda: service.finish(uow, round_id),
            lambda: service.ask_facilitator(uow, round_id, "hr@example.org"),
        ):
            with pytest.raises(NotFound):
                act()


def test_a_facilitator_who_is_asked_no_more_sees_nothing_from_the_next_page_on(world: World) -> None:
    round_id = acting.plan(world)
    head, lis = world.client("head"), world.client("lis")
    head.get(f"/runder/{round_id}/facilitator")
    for email, status in (("ingen@example.org", 422), ("ann@example.org", 422), ("lis@example.org", 200)):
        head.submit("/facilitator", email=email)
        assert (email, head.status) == (email, status)
    assert (statuses(lis, f"/runder/{round_id}", ""), calendar(world, "lis")) == ([200], [(round_id, 120)])
    head.submit("/slut")
    assert (statuses(lis, f"/runder/{round_id}", ""), calendar(world, "lis")) == ([404], [])


def test_whoever_comes_into_the_group_is_invited(world: World) -> None:
    round_id = acting.plan(world)
    world.drain()
    today = world.now.date()
    with world.store.work() as uow:
        for who, starts in (("mads", today), ("nina", today + timedelta(days=2)), ("lis", today + timedelta(days=30))):
            values = {"group_id": world.group, "person_id": world.ids[who], "role": "member"}
            uow.session.add(Membership(id=uuid4(), starts=starts, **values))
        uow.record(PeopleImported(matter=world.ids["root"], added=3, changed=0, ended=0))
    world.move(minutes=1)
    first = {"ann", "bo", "cia", "dan", "eva"}
    assert told(world, "round.invited") == first | {"mads"}
    world.move(days=3)
    assert told(world, "round.invited") == first | {"mads", "nina"}
    acting.answer(world, round_id, "nina")


def test_two_who_change_the_plan_see_both(world: World) -> None:
    round_id = acting.plan(world)
    version = the(world, round_id).version
    cancel(world, round_id)
    with world.acting("head") as uow, pytest.raises(Conflict):
        service.edit(uow, round_id, day=date(2026, 2, 12), at=time(9), show_mode="open", version=version)
