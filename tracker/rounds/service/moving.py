"""On the card: statements moved by anybody at the table, and the last moves undone."""

from uuid import UUID

from sqlalchemy import func, select

from tracker.kernel.errors import Conflict, NotFound
from tracker.rounds import facts, rules
from tracker.rounds.models import Move, Placement
from tracker.rounds.pulse import beat
from tracker.rounds.queries.access import seat
from tracker.rounds.queries.moves import last_move
from tracker.rounds.queries.preparing import known
from tracker.storage.unit_of_work import UnitOfWork


def move(uow: UnitOfWork, round_id: UUID, code: str, *, field: int, version: int) -> None:
    """Place a statement in another field than it stands in."""
    here = seat(uow, round_id, "T", "card")
    known(code)
    rules.move(here.round.state, field)
    beat(uow, round_id)
    row = uow.get(Placement, _placement(uow, round_id, code), version=version)
    if row.field == field:
        return
    latest = uow.session.scalar(select(func.max(Move.number)).where(Move.round_id == round_id)) or 0
    values = {"round_id": round_id, "statement": code, "was": row.field, "field": field}
    uow.session.add(Move(number=latest + 1, moved_by=uow.actor.me, moved_at=uow.now, **values))
    row.field, row.moved_by = field, uow.actor.me
    uow.record(facts.StatementMoved(matter=round_id, statement=code, field=field))


def undo(uow: UnitOfWork, round_id: UUID, move_id: UUID) -> str:
    """Take the last move back; Conflict where another is the last by now. Returns the statement that went back."""
    here = seat(uow, round_id, "T", "card")
    row = uow.get(Move, move_id)
    if row.round_id != round_id:
        raise NotFound
    rules.write(here.round.state)
    beat(uow, round_id)
    latest = last_move(uow.session, round_id)
    if latest is None or latest.id != move_id:
        raise Conflict(move_id)
    placement = uow.get(Placement, _placement(uow, round_id, row.statement))
    placement.field, placement.moved_by = row.was, uow.actor.me
    row.undone_by, row.undone_at = uow.actor.me, uow.now
    uow.record(facts.MoveUndone(matter=round_id, statement=row.statement))
    return row.statement


def _placement(uow: UnitOfWork, round_id: UUID, code: str) -> UUID:
    query = select(Placement.id).where(Placement.round_id == round_id, Placement.statement == code)
    found = uow.session.scalar(query)
    if found is None:
        raise NotFound
    return found
