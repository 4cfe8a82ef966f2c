"""What lies in a person's calendar, and the book of what their calendar programs know it by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Select, select, update

from tracker.dialogues.queries import appointments as dialogues
from tracker.followups.appointments import appointments as followups
from tracker.kernel.appointments import DIALOGUE, FOLLOW_UP, MEETING, OWN, SUPERVISION, Appointment
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Actor
from tracker.notifications.matters import readable_titles
from tracker.notifications.models import CalendarEntry, Mail
from tracker.people import queries as people
from tracker.rounds.queries import appointments as rounds
from tracker.storage.asking import ABOUT, IDS, ME, SINCE, ask
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision.queries import appointments as supervision

KEPT = timedelta(days=31)
"""so long a meeting stays in the calendar after it was held"""
LEADS_TO = {MEETING: "round", SUPERVISION: "supervision", DIALOGUE: "dialogue", FOLLOW_UP: "followup", OWN: "followup"}
"""what notices call it, by its kind"""
Key = tuple[str, UUID]


@dataclass(frozen=True)
class Entry:
    """An appointment as a calendar program knows it: by `id`, in its `sequence`."""

    id: UUID
    sequence: int
    modified_at: datetime
    appointment: Appointment


class Line(NamedTuple):
    """A row of the book as it stands in the database now; of the e-mail that brought it last, its state."""

    id: UUID
    kind: str
    matter: UUID
    day: date | None
    starts_at: datetime | None
    minutes: int
    cancelled: bool
    sequence: int
    modified_at: datetime
    told: int | None
    mail_id: UUID | None
    mail_state: str | None


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


def change(uow: UnitOfWork, row: Line, to: Appointment) -> None:
    """Another time or state: the next in its sequence."""
    values = _time(to) | {"sequence": row.sequence + 1, "modified_at": uow.now}
    query = update(CalendarEntry).where(CalendarEntry.id == row.id, CalendarEntry.sequence == row.sequence)
    uow.session.execute(query.values(values).execution_options(synchronize_session=False))


_LINES: Select[*tuple[Any, ...]] = (
    select(*(getattr(CalendarEntry, name) for name in Line._fields[:-1]), Mail.state)
    .outerjoin(Mail, Mail.id == CalendarEntry.mail_id)
    .where(CalendarEntry.person_id == ME)
    .order_by(CalendarEntry.starts_at, CalendarEntry.id)
)
_AHEAD = _LINES.where(CalendarEntry.starts_at > SINCE)
_BY_MAIL = _LINES.where(CalendarEntry.mail_id == ABOUT)
_BY_MATTER = _LINES.where(CalendarEntry.matter.in_(IDS))
_BY_ID = _LINES.where(CalendarEntry.id == ABOUT)


def as_entry(row: Line) -> Entry:
    """A row of the book."""
    return Entry(row.id, row.sequence, row.modified_at, _appointment(row))


def lines_ahead(uow: UnitOfWork) -> list[Line]:
    """The meetings ahead in the actor's book."""
    return [Line(*row) for row in ask(uow.session, _AHEAD, me=uow.actor.me, since=uow.now)]


def lines_of(uow: UnitOfWork, mail_id: UUID) -> list[Line]:
    """What an e-mail brought."""
    return [Line(*row) for row in ask(uow.session, _BY_MAIL, me=uow.actor.me, about=mail_id)]


def leads_to(uow: UnitOfWork, entry_id: UUID) -> Key | None:
    """What an entry of the actor's is about, by its kind of matter, as notices have it. NotFound for anybody else's.

    None where the actor may not read it any more.
    """
    row = ask(uow.session, _BY_ID, me=uow.actor.me, about=entry_id).first()
    if row is None:
        raise NotFound
    about, matter = LEADS_TO[row.kind], row.matter
    return (about, matter) if readable_titles(uow, [(about, matter)]) else None


def _rows(uow: UnitOfWork, wanted: Iterable[Appointment]) -> dict[Key, Line]:
    matters = [appointment.matter for appointment in wanted]
    found = ask(uow.session, _BY_MATTER, me=uow.actor.me, ids=matters) if matters else ()
    return {_key(line): line for line in (Line(*row) for row in found)}


def _key(of: Appointment | Line) -> Key:
    return of.kind, of.matter


def _appointment(row: Line) -> Appointment:
    return Appointment(row.kind, row.matter, row.day, row.starts_at, row.minutes, row.cancelled)


def _time(of: Appointment) -> dict[str, Any]:
    return {"day": of.day, "starts_at": of.starts_at, "minutes": of.minutes, "cancelled": of.cancelled}


def _values(uow: UnitOfWork, of: Appointment) -> dict[str, Any]:
    mine = {"id": uuid4(), "person_id": uow.actor.me, "kind": of.kind, "matter": of.matter}
    return mine | _time(of) | {"sequence": 0, "modified_at": uow.now, "told": None, "mail_id": None}
