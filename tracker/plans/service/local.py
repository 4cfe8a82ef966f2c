"""Between a part's plan and the plan above it: themes taken up, and themes passed up."""

from uuid import UUID

from sqlalchemy import select

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.plans import facts
from tracker.plans.models import Plan, Theme
from tracker.plans.queries.local import above
from tracker.plans.queries.plan import needed, rights, standing
from tracker.plans.rules import State
from tracker.plans.service.plan import deciding
from tracker.storage.unit_of_work import UnitOfWork


def take_up(uow: UnitOfWork, theme_id: UUID, *, lang: str) -> UUID:
    """Take a published theme of the plan above into this part's own, to be assessed here. Returns the new one's id."""
    plan = needed(uow.session)
    if not rights(uow, plan).decides or (higher := above(uow, plan)) is None:
        raise NotFound
    published = {UUID(theme["id"]): theme for theme in higher.themes}
    if theme_id not in published:
        raise NotFound
    if theme_id in higher.taken:
        raise RuleBroken(N_("The theme has been taken up already"))
    theme, titles = uow.get(Theme, theme_id), published[theme_id]["titles"]
    written = lang if lang in titles else next(iter(titles))
    why = published[theme_id]["description"] or titles[written]
    return _copy(uow, theme, plan, title=titles[written], why=why, lang=written, source="above")


def pass_up(uow: UnitOfWork, theme_id: UUID, *, why: str, lang: str) -> UUID:
    """Propose a theme of this part's plan to the plan above. Returns the id it has there."""
    plan, theme = deciding(uow, theme_id)
    higher = above(uow, plan)
    if higher is None:
        raise NotFound
    uow.require("T", "theme", standing(uow, higher.plan))
    if uow.session.scalar(select(Theme.id).where(Theme.came_from == theme.id, Theme.plan_id == higher.plan.id)):
        raise RuleBroken(N_("The theme has been passed up already"))
    return _copy(uow, theme, higher.plan, title=theme.title, why=why, lang=lang, source="part")


def _copy(uow: UnitOfWork, theme: Theme, plan: Plan, *, title: str, why: str, lang: str, source: str) -> UUID:
    row = Theme(
        plan_id=plan.id,
        title=title,
        why=why,
        lang=lang,
        code=theme.code,
        as_catalogue=theme.as_catalogue,
        source=source,
        came_from=theme.id,
        proposed_by=uow.actor.me,
        proposed_at=uow.now,
        state=State.PROPOSED,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.ThemeProposed(matter=row.id, plan_id=plan.id, source=source))
    return row.id
