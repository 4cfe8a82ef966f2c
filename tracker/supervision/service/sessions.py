"""Sessions: planned ahead by the frame, moved, called off, held."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import facts, rota, rules
from tracker.supervision.models import Frame, Sitting
from tracker.supervision.queries import sessions, turns
from tracker.supervision.queries.access import day_of, seat
from tracker.supervision.rules import ENDED, State
from tracker.supervision.service import turning

NEAR, OVER = "supervision.near", "supervision.over"
DAY = timedelta(days=1)


def follow_frame(uow: UnitOfWork, frame: Frame) -> None:
    """The rhythm was set up or changed: what lies ahead is planned, or moved to where it falls now."""
    after = max(frame.first, uow.today) - DAY
    row = sessions.ahead(uow.session, frame.group_id, uow.now)
    if row is None:
        plan_next(uow, frame, after)
    elif found := _next(uow, frame, after):
        row.minutes = frame.minutes
        row.meant, starts_at = found
        _set(uow, row, starts_at, "")


def plan_next(uow: UnitOfWork, frame: Frame, after: date) -> UUID | None:
    """Plan the first session after a day; None where the rhythm has ended."""
    found = _next(uow, frame, after)
    if found is None:
        return None
    meant, starts_at = found
    row = Sitting(id=uuid4(), group_id=frame.group_id, meant=meant, starts_at=starts_at, minutes=frame.minutes)
    row.state, row.reason, row.planned_at, row.more = State.PLANNED, "", uow.now, 0
    uow.session.add(row)
    uow.session.flush()
    _wind(uow, row)
    uow.record(facts.SessionPlanned(matter=row.id, group_id=row.group_id, starts_at=starts_at))
    return row.id


def _next(uow: UnitOfWork, frame: Frame, after: date) -> tuple[date, datetime] | None:
    free = free_days(uow.session, uow.today)
    meant = rules.next_day(frame.first, frame.cadence, after, free)
    if meant is None:
        return None
    members = [person.id for person in people.members(uow.session, frame.group_id, uow.today)]
    leave = people.leave(uow.session, members, uow.today).values()
    starts_at = at_local(rules.when_half_are_there(meant, free, leave, len(members)), frame.at, uow.zone)
    return (meant, starts_at) if starts_at > uow.now else _next(uow, frame, meant)


def _wind(uow: UnitOfWork, row: Sitting) -> None:
    """The reminder before it, and the morning after."""
    free, day = free_days(uow.session, uow.today), day_of(uow, row)
    uow.cancel(NEAR, row.id)
    if (moment := rules.remind_at(day, free, uow.zone)) > uow.now:
        uow.at(moment, NEAR, row.id)
    uow.at(rules.over_at(day, free, uow.zone), OVER, row.id)


def _set(uow: UnitOfWork, row: Sitting, starts_at: datetime, reason: str) -> None:
    row.starts_at = starts_at
    uow.session.flush()
    _wind(uow, row)
    uow.record(facts.SessionMoved(matter=row.id, starts_at=starts_at, reason=reason))


def move(uow: UnitOfWork, sitting_id: UUID, day: date, at: time, *, reason: str, version: int) -> None:
    """Another time, for one of the kinds of reason."""
    row = seat(uow, sitting_id, "U", version=version).row
    rules.move(row.state, day, uow.today, reason)
    starts_at = at_local(day, at, uow.zone)
    row.reason, row.step, row.stepped_at, row.more = reason, None, None, 0
    if starts_at != row.starts_at:
        _set(uow, row, starts_at, reason)


def call_off(uow: UnitOfWork, sitting_id: UUID, *, reason: str, version: int) -> None:
    """It will not be held, or was not; the next one is planned. Nobody loses a turn."""
    row = seat(uow, sitting_id, "U", version=version).row
    rules.change(row.state)
    rules.why(reason)
    _off(uow, row, reason)
    states = sessions.counts(uow.session, row.group_id)
    many = rules.in_a_row(states)
    uow.record(facts.SessionCalledOff(matter=row.id, group_id=row.group_id, reason=reason, in_a_row=many))
    _go_on(uow, row)


def _off(uow: UnitOfWork, row: Sitting, reason: str) -> None:
    row.state, row.reason = State.OFF, reason
    _over(uow, row)


def _over(uow: UnitOfWork, row: Sitting) -> None:
    """Who had which part is kept no longer than until then."""
    row.ended_at = uow.now
    row.acute_id = row.interviewer_id = row.keeper_id = row.step = row.stepped_at = None
    for kind in (NEAR, OVER):
        uow.cancel(kind, row.id)
    uow.session.flush()


def _go_on(uow: UnitOfWork, row: Sitting) -> None:
    """Plan the next one, unless there is one."""
    frame, _ = sessions.frame(uow.session, row.group_id)
    if frame is None or sessions.ahead(uow.session, row.group_id, uow.now):
        return
    plan_next(uow, frame, max(row.meant, day_of(uow, row), uow.today))


def end_sessions(uow: UnitOfWork, group_id: UUID) -> None:
    """The group has stopped: what lies ahead falls away, and counts as nothing."""
    query = select(Sitting).where(Sitting.group_id == group_id, Sitting.state == State.PLANNED)
    for row in uow.session.scalars(query).all():
        _off(uow, row, ENDED)
        uow.record(facts.SessionCalledOff(matter=row.id, group_id=group_id, reason=ENDED, in_a_row=0))


def hold(uow: UnitOfWork, sitting_id: UUID, focus: UUID | None, *, version: int) -> None:
    """It was held. Who had the turn goes last in the order, unless the case was acute."""
    here = seat(uow, sitting_id, "T", version=version)
    row = here.row
    rules.begin(row.state, here.day, uow.today)
    order = turning.settled(uow, row.group_id)
    turning.put(uow, row.group_id, rota.after(order, focus, acute=row.acute_id))
    row.state, row.reason = State.HELD, ""
    _over(uow, row)
    uow.record(facts.SessionHeld(matter=row.id, group_id=row.group_id))
    _go_on(uow, row)


def agree_parts(
    uow: UnitOfWork, sitting_id: UUID, interviewer: UUID | None, keeper: UUID | None, *, version: int
) -> None:
    """Who interviews and who keeps the time, where it is not to follow the order of turns."""
    row = seat(uow, sitting_id, "T", version=version).row
    rules.change(row.state)
    order = turning.settled(uow, row.group_id)
    row.interviewer_id = interviewer if interviewer in order else None
    row.keeper_id = keeper if keeper in order else None


def go(uow: UnitOfWork, sitting_id: UUID, step: int, count: int) -> None:
    """On to a step of the method, or back to one; the first begins the session."""
    here = seat(uow, sitting_id, "T")
    rules.begin(here.row.state, here.day, uow.today)
    rules.go(step, count)
    if here.row.step != step:
        here.row.step, here.row.stepped_at, here.row.more = step, uow.now, 0


def lengthen(uow: UnitOfWork, sitting_id: UUID) -> None:
    """The step it is at takes a little longer."""
    here = seat(uow, sitting_id, "T")
    rules.begin(here.row.state, here.day, uow.today)
    here.row.more = rules.lengthen(here.row.more)


def near(uow: UnitOfWork, sitting_id: UUID) -> None:
    """Two working days are left: a timer's work."""
    if uow.get(Sitting, sitting_id).state == State.PLANNED:
        uow.record(facts.SessionNears(matter=sitting_id))


def focus_of(uow: UnitOfWork, row: Sitting) -> UUID | None:
    """For handlers: whose turn it is at a session."""
    return turns.cast(uow, row, turns.read(uow, row.group_id)).focus
