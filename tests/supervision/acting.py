"""Short ways through a group's collegial supervision for the tests of it."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import select

from tests.worlds import World
from tracker.notifications.models import Notice
from tracker.supervision import service
from tracker.supervision.models import Sitting
from tracker.supervision.queries import turns
from tracker.supervision.rules import Step
from tracker.supervision.service import What

FIRST = date(2026, 2, 10)
"""a Tuesday, a week after the tests begin"""


def begun(world: World, who: str = "head", group: str = "group", *, first: date = FIRST) -> UUID:
    """A group that has begun, once a month at nine; its first session's id."""
    with world.acting(who) as uow:
        service.set_up(uow, world.ids[group], What(None, first, time(9), 60, "monthly"))
    world.drain()
    return ahead(world, group)


def described(world: World) -> tuple[UUID, UUID]:
    """A group that has begun with a method of its own: its first session's id, and the method's."""
    with world.acting("head") as uow:
        method = service.describe(uow, world.group, "Runden", [Step("Fortæl", 20, "Lyt")] * 3, lang="da")
    with world.acting("head") as uow:
        service.set_up(uow, world.group, What(method, FIRST, time(9), 60, "monthly"))
    return ahead(world), method


def wait_for_it(world: World) -> None:
    """Until half an hour before the first session."""
    world.move_to(datetime(2026, 2, 10, 7, 30, tzinfo=UTC))


def ahead(world: World, group: str = "group") -> UUID:
    """The next session's id."""
    with world.reading() as uow:
        planned = (Sitting.group_id == world.ids[group], Sitting.state == "planned")
        latest = select(Sitting.id).where(*planned).order_by(Sitting.starts_at.desc()).limit(1)
        return uow.session.scalars(latest).one()


def sitting(world: World, sitting_id: UUID) -> Sitting:
    """A session as it stands."""
    with world.reading() as uow:
        return uow.session.get_one(Sitting, sitting_id)


def call_off(world: World, sitting_id: UUID, reason: str = "busy") -> None:
    """Its leader calls it off."""
    with world.acting("head") as uow:
        service.call_off(uow, sitting_id, reason=reason, version=uow.session.get_one(Sitting, sitting_id).version)
    world.drain()


def hold(world: World, sitting_id: UUID, focus: str = "head", who: str = "head") -> None:
    """It was held."""
    with world.acting(who) as uow:
        version = uow.session.get_one(Sitting, sitting_id).version
        service.hold(uow, sitting_id, world.ids[focus], version=version)
    world.drain()


def order(world: World, group: str = "group") -> list[str]:
    """The order of turns, by short names."""
    names = {value: key for key, value in world.ids.items()}
    with world.reading() as uow:
        return [names[person] for person in turns.read(uow, world.ids[group]).order]


def focus(world: World, sitting_id: UUID) -> str:
    """Whose turn it is at a session."""
    names = {value: key for key, value in world.ids.items()}
    with world.reading() as uow:
        found = service.focus_of(uow, uow.session.get_one(Sitting, sitting_id))
    return names[found] if found else ""


def told(world: World, kind: str) -> set[str]:
    """Who has been told of something, by short names."""
    names = {value: key for key, value in world.ids.items()}
    with world.reading() as uow:
        return {names[row.person_id] for row in uow.session.scalars(select(Notice).where(Notice.kind == kind))}
