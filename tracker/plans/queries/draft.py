"""The action cards: a chosen theme with everything that was gathered and decided about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.plans import rules
from tracker.plans.models import Action, Input, Offer, Origin, Placement, Plan, Theme, ThemeOffer
from tracker.plans.queries.plan import of, rights
from tracker.plans.rules import State
from tracker.storage import loading
from tracker.storage.asking import IDS
from tracker.storage.kept import once
from tracker.storage.unit_of_work import UnitOfWork

_DUE_FIRST = (Action.due.is_(None), Action.due, Action.added_at)
Row = TypeVar("Row", Placement, Input, Action)


@dataclass(frozen=True)
class ThemeCard:
    """A theme's action card."""

    theme: Theme
    placements: list[Placement]
    offers: list[Offer]
    inputs: list[Input]
    actions: list[Action]

    @property
    def spread(self) -> dict[str, int]:
        """How many actions there are at each level."""
        return rules.spread(one.level for one in self.actions)

    @property
    def all_on_the_individual(self) -> bool:
        """Whether every action asks something of the individual leader alone."""
        return rules.all_on_the_individual([one.level for one in self.actions])

    def status(self, action: Action, today: date) -> str:
        """Whether an action is on track, late or done."""
        return rules.status(action.state, action.due, today, action.said)

    @property
    def draft(self) -> rules.ThemeDraft:
        """What publishing looks at."""
        actions = tuple(
            rules.ActionDraft(one.person_id is not None, one.due is not None, one.level) for one in self.actions
        )
        return rules.ThemeDraft(bool(self.theme.description.strip()), actions)


@dataclass(frozen=True)
class Drafted:
    """A theme of the draft, how many escalations it came from, and its actions that were not given up."""

    theme: Theme
    escalations: int
    actions: list[Action]


def drafted(session: Session, plan_id: UUID) -> list[Drafted]:
    """All themes of a plan, oldest first, with their actions: one query, asked once a page."""
    return once(session, "drafted", plan_id, lambda: _drafted(session, plan_id=plan_id))


def one_drafted(session: Session, theme_id: UUID) -> Drafted:
    """One theme with its actions, in the same way; NotFound where there is none."""
    found = once(session, "one drafted", theme_id, lambda: _drafted(session, theme_id=theme_id))
    if not found:
        raise NotFound
    return found[0]


@cache
def _themes_and_actions(by: str) -> Select[Theme, int, Action]:
    came = select(func.count()).where(Origin.theme_id == Theme.id).correlate(Theme).scalar_subquery()
    theirs = and_(Action.theme_id == Theme.id, Action.state != "dropped")
    which = {"plan_id": Theme.plan_id, "theme_id": Theme.id}[by] == bindparam(by)
    query = select(Theme, came.label("came"), Action).outerjoin(Action, theirs).where(which)
    return query.order_by(Theme.proposed_at, Theme.id, *_DUE_FIRST)


def _drafted(session: Session, **by: UUID) -> list[Drafted]:
    found: dict[UUID, Drafted] = {}
    for theme, came, action in loading.tuples(session, _themes_and_actions(*by), **by):
        one = found.setdefault(theme.id, Drafted(theme, came, []))
        if action is not None:
            one.actions.append(action)
    return list(found.values())


def outline(session: Session, plan_id: UUID) -> list[ThemeCard]:
    """The chosen themes with their actions alone: what it takes to say how far the plan is."""
    chosen = [one for one in drafted(session, plan_id) if one.theme.state == State.CHOSEN]
    return [ThemeCard(one.theme, [], [], [], one.actions) for one in chosen]


def cards(session: Session, plan_id: UUID) -> list[ThemeCard]:
    """The action cards of all chosen themes."""
    query = select(Theme).where(Theme.plan_id == plan_id, Theme.state == State.CHOSEN)
    return gather(session, session.scalars(query.order_by(Theme.proposed_at, Theme.id)).all())


def gather(session: Session, themes: Sequence[Theme]) -> list[ThemeCard]:
    """The action cards of some themes, in a fixed number of queries."""
    ids = [theme.id for theme in themes]
    places = _by_theme(loading.rows(session, _PLACES, ids=ids))
    inputs = _by_theme(loading.rows(session, _INPUTS, ids=ids))
    if len(ids) == 1:
        actions = {ids[0]: one_drafted(session, ids[0]).actions}
    else:
        actions = _by_theme(loading.rows(session, _ACTIONS, ids=ids))
    offers: dict[UUID, list[Offer]] = {}
    for theme_id, offer in loading.tuples(session, _BROUGHT, ids=ids):
        offers.setdefault(theme_id, []).append(offer)
    return [
        ThemeCard(
            theme,
            sorted(places.get(theme.id, []), key=lambda one: rules.COLUMNS.index(one.column)),
            offers.get(theme.id, []),
            inputs.get(theme.id, []),
            actions.get(theme.id, []),
        )
        for theme in themes
    ]


_PLACES = select(Placement).where(Placement.theme_id.in_(IDS))
_INPUTS = select(Input).where(Input.theme_id.in_(IDS)).order_by(Input.on, Input.added_at)
_ACTIONS = select(Action).where(Action.theme_id.in_(IDS), Action.state != "dropped").order_by(*_DUE_FIRST)
_BROUGHT = (
    select(ThemeOffer.theme_id, Offer)
    .join(Offer, Offer.id == ThemeOffer.offer_id)
    .where(ThemeOffer.theme_id.in_(IDS))
    .order_by(Offer.title)
)


def _by_theme(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.theme_id, []).append(row)
    return found


def lacking(plan: Plan, found: Sequence[ThemeCard]) -> list[rules.Missing]:
    """What the draft lacks before it is published."""
    answers = [getattr(plan, name) for name in rules.ANSWERS]
    return rules.missing(plan.purpose, [one.draft for one in found], answers)


def theme_card(uow: UnitOfWork, theme_id: UUID) -> tuple[Plan, ThemeCard]:
    """One action card of the draft; NotFound for who does not see the draft."""
    plan, theme = theme_of_draft(uow, theme_id)
    return plan, once(uow.session, "card", theme_id, lambda: gather(uow.session, [theme])[0])


def theme_of_draft(uow: UnitOfWork, theme_id: UUID) -> tuple[Plan, Theme]:
    """One theme of the draft; NotFound for who does not see the draft."""
    theme = one_drafted(uow.session, theme_id).theme
    plan = of(uow, theme.plan_id)
    if not rights(uow, plan, theme.id).sees_draft:
        raise NotFound
    return plan, theme


def action(uow: UnitOfWork, action_id: UUID) -> tuple[Plan, Theme, Action]:
    """One action with its theme and plan, for who qualifies."""
    row = uow.get(Action, action_id)
    theme = uow.get(Theme, row.theme_id)
    plan = of(uow, theme.plan_id)
    if not rights(uow, plan, theme.id).qualifies or row.state == "dropped":
        raise NotFound
    return plan, theme, row


def my_actions(uow: UnitOfWork, theme_id: UUID) -> list[Action]:
    """The published actions of a theme that are the actor's own; the page has asked for the right to the theme."""
    query = select(Action).where(Action.theme_id == theme_id, Action.person_id == uow.actor.me)
    rows = query.where(Action.published_at.is_not(None), Action.state != "dropped")
    return list(uow.session.scalars(rows.order_by(Action.due, Action.added_at)))
