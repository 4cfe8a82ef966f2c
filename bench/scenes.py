"""What the pages are measured on: a full small world, and organisations of two sizes with every group at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from bench.ground import Ground
from bench.organisation import Organised, organise
from tests.plans.plan_year import published
from tests.worlds import GROUP, World
from tracker.access import service as access
from tracker.app import create_app
from tracker.escalations import service as escalations
from tracker.escalations.rules import Draft
from tracker.followups import service as followups
from tracker.kernel.permissions import Actor, Role
from tracker.knowledge import queries as knowledge
from tracker.rounds import service as rounds
from tracker.storage.unit_of_work import Store, UnitOfWork
from tracker.web.transaction import COOKIE

Page = tuple[str, str, str]
"""its name, who looks at it, and its address"""


def main_pages(world: World) -> list[Page]:
    """The pages people use most, each with something to show."""
    held = closed_round(world)
    theme = published(world)
    with world.acting("head") as uow:
        raised = escalations.raise_escalation(uow, world.group, Draft("Et tema", "Vores ord", "Vores bøn", "HR"))
        asked = _follow_up(uow, world.group, world.ids["ann"])
    world.drain()
    return [
        ("front page", "head", "/"),
        ("inbox", "head", "/indbakke"),
        ("the plan", "hr", "/plan"),
        ("a theme", "hr", theme),
        ("the published plan", "head", "/plan/version/1"),
        ("the group's card", "head", f"/runder/{held}/kort"),
        ("a round", "head", f"/runder/{held}"),
        ("follow-ups", "ann", "/opfolgninger"),
        ("a follow-up", "ann", f"/opfolgninger/{asked}"),
        ("escalations", "head", "/eskaleringer"),
        ("an escalation", "head", f"/eskaleringer/{raised}"),
        ("progress", "med", "/fremdrift"),
    ]


def closed_round(world: World) -> UUID:
    """A round with everybody's answers, and its card."""
    with world.acting("head") as uow:
        number = rounds.plan(uow, world.group, day=uow.today, at=time(13), show_mode="open")
    for place, key in enumerate(GROUP):
        for part, statement in enumerate(knowledge.statements()):
            with world.acting(key) as uow:
                succeeds, important = "LH"[(place + part) % 2], "LH"[(place * part) % 2]
                rounds.save_answer(uow, number, statement.code, succeeds=succeeds, important=important)
    with world.acting("head") as uow:
        rounds.close(uow, number)
    return number


def everyones_pages() -> list[Page]:
    """The pages that gather, as a group's leader, HR and MED see them."""
    return [
        ("front page of a leader", "head", "/"),
        ("front page of HR", "hr", "/"),
        ("inbox", "head", "/indbakke"),
        ("leadership groups", "head", "/runder"),
        ("follow-ups", "head", "/opfolgninger"),
        ("escalations of a group", "head", "/eskaleringer"),
        ("progress", "med", "/fremdrift"),
    ]


@contextmanager
def peopled(ground: Ground, database: str, *, groups: int, leaders: int) -> Iterator[dict[str, FlaskClient]]:
    """An organisation in which each group has a round, two follow-ups and an escalation; browsers by short names."""
    with ground.runtime(database) as runtime:
        made = organise(runtime.store, groups=groups, leaders=leaders)
        for group, members in made.groups.items():
            with runtime.store.work() as uow:
                uow.actor = Actor(members[0], frozenset({Role.L}))
                rounds.plan(uow, group, day=uow.today + timedelta(days=7), at=time(13), show_mode="open")
                escalations.raise_escalation(uow, group, Draft("Et tema", "Vores ord", "Vores bøn", "HR"))
                for member in members[:2]:
                    _follow_up(uow, group, member)
        app = create_app(runtime.settings, runtime.store, secret_key="bench" * 8)
        yield {key: _signed_in(app.test_client(), runtime.store, person) for key, person in _who(made).items()}


def _who(made: Organised) -> dict[str, UUID]:
    return made.roles | {"head": next(iter(made.groups.values()))[0]}


def _signed_in(client: FlaskClient, store: Store, person: UUID) -> FlaskClient:
    with store.work() as uow:
        client.set_cookie(COOKIE, access.sign_in(uow, person))
    return client


def _follow_up(uow: UnitOfWork, group: UUID, owner: UUID) -> UUID:
    first = uow.today + timedelta(days=20)
    values: dict[str, Any] = {
        "about": "agreement",
        "matter": uuid4(),
        "story": uuid4(),
        "title": "Korte møder",
        "lang": "da",
    }
    return followups.schedule(uow, owner_ids=[owner], group_id=group, first=first, **values)
