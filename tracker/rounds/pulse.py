"""What tells those at the table cheaply that something changed: a number counted up in the same transaction."""

from uuid import UUID

from sqlalchemy import select, update

from tracker.rounds.models import Round
from tracker.rounds.rules import State
from tracker.storage.unit_of_work import UnitOfWork


def beat(uow: UnitOfWork, round_id: UUID) -> None:
    """Something at the table changes. Said before the change, so that whoever changes a round holds the round first."""
    query = update(Round).where(Round.id == round_id).values(pulse=Round.pulse + 1)
    uow.session.execute(query, execution_options={"synchronize_session": False})


def beat_next(uow: UnitOfWork, round_id: UUID) -> None:
    """Something changes of what a group agreed in a round: its rounds that are not over open with that."""
    group = select(Round.group_id).where(Round.id == round_id).scalar_subquery()
    coming = select(Round.id).where(Round.group_id == group, Round.state.in_((State.PLANNED, State.CLOSED)))
    for other in uow.session.scalars(coming.order_by(Round.id)).all():
        beat(uow, other)
