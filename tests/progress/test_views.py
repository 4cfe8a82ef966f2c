"""Progress: counts and dates for everybody, nobody's words."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.worlds import World
from tracker.escalations import service as escalations
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Draft, Reply
from tracker.followups.models import FollowUp

SECRET = "Fortroligt7711"


@pytest.mark.parametrize("key", ["tm", "hr", "head", "ann", "med"])
def test_everybody_who_follows_progress_sees_the_page_without_words(world: World, key: str):
    with world.acting("head") as uow:
        escalations.raise_escalation(uow, world.group, Draft(SECRET, SECRET, SECRET, "HR"))
    page = world.client(key)
    page.get("/fremdrift")
    assert page.status == 200
    assert SECRET not in page.text
    assert "Modtaget færre end fem Besvaret 0 Stadig åbne en til fire" in page.text


def test_the_administrator_does_not_see_progress(world: World):
    page = world.client("sa")
    page.get("/fremdrift")
    assert page.status == 404


def _answer(world: World, count: int) -> None:
    for _ in range(count):
        with world.acting("head") as uow:
            one = escalations.raise_escalation(uow, world.group, Draft("Tema", "Ord", "Svar", "HR"))
        with world.store.work() as uow:
            uow.get(Escalation, one).raised_at -= timedelta(days=2)
        with world.acting("hr") as uow:
            escalations.acknowledge(uow, one, version=uow.get(Escalation, one).version)
            escalations.answer(uow, one, Reply("handled", "Det gør vi."))


def test_the_time_answering_took_is_told_in_days_from_five_answers_on(world: World):
    _answer(world, 4)
    page = world.client("med", language="en")
    page.get("/fremdrift")
    assert "Half of them" not in page.text
    _answer(world, 1)
    page.get("/fremdrift")
    assert "Half of them were answered within 2 days." in page.text
    assert "within a week: 5" in page.text


def test_what_is_open_cannot_be_worked_out_from_what_is_over(world: World):
    _answer(world, 5)
    with world.acting("head") as uow:
        escalations.raise_escalation(uow, world.group, Draft(SECRET, SECRET, SECRET, "HR"))
    page = world.client("med")
    page.get("/fremdrift")
    assert "Modtaget fem eller flere Besvaret 5 Stadig åbne en til fire" in page.text


def test_what_became_of_few_followups_is_not_told_apart(world: World):
    with world.store.work() as uow:
        uow.session.add_all(_answered(world, outcome) for outcome in ["kept"] * 6 + ["not"])
    page = world.client("med")
    page.get("/fremdrift")
    assert "Holdt: 6 · Delvist holdt: 0 · Ikke holdt: færre end fem" in page.text
    section = page.page.select_one("section[aria-labelledby=groups]")
    assert section is not None
    assert "7" not in section.get_text()


def _answered(world: World, outcome: str) -> FollowUp:
    day = date(2026, 1, 5)
    ids = {name: uuid4() for name in ("matter", "story", "series")}
    days = dict.fromkeys(("since", "due", "anchor"), day)
    said = {"title": SECRET, "lang": "da", "state": "answered", "outcome": outcome, "answered_at": world.now}
    return FollowUp(about="agreement", group_id=world.group, **ids, **days, **said)
