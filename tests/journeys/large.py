"""A large organisation around the small one: 400 leadership groups, 3,000 leaders, and how fast its pages answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from uuid import UUID, uuid4

from sqlalchemy import insert

from tests.worlds import GROUP, LONG_AGO, SMALL, Browser, World
from tracker.people import queries as people
from tracker.people.models import Group, Membership, Person

GROUPS, LEADERS = 400, 3_000
PAGES = ("/", "/plan", "/indbakke", "/fremdrift")


def grow(world: World) -> None:
    """So many groups and leaders as there are in all; each new group is led by its first member."""
    more = GROUPS - 2
    groups = [{"id": uuid4(), "key": f"g{number}", "name": f"Ledelsen {number}"} for number in range(more)]
    persons = [_person(world, number) for number in range(LEADERS - len(GROUP) - len(SMALL))]
    seats = [_seat(groups[number % more]["id"], one["id"], number < more) for number, one in enumerate(persons)]
    with world.store.work() as uow:
        uow.session.execute(insert(Group), [one | {"unit_id": world.ids["school"]} for one in groups])
        uow.session.execute(insert(Person), persons)
        uow.session.execute(insert(Membership), seats)


def _person(world: World, number: int) -> dict[str, object]:
    key = f"leder-{number}"
    named = {"id": uuid4(), "key": key, "name": f"Leder {number} Prøvesen", "email": f"{key}@example.org"}
    where = {"unit_id": world.ids["school"], "nearest_leader_id": world.ids["tm"]}
    return named | where | {"title": "Leder", "language": "da", "starts": LONG_AGO}


def _seat(group: object, person: object, leads: bool) -> dict[str, object]:
    role = people.LEADER if leads else people.MEMBER
    return {"id": uuid4(), "group_id": group, "person_id": person, "role": role, "starts": LONG_AGO}


@dataclass
class Pace:
    """Milliseconds that pages took."""

    took: dict[str, list[float]] = field(default_factory=dict)

    def round(self, browser: Browser) -> None:
        """Each of them once."""
        for path in PAGES:
            begin = perf_counter()
            browser.get(path)
            self.took.setdefault(path, []).append(1000 * (perf_counter() - begin))
            assert browser.status == 200, path

    def said(self) -> str:
        """The median of each."""
        return ", ".join(f"{path} {median(took):.0f} ms ({len(took)})" for path, took in self.took.items())


def timed(act: Callable[[], object]) -> float:
    """Seconds that something took."""
    begin = perf_counter()
    act()
    return perf_counter() - begin


def leaders_of(world: World) -> set[UUID]:
    """Who leads a group."""
    with world.reading() as uow:
        return set(people.leaders_by_group(uow.session, uow.today).values())
