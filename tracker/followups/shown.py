"""A follow-up as pages show it, and what of them may be told to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from tracker.followups import rules
from tracker.followups.models import FollowUp, Owner
from tracker.followups.rules import OPEN, Outcome
from tracker.storage.asking import IDS, TODAY, ask


@dataclass(frozen=True)
class FollowUpView:
    """An occurrence as pages show it."""

    id: UUID
    about: str
    matter: UUID
    story: UUID
    group_id: UUID | None
    role: str | None
    below_id: UUID | None
    except_id: UUID | None
    series: UUID
    number: int
    title: str
    lang: str
    due: date
    cadence: str | None
    anchor: date
    state: str
    outcome: str | None
    learned: str | None
    learned_lang: str | None
    why: str | None
    why_lang: str | None
    missed: int
    moved: int
    answered_by: UUID | None
    answered_at: datetime | None
    stands: bool
    version: int
    owners: tuple[UUID, ...]

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.state in OPEN

    def overdue(self, today: date) -> bool:
        """Overdue starts the day after."""
        return rules.is_overdue(self.state, self.due, today)


_OWNERS = select(Owner.followup_id, Owner.person_id).where(Owner.followup_id.in_(IDS)).order_by(Owner.person_id)


def views(session: Session, rows: Sequence[FollowUp]) -> list[FollowUpView]:
    """Rows as pages show them, in the same order."""
    owners: dict[UUID, list[UUID]] = {}
    for followup_id, person_id in ask(session, _OWNERS, ids=[row.id for row in rows]) if rows else ():
        owners.setdefault(followup_id, []).append(person_id)
    names = FollowUpView.__dataclass_fields__.keys() - {"owners"}
    return [
        FollowUpView(owners=tuple(owners.get(row.id, ())), **{name: getattr(row, name) for name in names})
        for row in rows
    ]


@dataclass(frozen=True)
class Totals:
    """What may be told to everybody: counts, no words."""

    kept: int
    partly: int
    not_kept: int
    open: int
    overdue: int


def totals(session: Session, today: date) -> Totals:
    """How many were kept, partly, not; how many are open, and how many of those are overdue."""
    return Totals(*ask(session, counting(), today=today).one())


@cache
def counting() -> Select[*tuple[Any, ...]]:
    """What `Totals` are read from."""
    is_open = FollowUp.state.in_(OPEN)
    became = (FollowUp.outcome == outcome for outcome in (Outcome.KEPT, Outcome.PARTLY, Outcome.NOT))
    kept, partly, not_kept = (func.count(case((is_so, 1))) for is_so in became)
    is_overdue = and_(is_open, FollowUp.due < TODAY)
    counts = select(kept, partly, not_kept, func.count(case((is_open, 1))), func.count(case((is_overdue, 1))))
    return counts.where(FollowUp.about.not_in(rules.CONFIDENTIAL))
