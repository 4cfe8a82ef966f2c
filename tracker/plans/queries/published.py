"""What was published, and the groups that are asked to talk about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import parts
from tracker.people import queries as people
from tracker.plans.models import Action, Plan, PlanTalk, PlanVersion, Theme
from tracker.plans.queries.plan import NEWEST, current, is_open, standing, unit_looked_at
from tracker.storage import loading
from tracker.storage.asking import IDS, ask
from tracker.storage.kept import notes, once
from tracker.storage.unit_of_work import UnitOfWork

MOST_VERSIONS = 10**6
"""no plan has more; a number the database cannot hold is asked for by mistake"""


@dataclass(frozen=True)
class VersionLine:
    """A version in a list."""

    id: UUID
    number: int
    published_at: datetime


@dataclass(frozen=True)
class Document:
    """A published version for its page. Without signing in roles are named, persons are not (`people` is empty)."""

    version: PlanVersion
    content: dict[str, Any]
    published_on: date
    people: dict[str, str]
    actions: dict[str, Action]
    newest: int
    known: bool


def latest(session: Session, plan_id: UUID) -> PlanVersion | None:
    """The version that stands, or None before the first."""
    query = select(PlanVersion).where(PlanVersion.plan_id == plan_id).order_by(PlanVersion.number.desc()).limit(1)
    return once(session, NEWEST, plan_id, lambda: session.scalars(query).one_or_none())


@cache
def counting() -> Select[*tuple[Any, ...]]:
    """The groups last asked to talk about the plan `plan_id`, those that have, and the themes proposed."""
    plan_id: BindParameter[UUID] = bindparam("plan_id")
    asking = aliased(PlanVersion)
    talks = select(PlanTalk.version_id).join(asking, asking.id == PlanTalk.version_id)
    newest = talks.where(asking.plan_id == plan_id).order_by(asking.number.desc()).limit(1)
    of_newest = PlanTalk.version_id == newest.scalar_subquery()
    asked = select(func.count()).where(of_newest).scalar_subquery()
    talked = select(func.count(PlanTalk.talked_on)).where(of_newest).scalar_subquery()
    proposed = select(func.count()).where(Theme.plan_id == plan_id).scalar_subquery()
    return select(asked, talked, proposed)


def versions(session: Session, plan_id: UUID) -> list[VersionLine]:
    """All versions of a plan, newest first."""
    return [VersionLine(*row) for row in ask(session, _versions(), plan_id=plan_id)]


@cache
def _versions() -> Select[UUID, int, datetime]:
    query = select(PlanVersion.id, PlanVersion.number, PlanVersion.published_at)
    return query.where(PlanVersion.plan_id == bindparam("plan_id")).order_by(PlanVersion.number.desc())


def document(uow: UnitOfWork, number: int) -> Document:
    """A published version. Without signing in only where the organisation opened its plan; NotFound otherwise."""
    version = numbered(uow.session, number)
    known = may("R", "plan", standing(uow, uow.get(Plan, version.plan_id), "shown"))
    if not known and not is_open(uow.session):
        raise NotFound
    newest = latest(uow.session, version.plan_id)
    themes = version.content["themes"]
    ids = {UUID(one["person"]) for theme in themes for one in theme["actions"] if one["person"]}
    ids |= {UUID(version.content["coordinator"])}
    names = people.people(uow.session, ids) if known else {}
    return Document(
        version=version,
        content=dated(version.content, known=known),
        published_on=version.published_at.astimezone(uow.zone).date(),
        people={str(one): someone.name for one, someone in names.items()},
        actions=_actions(uow.session, themes) if known else {},
        newest=newest.number if newest else number,
        known=known,
    )


def numbered(session: Session, number: int) -> PlanVersion:
    """The organisation's version of this number, or NotFound; its newest has been read with the plan."""
    if number > MOST_VERSIONS:
        raise NotFound
    plan = current(session)
    newest = latest(session, plan.id) if plan else None
    if newest is not None and newest.number == number:
        return newest
    query = select(PlanVersion).where(PlanVersion.unit_id == unit_looked_at(session), PlanVersion.number == number)
    version = session.scalars(query).one_or_none()
    if version is None:
        raise NotFound
    return version


def dated(content: dict[str, Any], *, known: bool = True) -> dict[str, Any]:
    """A content with its days as dates again; for who is not known, without what was said in its hearings."""

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    themes = [
        {"works_when": ""} | theme | {"actions": [one | {"due": day(one["due"])} for one in theme["actions"]]}
        for theme in content["themes"]
    ]
    dates = {"next_status": day(content["next_status"]), "ends": day(content["ends"])}
    signed = [one | {"on": day(one["on"])} for one in content.get("signatures", [])]
    heard = [
        {"until": day(one["until"]), "count": len(one["comments"]), "comments": one["comments"] if known else []}
        for one in content.get("hearings", [])
    ]
    return content | dates | {"themes": themes, "hearings": heard, "signatures": signed}


def _actions(session: Session, themes: list[dict[str, Any]]) -> dict[str, Action]:
    ids = [UUID(one["id"]) for theme in themes for one in theme["actions"]]
    return {str(row.id): row for row in loading.rows(session, _ACTIONS, ids=ids)}


_ACTIONS = select(Action).where(Action.id.in_(IDS))


@dataclass(frozen=True)
class TalkView:
    """A group's talk about the plan. `words` are there for the group alone."""

    id: UUID
    group_id: UUID
    group: str
    number: int
    asked: datetime
    talked_on: date | None
    words: str
    lang: str
    version: int
    leads: bool


def groups_to_ask(uow: UnitOfWork, plan: Plan) -> Collection[UUID]:
    """The groups with a leader: all of them, or those of the part the plan is for."""
    led = people.leaders_by_group(uow.session, uow.today)
    return led.keys() & parts.groups_in(uow.session, plan.unit_id) if plan.is_local else led.keys()


def groups_to_talk(session: Session, plan_id: UUID, among: Collection[UUID] | None = None) -> list[PlanTalk]:
    """The groups (`among` some) last asked to talk about a plan: those of the newest version that asked."""
    values = {"plan_id": plan_id} if among is None else {"plan_id": plan_id, "ids": list(among)}
    found = loading.tuples(session, _to_talk(narrowed=among is not None), **values)
    for _, version in found:
        notes(session, "rows")[PlanVersion, version.id] = version
    return [talk for talk, _ in found]


def still_to_talk(session: Session, plan_id: UUID) -> list[UUID]:
    """Of those the groups that have not said that they have, in one order always: theirs."""
    return [row.group_id for row in ask(session, _still_to_talk(), plan_id=plan_id)]


@cache
def _still_to_talk() -> Select[UUID]:
    narrow = _to_talk(narrowed=False).with_only_columns(PlanTalk.group_id, maintain_column_froms=True)
    return narrow.where(PlanTalk.talked_on.is_(None)).order_by(PlanTalk.group_id)


@cache
def _to_talk(*, narrowed: bool) -> Select[PlanTalk, PlanVersion]:
    asking = aliased(PlanVersion)
    talks = select(PlanTalk.version_id).join(asking, asking.id == PlanTalk.version_id)
    of_plan = talks.where(asking.plan_id == bindparam("plan_id"))
    newest = of_plan.order_by(asking.number.desc()).limit(1).scalar_subquery()
    query = select(PlanTalk, PlanVersion).join(PlanVersion, PlanVersion.id == PlanTalk.version_id)
    query = query.where(PlanTalk.version_id == newest)
    return query.where(PlanTalk.group_id.in_(IDS)) if narrowed else query


def talks_of(uow: UnitOfWork, plan_id: UUID) -> list[TalkView]:
    """The talks of the actor's own groups."""
    groups = people.groups_of(uow.session, uow.actor.me, uow.today) if Role.L in uow.actor.roles else []
    mine = {group.id: group for group in groups}
    rows = groups_to_talk(uow.session, plan_id, mine.keys()) if mine else []
    return [_view(uow, row, mine[row.group_id]) for row in rows]


def talk(uow: UnitOfWork, plan_id: UUID, group_id: UUID) -> TalkView:
    """The talk of one's own group, with its words; NotFound for everybody else."""
    group = people.group(uow.session, group_id)
    position = people.position(uow.session, group_id, uow.actor.me, uow.today)
    roles = {Role.GL if position == people.LEADER else Role.L} if position and Role.L in uow.actor.roles else set()
    uow.require("R", "followup", Standing(frozenset(roles), frozenset({"grp"})))
    rows = groups_to_talk(uow.session, plan_id, [group_id])
    if not rows or group is None:
        raise NotFound
    return _view(uow, rows[0], people.GroupOf(group.id, group.name, group.unit_id, position or ""))


def _view(uow: UnitOfWork, row: PlanTalk, group: people.GroupOf) -> TalkView:
    version = uow.get(PlanVersion, row.version_id)
    knew = knew_talk(uow, row)
    sealed = row.words if knew else None
    return TalkView(
        id=row.id,
        group_id=row.group_id,
        group=group.name,
        number=version.number,
        asked=version.published_at,
        talked_on=row.talked_on,
        words=uow.unseal_if_kept(row.marked_by, "plan_talk.words", row.id, sealed) if row.marked_by else "",
        lang=row.lang or version.lang,
        version=row.version,
        leads=group.role == people.LEADER and knew,
    )


def knew_talk(uow: UnitOfWork, row: PlanTalk) -> bool:
    """Whether the actor was in the group on the day it talked; who joined later sees that it did, and no words."""
    return row.talked_on is None or bool(people.position(uow.session, row.group_id, uow.actor.me, row.talked_on))
