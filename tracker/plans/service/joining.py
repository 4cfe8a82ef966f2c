"""What a seminar does to the themes: new ones, and similar ones joined."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import update

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.plans import facts, rules
from tracker.plans.models import Plan, Theme
from tracker.plans.rules import State
from tracker.plans.service.themes import put_forward
from tracker.storage.unit_of_work import UnitOfWork


def propose_at_seminar(uow: UnitOfWork, plan: Plan, *, title: str, why: str, lang: str) -> UUID:
    """A theme put forward at a seminar, which has asked for the right to it. Returns its id."""
    return put_forward(uow, plan, title=title, why=why, lang=lang, source="seminar").id


def join(uow: UnitOfWork, plan: Plan, theme_ids: Iterable[UUID], into_id: UUID) -> list[UUID]:
    """Put themes about the same together in one of them. Returns those that were joined to it."""
    into = _theme(uow, plan, into_id)
    others = [_theme(uow, plan, one) for one in theme_ids if one != into_id]
    if not others:
        raise RuleBroken(N_("Choose at least two themes to join"))
    for row in others:
        rules.join(row.state, into.state)
        _bring_along(uow, row, into)
        row.state, row.joined_to = State.JOINED, into.id
        uow.record(facts.ThemeJoined(matter=row.id, into_id=into.id))
    return [row.id for row in others]


def _bring_along(uow: UnitOfWork, row: Theme, into: Theme) -> None:
    """What had been joined with this one goes along: nothing is joined to a joined theme."""
    uow.session.flush()
    uow.session.execute(update(Theme).where(Theme.joined_to == row.id).values(joined_to=into.id))


def split(uow: UnitOfWork, plan: Plan, theme_id: UUID) -> None:
    """Let a joined theme stand by itself again."""
    row = _theme(uow, plan, theme_id)
    rules.split(row.state)
    row.state, row.joined_to = State.PROPOSED, None
    uow.record(facts.ThemeSplit(matter=row.id))


def _theme(uow: UnitOfWork, plan: Plan, theme_id: UUID) -> Theme:
    row = uow.get(Theme, theme_id)
    if row.plan_id != plan.id:
        raise NotFound
    return row
