"""What is done with expected loads: put down, changed, taken off, and looked back on."""

from uuid import UUID, uuid4

from tracker.kernel.permissions import Actor, Role, may
from tracker.people import parts
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.preparedness import facts, rules
from tracker.preparedness.models import Load
from tracker.preparedness.queries import kinds, scope_of, seers, standing, standing_of, support
from tracker.preparedness.rules import Said, Scope
from tracker.storage.unit_of_work import UnitOfWork

NEAR, OVER = "preparedness.near", "preparedness.over"


def expect(uow: UnitOfWork, scope: Scope, said: Said) -> UUID:
    """Put a load on a group's or a unit's horizon. Returns its id."""
    uow.require("C", "load", standing(uow, scope))
    _check(uow, scope, said)
    row = Load(id=uuid4(), unit_id=scope.unit_id, group_id=scope.group_id, **vars(said))
    row.made_by, row.made_at = uow.actor.me, uow.now
    _set_timers(uow, row)
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.LoadExpected(matter=row.id, seer_id=row.seer_id, by_id=uow.actor.me))
    return row.id


def _check(uow: UnitOfWork, scope: Scope, said: Said, row: Load | None = None) -> None:
    """What stood there already may stand on: an offer the plan has no more, and who saw to it."""
    offered = {one.code for one in support(uow, said.lang)} | set(row.support if row else ())
    rules.expect(said, {one.code for one in kinds().items}, offered, uow.today)
    if row is None or said.seer_id != row.seer_id:
        rules.sees_to_it(said.seer_id, {one.id for one in seers(uow, scope)})


def change(uow: UnitOfWork, load_id: UUID, said: Said, *, version: int) -> None:
    """Other words, days or support; or somebody else sees to it."""
    row = _mine(uow, load_id, "U", version)
    before, days = row.seer_id, (row.starts, row.ends, row.notice_days)
    rules.still_ahead(row.ends, uow.today)
    _check(uow, scope_of(row), said, row)
    for name, value in vars(said).items():
        setattr(row, name, value)
    if days != (row.starts, row.ends, row.notice_days):
        _set_timers(uow, row)
    is_handed_over = row.seer_id != before
    seer_id, by_id = row.seer_id, uow.actor.me
    uow.record(facts.LoadChanged(matter=row.id, seer_id=seer_id, by_id=by_id, is_handed_over=is_handed_over))


def take_off(uow: UnitOfWork, load_id: UUID, *, version: int) -> None:
    """It does not come after all."""
    row = _mine(uow, load_id, "D", version)
    for kind in (NEAR, OVER):
        uow.cancel(kind, row.id)
    uow.session.delete(row)
    uow.record(facts.LoadTakenOff(matter=load_id))


def look_back(uow: UnitOfWork, load_id: UUID, *, enough: str, learned: str, lang: str, version: int) -> None:
    """Whoever saw to it, or writes on the horizon, says whether the support sufficed and what was learned."""
    row = uow.get(Load, load_id)
    what = standing(uow, scope_of(row))
    uow.require("R", "load", what)
    if row.seer_id != uow.actor.person_id:
        uow.require("U", "load", what)
    row = uow.get(Load, load_id, version=version)
    rules.look_back(row.ends, uow.today, enough)
    row.enough, row.learned, row.learned_lang = enough, learned or None, lang
    row.answered_by, row.answered_at = uow.actor.me, uow.now
    uow.cancel(OVER, row.id)
    uow.record(facts.LoadLookedBackOn(matter=row.id))


def near(uow: UnitOfWork, load_id: UUID) -> None:
    """It begins in so many working days: a timer's work."""
    row = uow.get(Load, load_id)
    if row.starts >= uow.today:
        row.reminded_at = uow.now
        uow.record(facts.LoadNears(matter=row.id))


def over(uow: UnitOfWork, load_id: UUID) -> None:
    """It is over: a timer's work."""
    row = uow.get(Load, load_id)
    if row.asked_at is None and row.enough is None:
        row.asked_at = uow.due_at or uow.now
        uow.record(facts.LoadPassed(matter=row.id))


def is_still_seen_to(uow: UnitOfWork, load_id: UUID, seer_id: UUID) -> bool:
    """For handlers: whether it is still on the horizon, and that person's to see to."""
    row = uow.session.get(Load, load_id)
    return row is not None and row.seer_id == seer_id


def audience(uow: UnitOfWork, load_id: UUID) -> tuple[Load, list[UUID]] | None:
    """For handlers: the load, and whom to tell: who sees to it; who leads the group or unit where they are away.

    None where it was taken off meanwhile.
    """
    row = uow.session.get(Load, load_id)
    if row is None or row.enough is not None:
        return None
    scope, seer = scope_of(row), row.seer_id
    actor = Actor(seer, people.roles_of(uow.session, seer, uow.today))
    is_there = may("R", "load", standing_of(uow.session, actor, uow.today, scope))
    here = [seer] if is_there else []
    if is_there and not people.absent(uow.session, [seer], uow.today):
        return row, here
    return row, list(dict.fromkeys([*here, *_leaders(uow, scope)]))


def _leaders(uow: UnitOfWork, scope: Scope) -> list[UUID]:
    if scope.group_id is not None:
        leader = people.leader_of(uow.session, scope.group_id, uow.today)
        return [leader] if leader else []
    leaders = parts.leaders(uow.session, scope.unit_id, uow.today) if scope.unit_id else []
    return leaders or people.holders(uow.session, Role.HR, uow.today)


def _mine(uow: UnitOfWork, load_id: UUID, action: str, version: int) -> Load:
    row = uow.get(Load, load_id)
    uow.require(action, "load", standing(uow, scope_of(row)))
    return uow.get(Load, load_id, version=version)


def _set_timers(uow: UnitOfWork, row: Load) -> None:
    free = free_days(uow.session, uow.today) | people.leave(uow.session, [row.seer_id], uow.today).get(
        row.seer_id, frozenset()
    )
    uow.cancel(NEAR, row.id)
    moment = rules.remind_at(row.starts, row.notice_days, free, uow.zone)
    if moment > uow.now:
        row.reminded_at = None
        uow.at(moment, NEAR, row.id)
    elif row.starts >= uow.today:
        row.reminded_at = uow.now  # so near that whoever put it down knows
    uow.at(rules.ask_at(row.ends, free, uow.zone), OVER, row.id)
