"""The themes, as far as the one who asks may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import may
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans.models import Origin, Plan, Theme
from tracker.plans.queries.plan import rights, standing
from tracker.plans.queries.published import latest
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ThemeLine:
    """A theme as a reader sees it. Who proposed it is told to those who make the plan, and to the proposer."""

    id: UUID
    plan_id: UUID
    title: str
    title_lang: str
    why: str
    lang: str
    code: str | None
    source: str
    proposer: str
    mine: bool
    state: str
    importance: str | None
    success: str | None
    reason: str
    reason_lang: str
    escalations: int
    version: int


def catalogue_title(code: str, lang: str) -> str:
    """The catalogue's title of a theme; NotFound for a code there is not."""
    try:
        return knowledge.theme(code).title.in_(lang)
    except KeyError:
        raise NotFound from None


def title_in(row: Theme, lang: str) -> tuple[str, str]:
    """A theme's title and the language it is in: the catalogue's own follows the reader."""
    if row.as_catalogue and row.code:
        return catalogue_title(row.code, lang), lang
    return row.title, row.lang


def themes(uow: UnitOfWork, plan: Plan, lang: str) -> list[ThemeLine]:
    """All themes of a plan, oldest first; MED sees the published ones and its own."""
    query = select(Theme).where(Theme.plan_id == plan.id)
    if not may("R", "theme", standing(uow, plan)):
        query = query.where(or_(Theme.id.in_(_published(uow.session, plan)), Theme.proposed_by == uow.actor.me))
    rows = uow.session.scalars(query.order_by(Theme.proposed_at, Theme.id)).all()
    return _lines(uow, plan, rows, lang)


def theme(uow: UnitOfWork, theme_id: UUID, lang: str) -> tuple[Plan, ThemeLine, bool]:
    """The plan, the theme, and whether it is published; NotFound for who may not see it."""
    row = uow.get(Theme, theme_id)
    plan = uow.get(Plan, row.plan_id)
    published = row.id in _published(uow.session, plan)
    relations = ["shown"] if published or row.proposed_by == uow.actor.me else []
    uow.require("R", "theme", standing(uow, plan, *relations))
    return plan, _lines(uow, plan, [row], lang)[0], published


def _published(session: Session, plan: Plan) -> set[UUID]:
    newest = latest(session, plan.id)
    return {UUID(theme["id"]) for theme in newest.content["themes"]} if newest else set()


def _lines(uow: UnitOfWork, plan: Plan, rows: Iterable[Theme], lang: str) -> list[ThemeLine]:
    rows, draft = list(rows), rights(uow, plan).sees_draft
    came = _escalations(uow.session, [row.id for row in rows])
    names = people.people(uow.session, [row.proposed_by for row in rows] if draft else [])
    groups = people.groups(uow.session) if draft else {}
    return [_line(uow, row, lang, came, _proposer(row, names, groups)) for row in rows]


def _escalations(session: Session, ids: list[UUID]) -> dict[UUID, int]:
    query = select(Origin.theme_id, func.count()).where(Origin.theme_id.in_(ids)).group_by(Origin.theme_id)
    return dict(session.execute(query).all())


def _proposer(row: Theme, names: dict[UUID, people.Someone], groups: dict[UUID, str]) -> str:
    if row.source == "escalation":
        return ""
    if row.group_id in groups:
        return groups[row.group_id]
    return names[row.proposed_by].name if row.proposed_by in names else ""


def _line(uow: UnitOfWork, row: Theme, lang: str, came: dict[UUID, int], proposer: str) -> ThemeLine:
    title, title_lang = title_in(row, lang)
    return ThemeLine(
        id=row.id,
        plan_id=row.plan_id,
        title=title,
        title_lang=title_lang,
        why=row.why,
        lang=row.lang,
        code=row.code,
        source=row.source,
        proposer=proposer,
        mine=row.proposed_by == uow.actor.person_id and row.source != "escalation",
        state=row.state,
        importance=row.importance,
        success=row.success,
        reason=row.reason,
        reason_lang=row.reason_lang or row.lang,
        escalations=came.get(row.id, 0),
        version=row.version,
    )
