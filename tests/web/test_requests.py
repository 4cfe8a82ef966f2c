"""What every request has: a transaction, a token, a key, headers, and a plain answer to what is wrong."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from tests.escalations.sending import acknowledge, read, sent
from tests.worlds import Browser, World
from tracker.app import create_app
from tracker.escalations.models import Escalation
from tracker.escalations.rules import State
from tracker.storage.engine import make_engine
from tracker.storage.outbox import FactRow
from tracker.storage.records import SavedForm
from tracker.storage.unit_of_work import Store
from tracker.web.transaction import COOKIE

GOOD = {"title": "Uklare bestillinger", "wording": "Opgaver uden mål.", "ask": "En skabelon.", "addressed": "HR"}
OPEN_TO_ALL = {
    "access.sign_in_page",
    "access.sign_in",
    "access.personas",
    "access.be_persona",
    "access.forgot_page",
    "access.forgot",
    "access.entry",  # for whoever has the secret in its address
    "access.enter",
    "access.code_page",  # for whoever gave the right password
    "access.take_code",
    "access.sign_on",  # single sign-on
    "access.sign_on_return",
    "access.signed_out",
    "access.left",  # signed by the provider
    "home.accessibility",
    "home.health",
    "home.move_time",
    "home.time_passing",
    "notifications.calendar_file",  # for whoever has the secret in its address
    "notifications.stop_page",  # for whoever has the secret in its address
    "notifications.stop",
    "plans.version",  # where the organisation opened it, in each of its forms
    "plans.changes",
    "plans.data",
    "plans.in_word",
    "plans.feed",
    "plans.fragment",
    "plans.framed",
    "plans.newest",
    "plans.newest_as",
    "plans.paper",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


def count(world: World, table: Any = Escalation) -> int | None:
    with world.reading() as uow:
        return uow.session.scalar(select(func.count()).select_from(table))


def form(world: World) -> tuple[Browser, dict[str, object], str]:
    """A leader with a good form in hand."""
    leader = world.client("head", language="en")
    leader.get("/eskaleringer/ny")
    fields, target = leader.fields("/ny")
    return leader, fields | GOOD, target


def routes(app: Flask) -> dict[str, set[str]]:
    """Every endpoint of ours and its methods."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return {rule.endpoint: set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in rules}


def test_every_route_says_what_transaction_it_runs_in_and_does_one_thing(world):
    app = world.app
    for endpoint, methods in routes(app).items():
        how = getattr(app.view_functions[endpoint], "transaction", None)
        assert how in {"reads", "writes", "public"}, endpoint
        assert len(methods) == 1, endpoint
        assert (how != "writes") or methods == {"POST"}, endpoint
        assert (how != "reads") or methods == {"GET"}, endpoint
        assert app.view_functions[endpoint].__doc__, endpoint


def test_what_anybody_may_open_is_named_here_and_nothing_else_is(world):
    public = {name for name, view in world.app.view_functions.items() if getattr(view, "transaction", "") == "public"}
    assert public == OPEN_TO_ALL


def some_address(rule: Rule) -> str:
    """An address of the route, of something that does not exist."""
    return re.sub(r"<(uuid:)?[^>]*>", lambda found: str(uuid4()) if found[1] else "1", rule.rule)


def test_who_is_not_signed_in_is_led_to_sign_in_from_every_page(world):
    app, stranger = world.app, world.client(None)
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "transaction", "public") == "public" or "GET" not in rule.methods:
            continue
        answer = stranger.http.get(some_address(rule))
        assert (answer.status_code, answer.headers["Location"]) == (303, "/log-ind"), rule


def test_every_answer_has_the_security_headers(world):
    paths = ["/", "/log-ind", "/findes-ikke", "/static/app.css", "/tilgaengelighed", "/health", "/eskaleringer"]
    browsers = [world.client("ann"), world.client(None)]
    for path, browser in product(paths, browsers):
        answer = browser.http.get(path)
        answer.close()
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_the_pages_of_one_who_is_signed_in_are_not_kept_by_the_browser(world):
    ann = world.client("ann")
    assert all(
        ann.http.get(path).headers["Cache-Control"] == "no-store" for path in ("/", "/indbakke", "/eskaleringer")
    )


def test_without_the_right_token_nothing_changes(world):
    leader, fields, target = form(world)
    for token in (None, "", "forkert", "IjEyMyI.aaaa.bbbb"):
        fields["csrf_token"] = token
        answer = leader.http.post(target, data={name: value for name, value in fields.items() if value is not None})
        assert answer.status_code == 400
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert (count(world), count(world, SavedForm)) == (0, 0)


def test_anothers_token_is_no_token(world):
    _, fields, target = form(world)
    other = world.client("lis")
    other.get("/eskaleringer/ny")
    answer = other.http.post(target, data=fields | {"group": str(world.small)})
    assert (answer.status_code, count(world)) == (400, 0)


def test_without_a_form_key_nothing_changes(world):
    leader, fields, target = form(world)
    for key in ("", "1", "not-a-key", "' OR 1=1"):
        answer = leader.http.post(target, data=fields | {"once": key})
        assert (answer.status_code, count(world)) == (400, 0)


def pressed_at_once(
    world: World, browser: Browser, target: str, fields: dict[str, object], *, times: int
) -> list[tuple[int, str]]:
    """The same form from the same browser, many times at the same moment."""
    cookies = {name: browser.http.get_cookie(name).value for name in (COOKIE, "ledertrivsel_form")}

    def press(_number: int) -> tuple[int, str]:
        http = world.app.test_client()
        for name, value in cookies.items():
            http.set_cookie(name, value)
        answer = http.post(target, data=fields)
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(press, range(times)))


def test_twenty_posts_of_the_same_form_at_once_save_one(world):
    leader, fields, target = form(world)
    [(status, location)] = set(pressed_at_once(world, leader, target, fields, times=20))
    assert (status, count(world), count(world, FactRow)) == (303, 1, 1)
    assert read(world, UUID(location.rpartition("/")[2])).title == GOOD["title"]


def test_pressing_acknowledge_twice_at_once_is_no_conflict_with_oneself(world):
    id_ = sent(world)
    hr = world.client("hr")
    hr.get(f"/eskaleringer/{id_}")
    fields, target = hr.fields("/kvitter")
    assert set(pressed_at_once(world, hr, target, fields, times=5)) == {(303, f"/eskaleringer/{id_}")}
    assert read(world, id_).state == State.ACKNOWLEDGED


def test_two_who_answer_at_once_one_is_told(world):
    id_ = sent(world)
    browsers = [world.client(key) for key in ("hr", "hr2")]
    for browser in browsers:
        browser.get(f"/eskaleringer/{id_}")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda browser: browser.submit("/kvitter"), browsers))
    assert sorted(browser.status for browser in browsers) == [200, 409]


def test_what_is_only_posted_to_is_a_page_that_does_not_exist(world):
    ann = world.client("ann")
    for path in ("/log-ud", f"/eskaleringer/{uuid4()}/svar", f"/i/{uuid4()}/faerdig"):
        assert ann.http.get(path).status_code == 404
    for method in ("put", "delete", "patch"):
        assert getattr(ann.http, method)("/indbakke").status_code in (400, 404)


def test_a_body_that_is_too_large_is_refused(world):
    leader, fields, target = form(world)
    answer = leader.http.post(target, data=fields | {"wording": "x" * 3_000_000})
    assert (answer.status_code, count(world)) == (413, 0)


def test_a_strange_query_is_no_error(world):
    ann = world.client("ann")
    for query in ("?lang=xx", "?lang=da&lang=en", "?lang=%00", "?page=%27", "?lang[]=da"):
        assert ann.http.get(f"/indbakke{query}").status_code == 200


def test_the_language_chosen_is_kept_on_the_next_pages_and_through_signing_in_and_out(world):
    ann = world.client("ann")
    assert "Indbakke" in ann.get("/indbakke").get_text()
    ann.get("/indbakke?lang=en")
    assert ann.page.html["lang"] == "en"
    ann.get("/")
    assert "Inbox" in ann.text
    ann.submit("/log-ud")
    assert "Sign in" in ann.text


def test_the_language_of_a_stranger_is_the_browsers_and_danish_otherwise(world):
    for header, language in (("en-GB,en;q=0.9", "en"), ("da,en;q=0.5", "da"), ("fr", "da")):
        answer = world.client(None).http.get("/log-ind", headers={"Accept-Language": header})
        assert f'<html lang="{language}">' in answer.get_data(as_text=True)


def test_an_error_of_ours_shows_a_number_and_nothing_else(world):
    def explode() -> str:
        raise RuntimeError("et hemmeligt ord")

    world.app.add_url_rule("/i-stykker", view_func=explode)
    world.app.testing = False
    answer = world.client("ann").http.get("/i-stykker")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["X-Frame-Options"]) == (500, "DENY")
    assert "hemmeligt" not in page
    assert "Traceback" not in page


def test_when_the_database_is_away_the_page_says_so_and_nothing_else(runtime, tmp_path):
    store = Store(
        make_engine(f"sqlite:///{tmp_path}/no/such/folder.db"),
        runtime.store.ring,
        runtime.store.zone,
        movable_clock=True,
    )
    answer = create_app(runtime.settings, store, secret_key="test" * 8).test_client().get("/")
    assert (answer.status_code, answer.headers["X-Frame-Options"]) == (500, "DENY")
    assert "folder.db" not in answer.get_data(as_text=True)


def test_a_page_that_is_not_found_keeps_no_transaction_open(world):
    hr = world.client("hr")
    hr.get("/indbakke")
    for _ in range(40):  # more than there are connections
        hr.post(f"/eskaleringer/{uuid4()}/kvitter", version=1)
        assert hr.status == 404
    acknowledge(world, "hr", sent(world))
    assert world.store.engine.pool.checkedout() == 0
