"""A file of people in the browser: brought, read by a worker, looked at, and taken whole or not at all."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import defer

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.permissions import Actor, Standing
from tracker.people import queries, service
from tracker.people.facts import ImportAsked
from tracker.people.models import PeopleImport
from tracker.people.reading import LARGEST_FILE
from tracker.people.rules import UNCHANGED, Change, Refusal
from tracker.people.service import Preview
from tracker.storage.unit_of_work import UnitOfWork

READING, READ, TAKING, TAKEN, REFUSED = "reading", "read", "taking", "taken", "refused"
WORKING = (READING, TAKING)
KEPT = timedelta(days=1)
MOST_SHOWN = 200


def ask(uow: UnitOfWork, data: bytes) -> UUID:
    """Bring a file; a worker reads it. RuleBroken where it is too large to be looked at."""
    uow.require("C", "people", Standing(uow.actor.roles))
    if not data or len(data) > LARGEST_FILE:
        message = N_("The file is larger than %(count)s MB") if data else N_("The file is empty")
        raise RuleBroken(message, field="file", count=LARGEST_FILE // 1024 // 1024)
    now = technical_now()
    uow.session.execute(delete(PeopleImport).where(PeopleImport.asked_at <= now - KEPT))
    row = PeopleImport(id=uuid4(), person_id=uow.actor.me, asked_at=now, state=READING, data=data, done=0)
    uow.session.add(row)
    uow.record(ImportAsked(matter=row.id))
    return row.id


def mine(uow: UnitOfWork, import_id: UUID, *, hold: bool = False) -> PeopleImport:
    """One of the actor's own imports, without its bytes; NotFound for another's."""
    uow.require("C", "people", Standing(uow.actor.roles))
    query = select(PeopleImport).where(PeopleImport.id == import_id, PeopleImport.person_id == uow.actor.me)
    row = uow.session.scalars((query.with_for_update() if hold else query).options(defer(PeopleImport.data))).first()
    if row is None:
        raise NotFound
    return row


def take(uow: UnitOfWork, import_id: UUID) -> None:
    """What was shown is to be taken; a worker does it."""
    row = mine(uow, import_id, hold=True)
    if row.state != READ:
        raise NotFound
    row.state = TAKING
    uow.record(ImportAsked(matter=row.id))


def drop(uow: UnitOfWork, import_id: UUID) -> None:
    """It is not to be taken; nothing of it stays."""
    row = mine(uow, import_id, hold=True)
    if row.state == TAKING:
        raise NotFound
    uow.session.delete(row)


def told(uow: UnitOfWork, import_id: UUID, lines: int) -> None:
    """Note how far the reading has come."""
    uow.session.execute(update(PeopleImport).where(PeopleImport.id == import_id).values(done=lines))


def as_who_asked(uow: UnitOfWork, row: PeopleImport) -> None:
    """The work is done with the rights its owner has now."""
    uow.actor = Actor(row.person_id, queries.roles_of(uow.session, row.person_id, uow.today))


def read(row: PeopleImport, found: Preview) -> None:
    """What the file would do is known."""
    row.state = REFUSED if found.refused or not found.is_news else READ
    row.outcome = as_outcome(found)
    if row.state == REFUSED:
        row.data = None


def carry_out(uow: UnitOfWork, row: PeopleImport) -> None:
    """Take it, and forget its bytes, in one transaction."""
    found = service.import_people(uow, row.data or b"")
    row.state = REFUSED if found.refused else TAKEN
    row.outcome, row.data = as_outcome(found), None


def as_outcome(found: Preview) -> dict[str, Any]:
    """What the page shows: counts, the first changes, and what was refused or is worth a look."""
    news = [change for change in found.changes if change.what != UNCHANGED]
    return {
        "counts": dict(found.counts),
        "changes": [_change(change) for change in news[:MOST_SHOWN]],
        "more": max(0, len(news) - MOST_SHOWN),
        "refused": [_refusal(one) for one in found.refused],
        "warned": [_refusal(one) for one in found.warned[:MOST_SHOWN]],
    }


def _change(change: Change) -> dict[str, Any]:
    record = change.record
    name = str(record.values.get("name") or " · ".join(record.key))
    return {"line": record.line, "what": change.what, "kind": record.kind, "name": name, "fields": list(change.fields)}


def _refusal(one: Refusal) -> dict[str, Any]:
    return {"line": one.line, "message": one.message, "values": {name: str(of) for name, of in one.values.items()}}
