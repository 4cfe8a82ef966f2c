"""A small organisation to act in: top management, HR, a group of six and one of three, MED, an administrator."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from bs4 import BeautifulSoup, Tag
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tracker.access import service as access
from tracker.app import create_app
from tracker.kernel.permissions import Actor
from tracker.people import queries as people
from tracker.people.models import Grant, Group, Membership, Organisation, Person, Unit
from tracker.storage.clock import ask_for, business_now, set_now
from tracker.storage.unit_of_work import Store, UnitOfWork
from tracker.web.transaction import COOKIE
from workers.clock import Clock
from workers.relay import Cart, Relay
from workers.runtime import Runtime

LONG_AGO = date(2020, 1, 1)
_BUILDERS: dict[tuple[object, ...], Callable[..., Any]] = {}
_compile_builder = Rule._compile_builder  # noqa: SLF001 - see below


def _compiled_once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """Every test has an app of its own with the same addresses: what Werkzeug compiles for them is the same, too."""
    key = (rule.rule, rule.endpoint, append_unknown)
    if key not in _BUILDERS:
        _BUILDERS[key] = _compile_builder(rule, append_unknown)
    return _BUILDERS[key]


Rule._compile_builder = _compiled_once  # type: ignore[method-assign, assignment]  # noqa: SLF001
TITLES = {
    "tm": "Kommunaldirektør",
    "hr": "HR-chef",
    "head": "Skolechef",
    "sa": "It-administrator",
    "med": "Tillidsrepræsentant",
}
COMPILED = Path(__file__).resolve().parents[1] / ".cache" / "templates"
GROUP = ["head", "ann", "bo", "cia", "dan", "eva"]
"""the larger group; `head` leads it, `tm` is head's nearest leader"""
SMALL = ["lis", "mads", "nina"]
"""a group of three; `lis` leads it"""


class World:
    """People by short names, and ways to act as them."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.store: Store = runtime.store
        self.ids: dict[str, UUID] = {}
        with self.store.work() as uow:
            self._build(uow)
        self.group = self.ids["group"]
        self.small = self.ids["small"]

    def _build(self, uow: UnitOfWork) -> None:
        root, school = uuid4(), uuid4()
        self.ids |= {"root": root, "school": school, "group": uuid4(), "small": uuid4()}
        session = uow.session
        session.add(Organisation(id=1, name="Prøvekommune", free_days=["12-24", "12-31"]))
        session.add(Unit(id=root, key="root", name="Prøvekommune", kind="kommune"))
        session.flush()
        session.add(Unit(id=school, key="school", parent_id=root, name="Skoler", kind="forvaltning"))
        session.flush()
        self.employ(uow, "tm", None)
        for key in ("hr", "hr2", "head", "sa", "med", "lis"):
            self.employ(uow, key, "tm")
        for key in GROUP[1:]:
            self.employ(uow, key, "head")
        for key in SMALL[1:]:
            self.employ(uow, key, "lis")
        for key, role in (("tm", "TM"), ("hr", "HR"), ("hr2", "HR"), ("sa", "SA"), ("med", "MED")):
            seat = "TR" if role == "MED" else None
            session.add(Grant(person_id=self.ids[key], role=role, seat=seat, unit_id=root, starts=LONG_AGO))
        self._group(uow, "group", GROUP)
        self._group(uow, "small", SMALL)

    def employ(self, uow: UnitOfWork, key: str, nearest: str | None) -> None:
        """Somebody more, without a group or role."""
        row = Person(
            id=uuid4(),
            key=key,
            name=f"{key.title()} Prøvesen",
            email=f"{key}@example.org",
            title=TITLES.get(key, "Skoleleder"),
            language="da",
            unit_id=self.ids["school"],
            nearest_leader_id=self.ids[nearest] if nearest else None,
            starts=LONG_AGO,
        )
        self.ids[key] = row.id
        uow.session.add(row)
        uow.session.flush()

    def _group(self, uow: UnitOfWork, key: str, members: list[str]) -> None:
        uow.session.add(Group(id=self.ids[key], key=key, name=f"Ledelsen {key}", unit_id=self.ids["school"]))
        uow.session.flush()
        for position, member in enumerate(members):
            role = people.LEADER if position == 0 else people.MEMBER
            values = {"group_id": self.ids[key], "person_id": self.ids[member], "starts": LONG_AGO}
            uow.session.add(Membership(role=role, **values))

    @contextmanager
    def acting(self, key: str) -> Iterator[UnitOfWork]:
        """A unit of work of a person, with the roles they hold."""
        with self.store.work() as uow:
            roles = people.roles_of(uow.session, self.ids[key], uow.today)
            uow.actor = Actor(self.ids[key], roles)
            yield uow

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """A look at the rows."""
        with self.store.read() as uow:
            yield uow

    @property
    def now(self) -> datetime:
        """The business instant."""
        with self.store.read() as uow:
            return business_now(uow.session, movable=True)

    @cached_property
    def app(self) -> Flask:
        """The web application; all tests compile its templates once between them."""
        app = create_app(self.runtime.settings, self.store, secret_key="test" * 8)
        COMPILED.mkdir(parents=True, exist_ok=True)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
        return app

    def client(self, key: str | None, *, language: str | None = None) -> "Browser":
        """A browser without JavaScript, signed in as a person (or not at all)."""
        browser = Browser(self.app.test_client())
        if key is not None:
            with self.store.work() as uow:
                browser.http.set_cookie(COOKIE, access.sign_in(uow, self.ids[key]))
        if language:
            browser.http.get(f"/tilgaengelighed?lang={language}")
        return browser

    def drain(self) -> None:
        """Let the road run, in this process, until nothing that may go is left."""
        run_road(self.runtime)

    def move(self, **by: float) -> None:
        """Let business time pass: from due to due, with relay, workers and clock doing their part."""
        self.move_to(self.now + timedelta(**by))

    def move_to(self, target: datetime) -> None:
        """The same, to an instant."""
        with self.store.work() as uow:
            ask_for(uow.session, target)
        step_clock(self.runtime)


def run_road(runtime: Runtime) -> None:
    """Relay and run deliveries one by one in this thread, as the workers would."""
    cart = Cart()
    relay = Relay(runtime.store, cart)
    while relay.relay_once():
        while cart.sent:
            runtime.road.run(*cart.sent.pop(0))


def step_clock(runtime: Runtime) -> None:
    """Obey a move of the business clock in this thread: the clock's own steps, draining the road by hand."""

    class Stepping(Clock):
        def drain(self, stop: Event) -> None:
            run_road(runtime)

    stepping = Stepping(runtime.store)
    run_road(runtime)
    stepping.tick()
    run_road(runtime)
    stepping.obey(Event())


class Browser:
    """A browser without JavaScript: follows forms as they stand on the page."""

    def __init__(self, http: Any) -> None:
        self.http = http
        self.page: BeautifulSoup = BeautifulSoup("", "html.parser")
        self.status = 0
        self.path = "/"

    def get(self, path: str) -> BeautifulSoup:
        """Open a page, following redirects."""
        return self._took(self.http.get(path, follow_redirects=True))

    def _took(self, response: TestResponse) -> BeautifulSoup:
        self.status = response.status_code
        self.path = response.request.path
        self.page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
        return self.page

    @property
    def text(self) -> str:
        """All words of the page, spaces folded."""
        return " ".join(self.page.get_text(" ").split())

    def follow(self, words: str) -> BeautifulSoup:
        """Press the link with these words."""
        link = next((link for link in self.page.find_all("a") if words in link.get_text()), None)
        assert link is not None, f"no link says {words} on {self.path}"
        return self.get(str(link["href"]))

    def go(self, part: str) -> BeautifulSoup:
        """Press the first link that leads to an address with this part."""
        link = next((link for link in self.page.select("main a[href]") if part in str(link["href"])), None)
        assert link is not None, f"no link leads to {part} on {self.path}"
        return self.get(str(link["href"]))

    def picture(self, name: str) -> None:
        """There is nothing to see over HTTP."""

    def submit(self, action: str, **values: object) -> BeautifulSoup:
        """Post the form that leads to `action` (its end is enough) with what stands in it, and `values`."""
        fields, target = self.fields(action)
        fields |= values
        return self._took(self.http.post(target, data=fields, follow_redirects=True))

    def post(self, path: str, **values: object) -> BeautifulSoup:
        """Send a form that no page offers: with the token of the page one is on, and a fresh key."""
        fields, _ = self.fields("/log-ud")
        return self._took(self.http.post(path, data=fields | {"once": str(uuid4())} | values, follow_redirects=True))

    def bring(self, action: str, **files: tuple[Any, str]) -> BeautifulSoup:
        """Post the form that leads to `action` with files: each an open one, and its name."""
        fields, target = self.fields(action)
        answer = self.http.post(target, data=fields | files, follow_redirects=True)
        answer.request.environ["wsgi.input"].close()
        return self._took(answer)

    def fields(self, action: str) -> tuple[dict[str, object], str]:
        """What a form would send as it stands, and where to."""
        forms = [
            form
            for form in self.page.find_all("form")
            if str(form.get("action") or self.path).split("?")[0].endswith(action)
        ]
        assert forms, (
            f"no form leads to {action} on {self.path}: {[form.get('action') for form in self.page.find_all('form')]}"
        )
        return _standing(forms[0]), str(forms[0].get("action") or self.path)


def _standing(form: Tag) -> dict[str, object]:
    values: dict[str, object] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        kind = field.get("type", "text")
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            values[str(field["name"])] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            values[str(field["name"])] = field.text.lstrip("\r\n")
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                values[str(field["name"])] = field.get("value", "on")
        elif kind not in ("submit", "button") and field.get("name"):
            values[str(field["name"])] = field.get("value", "")
    return values


__all__ = ["Browser", "World", "run_road", "set_now", "step_clock"]
