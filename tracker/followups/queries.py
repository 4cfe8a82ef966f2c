"""Reads of follow-ups, scoped to the person who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from tracker.followups import rules
from tracker.followups.lists import MOST, Mine, OfGroup, mine, my_groups, of_group
from tracker.followups.models import FollowUp, Owner
from tracker.followups.rules import OF_ACTIONS, OPEN, Outcome, State
from tracker.followups.shown import FollowUpView, Totals, counting, totals, views
from tracker.followups.told import ours, owned, readable, title_of, told
from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage import loading
from tracker.storage.asking import ABOUT, IDS, TODAY, Asker, ask
from tracker.storage.kept import once
from tracker.storage.unit_of_work import UnitOfWork

__all__ = [
    "FollowUpView",
    "Mine",
    "OfGroup",
    "Own",
    "Page",
    "Totals",
    "asks_me",
    "coming",
    "counting",
    "heirs",
    "kind_for",
    "may_take_back",
    "mine",
    "missed_days",
    "my_groups",
    "of_group",
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
EARLIER = 20


def of_matters(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[FollowUpView]]:
    """All occurrences of some agreements or actions, oldest first; for pages that have asked for the right to those."""
    found: dict[UUID, list[FollowUpView]] = {}
    for view in views(session, loading.rows(session, _OF_MATTERS, ids=list(ids))):
        found.setdefault(view.matter, []).append(view)
    return found


_OF_MATTERS = select(FollowUp).where(FollowUp.matter.in_(IDS)).order_by(FollowUp.due, FollowUp.number)


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


def asks_me(uow: UnitOfWork, matter: UUID) -> bool:
    """Whether the actor is among those who are asked about something now or later."""
    mine = (FollowUp.matter == matter, FollowUp.state.in_(OPEN), owned(uow.actor, uow.today))
    return uow.session.scalar(select(FollowUp.id).where(*mine).limit(1)) is not None


def standing(uow: UnitOfWork, row: FollowUp) -> Standing:
    """What the actor is to this follow-up. An owner is one while in its group; what has no group stays its owner's.

    Who joined the group after it was agreed is nothing to it, but its leader takes over what nobody had answered.
    """
    me, roles, relations = uow.actor.me, set(uow.actor.roles), set()
    position = people.position(uow.session, row.group_id, me, uow.today) if row.group_id else None
    is_in = position is not None and Role.L in uow.actor.roles
    found = ask(uow.session, _whose(uow.actor.roles), me=me, today=uow.today, about=row.id).one()
    if is_in and (found.mine or found.ours):
        relations.add("grp")
        roles.add(Role.GL if position == people.LEADER else Role.L)
    if found.mine:
        relations.add("own")
        roles.add(Role.L)
    return Standing(frozenset(roles), frozenset(relations))


@cache
def _whose(roles: frozenset[Role]) -> Select[bool, bool]:
    who = Asker(roles)
    return select(owned(who, TODAY).label("mine"), ours(who, TODAY).label("ours")).where(FollowUp.id == ABOUT)


def may_take_back(uow: UnitOfWork, row: FollowUp | FollowUpView) -> bool:
    """Whether the actor gave its answer today, of what is not closed."""
    at = row.answered_at
    today = at is not None and at.astimezone(uow.zone).date() == uow.today
    return row.state == State.ANSWERED and today and row.answered_by == uow.actor.me and not row.stands


def kind_for(row: FollowUp, what: Standing) -> str:
    """Whoever neither owns an action's follow-up nor is in its group meets it as part of the theme's qualification."""
    return "qualification" if row.about in OF_ACTIONS and not what.relations else "followup"


def _around(uow: UnitOfWork, row: FollowUp) -> list[FollowUpView]:
    """The occurrences of its series near one, as far as the actor may know of them."""
    places = {"first": row.number - EARLIER, "last": row.number + 1}
    who = {"me": uow.actor.me, "today": uow.today, "about": row.series}
    return views(uow.session, loading.rows(uow.session, _near(uow.actor.roles), **who, **places))


@cache
def _near(roles: frozenset[Role]) -> Select[FollowUp]:
    who = Asker(roles)
    seen = or_(FollowUp.group_id.is_(None), owned(who, TODAY), ours(who, TODAY))
    near = FollowUp.number.between(bindparam("first", type_=Integer()), bindparam("last", type_=Integer()))
    query = select(FollowUp).where(FollowUp.series == ABOUT, near, seen)
    return query.order_by(FollowUp.due, FollowUp.id).limit(MOST)


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
    may_take_back: bool
    needs_help: bool
    """whether it was missed or moved again and again, which the group's leader is asked about"""


def show(uow: UnitOfWork, followup_id: UUID) -> Page:
    """One follow-up, for who may read it; NotFound for everybody else."""
    row = uow.get(FollowUp, followup_id)
    what = standing(uow, row)
    uow.require("R", kind_for(row, what), what)
    free = free_days(uow.session, uow.today)
    after = max(row.due, uow.today)
    series = _around(uow, row)
    return Page(
        view=next(view for view in series if view.id == row.id),
        earlier=[view for view in reversed(series) if view.number < row.number and view.state != State.CANCELLED],
        later=next((view for view in series if _is_after(view, row)), None),
        passed=rules.passed(row.anchor, row.cadence, row.due, uow.today, free) if row.state in OPEN else [],
        suggested=rules.following(row.anchor, row.cadence, after, free) if row.cadence else None,
        may_answer=row.state in OPEN and may("U", kind_for(row, what), what),
        may_take_back=may_take_back(uow, row) and may("U", kind_for(row, what), what),
        needs_help=row.state in OPEN and Role.GL in what.roles and _in_a_row(series) >= rules.IN_A_ROW,
    )


def _in_a_row(series: Iterable[FollowUpView]) -> int:
    newest_first = sorted(series, key=lambda view: view.number, reverse=True)
    return rules.in_a_row(rules.Past(view.outcome, view.missed, view.moved) for view in newest_first)


def _is_after(view: FollowUpView, row: FollowUp) -> bool:
    return view.number == row.number + 1 and view.state != State.CANCELLED


def heirs(uow: UnitOfWork, row: FollowUp | FollowUpView, owners: Iterable[UUID]) -> list[UUID]:
    """Who else can answer what has no group: those who hold the same role, never whom it concerns."""
    if row.about in rules.CONFIDENTIAL:
        return []
    held = [row.role] if row.role else sorted(Role(role) for role in _roles(uow, owners) if role in SHARED)
    found = [person for role in held for person in people.holders(uow.session, Role(role), uow.today)]
    if row.below_id:
        nearest = people.nearest_leader_of(uow.session, row.below_id, uow.today)
        found = [nearest] if nearest else []
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
