"""What happened to escalations since a day: counts for everybody, no words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation
from tracker.escalations.rules import State


@dataclass(frozen=True)
class Lately:
    """Escalations received and answered since a day."""

    received: int
    answered: int


def lately(session: Session, since: datetime) -> Lately:
    """Those that concern somebody in the chain are counted for nobody, as in the totals."""
    counted = select(func.count()).where(Escalation.state != State.WITHDRAWN, Escalation.concerns_id.is_(None))
    received = counted.where(Escalation.raised_at >= since).scalar_subquery()
    answered = counted.where(Escalation.answered_at >= since).scalar_subquery()
    return Lately(*session.execute(select(received, answered)).one())
