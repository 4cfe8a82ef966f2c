"""The organisation's card: three rows by five columns."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.plans.models import Offer, Placement, Plan, Theme
from tracker.plans.queries.draft import drafted
from tracker.plans.queries.plan import live, of, rights
from tracker.plans.queries.themes import title_in
from tracker.plans.rules import State
from tracker.storage.unit_of_work import UnitOfWork

ON_THE_CARD = (State.IMPORTANT, State.CHOSEN)


@dataclass(frozen=True)
class Placed:
    """A theme in a cell, with what is said of it there."""

    id: UUID
    theme_id: UUID
    title: str
    title_lang: str
    text: str
    lang: str
    row: str
    column: str
    version: int


@dataclass(frozen=True)
class Card:
    """What stands where. Cells are asked for by row and column."""

    placed: dict[tuple[str, str], list[Placed]] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    unplaced: list[Theme] = field(default_factory=list)
    """important themes that stand nowhere yet"""

    def at(self, row: str, column: str) -> list[Placed]:
        """The themes of a cell."""
        return self.placed.get((row, column), [])

    def offers_for(self, column: str) -> list[Offer]:
        """The offers of a column."""
        return [one for one in self.offers if column in one.columns]


def card(uow: UnitOfWork, plan: Plan, lang: str) -> Card:
    """The card of the draft; NotFound for who does not see the draft."""
    if not rights(uow, plan).sees_draft:
        raise NotFound
    query = select(Placement, Theme).join(Theme, Theme.id == Placement.theme_id).where(Theme.plan_id == plan.id)
    found = Card(offers=offers(uow.session, plan.id))
    standing = set()
    for place, theme in uow.session.execute(query.order_by(Theme.proposed_at, Theme.id)):
        standing.add(theme.id)
        if theme.state in ON_THE_CARD:
            title, title_lang = title_in(theme, lang)
            one = Placed(
                place.id, theme.id, title, title_lang, place.text, place.lang, place.row, place.column, place.version
            )
            found.placed.setdefault((place.row, place.column), []).append(one)
    may_stand = [one.theme for one in drafted(uow.session, plan.id) if one.theme.state in ON_THE_CARD]
    found.unplaced.extend(row for row in may_stand if row.id not in standing)
    return found


def offers(session: Session, plan_id: UUID) -> list[Offer]:
    """The existing offers of a plan, by title."""
    return list(session.scalars(select(Offer).where(Offer.plan_id == plan_id).order_by(Offer.title, Offer.id)))


def placement(uow: UnitOfWork, placement_id: UUID) -> tuple[Placement, Theme]:
    """One placement and its theme, for who decides about themes."""
    row = uow.get(Placement, placement_id)
    theme = uow.get(Theme, row.theme_id)
    if not rights(uow, of(uow, theme.plan_id)).decides:
        raise NotFound
    return row, theme


def offer(uow: UnitOfWork, offer_id: UUID) -> Offer:
    """One offer, for who may change it."""
    row = uow.get(Offer, offer_id)
    if not rights(uow, live(uow, row.plan_id)).offers:
        raise NotFound
    return row
