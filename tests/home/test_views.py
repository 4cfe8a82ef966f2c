"""The front page of each, and the demo's time bar."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.worlds import Browser, World
from tracker.app import create_app
from tracker.escalations import service as escalations
from tracker.escalations.rules import Draft
from tracker.followups import service as followups
from tracker.storage.clock import read_target


def raise_one(world: World, title: str = "Uklare bestillinger") -> None:
    with world.acting("head") as uow:
        escalations.raise_escalation(uow, world.group, Draft(title=title, wording="…", ask="…", addressed="HR"))
    world.drain()


def section(browser: Browser, name: str) -> str:
    found = browser.page.find("section", attrs={"aria-labelledby": name})
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_the_front_page_says_what_waits_what_is_agreed_and_what_is_new(world: World):
    raise_one(world)
    with world.acting("head") as uow:
        followups.schedule(
            uow,
            about="agreement",
            matter=uuid4(),
            story=uuid4(),
            owner_ids=[world.ids["hr"]],
            group_id=None,
            title="En time til sparring",
            lang="da",
            first=date(2026, 2, 12),
        )
    hr = world.client("hr")
    hr.get("/")
    assert "Uklare bestillinger" in section(hr, "waits")
    assert "senest 10. februar 2026" in section(hr, "waits")
    assert "En time til sparring" in section(hr, "agreed")
    assert "Uklare bestillinger" in section(hr, "news")
    hr.get(str(hr.page.select("section a")[0]["href"]))
    assert hr.status == 200


def test_whose_day_has_passed_is_said_kindly_and_comes_first(world: World):
    raise_one(world, "Den første")
    world.move(days=2)
    raise_one(world, "Den anden")
    hr = world.client("hr")
    hr.get("/")
    text = section(hr, "waits")
    assert text.index("Den første") < text.index("Den anden")


@pytest.mark.parametrize("who", ["tm", "ann", "med", "sa", "nina"])
def test_nobody_sees_on_the_front_page_what_is_not_theirs(world: World, who: str):
    raise_one(world, "Hemmelig-4711")
    browser = world.client(who)
    browser.get("/")
    assert browser.status == 200
    if who != "ann":  # a member of the group that sent it
        assert "Hemmelig-4711" not in browser.text


def test_the_role_is_explained_in_the_readers_language(world: World):
    head = world.client("head")
    head.get("/")
    assert "Din rolle, og hvad du kan gøre nu: Leder af ledere" in head.text
    english = world.client("ann", language="en")
    english.get("/")
    assert "Your role, and what you can do next: Leader of employees" in english.text


@pytest.fixture
def demo(world: World) -> Browser:
    """A visitor of a demo, not signed in."""
    app = create_app(world.runtime.settings, world.store, secret_key="test" * 8, personas=lambda _session: [])
    return Browser(app.test_client())


def test_the_time_bar_moves_the_time_and_comes_back_to_the_page(world: World, demo: Browser):
    demo.get("/personer")
    before = world.now
    demo.submit("/demo/tid", step="week")
    assert (demo.path, demo.status) == ("/personer", 200)
    assert "Tiden går" in demo.text
    passing = demo.http.get("/demo/tid")
    assert "Tiden går" in passing.get_data(as_text=True)
    assert "HX-Refresh" not in passing.headers
    world.move_to(before + timedelta(days=7))
    assert demo.http.get("/demo/tid").headers["HX-Refresh"] == "true"
    demo.get("/personer")
    assert "10. februar 2026" in demo.text
    assert "Tiden går" not in demo.text


def test_asking_again_while_time_moves_changes_nothing(world: World, demo: Browser):
    demo.get("/personer")
    fields, target = demo.fields("/demo/tid")
    demo.http.post(target, data=fields | {"step": "day"})
    asked = _target(world)
    demo.http.post(target, data=fields | {"step": "month", "once": str(uuid4())})
    assert _target(world) == asked


def _target(world: World) -> object:
    with world.reading() as uow:
        return read_target(uow.session)


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
def test_the_time_bar_leads_nowhere_else(demo: Browser, back: str):
    demo.get("/personer")
    fields, target = demo.fields("/demo/tid")
    answer = demo.http.post(target, data=fields | {"step": "day", "back": back})
    assert answer.location == "/"


def test_a_step_there_is_not_is_refused(demo: Browser):
    demo.get("/personer")
    demo.submit("/demo/tid", step="year")
    assert demo.status == 422


def test_time_cannot_be_moved_where_this_is_no_demo(world: World):
    head = world.client("head")
    head.get("/")
    fields, _ = head.fields("/log-ud")
    assert head.http.post("/demo/tid", data=fields | {"step": "day"}).status_code == 404
    assert head.http.get("/demo/tid").status_code == 404
    assert _target(world) is None
