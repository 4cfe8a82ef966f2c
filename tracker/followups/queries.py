"""Reads of follow-ups, scoped to the person who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import takewhile
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.followups import rules
from tracker.followups.models import FollowUp, Owner
from tracker.followups.rules import ACTION, OPEN, Outcome, State
from tracker.followups.shown import FollowUpView, Totals, totals, views
from tracker.followups.told import ours, owned, readable, title_of, told
from tracker.kernel.errors import N_
from tracker.kernel.permissions import Actor, Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.asking import TODAY, Asker, ask
from tracker.storage.kept import once
from tracker.storage.unit_of_work import UnitOfWork

__all__ = [
    "FollowUpView",
    "Mine",
    "Own",
    "Page",
    "Totals",
    "coming",
    "heirs",
    "kind_for",
    "mine",
    "missed_days",
    "of_matters",
    "others_in_group",
    "own",
    "owned",
    "owners_of",
    "readable",
    "run",
    "series_of",
    "show",
    "standing",
    "title_of",
    "titles",
    "told",
    "totals",
    "views",
    "waiting",
]

SHARED = frozenset({Role.HR, Role.TM, Role.MED})
"""roles whose holders can take over what one of them was named for"""
LATELY = timedelta(days=60)
MOST = 100
EARLIER = 20


def of_matters(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[FollowUpView]]:
    """All occurrences of some agreements or actions, oldest first; for pages that have asked for the right to those."""
    query = select(FollowUp).where(FollowUp.matter.in_(list(ids))).order_by(FollowUp.due, FollowUp.number)
    found: dict[UUID, list[FollowUpView]] = {}
    for view in views(session, session.scalars(query).all()):
        found.setdefault(view.matter, []).append(view)
    return found


def titles(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Titles by id, for people already known to be told of them."""
    query = select(FollowUp.id, FollowUp.title).where(FollowUp.id.in_(list(ids)))
    return {row.id: row.title for row in session.execute(query)}


def series_of(session: Session, followup_id: UUID) -> UUID | None:
    """The series a follow-up belongs to: its first occurrence's id."""
    return session.scalar(select(FollowUp.series).where(FollowUp.id == followup_id))


def run(session: Session, followup_id: UUID) -> list[FollowUpView]:
    """What was missed, moved or not kept in this follow-up's series since something was last kept; newest first."""
    series = select(FollowUp.series).where(FollowUp.id == followup_id).scalar_subquery()
    query = select(FollowUp).where(FollowUp.series == series).order_by(FollowUp.number.desc()).limit(EARLIER)
    lately = takewhile(lambda row: row.outcome not in (Outcome.KEPT, Outcome.PARTLY), session.scalars(query).all())
    return views(session, [row for row in lately if row.missed or row.moved or row.outcome == Outcome.NOT])


def missed_days(session: Session, view: FollowUpView, today: date) -> list[date]:
    """The days of an occurrence on which nobody answered."""
    free = free_days(session, today)
    return [rules.nth_missed(view.anchor, view.cadence, view.due, n, free) for n in range(1, view.missed + 1)]


def owners_of(session: Session, followup_id: UUID) -> list[UUID]:
    """Who is asked."""
    query = select(Owner.person_id).where(Owner.followup_id == followup_id)
    return list(session.scalars(query.order_by(Owner.person_id)))


def standing(uow: UnitOfWork, row: FollowUp) -> Standing:
    """What the actor is to this follow-up. An owner is one while in its group; what has no group stays its owner's.

    Who joined the group after it was agreed is nothing to it, but its leader takes over what nobody had answered.
    """
    me, roles, relations = uow.actor.me, set(uow.actor.roles), set()
    position = people.position(uow.session, row.group_id, me, uow.today) if row.group_id else None
    is_in = position is not None and Role.L in uow.actor.roles
    by_name = exists().where(Owner.followup_id == FollowUp.id, Owner.person_id == me)
    is_told = or_(owned(uow.actor, uow.today), ours(uow.actor, uow.today))
    query = select(is_told.label("told"), by_name.label("by_name")).where(FollowUp.id == row.id)
    found = uow.session.execute(query).one()
    if is_in and found.told:
        relations.add("grp")
        roles.add(Role.GL if position == people.LEADER else Role.L)
    if found.by_name and (is_in or (row.group_id is None and (not row.role or Role(row.role) in uow.actor.roles))):
        relations.add("own")
        roles.add(Role.L)
    return Standing(frozenset(roles), frozenset(relations))


def kind_for(row: FollowUp, what: Standing) -> str:
    """Whoever neither owns an action's follow-up nor is in its group meets it as part of the theme's qualification."""
    return "qualification" if row.about == ACTION and not what.relations else "followup"


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
    rows = uow.session.execute(_mine(uow.actor, uow.today), {"lately": uow.now - LATELY}).all()
    seen = dict(zip((row.FollowUp.id for row in rows), views(uow.session, [row.FollowUp for row in rows]), strict=True))
    now, coming, others, done = ([seen[row.FollowUp.id] for row in rows if row.part == part] for part in range(4))
    return Mine(now, coming, others, sorted(done, key=lambda view: view.answered_at or uow.now, reverse=True))


@lru_cache(maxsize=512)
def _mine(actor: Actor, day: date) -> Select[FollowUp, int]:
    """Built once a day for each person: putting it together takes longer than running it."""
    own, groups = owned(actor, day), ours(actor, day)
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


def _found(uow: UnitOfWork, *conditions: ColumnElement[bool], newest: bool = False) -> list[FollowUpView]:
    order = FollowUp.answered_at.desc() if newest else FollowUp.due
    query = select(FollowUp).where(*conditions).order_by(order, FollowUp.id).limit(MOST)
    return views(uow.session, uow.session.scalars(query).all())


@dataclass(frozen=True)
class Page:
    """One follow-up as its page shows it."""

    view: FollowUpView
    earlier: list[FollowUpView]
    """the occurrences before it, newest first"""
    later: FollowUpView | None
    """the occurrence after it"""
    passed: list[date]
    """the days that have passed unanswered"""
    suggested: date | None
    """the next day of the cadence"""
    may_answer: bool


def show(uow: UnitOfWork, followup_id: UUID) -> Page:
    """One follow-up, for who may read it; NotFound for everybody else."""
    row = uow.get(FollowUp, followup_id)
    what = standing(uow, row)
    uow.require("R", kind_for(row, what), what)
    free = free_days(uow.session, uow.today)
    after = max(row.due, uow.today)
    near = FollowUp.number.between(row.number - EARLIER, row.number + 1)
    seen = or_(FollowUp.group_id.is_(None), owned(uow.actor, uow.today), ours(uow.actor, uow.today))
    series = _found(uow, FollowUp.series == row.series, near, seen)
    return Page(
        view=next(view for view in series if view.id == row.id),
        earlier=[view for view in reversed(series) if view.number < row.number],
        later=next((view for view in series if view.number == row.number + 1), None),
        passed=rules.passed(row.anchor, row.cadence, row.due, uow.today, free) if row.state in OPEN else [],
        suggested=rules.following(row.anchor, row.cadence, after, free) if row.cadence else None,
        may_answer=row.state in OPEN and may("U", kind_for(row, what), what),
    )


def heirs(uow: UnitOfWork, row: FollowUp | FollowUpView, owners: Iterable[UUID]) -> list[UUID]:
    """Who else can answer what has no group: those who hold the same role, never whom it concerns."""
    held = [row.role] if row.role else sorted(Role(role) for role in _roles(uow, owners) if role in SHARED)
    found = [person for role in held for person in people.holders(uow.session, Role(role), uow.today)]
    return [person for person in dict.fromkeys(found) if person != row.except_id and person not in owners]


def _roles(uow: UnitOfWork, owners: Iterable[UUID]) -> set[Role]:
    return {role for owner in owners for role in people.roles_of(uow.session, owner, uow.today)}


def others_in_group(uow: UnitOfWork, view: FollowUpView) -> list[people.Someone]:
    """Who it can be handed over to: members of its group; without one, those who hold the same role."""
    if view.group_id is None:
        found = people.people(uow.session, heirs(uow, view, view.owners))
        return sorted(found.values(), key=lambda person: person.name)
    return [person for person in people.members(uow.session, view.group_id, uow.today) if person.id not in view.owners]


@dataclass(frozen=True)
class Own:
    """An open follow-up of one's own, in a few words."""

    id: UUID
    title: str
    lang: str
    due: date
    state: str

    def overdue(self, today: date) -> bool:
        """Overdue starts the day after."""
        return rules.is_overdue(self.state, self.due, today)


def own(uow: UnitOfWork) -> list[Own]:
    """What the actor is asked about and what is coming, soonest first; asked once a page."""

    def find() -> list[Own]:
        rows = ask(uow.session, _own(uow.actor.roles), me=uow.actor.me, today=uow.today)
        return [Own(*row) for row in rows]

    return once(uow.session, "own", uow.actor.me, find)


@cache
def _own(roles: frozenset[Role]) -> Select[UUID, str, str, date, str]:
    columns = select(FollowUp.id, FollowUp.title, FollowUp.lang, FollowUp.due, FollowUp.state)
    query = columns.where(owned(Asker(roles), TODAY), FollowUp.state.in_(OPEN))
    return query.order_by(FollowUp.state != State.ASKED, FollowUp.due, FollowUp.id).limit(MOST)


def coming(uow: UnitOfWork) -> list[Own]:
    """What the actor will be asked about, soonest first."""
    return [one for one in own(uow) if one.state == State.PLANNED]


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What the actor is asked about now."""
    return [
        Waiting(
            N_("Tell what became of it"),
            view.title,
            "followups.show",
            view.id,
            view.due,
            overdue=view.overdue(uow.today),
        )
        for view in own(uow)
        if view.state == State.ASKED
    ]
