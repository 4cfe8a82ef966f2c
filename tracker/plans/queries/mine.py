"""What became of the themes that the one who asks put forward."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Standing, may
from tracker.plans.models import Plan, Theme
from tracker.plans.queries.themes import title_in
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Proposal:
    """One of them; `into` is the title of the theme it goes on as, where that may be read."""

    id: UUID
    title: str
    title_lang: str
    state: str
    source: str
    reason: str
    reason_lang: str
    into: tuple[str, str] | None
    plan: str
    plan_lang: str
    day: date


def my_proposals(uow: UnitOfWork, lang: str) -> list[Proposal]:
    """All of them, newest first; NotFound for whoever cannot propose at all."""
    held = Standing(uow.actor.roles)
    if not may("T", "theme", held):
        raise NotFound
    into = aliased(Theme)
    query = select(Theme, Plan, into).join(Plan, Plan.id == Theme.plan_id)
    query = query.outerjoin(into, into.id == Theme.joined_to)
    mine = query.where(Theme.proposed_by == uow.actor.me, Theme.source != "escalation")
    rows = uow.session.execute(mine.order_by(Theme.proposed_at.desc(), Theme.id)).all()
    sees_others = may("R", "theme", held)
    return [_proposal(uow, row[0], row[1], row[2] if sees_others else None, lang) for row in rows]


def _proposal(uow: UnitOfWork, row: Theme, plan: Plan, into: Theme | None, lang: str) -> Proposal:
    title, title_lang = title_in(row, lang)
    return Proposal(
        id=row.id,
        title=title,
        title_lang=title_lang,
        state=row.state,
        source=row.source,
        reason=row.reason,
        reason_lang=row.reason_lang or row.lang,
        into=title_in(into, lang) if into else None,
        plan=plan.title,
        plan_lang=plan.lang,
        day=row.proposed_at.astimezone(uow.zone).date(),
    )
