"""Every page asks the database at most eight times: signed in, with permission, session, language and inbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select
from werkzeug.routing import Rule

from tests.dialogues import acting as dialogues
from tests.escalations.sending import sent
from tests.followups.test_service import scheduled
from tests.plans import plan_year as year
from tests.preparedness.expecting import expected
from tests.rounds import acting as rounds
from tests.supervision.acting import described
from tests.worlds import GROUP, World
from tracker.followups.models import FollowUp
from tracker.home import pulse

MOST = 8
PEOPLE = ("head", "lis", "hr", "med", "sa")
EXCEPTIONS = {
    "home.front_page": (22, "asks nine capabilities what waits, for who makes a local plan of two, and the machinery"),
    "dialogues.show": (10, "what two brought and agreed, the keys of both, and that one read the other's"),
    "dialogues.prepare": (13, "the same, and all that one wrote for oneself and may take along"),
    "dialogues.followup": (10, "a follow-up, and the words it is about, which are sealed elsewhere"),
    "dialogues.plan": (10, "what one noted, agreed with oneself and with the nearest leader, each with its follow-ups"),
    "dialogues.plan_paper": (10, "the same on paper"),
    "plans.theme": (12, "a theme of a local plan: its kin above, and who leads the part"),
    "plans.passing_up": (9, "a theme of a local plan, and where it can be sent"),
    "progress.show": (17, "what waits for whoever looks, in two capabilities, and the actions that need somebody"),
    "progress.year_wheel": (10, "the year of the plan, its hearings, the discussions, HR and oneself"),
    "progress.wheel_calendar": (12, "the same of two years"),
    "progress.meeting": (13, "what has happened since a day, in five capabilities"),
    "progress.meeting_paper": (10, "the same on paper"),
    "progress.meeting_in_word": (11, "the same in Word, and what the organisation is called"),
}
"""pages of many kinds of things, each with the most it may ask; none grows with the organisation"""


@pytest.fixture
def full(world: World) -> dict[str, list[str]]:
    """A world in which every page has something to show, and values for the addresses."""
    theme = year.published(world)
    year.start(world, "head", part="school")
    local = year.propose(world.client("head"), "Fælles skema", year.home(world, "school"))
    escalation = sent(world)
    held = rounds.plan(world)
    for who in GROUP:
        rounds.answer(world, held, who, note="Tavshed", share=True)
    rounds.close(world, held)
    planned = rounds.plan(world, "lis", "small")
    followup = scheduled(world, cadence="weekly")
    promise, made = dialogues.private(world, "head"), dialogues.talked(world)
    session, method = described(world)
    world.drain()
    return {
        "plans": [*(one.split("/")[-1] for one in (theme, local)), str(world.group), str(escalation)],
        "rounds": [str(held), str(planned)],
        "supervision": [str(world.group), str(session)],
        "supervision.method": [str(method)],
        "rounds.new": [str(world.group)],
        "followups": [str(followup)],
        "dialogues": [str(promise), *map(str, made.values()), str(world.ids["ann"]), *asked_about(world)],
        "escalations": [str(escalation)],
        "preparedness": [str(expected(world, support=["coach"])), str(expected(world, "hr", unit="school"))],
        "code": ["1A", "goals-1", "plan-goals"],
        "number": ["1"],
        "tool": ["2"],
        "moment": ["efter"],
        "form": ["plan.json"],
        "part": [str(world.ids["school"])],
    }


def asked_about(world: World) -> list[str]:
    """The follow-ups of what was agreed with oneself, and between two."""
    with world.reading() as uow:
        return [str(one) for one in uow.session.scalars(select(FollowUp.id).where(FollowUp.about != "agreement"))]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent meanwhile. A transaction's beginning is none; nor is the clock that only the demo moves."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "SELECT business_clock.")):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def addresses(app: Flask, known: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Every page there is, with each value that may stand in its address."""
    build = partial(app.url_map.bind("localhost").build, force_external=False)
    for rule in app.url_map.iter_rules():
        if rule.methods and "GET" in rule.methods and rule.endpoint != "static":
            for values in _values(rule, known):
                yield rule.endpoint, build(rule.endpoint, values)


def _values(rule: Rule, known: dict[str, list[str]]) -> list[dict[str, UUID | str]]:
    names = sorted(rule.arguments)
    own = known.get(rule.endpoint) or known.get(rule.endpoint.split(".")[0], [])
    found: list[dict[str, UUID | str]] = [{}]
    for name in names:
        found = [each | {name: value} for each in found for value in known.get(name, own)]
    return found


def test_no_page_asks_the_database_more_than_eight_times(
    world: World, full: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, dear = set(), {}
    browsers = {who: world.client(who).http for who in PEOPLE}
    monkeypatch.setattr(pulse, "KEPT_SECONDS", inf)  # how the machinery is, is asked for one page every quarter minute
    browsers["hr"].get("/")
    for endpoint, address in addresses(world.app, full):
        for who, browser in browsers.items():
            with counted(world.store.engine) as statements:
                status = browser.get(address).status_code
            if status == 200:
                seen.add(endpoint)
            most, _why = EXCEPTIONS.get(endpoint, (MOST, ""))
            if len(statements) > most:
                dear[endpoint, who] = len(statements)
    assert dear == {}
    assert {"home.front_page", "plans.show", "plans.theme", "rounds.card", "followups.show", "progress.show"} <= seen


def test_who_is_signed_in_costs_one_query(world: World) -> None:
    """Session, person, roles, groups and the badge."""
    browser = world.client("med").http
    with counted(world.store.engine) as statements:
        browser.get("/tilgaengelighed")
    assert len(statements) <= 1
