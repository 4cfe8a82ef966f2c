"""Inputs and their files, and who was asked to help qualify a theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, select, true
from sqlalchemy.orm import Session

from tracker.kernel.permissions import Role
from tracker.people import queries as people
from tracker.plans.models import Input, InputFile, Qualifier, Theme
from tracker.plans.queries.draft import theme_of_draft
from tracker.storage.asking import IDS, ME, TODAY
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class FileLine:
    """An attached file in a list; `size` in bytes."""

    id: UUID
    input_id: UUID
    name: str
    size: int


def files_of(session: Session, input_ids: Iterable[UUID]) -> dict[UUID, list[FileLine]]:
    """The files of some inputs, without what they hold."""
    found: dict[UUID, list[FileLine]] = {}
    if not (ids := list(input_ids)):
        return found
    query = select(InputFile.id, InputFile.input_id, InputFile.name, InputFile.size)
    rows = session.execute(query.where(InputFile.input_id.in_(ids)).order_by(InputFile.added_at))
    for row in rows:
        found.setdefault(row.input_id, []).append(FileLine(*row))
    return found


def input_of(uow: UnitOfWork, input_id: UUID) -> Input:
    """One input, for who sees the draft."""
    row = uow.get(Input, input_id)
    theme_of_draft(uow, row.theme_id)
    return row


@dataclass(frozen=True)
class File:
    """A file with what it holds."""

    name: str
    sort: str
    data: bytes


def file(uow: UnitOfWork, file_id: UUID) -> File:
    """One file, for who sees the draft its input belongs to."""
    row = uow.get(InputFile, file_id)
    input_of(uow, row.input_id)
    return File(row.name, row.sort, row.data)


@dataclass(frozen=True)
class Helper:
    """Somebody asked to help qualify a theme, and until when."""

    id: UUID
    name: str
    until: date


def qualifiers(uow: UnitOfWork, theme_id: UUID) -> list[Helper]:
    """Those who were asked; the page has asked for the right to the theme."""
    rows = uow.session.scalars(select(Qualifier).where(Qualifier.theme_id == theme_id).order_by(Qualifier.until)).all()
    names = people.people(uow.session, {row.person_id for row in rows})
    return [Helper(row.id, names[row.person_id].name, row.until) for row in rows if row.person_id in names]


def qualifying_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some themes that the reader is asked to help qualify, still."""
    query = select(Theme.id, Theme.title).join(Qualifier, Qualifier.theme_id == Theme.id)
    mine = query.where(Qualifier.person_id == ME, Qualifier.until >= TODAY)
    return mine.where(Theme.id.in_(IDS), true() if roles else false())
