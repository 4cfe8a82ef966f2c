"""Tool 1 over HTTP: alone with the guide, an agreement with oneself, the talk, what was agreed, what became of it."""

import pytest
from sqlalchemy import func, select

from tests.attacks.crawling import words_of
from tests.dialogues.acting import (
    AGREED,
    BROUGHT,
    KEPT,
    LEARNED,
    NOTE,
    PROMISE,
    home,
    private,
    set_talk,
    talked,
)
from tests.worlds import World
from tracker.dialogues.models import Dialogue, Promise
from tracker.notifications.models import CalendarEntry, Notice

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""what does not differ between databases"""


def test_a_leader_goes_from_the_guide_to_an_agreement_that_is_followed_up(world: World) -> None:
    ann = home(world, "ann")
    ann.follow("Begynd")
    ann.follow("Begynd")
    ann.submit("/guide/goals-1", text=NOTE)
    assert ann.path == "/dialog/guide/goals-2"
    ann.get("/dialog")
    ann.go("/dialog/egne")
    ann.submit("/egne", text=PROMISE, first="12.02.2026", cadence="weekly")
    assert PROMISE in ann.text
    ann.get("/dialog")
    ann.go("/dialog/samtale/ny/")
    ann.submit(ann.path, day="17.02.2026", time="10.00", cadence="fortnightly")
    talk = ann.path
    assert "Head Prøvesen" in ann.text
    ann.go("/forbered")
    ann.go("fra=goals-1")
    assert NOTE in str(ann.fields("/forbered")[0]["text"])
    ann.submit("/forbered", text=BROUGHT, bring="y")
    ann.submit("/forbered", text=KEPT)
    head = world.client("head")
    head.get(talk)
    assert BROUGHT in head.text
    assert not any(word in head.text for word in (NOTE, PROMISE, KEPT))
    head.submit("/aftale", text=AGREED, owners="leader", first="24.02.2026")
    assert AGREED in head.text
    world.move(days=14, hours=4)
    ann.get(talk)
    assert AGREED in ann.text
    ann.submit("/afholdt")
    assert ann.status == 200, ann.text
    world.move(days=7)
    ann.get("/")
    ann.follow("Fortæl, hvordan det gik")
    assert PROMISE in ann.text
    ann.submit("/svar", outcome="kept", learned="Hvile")
    assert ann.status == 200, ann.text


@pytest.mark.parametrize("who", ["hr", "med", "sa", "eva2"])
@ONE
def test_whoever_leads_nobody_and_was_not_asked_has_no_such_page(world: World, who: str) -> None:
    if who == "eva2":
        with world.store.work() as uow:
            world.employ(uow, who, "head")
    browser = world.client(who)
    for path in ("/dialog", "/dialog/guide", "/dialog/egne", "/dialog/tjek", "/dialog/udviklingsplan"):
        browser.get(path)
        assert browser.status == 404, path


@ONE
def test_pages_open(world: World) -> None:
    promise, made = private(world), talked(world)
    ann = world.client("ann")
    paths = ["", "/guide", "/guide/alle", "/guide/goals-1", "/egne", f"/egne/{promise}", "/tjek", "/udviklingsplan"]
    paths += ["/udviklingsplan/plan-goals", f"/samtale/{made['dialogue']}", f"/samtale/{made['dialogue']}/forbered"]
    paths += [f"/samtale/{made['dialogue']}/flyt", f"/punkt/{made['kept']}", f"/aftale/{made['agreement']}"]
    for path in paths:
        ann.get(f"/dialog{path}")
        assert ann.status == 200, path


@ONE
def test_two_talk_again_at_the_rhythm_they_chose(world: World) -> None:
    talk = set_talk(world)
    world.move(days=14, hours=4)
    head = world.client("head")
    head.get("/")
    head.follow("Har I talt sammen?")
    assert head.path == f"/dialog/samtale/{talk}"
    fields, _ = head.fields("/afholdt")
    assert fields["day"] == "03.03.2026"
    head.submit("/afholdt")
    assert head.status == 200
    head.get("/dialog")
    head.follow("3. marts 2026")
    assert "3. marts 2026 kl. 10.00" in head.text


def test_both_are_told_and_reminded_and_have_it_in_the_calendar_until_it_is_called_off(world: World) -> None:
    talk = set_talk(world)
    world.move(days=11)
    with world.reading() as uow:
        rows = uow.session.execute(select(Notice.kind, Notice.person_id).where(Notice.matter == talk))
        both = {world.ids["ann"], world.ids["head"]}
        assert {tuple(row) for row in rows} == {(f"dialogue.{kind}", who) for kind in ("set", "near") for who in both}
        entries = uow.session.scalars(select(CalendarEntry).where(CalendarEntry.matter == talk)).all()
        assert {(entry.person_id, entry.kind, entry.cancelled) for entry in entries} == {
            (who, "dialogue", False) for who in both
        }
    head = world.client("head")
    head.get(f"/dialog/samtale/{talk}")
    head.submit("/aflys")
    world.move(days=2)
    with world.reading() as uow:
        entries = uow.session.scalars(select(CalendarEntry).where(CalendarEntry.matter == talk)).all()
        assert {entry.cancelled for entry in entries} == {True}
    ann = world.client("ann")
    ann.get(f"/dialog/samtale/{talk}")
    assert "Den er aflyst" in ann.text


@ONE
def test_one_of_the_two_moves_it(world: World) -> None:
    talk = set_talk(world)
    ann = world.client("ann")
    ann.get(f"/dialog/samtale/{talk}/flyt")
    ann.submit("/flyt", day="01.01.2020")
    assert (ann.status, bool(ann.page.find(role="alert"))) == (422, True)
    ann.submit("/flyt", day="18.02.2026", time="14.30")
    assert "18. februar 2026 kl. 14.30" in ann.text


@ONE
def test_pressing_twice_makes_one_of_everything(world: World) -> None:
    ann = home(world, "ann")
    posts = {
        "/dialog/egne": {"text": PROMISE, "first": "12.02.2026"},
        f"/dialog/samtale/ny/{world.ids['head']}": {"day": "17.02.2026", "time": "10.00"},
    }
    for path, values in posts.items():
        ann.get(path)
        fields, target = ann.fields(path)
        assert [ann.http.post(target, data=fields | values).status_code for _ in range(2)] == [303, 303]
    with world.reading() as uow:
        for kind in (Promise, Dialogue):
            assert uow.session.scalar(select(func.count()).select_from(kind)) == 1


@ONE
def test_bad_input_is_shown_again_with_nothing_lost(world: World) -> None:
    made = talked(world)
    ann = world.client("ann")
    bad = {
        "/dialog/egne": {"text": PROMISE, "first": "30.02.2026"},
        "/dialog/tjek": {"psychological": "9", "emotional": "1", "social": "1", "note": PROMISE},
        f"/dialog/samtale/{made['dialogue']}/aftale": {"text": PROMISE, "owners": "hr", "first": "01.03.2026"},
        f"/dialog/samtale/{made['dialogue']}/forbered": {"text": ""},
        "/dialog/guide/goals-1": {"text": "x" * 5000},
    }
    for path, values in bad.items():
        ann.get(path.removesuffix("/aftale"))
        ann.submit(path, **values)
        assert (ann.status, bool(ann.page.find(role="alert"))) == (422, True), path
        assert str(values.get("text", PROMISE))[:50] in ann.text + str(ann.page.find_all("textarea"))


def test_notes_are_kept_on_every_device_and_two_at_once_lose_nothing(world: World) -> None:
    private(world)
    phone, desk = home(world, "ann"), home(world, "ann")
    for browser in (phone, desk):
        browser.get("/dialog/guide/environment-5")
    phone.submit("/environment-5", text="Fra telefonen")
    desk.submit("/environment-5", text="Fra skrivebordet")
    assert desk.status == 409
    assert "Fra telefonen" in desk.text
    desk.submit("/environment-5")
    desk.get("/dialog/guide/alle")
    assert "Fra skrivebordet" in str(desk.page)
    desk.submit("/environment-5", text="")
    desk.get("/dialog/guide")
    assert "Fra skrivebordet" not in desk.text


@ONE
def test_beginning_anew_takes_the_notes_and_nothing_else(world: World) -> None:
    private(world)
    ann = home(world, "ann")
    ann.get("/dialog/udviklingsplan/plan-goals")
    ann.submit("/plan-goals", text="Færre mål")
    ann.get("/dialog/guide")
    ann.submit("/dialog/guide")
    assert NOTE not in ann.text
    ann.get("/dialog/udviklingsplan")
    assert "Færre mål" in ann.text
    assert PROMISE in ann.text


@ONE
def test_a_point_is_brought_taken_back_changed_and_deleted(world: World) -> None:
    made = talked(world)
    ann, head = world.client("ann"), world.client("head")
    at, talk = f"/dialog/samtale/{made['dialogue']}/forbered", f"/dialog/samtale/{made['dialogue']}"
    ann.get(at)
    ann.submit(f"{made['kept']}/medbring")
    head.get(talk)
    assert KEPT in head.text
    ann.submit(f"{made['brought']}/behold")
    head.get(talk)
    assert BROUGHT not in head.text
    ann.get(f"/dialog/punkt/{made['kept']}")
    ann.submit(f"/punkt/{made['kept']}", text="Noget andet")
    head.get(talk)
    assert "Noget andet" in head.text
    ann.get(f"/dialog/punkt/{made['kept']}")
    ann.submit("/slet")
    head.get(talk)
    assert "Noget andet" not in head.text


@ONE
def test_an_agreement_with_oneself_is_changed_closed_and_deleted(world: World) -> None:
    promise = private(world)
    ann = world.client("ann")
    ann.get(f"/dialog/egne/{promise}")
    ann.submit(f"/egne/{promise}", text="Fri om fredagen", first="20.02.2026", cadence="")
    assert "Fri om fredagen" in ann.text
    assert "Opfølgning 20. februar 2026" in ann.text
    ann.get(f"/dialog/egne/{promise}")
    ann.submit("/luk")
    ann.get("/opfolgninger")
    assert "Egen opfølgning" not in ann.text
    ann.get(f"/dialog/egne/{promise}")
    ann.submit("/slet")
    with world.reading() as uow:
        assert uow.session.scalars(select(Promise.id)).all() == []


@ONE
def test_the_other_answers_what_they_were_to_follow_up_and_both_see_what_came_of_it(world: World) -> None:
    made = talked(world, owners="nearest")
    world.move(days=21)
    head = world.client("head")
    head.get("/opfolgninger")
    head.follow("Aftale fra en dialog")
    assert AGREED in head.text
    head.submit("/flyt", to_day="01.01.2020")
    assert head.status == 422
    head.submit("/svar", outcome="partly", learned=LEARNED, next_day="10.03.2026")
    ann = world.client("ann")
    ann.get(f"/dialog/samtale/{made['dialogue']}")
    assert "sidst: delvist" in ann.text
    assert "10. marts 2026" in ann.text
    ann.get(f"/dialog/aftale/{made['agreement']}")
    ann.submit("/luk")
    head.get("/opfolgninger")
    assert "10. marts" not in head.text


@ONE
def test_a_check_in_is_the_days_last_and_can_be_taken_away(world: World) -> None:
    ann = home(world, "ann")
    ann.get("/dialog/tjek")
    for value in ("2", "4"):
        ann.submit("/tjek", psychological=value, emotional="3", social="5", note="Stille")
    rows = ann.page.select("tbody tr")
    assert [[cell.text for cell in row.select("td")][:3] for row in rows] == [["4", "3", "5"]]
    assert len(ann.page.select("svg[role=img]")) == 3
    ann.submit("/slet")
    assert not ann.page.select("tbody tr")


def test_a_nearest_leader_asks_all_and_sees_how_many_have_set_a_day(world: World) -> None:
    head, ann = home(world, "head"), world.client("ann")
    head.go("/dialog/bed")
    head.submit("/bed", by_day="20.02.2026")
    assert "Du har bedt 5 ledere" in head.text
    world.drain()
    ann.get("/")
    ann.follow("Forbered dig med en dialog")
    ann.go("/dialog/samtale/ny/")
    ann.submit(ann.path, day="17.02.2026", time="10.00")
    head.get("/dialog/bed")
    assert "Én har sat en dialog med dig." in head.text
    ann.get("/")
    assert "senest 20. februar 2026" not in ann.text


@ONE
def test_a_key_employee_who_was_offered_the_tool_uses_it_and_nobody_knows(world: World) -> None:
    with world.store.work() as uow:
        world.employ(uow, "kim", "head")
    kim, head = world.client("kim"), home(world, "head")
    kim.get("/dialog")
    assert kim.status == 404
    head.get("/dialog/bed")
    head.submit(f"/tilbyd/{world.ids['kim']}")
    world.drain()
    kim.get("/indbakke")
    kim.follow("Din nærmeste leder tilbyder dig et værktøj")
    kim.submit(kim.path)
    kim.get("/dialog/guide/goals-1")
    kim.submit("/goals-1", text=NOTE)
    assert kim.status == 200
    head.get("/dialog/bed")
    assert NOTE not in head.text


@pytest.mark.long  # drawing takes seconds
@ONE
def test_on_paper_the_nearest_leaders_copy_lacks_what_one_agreed_with_oneself(world: World) -> None:
    private(world)
    talked(world)
    ann = home(world, "ann")
    whole = words_of(ann.http.get("/dialog/udviklingsplan.pdf"))
    copy = words_of(ann.http.get("/dialog/udviklingsplan.pdf?til=leder"))
    assert (PROMISE in whole, AGREED in whole) == (True, True)
    assert (PROMISE in copy, AGREED in copy) == (False, True)
