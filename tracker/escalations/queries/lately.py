"""What happened to escalations since a day: counts for everybody, no words."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from tracker.escalations.models import Escalation
from tracker.escalations.rules import State
from tracker.storage.asking import SINCE


@dataclass(frozen=True)
class Lately:
    """Escalations received and answered since a day."""

    received: int
    answered: int


@cache
def counting() -> Select[*tuple[Any, ...]]:
    """What `Lately` is read from. Those that concern somebody in the chain are counted for nobody, as in the totals."""
    counted = select(func.count()).where(Escalation.state != State.WITHDRAWN, Escalation.concerns_id.is_(None))
    received = counted.where(Escalation.raised_at >= SINCE).scalar_subquery()
    answered = counted.where(Escalation.answered_at >= SINCE).scalar_subquery()
    return select(received, answered)
