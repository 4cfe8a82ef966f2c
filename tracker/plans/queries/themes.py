"""The themes, as far as the one who asks may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import may
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans.models import Plan, Theme
from tracker.plans.queries.draft import drafted, one_drafted
from tracker.plans.queries.plan import of, rights, standing
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
    rows = drafted(uow.session, plan.id)
    if not may("R", "theme", standing(uow, plan)):
        shown = _published(uow.session, plan)
        rows = [row for row in rows if row.theme.id in shown or row.theme.proposed_by == uow.actor.me]
    came = {row.theme.id: row.escalations for row in rows}
    return _lines(uow, plan, [row.theme for row in rows], lang, came)


def theme(uow: UnitOfWork, theme_id: UUID, lang: str) -> tuple[Plan, ThemeLine, bool]:
    """The plan, the theme, and whether it is published; NotFound for who may not see it."""
    one = one_drafted(uow.session, theme_id)
    row = one.theme
    plan = of(uow, row.plan_id)
    published = row.id in _published(uow.session, plan)
    relations = ["shown"] if published or row.proposed_by == uow.actor.me else []
    uow.require("R", "theme", standing(uow, plan, *relations, theme_id=row.id))
    return plan, _lines(uow, plan, [row], lang, {row.id: one.escalations})[0], published


def _published(session: Session, plan: Plan) -> set[UUID]:
    newest = latest(session, plan.id)
    return {UUID(theme["id"]) for theme in newest.content["themes"]} if newest else set()


def _lines(uow: UnitOfWork, plan: Plan, rows: Sequence[Theme], lang: str, came: dict[UUID, int]) -> list[ThemeLine]:
    draft = rights(uow, plan).sees_draft
    proposers = [row.proposed_by for row in rows] if draft else []
    names = people.people(uow.session, [*proposers, plan.coordinator_id] if draft else [])
    groups = people.group_names(uow.session, (row.group_id for row in rows)) if draft else {}
    return [_line(uow, row, lang, came, _proposer(row, names, groups)) for row in rows]


def _proposer(row: Theme, names: dict[UUID, people.Someone], groups: dict[UUID, str]) -> str:
    if row.source in ("escalation", "seminar"):
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
