"""Progress: counts and dates for everybody, nobody's words."""

import pytest

from tests.worlds import World
from tracker.escalations import service as escalations
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Draft, Reply

SECRET = "Fortroligt7711"


@pytest.mark.parametrize("key", ["tm", "hr", "head", "ann", "med"])
def test_everybody_who_follows_progress_sees_the_page_without_words(world: World, key: str):
    with world.acting("head") as uow:
        escalations.raise_escalation(uow, world.group, Draft(SECRET, SECRET, SECRET, "HR"))
    page = world.client(key)
    page.get("/fremdrift")
    assert page.status == 200
    assert SECRET not in page.text
    assert "1 modtaget 0 besvaret 1 åbne" in page.text


def test_the_administrator_does_not_see_progress(world: World):
    page = world.client("sa")
    page.get("/fremdrift")
    assert page.status == 404


def test_the_time_answering_took_is_told_in_days(world: World):
    with world.acting("head") as uow:
        escalation = escalations.raise_escalation(uow, world.group, Draft("Tema", "Ord", "Svar", "HR"))
    world.move(days=2)
    with world.acting("hr") as uow:
        escalations.acknowledge(uow, escalation, version=uow.get(Escalation, escalation).version)
        escalations.answer(uow, escalation, Reply("handled", "Det gør vi."))
    page = world.client("med", language="en")
    page.get("/fremdrift")
    assert "Half of them were answered within 2 days." in page.text
