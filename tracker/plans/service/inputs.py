"""What was learned about a theme, with its files; and those who are asked to help qualify it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, select

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.people import queries as people
from tracker.plans import facts, files
from tracker.plans.models import Input, InputFile, Qualifier, Theme
from tracker.plans.service.plan import qualifying
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Upload:
    """A file as it came: its own name for itself, and what it holds."""

    name: str
    data: bytes


def add_input(
    uow: UnitOfWork,
    theme_id: UUID,
    *,
    method: str,
    source: str,
    on: date,
    what: str,
    lang: str,
    upload: Upload | None = None,
) -> None:
    """Note what was learned, how, from where and when."""
    _, theme = qualifying(uow, theme_id)
    if on > uow.today:
        raise RuleBroken(N_("Choose the day it was learned, not one to come"), field="on")
    values = {"method": method, "source": source, "on": on, "what": what, "lang": lang}
    row = Input(theme_id=theme.id, added_by=uow.actor.me, added_at=uow.now, **values)
    kept = _kept(uow, upload) if upload else None
    uow.session.add(row)
    uow.session.flush()
    if kept:
        kept.input_id = row.id
        uow.session.add(kept)
    _note(uow, theme)


def attach(uow: UnitOfWork, input_id: UUID, upload: Upload) -> UUID:
    """Put a file to an input. Returns the theme's id."""
    row = uow.get(Input, input_id)
    _, theme = qualifying(uow, row.theme_id)
    count = select(func.count()).where(InputFile.input_id == row.id)
    if (uow.session.scalar(count) or 0) >= files.MOST:
        raise RuleBroken(N_("An input can have %(most)s files"), field="file", most=files.MOST)
    kept = _kept(uow, upload)
    kept.input_id = row.id
    uow.session.add(kept)
    _note(uow, theme)
    return theme.id


def _kept(uow: UnitOfWork, upload: Upload) -> InputFile:
    sort = files.sort_of(upload.data)
    name, size = files.safe_name(upload.name, sort), len(upload.data)
    return InputFile(name=name, sort=sort, size=size, data=upload.data, added_by=uow.actor.me, added_at=uow.now)


def detach(uow: UnitOfWork, file_id: UUID) -> UUID:
    """Take a file away. Returns the theme's id."""
    row = uow.get(InputFile, file_id)
    _, theme = qualifying(uow, uow.get(Input, row.input_id).theme_id)
    uow.session.delete(row)
    _note(uow, theme)
    return theme.id


def remove_input(uow: UnitOfWork, input_id: UUID) -> UUID:
    """Take an input away, and its files. Returns the theme's id."""
    row = uow.get(Input, input_id)
    _, theme = qualifying(uow, row.theme_id, "D")
    uow.session.execute(delete(InputFile).where(InputFile.input_id == row.id))
    uow.session.delete(row)
    _note(uow, theme)
    return theme.id


def _note(uow: UnitOfWork, theme: Theme) -> None:
    uow.record(facts.ThemeQualified(matter=theme.id, what="input"))


def ask_to_qualify(uow: UnitOfWork, theme_id: UUID, person_id: UUID, until: date) -> None:
    """Ask somebody to help qualify this one theme, until a day; asking again sets another day."""
    plan, theme = qualifying(uow, theme_id, "C")
    if not uow.today <= until <= plan.ends:
        raise RuleBroken(N_("Choose a day from today until the plan ends"), field="until")
    if not people.roles_of(uow.session, person_id, uow.today):
        raise RuleBroken(N_("Choose somebody who is here today"), field="person")
    query = select(Qualifier).where(Qualifier.theme_id == theme.id, Qualifier.person_id == person_id)
    row = uow.session.scalars(query).one_or_none()
    if row is None:
        row = Qualifier(theme_id=theme.id, person_id=person_id)
        uow.session.add(row)
        uow.record(facts.QualifierAsked(matter=theme.id, person_id=person_id))
    row.until, row.asked_by = until, uow.actor.me


def release_qualifier(uow: UnitOfWork, qualifier_id: UUID) -> UUID:
    """Ask them no more. Returns the theme's id."""
    row = uow.get(Qualifier, qualifier_id)
    _, theme = qualifying(uow, row.theme_id, "C")
    if row.theme_id != theme.id:
        raise NotFound
    uow.session.delete(row)
    return theme.id
