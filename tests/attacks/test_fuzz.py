"""A storm of requests that nobody means well, at every route, form and query parameter: never an error of ours."""

import random
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from werkzeug.routing import Rule

from tests.attacks.cells import WHO
from tests.attacks.crawling import addresses
from tests.attacks.keeping_nothing import keeping_nothing
from tests.attacks.test_ids_of_others import GOOD
from tests.worlds import Browser, World
from tracker.web.transaction import COOKIE

NASTY: list[str] = [
    "", " ", "0", "-1", "1e9", "NaN", "Infinity", "٣", "999999999999999999999", "null", "true", "[]", "{}",
    "2026-02-30", "9999-12-31", "0001-01-01", "31.12.2026", "31/13/2026", "25:99", "FREQ=SECONDLY",
    "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "javascript:alert(1)", "'; DROP TABLE person;--", "%00", "\x00",
    "\ud800", "\u202etxet\u202c", "e" + "\u0301" * 500, "x" * 70_000, "\r\nSet-Cookie: a=b", "../../etc/passwd",
    "//evil.example", "https://evil.example/", "/\\evil.example", "=1+1", "@SUM(A1)", "\ufeff", "a\u0000b", "ÆØÅ" * 200,
    "00000000-0000-0000-0000-000000000000", "da", "xx", "1A", "99Z",
]  # fmt: skip
QUERIES = [
    "lang",
    "naeste",
    "fra",
    "til",
    "side",
    "udsagn",
    "runde",
    "kode",
    "felt",
    "emne",
    "gruppe",
    "q",
    "sort",
    "q[]",
]
KINDS_OF_BODY = ["application/x-www-form-urlencoded"] * 6 + [
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "",
]
ALLOWED = {200, 301, 302, 303, 304, 308, 400, 404, 405, 409, 413, 414, 415, 422, 429}


class Kept(Browser):
    """Comes back as the same person, whatever happened."""

    def start(self) -> "Kept":
        self.get("/indbakke")  # whoever is not signed in is led to the door, which has a form too
        found = self.page.select_one("input[name=csrf_token]")
        self.token = str(found["value"]) if found else ""
        self.cookies = [self.http.get_cookie(name) for name in (COOKIE, "ledertrivsel_form")]
        return self

    def keep(self) -> None:
        for cookie in self.cookies:
            if cookie:
                self.http.set_cookie(cookie.key, cookie.value)


@dataclass
class Storm:
    """Chooses everything by chance, the same for the same seed."""

    chance: random.Random
    rules: list[Rule]
    paths: list[str]
    browsers: dict[str, Kept]
    forms: dict[str, list[str]]

    def value(self) -> str:
        return self.chance.choice([*NASTY, str(self.chance.choice(list(GOOD.values()))), str(uuid4())])

    def path(self) -> str:
        """One that leads somewhere, mostly, with parameters that nobody asked for."""
        path = self.chance.choice(self.paths) if self.chance.random() < 0.8 else self.broken()
        names = self.chance.sample(QUERIES, self.chance.choice([0, 0, 1, 3]))
        query = urlencode([(name, self.value()[:2000]) for name in names], errors="surrogatepass")
        return f"{path}{'&' if '?' in path else '?'}{query}" if query else path

    def broken(self) -> str:
        """The address of a route, with anything where an id stands."""
        parts = self.chance.choice(self.rules).rule.split("/")
        given = [quote(self.value()[:300], safe="", errors="surrogatepass") if "<" in part else part for part in parts]
        return "/".join(given) or "/"

    def body(self, path: str) -> bytes:
        """The fields of the form that leads here and some of all others, in any order, some twice, with anything."""
        known = self.forms.get(path.partition("?")[0], [])
        names = [*known, *self.chance.sample(sorted(GOOD), 4)]
        names += self.chance.choices(names, k=self.chance.choice([0, 0, 2]))
        self.chance.shuffle(names)
        fields = [(name, self.value() if self.chance.random() < 0.6 else str(GOOD.get(name, "1"))) for name in names]
        return urlencode(fields, errors="surrogatepass").encode()

    def strike(self) -> tuple[str, str, str, int]:
        """One request; who sent what where, and how it was answered."""
        who = self.chance.choice(list(self.browsers))
        browser, path = self.browsers[who], self.path()
        verb = self.chance.choice(["GET", "GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
        more: dict[str, Any] = {}
        if verb == "POST":
            fields = urlencode({"csrf_token": browser.token, "once": str(uuid4()), "version": "1"}).encode()
            proper = self.chance.random() < 0.9
            more = {"data": fields * proper + b"&" + self.body(path), "content_type": self.chance.choice(KINDS_OF_BODY)}
        browser.keep()
        answer = browser.http.open(path, method=verb, **more)
        return who, verb, path[:200], answer.status_code


def forms_on(browser: Browser, paths: list[str]) -> dict[str, list[str]]:
    """The names of the fields of every form there is, by where it leads."""
    found: dict[str, list[str]] = {}
    for path in paths:
        answer = browser.http.get(path)
        if answer.mimetype == "text/html":
            for form in BeautifulSoup(answer.get_data(), "html.parser").find_all("form", method="post"):
                target = str(form.get("action") or path).partition("?")[0]
                names = [str(field.get("name", "")) for field in form.find_all(["input", "textarea", "select"])]
                found.setdefault(target, [name for name in names if name and name not in ("csrf_token", "once")])
    return found


def storm(world: World) -> Storm:
    paths = sorted(addresses(world))
    app = keeping_nothing(world)
    browsers: dict[str, Kept] = {}
    for key in [key for key in WHO.values() if key != "dan"]:
        client = world.client(key)
        client.http.application = app
        browsers[str(key)] = Kept(client.http).start()
    forms: dict[str, list[str]] = {}
    for key in ("hr", "tm", "head", "ann", "med", "sa"):
        forms = forms_on(browsers[key], paths) | forms
    return Storm(random.Random(7), list(app.url_map.iter_rules()), [*paths, *forms], browsers, forms)


def is_unwell(one: tuple[str, str, str, int]) -> bool:
    """`/health` says so with 503 where no worker runs."""
    return one[2].startswith("/health") and one[3] == 503


def strike(filled: World, times: int) -> None:
    what = storm(filled)
    answers = [what.strike() for _ in range(times)]
    assert [one for one in answers if one[3] not in ALLOWED and not is_unwell(one)] == []
    assert {200, 303, 404} <= {one[3] for one in answers}


def test_no_request_breaks_anything(filled: World) -> None:
    strike(filled, 300)


@pytest.mark.long
def test_fifty_thousand_requests_break_nothing(filled: World) -> None:
    strike(filled, 50_000)
