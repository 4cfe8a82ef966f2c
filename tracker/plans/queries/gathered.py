"""The themes as a seminar gathers them: without whose they are. The seminar asks for the right to see them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.errors import NotFound
from tracker.plans.models import Plan, Theme
from tracker.plans.queries.draft import drafted
from tracker.plans.queries.themes import title_in
from tracker.plans.rules import State
from tracker.storage.unit_of_work import UnitOfWork

IN_PLAY = (State.PROPOSED, State.IMPORTANT, State.CHOSEN)


@dataclass(frozen=True)
class Gathered:
    """A theme that is in play, with the titles of those that were joined to it."""

    id: UUID
    title: str
    title_lang: str
    why: str
    lang: str
    source: str
    mine: bool
    escalations: int
    joined: list["Gathered"]
    rated: int | None
    important: int | None
    success: int | None


def gathered(uow: UnitOfWork, plan: Plan, lang: str) -> list[Gathered]:
    """The themes of a plan that are in play, oldest first; how they were rated, where five or more did."""
    rows = drafted(uow.session, plan.id)
    joined: dict[UUID, list[Gathered]] = {}
    for row in rows:
        if row.theme.joined_to:
            joined.setdefault(row.theme.joined_to, []).append(_one(uow, row.theme, lang, row.escalations, []))
    return [
        _one(uow, row.theme, lang, row.escalations, joined.get(row.theme.id, []))
        for row in rows
        if row.theme.state in IN_PLAY
    ]


def _one(uow: UnitOfWork, row: Theme, lang: str, escalations: int, joined: list[Gathered]) -> Gathered:
    title, title_lang = title_in(row, lang)
    return Gathered(
        id=row.id,
        title=title,
        title_lang=title_lang,
        why=row.why,
        lang=row.lang,
        source=row.source,
        mine=row.proposed_by == uow.actor.person_id and row.source != "escalation",
        escalations=escalations + sum(one.escalations for one in joined),
        joined=joined,
        rated=row.rated,
        important=row.rated_important,
        success=row.rated_success,
    )


def in_play(uow: UnitOfWork, plan: Plan, theme_id: UUID) -> UUID:
    """A theme of a plan, or the one it was joined to; NotFound where it is in play no more."""
    query = select(Theme.id, Theme.state, Theme.joined_to).where(Theme.id == theme_id, Theme.plan_id == plan.id)
    found = uow.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    if found.joined_to:
        return in_play(uow, plan, found.joined_to)
    if found.state not in IN_PLAY:
        raise NotFound
    return theme_id
