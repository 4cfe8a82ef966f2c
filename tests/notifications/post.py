"""What the tests of notifications share: the demo's mailbox as rows, in Danish local time."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.worlds import World
from tracker.escalations import service
from tracker.escalations.rules import Reply
from tracker.notifications.models import Mail, MailboxEntry

ZONE = ZoneInfo("Europe/Copenhagen")


def mailed(world: World, *keys: str) -> list[tuple[str, str]]:
    """To whom and when (month-day hour:minute) mails went, in order; only to some people where they are named."""
    with world.reading() as uow:
        rows = uow.session.scalars(select(MailboxEntry))
        found = [(row.recipient.partition("@")[0], f"{row.at.astimezone(ZONE):%m-%d %H:%M}") for row in rows]
    return sorted((entry for entry in found if not keys or entry[0] in keys), key=lambda entry: entry[::-1])


def mails(world: World, key: str) -> list[Mail]:
    """The mails of a person, whether they went or not."""
    with world.reading() as uow:
        return list(uow.session.scalars(select(Mail).where(Mail.person_id == world.ids[key]).order_by(Mail.due_at)))


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A local moment of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def answer(world: World, who: str, id_: UUID) -> None:
    """Somebody answers what they have acknowledged."""
    with world.acting(who) as uow:
        service.answer(uow, id_, Reply("handled", "Ja."))
