"""Expected loads, for who may read them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Standing, may
from tracker.people import parts
from tracker.people import queries as people
from tracker.preparedness.models import Load
from tracker.preparedness.queries.access import mine, standing
from tracker.preparedness.rules import HORIZON, Scope
from tracker.storage.unit_of_work import UnitOfWork

MOST = 100
LATELY = timedelta(days=120)
"""so long what is over is shown, to learn from"""


@dataclass(frozen=True)
class View:
    """A load in a list. `whose` is the group or the unit."""

    id: UUID
    whose: str
    is_groups: bool
    kind: str
    title: str
    lang: str
    starts: date
    ends: date
    weight: str
    has_support: bool
    seer_id: UUID
    enough: str | None

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.ends < today


def _listed(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    group, unit = people.group_name(Load.group_id), parts.unit_name(Load.unit_id)
    query = select(Load, func.coalesce(group, unit).label("whose")).where(*conditions)
    return query.order_by(Load.starts, Load.ends, Load.id).limit(MOST)


def _view(row: Any) -> View:
    load: Load = row.Load
    return View(
        load.id,
        row.whose,
        load.group_id is not None,
        load.kind,
        load.title,
        load.lang,
        load.starts,
        load.ends,
        load.weight,
        bool(load.support or load.words),
        load.seer_id,
        load.enough,
    )


@dataclass(frozen=True)
class Horizon:
    """What somebody may read: now and in the coming six months, farther ahead, and what is lately over."""

    near: list[View]
    later: list[View]
    past: list[View]


def horizon(uow: UnitOfWork) -> Horizon:
    """Of all groups and units the actor reads about; NotFound for who follows no progress."""
    uow.require("P", "load", Standing(uow.actor.roles))
    today, until = uow.today, uow.today + HORIZON
    query = _listed(mine(uow.actor, today), Load.ends >= today - LATELY)
    found = [_view(row) for row in uow.session.execute(query)]
    ahead = [one for one in found if not one.is_over(today)]
    past = sorted((one for one in found if one.is_over(today)), key=lambda one: one.ends, reverse=True)
    return Horizon([one for one in ahead if one.starts <= until], [one for one in ahead if one.starts > until], past)


@dataclass(frozen=True)
class Page:
    """One load, opened."""

    view: View
    scope: Scope
    support: list[str]
    words: str
    notice_days: int
    made_by: UUID
    made_at: datetime
    learned: str
    learned_lang: str
    answered_by: UUID | None
    answered_at: datetime | None
    version: int
    may_change: bool
    may_look_back: bool


def scope_of(row: Load) -> Scope:
    """What a load is for."""
    return Scope(row.group_id, row.unit_id)


def show(uow: UnitOfWork, load_id: UUID) -> Page:
    """One load; NotFound for who does not read it."""
    row = uow.session.execute(_listed(mine(uow.actor, uow.today), Load.id == load_id)).one_or_none()
    if row is None:
        raise NotFound
    load: Load = row.Load
    what = standing(uow, scope_of(load))
    uow.require("R", "load", what)
    changes, is_over = may("U", "load", what), load.ends < uow.today
    return Page(
        view=_view(row),
        scope=scope_of(load),
        support=load.support,
        words=load.words,
        notice_days=load.notice_days,
        made_by=load.made_by,
        made_at=load.made_at,
        learned=load.learned or "",
        learned_lang=load.learned_lang or "",
        answered_by=load.answered_by,
        answered_at=load.answered_at,
        version=load.version,
        may_change=changes and not is_over,
        may_look_back=is_over and (changes or load.seer_id == uow.actor.me),
    )
