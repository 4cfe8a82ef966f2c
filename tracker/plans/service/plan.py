"""Starting a plan, and its frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.permissions import Role
from tracker.people import parts
from tracker.people import queries as people
from tracker.plans import facts, roadmap, rules
from tracker.plans.models import Plan, Theme
from tracker.plans.queries.plan import ENDED, current, frame, live, part, standing
from tracker.plans.service.welcoming import WELCOME
from tracker.storage.base import Base
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Frame:
    """What a plan begins with."""

    title: str
    purpose: str
    coordinator_id: UUID
    themes_close: date
    publish_by: date
    next_status: date
    ends: date
    prepared_by: date | None = None
    qualified_by: date | None = None
    heard_by: date | None = None
    owner_id: UUID | None = None
    audience: list[str] | None = None


def start(uow: UnitOfWork, what: Frame, *, lang: str) -> UUID:
    """Begin the plan of the organisation, or of the part of it that is looked at. Returns its id."""
    uow.require("C", "plan", standing(uow, None))
    before = current(uow.session)
    rules.start(before.ends if before else None, uow.today)
    _check(uow, what)
    if before:
        before.state = ENDED
        uow.cancel(WELCOME, before.id)
        uow.session.flush()
    row = Plan(started_by=uow.actor.me, started_at=uow.now, lang=lang, **_place(uow))
    _fill(row, what)
    add_once(uow, row, N_("There is a plan already. A new one can begin when it has ended"))
    uow.record(facts.PlanStarted(matter=row.id, coordinator_id=row.coordinator_id))
    return row.id


def _place(uow: UnitOfWork) -> dict[str, Any]:
    unit_id = part(uow.session)
    if unit_id is None:
        return {"unit_id": people.root_unit(uow.session), "is_local": False}
    if parts.part(uow.session, unit_id) is None:
        raise NotFound
    return {"unit_id": unit_id, "is_local": True}


def change_frame(uow: UnitOfWork, what: Frame, *, lang: str, version: int) -> None:
    """Change purpose, coordinator or dates of the plan."""
    row = changing(uow, version)
    _check(uow, what)
    _fill(row, what)
    row.lang = lang
    uow.record(facts.PlanChanged(matter=row.id, what="frame"))


def change_answers(uow: UnitOfWork, answers: Mapping[str, str], *, lang: str, version: int) -> None:
    """Write what the plan settles besides its themes (domain §3)."""
    row = changing(uow, version)
    for name in rules.ANSWERS:
        setattr(row, name, answers[name])
    row.answers_lang = lang
    uow.record(facts.PlanChanged(matter=row.id, what="answers"))


def _check(uow: UnitOfWork, what: Frame) -> None:
    roadmap.check([getattr(what, name) for name in roadmap.STEPS.values()])
    rules.dates(what.themes_close, what.publish_by, what.next_status, what.ends, today=uow.today)
    if not people.roles_of(uow.session, what.coordinator_id, uow.today) - {Role.SA}:
        raise RuleBroken(N_("Choose a coordinator who is here today"), field="coordinator")
    if what.owner_id and not people.roles_of(uow.session, what.owner_id, uow.today) - {Role.SA}:
        raise RuleBroken(N_("Choose an owner who is here today"), field="owner")
    if not set(what.audience or []) <= set(roadmap.AUDIENCE):
        raise RuleBroken(N_("Choose who is invited"), field="audience")


def _fill(row: Plan, what: Frame) -> None:
    for name, value in vars(what).items():
        setattr(row, name, value)


def changing(uow: UnitOfWork, version: int) -> Plan:
    """The current plan, at the version the actor has seen."""
    return uow.get(Plan, frame(uow).id, version=version)


def add_once(uow: UnitOfWork, row: Base, message: str) -> None:
    """Add a row that there may be one of; RuleBroken with the message when another was first."""
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError as error:
        raise RuleBroken(message) from error


def deciding(uow: UnitOfWork, theme_id: UUID, *, version: int | None = None) -> tuple[Plan, Theme]:
    """A theme of the current plan, for who decides about themes."""
    plan, theme = _theme(uow, theme_id)
    what = standing(uow, plan)
    try:
        uow.require("U", "theme", what)
    except NotFound:
        uow.require("S", "theme", what)
    return plan, uow.at_version(theme, version)


def qualifying(uow: UnitOfWork, theme_id: UUID, action: str = "U", *, version: int | None = None) -> tuple[Plan, Theme]:
    """A chosen theme of the current plan, for who qualifies themes."""
    plan, theme = _theme(uow, theme_id)
    uow.require(action, "qualification", standing(uow, plan, theme_id=theme.id))
    rules.qualify(theme.state)
    return plan, uow.at_version(theme, version)


def _theme(uow: UnitOfWork, theme_id: UUID) -> tuple[Plan, Theme]:
    theme = uow.get(Theme, theme_id)
    return live(uow, theme.plan_id), theme
