"""The organisation's own entries of the catalogue: read by everybody, kept by HR."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.permissions import Standing, may
from tracker.knowledge import queries
from tracker.knowledge.catalogue import LEVELS
from tracker.knowledge.facts import CatalogueChanged
from tracker.knowledge.models import Entry
from tracker.storage import loading
from tracker.storage.unit_of_work import UnitOfWork

THEME, MEASURE = "theme", "measure"


@dataclass(frozen=True)
class Words:
    """What an entry says; `level` of a measure only."""

    kind: str
    title: str
    what: str
    lang: str
    level: str | None
    factors: Collection[str]
    statements: Collection[str]
    source: str


def entries(session: Session, kind: str | None = None) -> list[Entry]:
    """All of them, or those of a kind, by title."""
    return loading.rows(session, _entries(kind))


@cache
def _entries(kind: str | None) -> Select[Entry]:
    query = select(Entry).order_by(Entry.title, Entry.id)
    return query.where(Entry.kind == kind) if kind else query


def entry(uow: UnitOfWork, entry_id: UUID) -> Entry:
    """One of them."""
    uow.require("R", "catalogue", Standing(uow.actor.roles))
    return uow.get(Entry, entry_id)


def measures_for(session: Session, factors: Collection[str] | None) -> list[Entry]:
    """Measures that touch one of some factors; all of them where no factors are known."""
    found = entries(session, MEASURE)
    return found if factors is None else [one for one in found if set(one.factors) & set(factors)]


def asked_for(uow: UnitOfWork, text: str) -> Entry | None:
    """The entry an address asks for; None for anything else."""
    try:
        return uow.session.get(Entry, UUID(text))
    except ValueError:
        return None


def keeps(uow: UnitOfWork) -> bool:
    """Whether the actor keeps the entries."""
    return may("C", "catalogue", Standing(uow.actor.roles))


def add(uow: UnitOfWork, said: Words) -> UUID:
    """Put an entry into the catalogue. Returns its id."""
    uow.require("C", "catalogue", Standing(uow.actor.roles))
    row = Entry(added_by=uow.actor.me)
    _fill(row, said)
    uow.session.add(row)
    uow.session.flush()
    uow.record(CatalogueChanged(matter=row.id))
    return row.id


def change(uow: UnitOfWork, entry_id: UUID, said: Words, *, version: int) -> None:
    """Change an entry; what was taken over from it stays as it was taken."""
    uow.require("U", "catalogue", Standing(uow.actor.roles))
    row = uow.get(Entry, entry_id, version=version)
    _fill(row, said)
    uow.record(CatalogueChanged(matter=row.id))


def remove(uow: UnitOfWork, entry_id: UUID, *, version: int) -> None:
    """Take an entry out."""
    uow.require("D", "catalogue", Standing(uow.actor.roles))
    row = uow.get(Entry, entry_id, version=version)
    uow.session.delete(row)
    uow.record(CatalogueChanged(matter=row.id))


def _fill(row: Entry, said: Words) -> None:
    if said.kind not in (THEME, MEASURE):
        raise RuleBroken(N_("Choose whether it is a theme or a measure"), field="kind")
    if said.kind == MEASURE and said.level not in LEVELS:
        raise RuleBroken(N_("Choose the level of the measure"), field="level")
    known = {one.code for one in queries.factors()}, {one.code for one in queries.statements()}
    if not (set(said.factors) <= known[0] and set(said.statements) <= known[1]):
        raise RuleBroken(N_("Choose among the factors and statements that are there"), field="factors")
    row.kind, row.title, row.what, row.lang, row.source = said.kind, said.title, said.what, said.lang, said.source
    row.level = said.level if said.kind == MEASURE else None
    row.factors, row.statements = sorted(said.factors), sorted(said.statements)
