"""HR's own entries in the yearly wheel."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.kernel.permissions import Standing
from tracker.progress import facts, rules
from tracker.progress.models import WheelEntry
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Entry:
    """What an entry says."""

    kind: str
    title: str
    day: date
    every_years: int
    lang: str


def enter(uow: UnitOfWork, said: Entry) -> UUID:
    """Put something into the wheel. Returns its id."""
    uow.require("C", "wheel", Standing(uow.actor.roles))
    rules.enter(said.kind, said.day, said.every_years, uow.today)
    row = WheelEntry(added_by=uow.actor.me, **vars(said))
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.WheelChanged(matter=row.id))
    return row.id


def change(uow: UnitOfWork, entry_id: UUID, said: Entry, *, version: int) -> None:
    """Change it."""
    uow.require("U", "wheel", Standing(uow.actor.roles))
    rules.enter(said.kind, said.day, said.every_years, uow.today)
    row = uow.get(WheelEntry, entry_id, version=version)
    for name, value in vars(said).items():
        setattr(row, name, value)
    uow.record(facts.WheelChanged(matter=row.id))


def remove(uow: UnitOfWork, entry_id: UUID, *, version: int) -> None:
    """Take it out."""
    uow.require("D", "wheel", Standing(uow.actor.roles))
    row = uow.get(WheelEntry, entry_id, version=version)
    uow.session.delete(row)
    uow.record(facts.WheelChanged(matter=entry_id))
