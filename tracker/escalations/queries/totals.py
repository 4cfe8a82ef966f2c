"""Counts and days for everybody; no words."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation
from tracker.escalations.rules import OPEN, State


@dataclass(frozen=True)
class Totals:
    """What may be told to everybody: counts and days, no words."""

    received: int
    open: int
    answered: int
    unanswered_at_top: int
    median_days: float | None


def totals(session: Session) -> Totals:
    """Escalations received, open and answered, and how many days answering took (median).

    Those that concern somebody in the chain are counted for nobody: that person reads the same figures.
    """
    query = select(Escalation.state, Escalation.stranded, Escalation.raised_at, Escalation.answered_at)
    rows = session.execute(query.where(Escalation.state != State.WITHDRAWN, Escalation.concerns_id.is_(None))).all()
    took = sorted((row.answered_at.date() - row.raised_at.date()).days for row in rows if row.answered_at)
    return Totals(
        received=len(rows),
        open=sum(row.state in OPEN for row in rows),
        answered=len(took),
        unanswered_at_top=sum(row.stranded and row.state in OPEN for row in rows),
        median_days=_median(took),
    )


def _median(values: list[int]) -> float | None:
    if not values:
        return None
    middle = len(values) // 2
    return float(values[middle]) if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
