"""Follow-ups in lists: a person's, and a group's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, literal, or_, select, union_all

from tracker.followups import rules
from tracker.followups.models import FollowUp
from tracker.followups.rules import OPEN, State
from tracker.followups.shown import FollowUpView, views
from tracker.followups.told import ours, owned
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.storage import loading
from tracker.storage.asking import TODAY, Asker
from tracker.storage.unit_of_work import UnitOfWork

LATELY = timedelta(days=60)
A_YEAR = timedelta(days=400)
MOST = 100


@dataclass(frozen=True)
class Mine:
    """A person's follow-ups: asked about now, coming, those of others in the person's groups, and done lately."""

    now: list[FollowUpView]
    coming: list[FollowUpView]
    others: list[FollowUpView]
    done: list[FollowUpView]

    @property
    def everything(self) -> list[FollowUpView]:
        """All of them."""
        return [*self.now, *self.coming, *self.others, *self.done]


def mine(uow: UnitOfWork) -> Mine:
    """What I own, and what others own in my groups."""
    who = {"me": uow.actor.me, "today": uow.today, "lately": uow.now - LATELY}
    found = loading.tuples(uow.session, _mine(uow.actor.roles), **who)
    seen = list(zip(views(uow.session, [row for row, _ in found]), (part for _, part in found), strict=True))
    now, coming, others, done = ([view for view, place in seen if place == part] for part in range(4))
    return Mine(now, coming, others, sorted(done, key=lambda view: view.answered_at or uow.now, reverse=True))


@cache
def _mine(roles: frozenset[Role]) -> Select[FollowUp, int]:
    own, groups = owned(Asker(roles), TODAY), ours(Asker(roles), TODAY)
    lately: BindParameter[datetime] = bindparam("lately", type_=FollowUp.answered_at.type)
    answered = and_(FollowUp.state == State.ANSWERED, FollowUp.answered_at > lately)
    parts = [
        _ids(own, FollowUp.state == State.ASKED),
        _ids(own, FollowUp.state == State.PLANNED),
        _ids(groups, ~own, FollowUp.state.in_(OPEN)),
        _ids(or_(own, groups), answered, newest=True),
    ]
    found = union_all(*(part.add_columns(literal(place).label("part")) for place, part in enumerate(parts))).subquery()
    query = select(FollowUp, found.c.part).join(found, found.c.id == FollowUp.id)
    return query.order_by(FollowUp.due, FollowUp.id)


def _ids(*conditions: ColumnElement[bool], newest: bool = False) -> Select[UUID]:
    """The first of the follow-ups that meet some conditions, as an arm of a union (which has no order of its own)."""
    order = FollowUp.answered_at.desc() if newest else FollowUp.due
    first = select(FollowUp.id).where(*conditions).order_by(order, FollowUp.id).limit(MOST).subquery()
    return select(first.c.id)


@dataclass(frozen=True)
class OfGroup:
    """What a group follows up: asked about now, coming, done lately; and which its leader is asked about."""

    group: people.GroupOf
    leads: bool
    now: list[FollowUpView]
    coming: list[FollowUpView]
    done: list[FollowUpView]
    need_help: frozenset[UUID]
    """missed, moved or not kept again and again; for the leader's eyes"""


def my_groups(uow: UnitOfWork) -> list[people.GroupOf]:
    """The groups of the hat worn now."""
    return people.groups_of(uow.session, uow.actor.me, uow.today) if Role.L in uow.actor.roles else []


def of_group(uow: UnitOfWork, group_id: UUID) -> OfGroup:
    """The follow-ups of a group one is in, as far as one may know of them; NotFound for any other group."""
    group = next((each for each in my_groups(uow) if each.id == group_id), None)
    if group is None:
        raise NotFound
    leads = group.role == people.LEADER
    uow.require("R", "followup", Standing(frozenset({Role.GL if leads else Role.L}), frozenset({"grp"})))
    lately = and_(FollowUp.state == State.ANSWERED, FollowUp.answered_at > uow.now - LATELY)
    seen = or_(owned(uow.actor, uow.today), ours(uow.actor, uow.today))
    query = select(FollowUp).where(FollowUp.group_id == group_id, seen, or_(FollowUp.state.in_(OPEN), lately))
    rows = views(uow.session, uow.session.scalars(query.order_by(FollowUp.due, FollowUp.id).limit(2 * MOST)).all())
    by_state = {state: [view for view in rows if view.state == state] for state in State}
    return OfGroup(
        group,
        leads,
        by_state[State.ASKED],
        by_state[State.PLANNED],
        by_state[State.ANSWERED][::-1],
        _need_help(uow, [view for view in rows if view.is_open]) if leads else frozenset(),
    )


def _need_help(uow: UnitOfWork, open_ones: Iterable[FollowUpView]) -> frozenset[UUID]:
    series = {view.series: view.id for view in open_ones}
    columns = select(FollowUp.series, FollowUp.outcome, FollowUp.missed, FollowUp.moved)
    query = columns.where(FollowUp.series.in_(list(series)), FollowUp.due > uow.today - A_YEAR)
    rows = uow.session.execute(query.order_by(FollowUp.series, FollowUp.number.desc())) if series else ()
    pasts = {
        one: rules.in_a_row(rules.Past(row.outcome, row.missed, row.moved) for row in of_one)
        for one, of_one in groupby(rows, key=lambda row: row.series)
    }
    return frozenset(series[one] for one, many in pasts.items() if many >= rules.IN_A_ROW)
