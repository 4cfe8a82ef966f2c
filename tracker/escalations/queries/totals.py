"""Counts and days for everybody; no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation
from tracker.escalations.rules import OPEN, State
from tracker.storage.asking import ask

A_WEEK, FOUR_WEEKS = 7, 28
"""days"""


@dataclass(frozen=True)
class Totals:
    """What may be told to everybody: counts and days, no words."""

    received: int
    open: int
    answered: int
    unanswered_at_top: int
    median_days: float | None
    took: tuple[int, int, int]
    """how many were answered within a week, within four, and later"""


def totals(session: Session, counted: Sequence[int] | None = None) -> Totals:
    """Escalations received, open and answered, and how many days answering took (median).

    Those that concern somebody in the chain are counted for nobody: that person reads the same figures.
    `counted` is what was found of `counting` already.
    """
    received, is_open, at_top = counted or ask(session, counting()).one()
    took = sorted((row.answered_at.date() - row.raised_at.date()).days for row in ask(session, _answered()))
    return Totals(
        received=received,
        open=is_open,
        answered=len(took),
        unanswered_at_top=at_top,
        median_days=_median(took),
        took=_spread(took),
    )


_COUNTED = and_(Escalation.state != State.WITHDRAWN, Escalation.concerns_id.is_(None))


@cache
def counting() -> Select[*tuple[Any, ...]]:
    """Received, open, and of those unanswered at the top."""
    is_open = Escalation.state.in_(OPEN)
    return select(
        func.count().label("received"),
        func.count(case((is_open, 1))).label("open"),
        func.count(case((and_(is_open, Escalation.stranded), 1))).label("at_top"),
    ).where(_COUNTED)


@cache
def _answered() -> Select[datetime, datetime | None]:
    return select(Escalation.raised_at, Escalation.answered_at).where(_COUNTED, Escalation.answered_at.is_not(None))


def _median(values: list[int]) -> float | None:
    if not values:
        return None
    middle = len(values) // 2
    return float(values[middle]) if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _spread(days: list[int]) -> tuple[int, int, int]:
    quick = sum(many <= A_WEEK for many in days)
    later = sum(many > FOUR_WEEKS for many in days)
    return quick, len(days) - quick - later, later
