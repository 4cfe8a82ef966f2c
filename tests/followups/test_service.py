"""Follow-ups through a year: reminded, asked, missed, answered, moved, handed over, closed."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.worlds import World
from tracker.followups import queries, service
from tracker.followups.queries import FollowUpView
from tracker.kernel.errors import Conflict, NotFound, RuleBroken
from tracker.storage.stories import story
from tracker.kernel.facts import Fact, Readers

FRIDAY = date(2026, 2, 13)
STORY = uuid4()
MATTER = uuid4()


def scheduled(world: World, *owners: str, group: bool = True, about: str = "agreement", **values: object) -> UUID:
    """A follow-up of the larger group (or of no group), first due on Friday 13 February unless told otherwise."""
    with world.acting("head") as uow:
        return service.schedule(
            uow,
            about=about,
            matter=MATTER,
            story=STORY,
            owner_ids=[world.ids[owner] for owner in owners or ("ann",)],
            group_id=world.group if group else None,
            title="Korte møder",
            lang="da",
            **{"first": FRIDAY, **values},
        )


def seen(world: World) -> list[FollowUpView]:
    """All occurrences, oldest first."""
    with world.reading() as uow:
        return queries.of_matters(uow.session, [MATTER]).get(MATTER, [])


def facts(world: World) -> list[Fact]:
    """What the story tells."""
    with world.reading() as uow:
        return [step.fact for step in story(uow.session, [STORY], frozenset(Readers))]


def names(world: World) -> list[str]:
    return [fact.name.split(".")[1] for fact in facts(world)]


def answer(world: World, who: str, view: FollowUpView, outcome: str = "kept", **values: object) -> UUID | None:
    with world.acting(who) as uow:
        return service.answer(
            uow,
            view.id,
            **{"outcome": outcome, "learned": "", "lang": "da", "next_day": None, "version": view.version, **values},
        )


def test_it_is_reminded_and_asked_once_and_missed_after_five_working_days(world: World) -> None:
    scheduled(world)
    world.move_to(world.now.replace(month=2, day=11, hour=6))
    assert names(world) == ["scheduled"]
    world.move(hours=2)
    assert names(world) == ["scheduled", "reminded"]
    world.move(days=2)
    assert names(world) == ["scheduled", "reminded", "asked"]
    world.move(days=60)
    assert names(world) == ["scheduled", "reminded", "asked", "missed"]
    assert facts(world)[-1].in_a_row == 1
