"""Reads of published figures. There is nothing to filter by: a filter would be a figure of fewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.figures.models import BasisPerson, Published
from tracker.kernel.figures import Band, Figure
from tracker.storage import loading
from tracker.storage.asking import ABOUT

People = frozenset[UUID]


@dataclass(frozen=True)
class Shown:
    """A figure, and when it was published."""

    figure: Figure
    at: datetime


def newest(session: Session, scope_id: UUID, questions: Iterable[str]) -> dict[str, Shown]:
    """The last figure of each of some questions about a scope; what was not told looks like what nobody answered."""
    rows = loading.rows(session, _newest(tuple(questions)), about=scope_id)
    return {row.question: Shown(Figure(row.answers, row.high, Band(row.band)), row.published_at) for row in rows}


@lru_cache(maxsize=64)
def _newest(questions: tuple[str, ...]) -> Select[Published]:
    asked = (Published.scope_id == ABOUT, Published.question.in_(questions))
    last = select(Published.question, func.max(Published.published_at).label("at")).where(*asked)
    latest = last.group_by(Published.question).subquery()
    newest = (latest.c.question == Published.question) & (latest.c.at == Published.published_at)
    return select(Published).join(latest, newest).where(Published.scope_id == ABOUT)


def before(session: Session, question: str, known: dict[UUID, People]) -> tuple[list[People], list[People]]:
    """Whose answers the figures of a question rest on so far, exact ones and bands; `known` keeps what was read."""
    query = select(Published.basis_id, Published.high.is_not(None).label("is_exact")).where(
        Published.question == question
    )
    found = session.execute(query.distinct()).all()
    missing = {row.basis_id for row in found} - known.keys()
    known.update(_people(session, missing))
    exact = [known[row.basis_id] for row in found if row.is_exact]
    return exact, [known[row.basis_id] for row in found if not row.is_exact]


def _people(session: Session, ids: set[UUID]) -> dict[UUID, People]:
    rows = session.execute(select(BasisPerson.basis_id, BasisPerson.person_id).where(BasisPerson.basis_id.in_(ids)))
    found: dict[UUID, set[UUID]] = {}
    for row in rows:
        found.setdefault(row.basis_id, set()).add(row.person_id)
    return {basis: frozenset(people) for basis, people in found.items()}
