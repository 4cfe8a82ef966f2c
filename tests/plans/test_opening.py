"""Opening the published plan to everybody: where it stands then, how it gets into other pages, and closing it again."""

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.plans import facts
from tracker.storage.outbox import FactRow
from tracker.web import pdf

FORMS = ["", "/plan.json", "/plan.docx", "/uddrag", "/ramme", *(["/plan.pdf"] if pdf.is_available() else [])]
NOTHING = "/plan/version/77"


def _turn(world: World, action: str) -> None:
    tm = world.client("tm")
    tm.get("/plan/aabning")
    tm.submit(action)
    assert tm.path == "/plan/aabning"


def test_top_management_opens_the_plan_and_finds_what_to_give_out(world: World) -> None:
    year.published(world)
    tm = world.client("tm")
    tm.get("/plan")
    tm.follow("Hvem kan læse planen?")
    assert "Kun når man er logget ind" in tm.text
    assert tm.page.select("pre") == []
    tm.submit("/plan/aabning")
    assert "Planen er åben for alle" in tm.text
    base = world.runtime.settings.base_url.rstrip("/")
    assert {f"{base}/plan/seneste", f"{base}/plan/versioner.atom"} <= {a.get_text() for a in tm.page.select("main a")}
    frame, script, server = (one.get_text() for one in tm.page.select("pre"))
    assert frame.startswith(f'<iframe src="{base}/plan/seneste/ramme" title="Plan for ledertrivsel 2026"')
    assert f'fetch("{base}/plan/seneste/uddrag")' in script
    assert server == '<!--#include virtual="/plan/seneste/uddrag" -->'
    with world.reading() as uow:
        names = [row.name for row in uow.session.query(FactRow).filter(FactRow.name.like("plans.%e%d"))]
    assert names.count(facts.PlanOpened.name) == 1


def test_what_is_closed_answers_as_what_does_not_exist_from_the_next_request_on(world: World) -> None:
    year.published(world)
    _turn(world, "/plan/aabning")
    nobody = world.client(None).http
    assert {form: nobody.get(f"/plan/version/1{form}").status_code for form in FORMS} == dict.fromkeys(FORMS, 200)
    assert nobody.get("/plan/seneste").status_code == 302
    _turn(world, "/plan/aabning/luk")
    for form in FORMS:
        closed, missing = nobody.get(f"/plan/version/1{form}"), nobody.get(f"{NOTHING}{form}")
        assert (closed.status_code, closed.data) == (404, missing.data), form
        assert dict(closed.headers) == dict(missing.headers), form
    assert [nobody.get(f"/plan/{one}").status_code for one in ("seneste", "seneste/ramme", "versioner.atom")] == [
        404
    ] * 3


def test_an_open_plan_can_be_fetched_and_framed_and_its_pages_cannot(world: World) -> None:
    year.published(world)
    nobody, reader = world.client(None).http, world.client("ann").http
    assert "frame-ancestors 'none'" in reader.get("/plan/version/1/ramme").headers["Content-Security-Policy"]
    _turn(world, "/plan/aabning")
    led = nobody.get("/plan/seneste/uddrag?lang=en")
    assert (led.status_code, led.headers["Location"]) == (302, "/plan/version/1/uddrag?lang=en")
    assert led.headers["Access-Control-Allow-Origin"] == "*"  # a browser asks each answer on the way
    assert nobody.get(led.headers["Location"]).headers["Access-Control-Allow-Origin"] == "*"
    frame = nobody.get("/plan/version/1/ramme")
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame.headers
    assert [word in frame.get_data(as_text=True) for word in ("<form", "<script", "<button")] == [False] * 3
    page = nobody.get("/plan/version/1")
    assert "Access-Control-Allow-Origin" not in page.headers
    assert (page.headers["X-Frame-Options"], page.headers["Cache-Control"]) == ("DENY", "no-cache")


def test_hr_sees_how_it_stands_and_top_management_alone_turns_it(world: World) -> None:
    year.published(world)
    browsers = {key: world.client(key) for key in ("hr", "ann", "head", "med", "sa")}
    for browser in browsers.values():
        browser.get("/plan/aabning")
    assert {key: one.status for key, one in browsers.items()} == {
        "hr": 200,
        "ann": 404,
        "head": 404,
        "med": 404,
        "sa": 404,
    }
    assert browsers["hr"].page.find("form", action="/plan/aabning") is None
