"""How far the published plan is: its actions, what their themes come to, and what was said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.followups import queries as followups
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.plans import going, rules
from tracker.plans.models import Action, Plan, PlanVersion, Theme
from tracker.plans.queries.plan import current, of, standing
from tracker.plans.queries.published import counting, latest
from tracker.plans.rules import Status
from tracker.storage.asking import IDS, ask
from tracker.storage.kept import notes
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ThemeProgress:
    """A published theme and how many of its actions stand where; `worked` are those of the done that had the effect."""

    id: UUID
    title: str
    lang: str
    on_track: int
    late: int
    done: int
    stopped: int
    worked: int
    partly: int

    @property
    def actions(self) -> int:
        """All of them."""
        return self.on_track + self.late + self.done + self.stopped

    @property
    def stands(self) -> str:
        """What its actions come to: late where one is, on track where one is open, worked where all did."""
        if self.late:
            return Status.LATE
        if self.on_track:
            return Status.ON_TRACK
        if not self.done:
            return Status.STOPPED if self.stopped else "none"
        return "worked" if self.worked == self.done else Status.DONE


@dataclass(frozen=True)
class PlanProgress:
    """How far the current plan is: dates and counts, and of themes only what was published."""

    plan_id: UUID
    number: int | None
    """of the version that stands; None before the first"""
    published_at: datetime | None
    publish_by: date
    next_status: date
    ends: date
    proposed: int
    """how many themes were proposed"""
    themes: list[ThemeProgress]
    groups_asked: int
    groups_talked: int

    def all(self, name: str) -> int:
        """So many of all the plan's actions."""
        return sum(getattr(theme, name) for theme in self.themes)


def progress(session: Session, today: date, counted: Sequence[int] | None = None) -> PlanProgress | None:
    """How far the current plan is; None where there is none. `counted` is what was found of `counting` already."""
    plan = current(session)
    if plan is None:
        return None
    newest = latest(session, plan.id)
    asked, talked, proposed = counted or ask(session, counting(), plan_id=plan.id).one()
    return PlanProgress(
        plan_id=plan.id,
        number=newest.number if newest else None,
        published_at=newest.published_at if newest else None,
        publish_by=plan.publish_by,
        next_status=plan.next_status,
        ends=plan.ends,
        proposed=proposed,
        themes=_by_theme(session, newest, today) if newest else [],
        groups_asked=asked if newest else 0,
        groups_talked=talked if newest else 0,
    )


@dataclass(frozen=True)
class Now:
    """Where a published action is now."""

    state: str
    said: str | None = None
    effect: str | None = None


GIVEN_UP = Now("dropped")
_STATES = select(Action.id, Action.state, Action.said, Action.effect).where(Action.id.in_(IDS))


def states(session: Session, version: PlanVersion) -> dict[UUID, Now]:
    """Where each action of a version is now; what is not there was given up."""
    if known := notes(session, "drafted").get(version.plan_id):
        return {action.id: Now(action.state, action.said, action.effect) for one in known for action in one.actions}
    ids = [UUID(one["id"]) for theme in version.content["themes"] for one in theme["actions"]]
    return {row.id: Now(row.state, row.said, row.effect) for row in ask(session, _STATES, ids=ids)}


def _by_theme(session: Session, version: PlanVersion, today: date) -> list[ThemeProgress]:
    now, found = states(session, version), []
    for theme in version.content["themes"]:
        counts, effects = dict.fromkeys(Status, 0), dict.fromkeys(going.EFFECTS, 0)
        for one in theme["actions"]:
            at = now.get(UUID(one["id"]), GIVEN_UP)
            if at == GIVEN_UP:
                continue
            due = date.fromisoformat(one["due"]) if one["due"] else None
            counts[rules.status(at.state, due, today, at.said)] += 1
            if at.effect:
                effects[at.effect] += 1
        title_lang, title = next(iter(theme["titles"].items()))
        numbers = {status.value: counts[status] for status in Status}
        worked = {"worked": effects[going.YES], "partly": effects[going.PARTLY]}
        found.append(ThemeProgress(UUID(theme["id"]), title, title_lang, **numbers, **worked))
    return found


@dataclass(frozen=True)
class ActionLine:
    """An action that needs somebody: whose it is, and what was said of it last."""

    id: UUID
    theme_id: UUID
    what: str
    lang: str
    person_id: UUID | None
    due: date | None
    stands: str
    """late, stopped, or not: done without the effect"""
    words: str
    words_lang: str


def pressing(uow: UnitOfWork) -> list[ActionLine] | None:
    """Published actions that are late, stopped or have not worked, by date; None for who may not read them."""
    plan = current(uow.session)
    if plan is None or not may("R", "qualification", standing(uow, plan)):
        return None
    query = select(Action).join(Theme, Theme.id == Action.theme_id).where(Theme.plan_id == plan.id)
    query = query.where(Action.published_at.is_not(None), Action.state != GIVEN_UP.state)
    rows = uow.session.scalars(query.order_by(Action.due, Action.id)).all()
    found = {row.id: stands for row in rows if (stands := _presses(row, uow.today))}
    return [_line(row, found[row.id]) for row in rows if row.id in found]


def _presses(row: Action, today: date) -> str:
    stands = rules.status(row.state, row.due, today, row.said)
    if stands is Status.DONE and row.effect == going.NOT:
        return going.NOT
    return stands if stands in (Status.LATE, Status.STOPPED) else ""


def _line(row: Action, stands: str) -> ActionLine:
    return ActionLine(
        id=row.id,
        theme_id=row.theme_id,
        what=row.what,
        lang=row.lang,
        person_id=row.person_id,
        due=row.due,
        stands=stands,
        words=row.words or "",
        words_lang=row.words_lang or row.lang,
    )


@dataclass(frozen=True)
class AskedAction:
    """An action as its owner is asked about it."""

    row: Action
    theme: Theme
    plan: Plan
    about_effect: bool
    """it is done: the question is whether it worked"""


def asked_of(uow: UnitOfWork, action_id: UUID) -> AskedAction:
    """A published action, for who may say how it goes; NotFound for everybody else, and where it was stopped."""
    row = uow.get(Action, action_id)
    theme = uow.get(Theme, row.theme_id)
    plan = of(uow, theme.plan_id)
    if not may("U", "qualification", standing(uow, plan)):
        is_own = row.person_id == uow.actor.me or followups.asks_me(uow, action_id)
        uow.require("U", "followup", Standing(frozenset({Role.L}), frozenset({"own"} if is_own else ())))
    if row.published_at is None or row.state not in ("open", Status.DONE):
        raise NotFound
    return AskedAction(row, theme, plan, row.state == Status.DONE)
