"""Placing themes and existing offers on the organisation's card."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select

from tracker.kernel.errors import N_, RuleBroken
from tracker.plans import facts, rules
from tracker.plans.models import Offer, Placement, Plan, ThemeOffer
from tracker.plans.queries.plan import live, needed, standing
from tracker.plans.service.plan import add_once, deciding
from tracker.storage.unit_of_work import UnitOfWork

_TAKEN = N_("The theme stands in this column already. Open it there to move it")


def place(uow: UnitOfWork, theme_id: UUID, *, column: str, row: str, text: str, lang: str) -> UUID:
    """Place a theme in a column and row, with its answer to what the row asks. Returns the placement's id."""
    _, theme = deciding(uow, theme_id)
    rules.place(theme.state, column, row)
    rules.answer_row(row, text)
    if uow.session.scalar(select(Placement.id).where(Placement.theme_id == theme.id, Placement.column == column)):
        raise RuleBroken(_TAKEN, field="column")
    placed = Placement(theme_id=theme.id, column=column, row=row, text=text, lang=lang)
    add_once(uow, placed, _TAKEN)
    uow.record(facts.ThemePlaced(matter=theme.id, column=column, row=row))
    return placed.id


def move(
    uow: UnitOfWork, placement_id: UUID, *, column: str, row: str, version: int, text: str | None = None, lang: str
) -> None:
    """Move a placed theme, or change its answer. What was said in the other row is kept there."""
    _, theme = deciding(uow, uow.get(Placement, placement_id).theme_id)
    placed = uow.get(Placement, placement_id, version=version)
    rules.place(theme.state, column, row)
    taken = select(Placement.id).where(Placement.theme_id == theme.id, Placement.column == column)
    if uow.session.scalar(taken.where(Placement.id != placed.id)):
        raise RuleBroken(_TAKEN, field="column")
    if row != placed.row:
        placed.text, placed.lang, placed.other, placed.other_lang = (
            *(placed.other, placed.other_lang),
            *(placed.text, placed.lang),
        )
    placed.column, placed.row = column, row
    if text is not None:
        rules.answer_row(row, text)
        placed.lang = placed.lang if text == placed.text else lang
        placed.text = text
    uow.record(facts.ThemePlaced(matter=theme.id, column=column, row=row))


def take_off(uow: UnitOfWork, placement_id: UUID, *, version: int) -> None:
    """Take a theme off a column."""
    _, theme = deciding(uow, uow.get(Placement, placement_id).theme_id)
    placed = uow.get(Placement, placement_id, version=version)
    uow.session.delete(placed)
    uow.record(facts.ThemePlaced(matter=theme.id, column=placed.column, row=""))


@dataclass(frozen=True)
class OfferText:
    """What an offer says of itself."""

    title: str
    what: str
    contact: str
    columns: Sequence[str]
    lang: str


def add_offer(uow: UnitOfWork, said: OfferText) -> UUID:
    """Put an existing offer on the card. Returns its id."""
    plan = needed(uow.session)
    uow.require("C", "offer", standing(uow, plan))
    row = Offer(plan_id=plan.id)
    _fill(row, said)
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.PlanChanged(matter=plan.id, what="offers"))
    return row.id


def change_offer(uow: UnitOfWork, offer_id: UUID, said: OfferText, *, version: int) -> None:
    """Change an offer."""
    plan, row = _offer(uow, offer_id, "U", version)
    _fill(row, said)
    uow.record(facts.PlanChanged(matter=plan.id, what="offers"))


def remove_offer(uow: UnitOfWork, offer_id: UUID, *, version: int) -> None:
    """Take an offer away, also from the themes it was brought into; published versions keep it."""
    plan, row = _offer(uow, offer_id, "D", version)
    uow.session.execute(delete(ThemeOffer).where(ThemeOffer.offer_id == row.id))
    uow.session.delete(row)
    uow.record(facts.PlanChanged(matter=plan.id, what="offers"))


def _offer(uow: UnitOfWork, offer_id: UUID, action: str, version: int) -> tuple[Plan, Offer]:
    plan = live(uow, uow.get(Offer, offer_id).plan_id)
    uow.require(action, "offer", standing(uow, plan))
    return plan, uow.get(Offer, offer_id, version=version)


def _fill(row: Offer, said: OfferText) -> None:
    if not said.columns or not set(said.columns) <= set(rules.COLUMNS):
        raise RuleBroken(N_("Choose whom the offer is for"), field="columns")
    row.title, row.what, row.contact, row.lang = said.title, said.what, said.contact, said.lang
    row.columns = [column for column in rules.COLUMNS if column in said.columns]
