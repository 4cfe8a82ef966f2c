"""The action card of a chosen theme: description, inputs, offers, actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from tracker.followups import service as followups
from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.people import queries as people
from tracker.plans import facts, rules
from tracker.plans.models import Action, Offer, Plan, Theme, ThemeOffer
from tracker.plans.service.plan import qualifying
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Words:
    """What is written of a theme: what it is, the signs that it goes well or badly, and how one sees that it works."""

    description: str
    signs_well: str
    signs_badly: str
    works_when: str


def describe(uow: UnitOfWork, theme_id: UUID, said: Words, *, lang: str, version: int) -> None:
    """Write what the theme is, its signs, and how we shall see that it works."""
    _, row = qualifying(uow, theme_id, version=version)
    for name, text in vars(said).items():
        setattr(row, name, text)
    row.description_lang = lang
    _note(uow, row, "description")


def bring_offers(uow: UnitOfWork, theme_id: UUID, offer_ids: Sequence[UUID], *, version: int) -> None:
    """Bring existing offers into the theme: these and no others."""
    plan, theme = qualifying(uow, theme_id, version=version)
    known = set(uow.session.scalars(select(Offer.id).where(Offer.plan_id == plan.id)))
    if not set(offer_ids) <= known:
        raise NotFound
    uow.session.execute(delete(ThemeOffer).where(ThemeOffer.theme_id == theme.id))
    uow.session.add_all(ThemeOffer(theme_id=theme.id, offer_id=one) for one in set(offer_ids))
    flag_modified(theme, "state")  # counts its version up: its offers are part of it
    _note(uow, theme, "offers")


@dataclass(frozen=True)
class ActionText:
    """What an action says."""

    what: str
    role: str
    person_id: UUID | None
    due: date | None
    level: str
    lang: str
    code: str | None = None
    asked_from: date | None = None
    cadence: str | None = None


def add_action(uow: UnitOfWork, theme_id: UUID, said: ActionText) -> UUID:
    """Add an action to the theme. Returns its id."""
    plan, theme = qualifying(uow, theme_id)
    _check(uow, plan, said)
    row = Action(theme_id=theme.id, added_at=uow.now, **vars(said))
    uow.session.add(row)
    uow.session.flush()
    _note(uow, theme, "action")
    return row.id


def change_action(uow: UnitOfWork, action_id: UUID, said: ActionText, *, version: int) -> UUID:
    """Change an action; its follow-up moves when the next version is published. Returns the theme's id."""
    plan, theme, row = _action(uow, action_id, "U", version)
    _check(uow, plan, said)
    if said.due != row.due:
        row.said = None  # a new date is a new promise
    for name, value in vars(said).items():
        if name != "code":
            setattr(row, name, value)
    _note(uow, theme, "action")
    return theme.id


def drop_action(uow: UnitOfWork, action_id: UUID, *, version: int) -> UUID:
    """Give an action up; one that was published is kept, and is no longer followed up. Returns the theme's id."""
    _, theme, row = _action(uow, action_id, "D", version)
    followups.close_matter(uow, row.id)
    if row.published_at:
        row.state = "dropped"
    else:
        uow.session.delete(row)
    _note(uow, theme, "action")
    return theme.id


def _action(uow: UnitOfWork, action_id: UUID, action: str, version: int) -> tuple[Plan, Theme, Action]:
    row = uow.get(Action, action_id)
    plan, theme = qualifying(uow, row.theme_id, action)
    row = uow.get(Action, action_id, version=version)
    if row.state != "open":
        raise RuleBroken(N_("The action is done and can no longer be changed"))
    return plan, theme, row


def _check(uow: UnitOfWork, plan: Plan, said: ActionText) -> None:
    if said.level not in rules.LEVELS:
        raise RuleBroken(N_("Choose a level"), field="level")
    if said.due and not plan.started_at.date() <= said.due <= plan.ends:
        raise RuleBroken(
            N_("Choose a date within the plan, which ends on %(day)s"), field="due", day=f"{plan.ends:%d.%m.%Y}"
        )
    if said.cadence and said.asked_from is None:
        raise RuleBroken(N_("Choose the first day it is followed up"), field="first")
    if said.asked_from and not plan.started_at.date() <= said.asked_from <= plan.ends:
        raise RuleBroken(
            N_("Choose a date within the plan, which ends on %(day)s"), field="first", day=f"{plan.ends:%d.%m.%Y}"
        )
    if said.person_id and not people.roles_of(uow.session, said.person_id, uow.today):
        raise RuleBroken(N_("Choose somebody who is here today"), field="person")


def _note(uow: UnitOfWork, theme: Theme, what: str) -> None:
    uow.record(facts.ThemeQualified(matter=theme.id, what=what))
