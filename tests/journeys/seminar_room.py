"""Many leaders at one seminar: what each of them does on a phone, and what all of them must see."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from statistics import quantiles
from threading import Event
from time import perf_counter
from uuid import UUID

from playwright.sync_api import expect
from sqlalchemy import func, select

from tests.browsing import HttpClient
from tests.chromium import Person
from tests.installations import PASSWORD, Installation
from tests.worlds import GROUP, LONG_AGO, Browser, World
from tracker.access import service as access
from tracker.people import queries as people
from tracker.people.models import Membership
from tracker.seminars.models import Invitation, Rating, Seminar, Support

PATIENCE = 120_000
"""milliseconds; fifty phones on a machine that may be busy"""


def fill_the_room(world: World, many: int) -> list[str]:
    """So many leaders in one group, each with a password. Returns their short names."""
    names = [*GROUP, *(f"leder{number}" for number in range(many - len(GROUP)))]
    with world.store.work() as uow:
        for key in names[len(GROUP) :]:
            world.employ(uow, key, "head")
            held = {"group_id": world.group, "person_id": world.ids[key], "starts": LONG_AGO}
            uow.session.add(Membership(role=people.MEMBER, **held))
    for key in names:
        with world.store.work() as uow:
            access.set_password(uow, world.ids[key], PASSWORD)
    return names


def code_of(world: World, seminar_id: UUID) -> str:
    """What the short link ends with."""
    with world.reading() as uow:
        return str(uow.session.execute(select(Seminar.code).where(Seminar.id == seminar_id)).scalar_one())


class Phone:
    """Somebody who came by the short link and signed in on the way."""

    def __init__(self, browser: Browser, key: str, number: int) -> None:
        self.browser, self.key, self.number = browser, key, number

    def come_in(self, code: str) -> None:
        """By the short link, through signing in, to the seminar."""
        self.browser.get(f"/s/{code}")
        self.browser.submit("/log-ind", email=f"{self.key}@example.org", password=PASSWORD)
        assert self.browser.path.startswith("/seminar/"), self.browser.text[:300]
        self.at = self.browser.path

    def propose(self) -> None:
        """One theme; sent twice, as by somebody impatient."""
        self.browser.get(self.at)
        fields, target = self.browser.fields("/foreslaa")
        fields |= {"title": f"Tema fra {self.key}", "why": "Fordi det fylder"}
        for _ in range(2):
            answer = self.browser.http.post(target, data=fields, follow_redirects=True)
            assert answer.status_code == 200, answer.get_data(as_text=True)[:300]

    def support_others(self, most: int = 2) -> None:
        """Two of the others', chosen by where one sits."""
        for _ in range(most):
            page = self.browser.get(self.at)
            offered = [str(form["action"]) for form in page.select("form[action*='/stoet/']")]
            if offered:
                action = offered[self.number % len(offered)]
                fields, target = self.browser.fields(action)
                for _ in range(2):
                    answer = self.browser.http.post(target, data=fields, follow_redirects=True)
                    assert answer.status_code == 200

    def rate(self) -> None:
        """Every theme: all find them important, every other one finds that it goes well."""
        page = self.browser.get(f"{self.at}/vurder")
        names = {str(one["name"]) for one in page.select("input[type=radio]")}
        says = {name: "H" if name.startswith("importance") or self.number % 2 else "L" for name in names}
        self.browser.submit("/vurder", **says)
        assert self.browser.path == self.at, self.browser.text[:300]


class Looks:
    """What the phones' pages do by themselves: each asks every four seconds for what changed, and how long it took."""

    EVERY = 4
    """seconds, as `seminars/take_part.html` says"""

    def __init__(self) -> None:
        self.over = Event()
        self.took: dict[int, list[float]] = {200: [], 304: []}

    def look(self, phone: Phone) -> None:
        """Until the seminar is over."""
        tag = ""
        while not self.over.wait(self.EVERY):
            begin = perf_counter()
            answer = phone.browser.http.ask(f"{phone.at}/nu", tag)
            self.took[answer.status_code].append(1000 * (perf_counter() - begin))
            tag = answer.tag or tag

    def figures(self) -> dict[str, str]:
        """Milliseconds, by what was answered."""
        return {str(status): _spread(took) for status, took in self.took.items() if len(took) > 1}


def _spread(took: list[float]) -> str:
    parts = quantiles(took, n=100)
    return f"{len(took)} times, half of them within {parts[49]:.0f} ms, 95 % within {parts[94]:.0f} ms"


@contextmanager
def looked_at(phones: list[Phone]) -> Iterator[Looks]:
    """Every phone lies open on the table meanwhile."""
    looks = Looks()
    with ThreadPoolExecutor(len(phones)) as eyes:
        waiting = [eyes.submit(looks.look, phone) for phone in phones]
        try:
            yield looks
        finally:
            looks.over.set()
    for done in waiting:
        done.result()


def at_once(phones: Iterable[Phone], act: Callable[[Phone], None], room: ThreadPoolExecutor) -> list[Future[None]]:
    """All of them, at the same time."""
    return [room.submit(act, phone) for phone in phones]


def phone_of(installation: Installation, key: str, number: int) -> Phone:
    """A phone over real HTTP."""
    return Phone(Browser(HttpClient(f"http://127.0.0.1:{installation.port}")), key, number)


def browser_proposes(person: Person, code: str, title: str) -> None:
    """A theme from a real browser that came by the short link."""
    person.get(f"/s/{code}")
    person.submit("/foreslaa", title=title)


def everybody_is_told_to_rate(browsers: list[Person]) -> None:
    """Without having pressed anything."""
    for person in browsers:
        expect(person.page.locator("#live a[href$='/vurder']")).to_be_visible(timeout=PATIENCE)


def browser_rates(person: Person) -> None:
    """The first theme, on a real page."""
    person.go("/vurder")
    for name in ("importance", "success"):
        field = person.page.locator(f"input[name^={name}-][value=H]").first
        field.check(force=True)
    person.submit("/vurder")


def counted(world: World, seminar_id: UUID) -> dict[str, int]:
    """What stands in the database."""
    took_part = (Invitation.seminar_id == seminar_id, Invitation.took_part.is_(True))
    rated = (Invitation.seminar_id == seminar_id, Invitation.rated.is_(True))
    counts = {
        "took part": select(func.count()).where(*took_part),
        "rated": select(func.count()).where(*rated),
        "ratings": select(func.count()).where(Rating.seminar_id == seminar_id),
        "supports": select(func.count()).where(Support.seminar_id == seminar_id),
    }
    with world.reading() as uow:
        return {what: uow.session.scalar(query) or 0 for what, query in counts.items()}
