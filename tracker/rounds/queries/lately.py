"""What leadership groups did since a day: counts, no words and no groups."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from tracker.rounds.models import Agreement, Round
from tracker.rounds.rules import State
from tracker.storage.asking import SINCE


@dataclass(frozen=True)
class Lately:
    """Rounds held, and agreements made and closed, since a day."""

    held: int
    made: int
    closed: int


@cache
def counting() -> Select[*tuple[Any, ...]]:
    """What `Lately` is read from."""
    counts = (
        select(func.count()).where(Round.state == State.HELD, Round.held_at >= SINCE),
        select(func.count()).where(Agreement.made_at >= SINCE),
        select(func.count()).where(Agreement.closed_at >= SINCE),
    )
    return select(*(one.scalar_subquery() for one in counts))
