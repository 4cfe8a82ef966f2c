"""What the tests of escalations share: one that was sent, and who was told."""

from collections import Counter
from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from tests.worlds import World
from tracker.escalations import service
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Draft
from tracker.notifications.models import Notice
from tracker.people.models import Absence, Grant

TITLE, WORDING, ASK = "Zebratema", "Zebraord", "Zebrabøn"


def sent(world: World, addressed: str = "HR", *, who: str = "head", concerns: str | None = None) -> UUID:
    """An escalation of the group that `who` leads; nobody has been told yet."""
    group = world.group if who == "head" else world.small
    draft = Draft(TITLE, WORDING, ASK, addressed, concerns_id=world.ids[concerns] if concerns else None)
    with world.acting(who) as uow:
        return service.raise_escalation(uow, group, draft)


def read(world: World, id_: UUID) -> Escalation:
    """How it stands."""
    with world.reading() as uow:
        return uow.get(Escalation, id_)


def acknowledge(world: World, who: str, id_: UUID) -> None:
    """Somebody says it has arrived."""
    with world.acting(who) as uow:
        service.acknowledge(uow, id_, version=uow.get(Escalation, id_).version)


def told(world: World) -> Counter[tuple[str, str]]:
    """How many notices of each kind each person has had."""
    names = {row_id: key for key, row_id in world.ids.items()}
    with world.reading() as uow:
        rows = uow.session.scalars(select(Notice))
        return Counter((names[row.person_id], row.kind.removeprefix("escalation.")) for row in rows)


def away(world: World, key: str, starts: date, ends: date) -> None:
    """Announced leave."""
    with world.store.work() as uow:
        uow.session.add(Absence(person_id=world.ids[key], starts=starts, ends=ends))


def no_longer(world: World, key: str, day: date) -> None:
    """The organisational roles a person has end."""
    with world.store.work() as uow:
        uow.session.execute(update(Grant).where(Grant.person_id == world.ids[key]).values(ends=day))
