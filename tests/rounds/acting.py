"""Rounds made without the pages."""

from datetime import date, time
from uuid import UUID

from tests.worlds import World
from tracker.rounds import queries, service

CODES = queries.CODES


def plan(world: World, leader: str = "head", group: str = "group", mode: str = "open") -> UUID:
    """A round a week ahead."""
    with world.acting(leader) as uow:
        return service.plan(uow, world.ids[group], day=date(2026, 2, 10), at=time(13), show_mode=mode)


def answer(
    world: World,
    round_id: UUID,
    who: str,
    answers: dict[str, str] | None = None,
    *,
    note: str = "",
    share: bool = False,
) -> None:
    """All statements answered: HH where nothing else is said, written as succeeds + important. The note is to 1A."""
    with world.acting(who) as uow:
        for code in CODES:
            both = (answers or {}).get(code, "HH")
            text = note if code == "1A" else ""
            service.save_answer(uow, round_id, code, succeeds=both[0], important=both[1], note=text, shared=share)


def close(world: World, round_id: UUID, leader: str = "head") -> None:
    """The card made."""
    with world.acting(leader) as uow:
        service.close(uow, round_id)
