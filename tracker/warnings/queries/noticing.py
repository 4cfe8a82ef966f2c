"""Whom one is close to, and what somebody close has written to oneself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, literal, or_, select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.people.close import close_to as people_close_to
from tracker.people.queries import Someone
from tracker.storage.asking import IDS, ME
from tracker.storage.unit_of_work import UnitOfWork
from tracker.storage.vault import place
from tracker.warnings.models import Noticed
from tracker.warnings.queries.two import MYSELF

WORDS = place(Noticed.words)


def close_to(uow: UnitOfWork) -> list[Someone]:
    """Who is in a leadership group with the actor, their nearest leader and those they lead; by name."""
    if not uow.actor.roles & {Role.L, Role.TM, Role.HR}:
        return []
    return people_close_to(uow.session, uow.actor.me, uow.today)


@dataclass(frozen=True)
class Note:
    """What somebody close wrote, to the one it is about; whoever wrote it sees that it is there, and not the words."""

    id: UUID
    other: Someone
    is_mine: bool
    words: str
    lang: str
    at: datetime


def standing(uow: UnitOfWork, row: Noticed) -> Standing:
    """The one it is about is the first to be told, and the only one."""
    is_it = row.to_id == uow.actor.me and Role.SA not in uow.actor.roles
    return MYSELF if is_it else Standing(frozenset())


def note(uow: UnitOfWork, note_id: UUID) -> Note:
    """One to the actor; NotFound for everybody else."""
    row = uow.get(Noticed, note_id)
    uow.require("R", "person_warning", standing(uow, row))
    other = people.someone(uow.session, row.by_id)
    if other is None:
        raise NotFound
    return Note(row.id, other, True, uow.unseal(row.to_id, WORDS, row.id, row.words), row.lang, row.at)


def notes(uow: UnitOfWork) -> list[Note]:
    """Those to the actor and by the actor, newest first, without their words."""
    me = uow.actor.me
    query = select(Noticed.id, Noticed.by_id, Noticed.to_id, Noticed.lang, Noticed.at)
    rows = uow.session.execute(query.where(or_(Noticed.by_id == me, Noticed.to_id == me)).order_by(Noticed.at.desc()))
    found = rows.all()
    known = people.people(uow.session, {id_ for row in found for id_ in (row.by_id, row.to_id)}) if found else {}
    return [
        Note(row.id, known[row.by_id if row.to_id == me else row.to_id], row.to_id == me, "", row.lang, row.at)
        for row in found
    ]


def noticed_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some notes that are to the actor; they have no titles."""
    columns = select(Noticed.id, literal("").label("title")).where(Noticed.id.in_(IDS), Noticed.to_id == ME)
    return columns.where(literal(Role.SA not in roles))
