"""What lies in a person's calendar, and the book of what their calendar programs know it by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select, tuple_, update

from tracker.dialogues.queries import appointments as dialogues
from tracker.followups.appointments import appointments as followups
from tracker.kernel.appointments import DIALOGUE, FOLLOW_UP, MEETING, OWN, SUPERVISION, Appointment
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Actor
from tracker.notifications.matters import readable_titles
from tracker.notifications.models import CalendarEntry
from tracker.people import queries as people
from tracker.rounds.queries import appointments as rounds
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision.queries import appointments as supervision

KEPT = timedelta(days=31)
"""so long a meeting stays in the calendar after it was held"""
ABOUT = {MEETING: "round", SUPERVISION: "supervision", DIALOGUE: "dialogue", FOLLOW_UP: "followup", OWN: "followup"}
"""what notices call it, by its kind"""
Key = tuple[str, UUID]


@dataclass(frozen=True)
class Entry:
    """An appointment as a calendar program knows it: by `id`, in its `sequence`."""

    id: UUID
    sequence: int
    modified_at: datetime
    appointment: Appointment


def as_person(uow: UnitOfWork, person_id: UUID) -> UnitOfWork:
    """The same unit of work with the rights a person has now: none, where they left (P11)."""
    return acting(uow, Actor(person_id, people.roles_of(uow.session, person_id, uow.today)))


def acting(uow: UnitOfWork, actor: Actor) -> UnitOfWork:
    """The same unit of work, acting as somebody."""
    return replace(uow, actor=actor)


def mine(uow: UnitOfWork) -> list[Appointment]:
    """What the actor has in the calendar, asked of every capability that has something."""
    return [*meetings(uow, uow.now - KEPT), *followups(uow)]


def meetings(uow: UnitOfWork, since: datetime) -> list[Appointment]:
    """Of these what has a time of day, from an instant on."""
    return [*rounds(uow, since), *supervision(uow, since), *dialogues(uow, since)]


def read(uow: UnitOfWork, wanted: Iterable[Appointment]) -> list[Entry] | None:
    """The actor's appointments as the book has them; None where the book is behind, see `write`."""
    rows = _rows(uow, wanted := list(wanted))
    entries = []
    for appointment in wanted:
        row = rows.get(_key(appointment))
        if row is None or _appointment(row) != appointment:
            return None
        entries.append(Entry(row.id, row.sequence, row.modified_at, appointment))
    return entries


def write(uow: UnitOfWork, wanted: Iterable[Appointment]) -> list[Entry]:
    """The same, with the book brought up to date. Two at once count a change once."""
    rows = _rows(uow, wanted := list(wanted))
    new = [appointment for appointment in wanted if _key(appointment) not in rows]
    insert_unless_there(uow.session, CalendarEntry, [_values(uow, appointment) for appointment in new])
    changed = [one for one in wanted if (row := rows.get(_key(one))) and _appointment(row) != one]
    for appointment in changed:
        change(uow, rows[_key(appointment)], appointment)
    if new or changed:
        rows = _rows(uow, wanted)
    return [as_entry(rows[_key(appointment)]) for appointment in wanted]


def change(uow: UnitOfWork, row: CalendarEntry, to: Appointment) -> None:
    """Another time or state: the next in its sequence."""
    values = _time(to) | {"sequence": row.sequence + 1, "modified_at": uow.now}
    query = update(CalendarEntry).where(CalendarEntry.id == row.id, CalendarEntry.sequence == row.sequence)
    uow.session.execute(query.values(values).execution_options(synchronize_session=False))


def as_entry(row: CalendarEntry) -> Entry:
    """A row of the book."""
    return Entry(row.id, row.sequence, row.modified_at, _appointment(row))


def rows_where(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[CalendarEntry]:
    """Rows of the actor's book as they stand in the database now."""
    query = select(CalendarEntry).where(CalendarEntry.person_id == uow.actor.me, *conditions)
    query = query.order_by(CalendarEntry.starts_at, CalendarEntry.id).execution_options(populate_existing=True)
    return list(uow.session.scalars(query))


def leads_to(uow: UnitOfWork, entry_id: UUID) -> Key | None:
    """What an entry of the actor's is about, by its kind of matter, as notices have it. NotFound for anybody else's.

    None where the actor may not read it any more.
    """
    rows = rows_where(uow, CalendarEntry.id == entry_id)
    if not rows:
        raise NotFound
    about, matter = ABOUT[rows[0].kind], rows[0].matter
    return (about, matter) if readable_titles(uow, [(about, matter)]) else None


def _rows(uow: UnitOfWork, wanted: Iterable[Appointment]) -> dict[Key, CalendarEntry]:
    keys = [_key(appointment) for appointment in wanted]
    found = rows_where(uow, tuple_(CalendarEntry.kind, CalendarEntry.matter).in_(keys)) if keys else []
    return {_key(row): row for row in found}


def _key(of: Appointment | CalendarEntry) -> Key:
    return of.kind, of.matter


def _appointment(row: CalendarEntry) -> Appointment:
    return Appointment(row.kind, row.matter, row.day, row.starts_at, row.minutes, row.cancelled)


def _time(of: Appointment) -> dict[str, Any]:
    return {"day": of.day, "starts_at": of.starts_at, "minutes": of.minutes, "cancelled": of.cancelled}


def _values(uow: UnitOfWork, of: Appointment) -> dict[str, Any]:
    mine = {"id": uuid4(), "person_id": uow.actor.me, "kind": of.kind, "matter": of.matter}
    return mine | _time(of) | {"sequence": 0, "modified_at": uow.now, "told": None, "mail_id": None}
