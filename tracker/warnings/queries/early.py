"""Reads of early warnings and of the rules that give them, scoped to the person who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import Session

from tracker.followups import queries as followups
from tracker.kernel.permissions import Actor, Role, Standing, may
from tracker.people import queries as people
from tracker.rounds.queries.history import moved_left
from tracker.storage.asking import IDS, TODAY, Asker, ask
from tracker.storage.kept import once
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries as supervision
from tracker.warnings import rules
from tracker.warnings.models import EarlyWarning, RuleSetting
from tracker.warnings.rules import RULES, Rule

MOST = 50
TOLD_LEADER = [rule.code for rule in RULES.values() if rule.told == Role.GL]
TOLD_HR = [rule.code for rule in RULES.values() if rule.told == Role.HR]


@dataclass(frozen=True)
class Item:
    """A warning in a list."""

    id: UUID
    rule: Rule
    group: str
    title: str
    state: str
    raised_at: datetime
    ended_at: datetime | None


def led(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """The condition that a warning is for the actor as leader of its group."""
    mine = EarlyWarning.group_id.in_(people.led_by(actor.me, day)) if Role.L in actor.roles else false()
    return mine & EarlyWarning.rule.in_(TOLD_LEADER)


def addressed(actor: Actor | Asker) -> ColumnElement[bool]:
    """The condition that a warning is for the actor in HR."""
    return EarlyWarning.rule.in_(TOLD_HR) & not_about(actor.me) if Role.HR in actor.roles else false()


def not_about(me: people.Who) -> ColumnElement[bool]:
    """The condition that a person is not left out of a warning's matter."""
    return or_(EarlyWarning.concerns_id.is_(None), EarlyWarning.concerns_id != me)


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some warnings that whoever was told of them may still read, and what each is about."""
    who = Asker(roles)
    mine = or_(led(who, TODAY), addressed(who))
    return select(EarlyWarning.id, _title()).where(EarlyWarning.id.in_(IDS), mine)


def _title() -> ColumnElement[str]:
    """What one is about: the follow-up's title; of anything else nothing but the group."""
    group = people.group_name(EarlyWarning.group_id)
    followup = func.coalesce(followups.title_of(EarlyWarning.matter), group)
    return case((EarlyWarning.rule == rules.FOLLOWUP_TWICE, followup), else_=group)


def items(session: Session, *conditions: ColumnElement[bool]) -> list[Item]:
    """Warnings in a list, newest first."""
    return [_item(row) for row in session.execute(newest().where(*conditions))]


def waiting(session: Session, actor: Actor, day: date) -> list[Item]:
    """Those a group's leader has not answered."""
    return [_item(row) for row in ask(session, _unanswered(actor.roles), me=actor.me, today=day)]


@cache
def _unanswered(roles: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    open_ones = (EarlyWarning.state.in_(rules.AWAITING), EarlyWarning.ended_at.is_(None))
    return newest().where(led(Asker(roles), TODAY), *open_ones)


def newest() -> Select[*tuple[Any, ...]]:
    """Warnings in a list, each with what it is about."""
    group = people.group_name(EarlyWarning.group_id).label("group")
    columns = (EarlyWarning.id, EarlyWarning.rule, EarlyWarning.state, EarlyWarning.raised_at, EarlyWarning.ended_at)
    query = select(*columns, group, _title().label("title"))
    return query.order_by(EarlyWarning.raised_at.desc(), EarlyWarning.id).limit(MOST)


def _item(row: Any) -> Item:
    return Item(row.id, RULES[row.rule], row.group, row.title, row.state, row.raised_at, row.ended_at)


def _titles(session: Session, rows: Iterable[EarlyWarning]) -> dict[UUID, str]:
    """What each is about: the follow-up's title; of anything else nothing but the group."""
    rows = list(rows)
    matters = [row.matter for row in rows if row.rule == rules.FOLLOWUP_TWICE]
    found = followups.titles(session, matters) if matters else {}
    groups = people.group_names(session, (row.group_id for row in rows))
    return {row.id: found.get(row.matter) or groups[row.group_id] for row in rows}


def standing(uow: UnitOfWork, row: EarlyWarning) -> Standing:
    """What the actor is to this warning. Whoever is left out of its matter is nothing to it, or a member since then."""
    me = uow.actor.me
    if row.concerns_id == me:
        return Standing(frozenset())
    roles, relations = set(uow.actor.roles), set()
    position = people.position(uow.session, row.group_id, me, uow.today)
    if position and Role.L in uow.actor.roles and (position == people.LEADER or _knew(uow, row)):
        relations.add("grp")
        roles.add(Role.GL if position == people.LEADER else Role.L)
    if row.rule in TOLD_HR and Role.HR in uow.actor.roles:
        relations.add("addr")
    return Standing(frozenset(roles), frozenset(relations))


def _knew(uow: UnitOfWork, row: EarlyWarning) -> bool:
    """Whether the actor was in the group when it was warned, and when what it is about was agreed."""
    raised = row.raised_at.astimezone(uow.zone).date()
    was_there = people.position(uow.session, row.group_id, uow.actor.me, raised) is not None
    about_agreement = row.rule == rules.FOLLOWUP_TWICE
    return was_there and (
        not about_agreement or bool(followups.readable(uow.session, uow.actor, uow.today, [row.matter]))
    )


def may_answer(row: EarlyWarning, what: Standing) -> bool:
    """Only the group's leader answers, what was told to the leader."""
    return row.rule in TOLD_LEADER and may("U", "group_warning", what)


@dataclass(frozen=True)
class Sign:
    """Something a rule saw, on a day: missed, not (kept) or moved, and how many times."""

    day: date
    what: str
    times: int = 1


@dataclass(frozen=True)
class Page:
    """A warning as its page shows it. `state` is for the group's leader alone."""

    id: UUID
    rule: Rule
    group: str
    title: str
    raised_at: datetime
    ended_at: datetime | None
    signs: list[Sign]
    followup_id: UUID | None
    """the latest it saw"""
    statements: list[str]
    """the codes of the statements it saw on the group's card"""
    group_id: UUID
    number: int | None
    """where the rule's dial stands"""
    came_back: bool
    may_answer: bool
    state: str | None
    version: int


def show(uow: UnitOfWork, warning_id: UUID) -> Page:
    """One warning, for who may read it; NotFound for everybody else."""
    row = uow.get(EarlyWarning, warning_id)
    what = standing(uow, row)
    uow.require("R", "group_warning", what)
    answers = may_answer(row, what)
    run = followups.run(uow.session, row.matter) if row.rule == rules.FOLLOWUP_TWICE else []
    return Page(
        id=row.id,
        rule=RULES[row.rule],
        group=people.group_names(uow.session, [row.group_id])[row.group_id],
        title=_titles(uow.session, [row])[row.id],
        raised_at=row.raised_at,
        ended_at=row.ended_at,
        signs=_called_off(uow, row) or [sign for view in reversed(run) for sign in _signs(uow, view)],
        followup_id=run[0].id if run else None,
        statements=_statements(uow, row),
        group_id=row.group_id,
        number=setting(uow.session, row.rule).number,
        came_back=row.came_back,
        may_answer=answers and row.state != rules.State.ACCEPTED,
        state=row.state if answers else None,
        version=row.version,
    )


def _called_off(uow: UnitOfWork, row: EarlyWarning) -> list[Sign]:
    """The sessions of collegial supervision that were called off since the last one held."""
    days = supervision.called_off(uow.session, row.matter) if row.rule == rules.CALLED_OFF else []
    return [Sign(at.astimezone(uow.zone).date(), "off") for at in reversed(days)]


def _signs(uow: UnitOfWork, view: followups.FollowUpView) -> list[Sign]:
    """What there is to see in one occurrence, by its days."""
    missed = [Sign(day, "missed") for day in followups.missed_days(uow.session, view, uow.today)]
    moved = [Sign(view.due, "moved", view.moved)] if view.moved else []
    return moved + (missed or ([Sign(view.due, "not")] if view.outcome == "not" else []))


def _statements(uow: UnitOfWork, row: EarlyWarning) -> list[str]:
    """What stands further to the left than before; of psychological safety it says itself what it is."""
    if row.rule != rules.SLIDES:
        return ["5C"] if row.rule == rules.SAFETY else []
    return moved_left(uow.session, row.group_id, row.matter)


@dataclass(frozen=True)
class RuleView:
    """A rule of the catalogue, whether it is on, and where its dial stands."""

    rule: Rule
    is_on: bool
    number: int | None


def catalogue(session: Session) -> list[RuleView]:
    """All rules."""
    return once(session, "warning rules", 1, lambda: _catalogue(session))


def _catalogue(session: Session) -> list[RuleView]:
    settings = {row.code: row for row in session.scalars(select(RuleSetting))}
    return [_view(rule, settings.get(rule.code)) for rule in RULES.values()]


def _view(rule: Rule, row: RuleSetting | None) -> RuleView:
    number = rule.dial.at if rule.dial else None
    if row is None:
        return RuleView(rule, rule.is_on, number)
    return RuleView(rule, row.is_on, row.number if rule.dial and row.number is not None else number)


def setting(session: Session, code: str) -> RuleView:
    """Whether a rule is on, and where its dial stands."""
    return next(view for view in catalogue(session) if view.rule.code == code)


def is_on(session: Session, code: str) -> bool:
    """Whether a rule is on."""
    return setting(session, code).is_on
