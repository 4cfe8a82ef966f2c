"""The themes as a seminar gathers them: without whose they are. The seminar asks for the right to see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.figures import queries as figures
from tracker.kernel.errors import NotFound
from tracker.kernel.figures import Figure
from tracker.plans.models import Plan, Theme
from tracker.plans.queries.draft import Drafted, drafted
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
    figures: "Figures"


@dataclass(frozen=True)
class Figures:
    """How a theme was rated, as far as it may be told."""

    important: Figure | None = None
    success: Figure | None = None


def question(theme_id: UUID, what: str) -> str:
    """What a figure is published under; `what` is important or success."""
    return f"theme.{theme_id}.{what}"


def rated(session: Session, plan_id: UUID, theme_ids: Iterable[UUID]) -> dict[UUID, Figures]:
    """How some themes of a plan were rated at its last seminars."""
    ids = list(theme_ids)
    codes = [question(one, what) for one in ids for what in ("important", "success")]
    told = figures.newest(session, plan_id, codes) if codes else {}
    shown = {code: one.figure for code, one in told.items()}
    return {one: Figures(shown.get(question(one, "important")), shown.get(question(one, "success"))) for one in ids}


def gathered(uow: UnitOfWork, plan: Plan, lang: str) -> list[Gathered]:
    """The themes of a plan that are in play, oldest first, with how they were rated."""
    rows = drafted(uow.session, plan.id)
    found = rated(uow.session, plan.id, [row.theme.id for row in rows])
    joined: dict[UUID, list[Gathered]] = {}
    for row in rows:
        if row.theme.joined_to:
            joined.setdefault(row.theme.joined_to, []).append(_one(uow, row, lang, found))
    return [_one(uow, row, lang, found, joined.get(row.theme.id)) for row in rows if row.theme.state in IN_PLAY]


def _one(
    uow: UnitOfWork, one: Drafted, lang: str, found: dict[UUID, Figures], joined: list[Gathered] | None = None
) -> Gathered:
    row = one.theme
    title, title_lang = title_in(row, lang)
    return Gathered(
        id=row.id,
        title=title,
        title_lang=title_lang,
        why=row.why,
        lang=row.lang,
        source=row.source,
        mine=row.proposed_by == uow.actor.person_id and row.source != "escalation",
        escalations=one.escalations + sum(each.escalations for each in joined or []),
        joined=joined or [],
        figures=found[row.id],
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
