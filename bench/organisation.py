"""An organisation of any size, put into a database with a few bulk inserts: 400 groups and 3,000 leaders by default."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from tracker.people import queries as people
from tracker.people.models import Grant, Group, Membership, Organisation, Person, Unit
from tracker.storage.unit_of_work import Store, UnitOfWork

GROUPS = 400
LEADERS = 3_000
LONG_AGO = date(2020, 1, 1)
ROLES = (("tm", "TM", None), ("hr", "HR", None), ("hr2", "HR", None), ("med", "MED", "TR"), ("sa", "SA", None))


@dataclass(frozen=True)
class Organised:
    """Who and what was made. A group's first member leads it; `roles` are tm, hr, hr2, med and sa."""

    root: UUID
    groups: dict[UUID, list[UUID]]
    roles: dict[str, UUID]

    @property
    def leaders(self) -> list[UUID]:
        """Everybody in a group."""
        return [person for members in self.groups.values() for person in members]


def organise(store: Store, *, groups: int = GROUPS, leaders: int = LEADERS, seed: int = 7) -> Organised:
    """Put an organisation into an empty, migrated database. The same seed gives the same ids."""
    random = Random(seed)

    def new() -> UUID:
        return UUID(int=random.getrandbits(128), version=4)

    made = Organised(new(), {new(): [] for _ in range(groups)}, {key: new() for key, _, _ in ROLES})
    order = list(made.groups)
    for number in range(leaders):
        made.groups[order[number % groups]].append(new())
    with store.work() as uow:
        units = _units(uow, made, new)
        _people(uow, made, units)
        _memberships(uow, made, new)
    return made


def _units(uow: UnitOfWork, made: Organised, new: Any) -> dict[UUID, UUID]:
    """A unit for each group, under one root."""
    own = {group: new() for group in made.groups}
    uow.session.add(Organisation(id=1, name="Stor Kommune", free_days=["12-24", "12-31"]))
    uow.session.execute(insert(Unit).values(id=made.root, key="root", name="Stor Kommune", kind="kommune"))
    rows = [
        {"id": id_, "key": f"unit-{place}", "parent_id": made.root, "name": f"Enhed {place}", "kind": "enhed"}
        for place, id_ in enumerate(own.values())
    ]
    uow.session.execute(insert(Unit), rows)
    groups = [
        {"id": group, "key": f"group-{place}", "name": f"Ledelsen i enhed {place}", "unit_id": own[group]}
        for place, group in enumerate(own)
    ]
    uow.session.execute(insert(Group), groups)
    return own


def _people(uow: UnitOfWork, made: Organised, units: dict[UUID, UUID]) -> None:
    top = made.roles["tm"]
    uow.session.execute(insert(Person), [_person(top, "tm", made.root, None)])
    rest = [_person(id_, key, made.root, top) for key, id_ in made.roles.items() if id_ != top]
    uow.session.execute(insert(Person), rest)
    named = [(group, members, place) for place, (group, members) in enumerate(made.groups.items())]
    heads = [_person(members[0], f"head-{place}", units[group], top) for group, members, place in named if members]
    uow.session.execute(insert(Person), heads)
    others = [
        _person(person, f"leader-{place}-{number}", units[group], members[0])
        for group, members, place in named
        for number, person in enumerate(members[1:])
    ]
    if others:
        uow.session.execute(insert(Person), others)


def _person(id_: UUID, key: str, unit: UUID, nearest: UUID | None) -> dict[str, object]:
    named = {"id": id_, "key": key, "name": f"{key.title()} Prøvesen", "email": f"{key}@example.org"}
    return named | {
        "title": "Leder",
        "language": "da",
        "unit_id": unit,
        "nearest_leader_id": nearest,
        "starts": LONG_AGO,
        "ends": None,
    }


def _memberships(uow: UnitOfWork, made: Organised, new: Any) -> None:
    rows = [
        _membership(new(), group, person, people.LEADER if place == 0 else people.MEMBER)
        for group, members in made.groups.items()
        for place, person in enumerate(members)
    ]
    uow.session.execute(insert(Membership), rows)
    grants: Sequence[dict[str, object]] = [
        {"id": new(), "person_id": made.roles[key], "role": role, "seat": seat, "unit_id": made.root}
        | {"starts": LONG_AGO, "ends": None}
        for key, role, seat in ROLES
    ]
    uow.session.execute(insert(Grant), grants)


def _membership(id_: UUID, group: UUID, person: UUID, role: str) -> dict[str, object]:
    return {"id": id_, "group_id": group, "person_id": person, "role": role, "starts": LONG_AGO, "ends": None}
