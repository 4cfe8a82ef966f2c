"""Who moved what, for those at the table."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.people import queries as people
from tracker.rounds.models import Move
from tracker.storage import loading
from tracker.storage.asking import ABOUT

SHOWN = 5


@dataclass(frozen=True)
class MoveView:
    """A move, or a move that was taken back: `by` and `at` are of what happened last."""

    id: UUID
    number: int
    statement: str
    was: int | None
    field: int
    by: str
    at: datetime
    undone: bool


def last_move(session: Session, round_id: UUID) -> Move | None:
    """The one that can be undone: the newest that stands."""
    query = select(Move).where(Move.round_id == round_id, Move.undone_at.is_(None))
    return session.scalar(query.order_by(Move.number.desc()).limit(1))


_LATELY = select(Move).where(Move.round_id == ABOUT).order_by(Move.number.desc()).limit(SHOWN * 2)


def moves(session: Session, round_id: UUID) -> list[MoveView]:
    """The last moves of a round, what happened last first."""
    found = loading.rows(session, _LATELY, about=round_id)
    rows = sorted(found, key=lambda row: row.undone_at or row.moved_at, reverse=True)
    names = people.people(session, (row.undone_by or row.moved_by for row in rows))
    return [
        MoveView(
            id=row.id,
            number=row.number,
            statement=row.statement,
            was=row.was,
            field=row.field,
            by=names[row.undone_by or row.moved_by].name,
            at=row.undone_at or row.moved_at,
            undone=row.undone_at is not None,
        )
        for row in rows
    ]
