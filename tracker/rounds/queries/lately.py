"""What leadership groups did since a day: counts, no words and no groups."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.rounds.models import Agreement, Round
from tracker.rounds.rules import State


@dataclass(frozen=True)
class Lately:
    """Rounds held, and agreements made and closed, since a day."""

    held: int
    made: int
    closed: int


def lately(session: Session, since: datetime) -> Lately:
    """In one query."""
    counts = (
        select(func.count()).where(Round.state == State.HELD, Round.held_at >= since),
        select(func.count()).where(Agreement.made_at >= since),
        select(func.count()).where(Agreement.closed_at >= since),
    )
    return Lately(*session.execute(select(*(one.scalar_subquery() for one in counts))).one())
