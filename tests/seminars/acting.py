"""Short ways through a seminar for the tests of it."""

from datetime import date
from uuid import UUID

from tests.plans import plan_year as year
from tests.worlds import GROUP, World
from tracker.plans.queries import needed
from tracker.seminars import service
from tracker.seminars.rules import Rating
from tracker.seminars.service import Frame

DAY = date(2026, 2, 3)


def planned(
    world: World, *, mode: str = "meeting", closes: date | None = None, who: str = "hr", **more: object
) -> UUID:
    """A plan, and a seminar for it on the first day of the tests."""
    year.start(world)
    values = {"audience": ["LE", "LL"]} | more
    with world.acting(who) as uow:
        return service.plan(uow, plan_id(world), Frame(mode, DAY, closes, **values))  # type: ignore[arg-type]


def plan_id(world: World) -> UUID:
    """The organisation's plan."""
    with world.reading() as uow:
        return needed(uow.session).id


def gathering(world: World, *, facilitator_id: UUID | None = None) -> UUID:
    """The same, open for themes."""
    made = planned(world, facilitator_id=facilitator_id)
    go(world, made, "gather")
    return made


def go(world: World, seminar_id: UUID, to: str, who: str = "hr") -> None:
    """On to another step."""
    with world.acting(who) as uow:
        service.go(uow, seminar_id, to)


def propose(world: World, seminar_id: UUID, title: str, who: str = "ann") -> UUID:
    """A theme on the wall."""
    with world.acting(who) as uow:
        return service.propose(uow, seminar_id, title=title, why="", lang="da")


def rate(world: World, seminar_id: UUID, theme_id: UUID, said: str, people: list[str] | None = None) -> None:
    """So many rate a theme as there are people: importance and success, such as HL."""
    for who in people or GROUP[:5]:
        with world.acting(who) as uow:
            service.rate(uow, seminar_id, {theme_id: Rating(*said)})
