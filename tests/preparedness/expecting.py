"""Short ways to what lies ahead, for the tests of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.worlds import World
from tracker.preparedness import service
from tracker.preparedness.models import Load
from tracker.preparedness.rules import Said, Scope


def said(world: World, **other: Any) -> Said:
    """A budget round that begins in four weeks and lasts two; the group's leader sees to it."""
    today = world.now.date()
    values: dict[str, Any] = {"kind": "budget", "title": "Besparelser på skolerne", "lang": "da", "words": ""}
    values |= {"starts": today + timedelta(days=28), "ends": today + timedelta(days=42), "weight": "Lange dage"}
    values |= {"support": [], "seer_id": world.ids["head"], "notice_days": 10}
    return Said(**(values | other))


def expected(world: World, who: str = "head", *, unit: str | None = None, **other: Any) -> UUID:
    """Put it down for the larger group, or for a unit. Returns its id."""
    scope = Scope(unit_id=world.ids[unit]) if unit else Scope(group_id=world.group)
    with world.acting(who) as uow:
        return service.expect(uow, scope, said(world, **other))


def row(world: World, load_id: UUID) -> Load:
    """How it stands."""
    with world.reading() as uow:
        found = uow.session.get(Load, load_id)
        assert found
        return found


def day(text: str) -> date:
    """A day, from its ISO form."""
    return date.fromisoformat(text)
