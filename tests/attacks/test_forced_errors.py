"""Errors forced in every route: a number and nothing else, nothing changed, and no connection left behind."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event

from tests.attacks.cells import ROUTES, WHO, Cells
from tests.attacks.test_cells import GOOD_FOR, things
from tests.attacks.test_ids_of_others import GOOD, contents
from tests.worlds import Browser
from tracker.web.transaction import COOKIE

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SECRET = "Sprunget4711"
A_NUMBER = re.compile(r"\b[0-9a-f]{12}\b")


class Broken(Exception):
    """What nobody expected."""


@contextmanager
def breaking(engine: Engine, after: int) -> Iterator[None]:
    """The database fails at the statement after so many, or else where it is to commit."""
    left = [after]

    def fail(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Broken(SECRET)

    def never(_connection: object) -> None:
        raise Broken(SECRET)

    event.listen(engine, "before_cursor_execute", fail)
    event.listen(engine, "commit", never)
    yield
    event.remove(engine, "before_cursor_execute", fail)
    event.remove(engine, "commit", never)


def test_whatever_fails_in_whatever_route_a_number_is_all_that_is_told(filled, caplog):
    filled.app.config["PROPAGATE_EXCEPTIONS"] = False
    browsers = {who: filled.client(key) for who, key in WHO.items() if who not in "d-"}
    tokens = {
        who: str(browser.get("/indbakke").select("input[name=csrf_token]")[0]["value"])
        for who, browser in browsers.items()
    }
    cookies = {who: browser.http.get_cookie(COOKIE) for who, browser in browsers.items()}
    ids, before, told = things(filled), contents(filled), set()
    for number, cells in enumerate(ROUTES):
        who = (cells.who or "h")[0]
        browsers[who].http.set_cookie(COOKIE, cookies[who].value)
        with breaking(filled.store.engine, number % 7):
            status, body = answer(browsers[who], cells, cells.path.format(**ids), tokens[who])
        assert status in {200, 302, 303, 304, 404, 409, 422, 500}, cells
        assert SECRET not in body
        assert "Traceback" not in body
        assert status != 500 or A_NUMBER.search(body), cells
        told.add(status)
    assert 500 in told
    assert SECRET not in caplog.text
    assert contents(filled) == before
    assert filled.store.engine.pool.checkedout() == 0


def answer(browser: Browser, cells: Cells, path: str, token: str) -> tuple[int, str]:
    if cells.verb == "GET":
        found = browser.http.get(path)
    else:
        more = {"csrf_token": token, "once": str(uuid4())} | GOOD_FOR.get(path, {})
        found = browser.http.post(path, data=GOOD | more)
    return found.status_code, found.get_data().decode(errors="replace")
