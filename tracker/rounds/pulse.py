"""What tells those at the table cheaply that something changed: a number counted up in the same transaction."""

from uuid import UUID

from sqlalchemy import update

from tracker.rounds.models import Round
from tracker.storage.unit_of_work import UnitOfWork


def beat(uow: UnitOfWork, round_id: UUID) -> None:
    """Something at the table changes. Said before the change, so that whoever changes a round holds the round first."""
    query = update(Round).where(Round.id == round_id).values(pulse=Round.pulse + 1)
    uow.session.execute(query, execution_options={"synchronize_session": False})
