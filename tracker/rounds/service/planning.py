"""Planning a round, moving it, calling it off, and reminding of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import delete, select, update

from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.rounds import facts, planned, rules
from tracker.rounds.models import Answer, Facilitation, Invitation, Round
from tracker.rounds.queries.access import plan_of, planner
from tracker.rounds.queries.preparing import CODES
from tracker.rounds.rules import Mode, State
from tracker.rounds.service.inviting import INVITE, invite_ahead
from tracker.storage.unit_of_work import UnitOfWork

REMIND, FORGET = "rounds.remind", "rounds.forget"


@dataclass(frozen=True)
class Frame:
    """What else is said of a round beforehand. `why` is empty for the ready-made text."""

    minutes: int = 120
    place: str = ""
    statements: Sequence[str] = CODES
    why: str = ""
    lang: str = "da"


def plan(uow: UnitOfWork, group_id: UUID, *, day: date, at: time, show_mode: str, frame: Frame | None = None) -> UUID:
    """Plan a round for a group one leads, or as HR, and invite everyone in it. Returns the round's id."""
    uow.require("C", "round", planner(uow, group_id)[1])
    rules.plan(day, uow.today)
    row = Round(
        group_id=group_id,
        planned_by=uow.actor.me,
        meeting_at=at_local(day, at, uow.zone),
        show_mode=Mode(show_mode),
        state=State.PLANNED,
    )
    _set(row, frame or Frame())
    uow.session.add(row)
    uow.session.flush()
    for person in people.members(uow.session, group_id, uow.today):
        uow.session.add(Invitation(round_id=row.id, person_id=person.id))
    invite_ahead(uow, row)
    _set_reminder(uow, row, day)
    uow.record(facts.RoundPlanned(matter=row.id, group_id=group_id, meeting_at=row.meeting_at))
    return row.id


def _set(row: Round, frame: Frame) -> None:
    planned.last(frame.minutes)
    statements = planned.select(frame.statements, CODES)
    planned.change_statements(row.statements, statements, locked=row.locked_at is not None)
    row.minutes, row.place, row.statements = frame.minutes, frame.place, statements
    row.why, row.lang = frame.why, frame.lang


def edit(
    uow: UnitOfWork,
    round_id: UUID,
    *,
    day: date,
    at: time,
    show_mode: str,
    version: int,
    frame: Frame | None = None,
) -> None:
    """Move the meeting, or change the rest of it while nobody has answered. What `frame` does not say stays."""
    row = plan_of(uow, round_id, version=version)
    rules.prepare(row.state)
    rules.plan(day, uow.today)
    rules.change_mode(row.show_mode, show_mode, locked=row.locked_at is not None)
    row.show_mode = Mode(show_mode)
    if frame:
        _set(row, frame)
    meeting_at: datetime = at_local(day, at, uow.zone)
    if meeting_at != row.meeting_at:
        _move(uow, row, meeting_at, day)


def _move(uow: UnitOfWork, row: Round, meeting_at: datetime, day: date) -> None:
    row.meeting_at = meeting_at
    until = planned.facilitates_until(day)
    uow.session.execute(update(Facilitation).where(Facilitation.round_id == row.id).values(until=until))
    _set_reminder(uow, row, day)
    invite_ahead(uow, row)
    uow.record(facts.RoundRescheduled(matter=row.id, meeting_at=meeting_at, by_id=uow.actor.me))


def cancel(uow: UnitOfWork, round_id: UUID, *, reason: str, lang: str, version: int) -> None:
    """Call the round off. Everybody's answers stay their own for a while, and are then deleted."""
    uow.session.execute(select(Round.id).where(Round.id == round_id).with_for_update())
    uow.require("C", "round", planner(uow, uow.get(Round, round_id).group_id)[1])
    row = uow.get(Round, round_id, version=version)
    planned.cancel(row.state)
    row.state, row.cancelled_at, row.reason, row.lang = State.CANCELLED, uow.now, reason, lang
    row.why = ""
    for timer in (REMIND, INVITE):
        uow.cancel(timer, row.id)
    uow.at(uow.now + planned.KEPT_AFTER_CANCELLING, FORGET, row.id)
    uow.record(facts.RoundCancelled(matter=row.id, by_id=uow.actor.me))


def forget(uow: UnitOfWork, round_id: UUID) -> None:
    """Of a round that was called off nothing stays but that it was: a timer's work."""
    if uow.get(Round, round_id).state == State.CANCELLED:
        uow.session.execute(delete(Answer).where(Answer.round_id == round_id))
        uow.session.execute(delete(Invitation).where(Invitation.round_id == round_id))


def remind(uow: UnitOfWork, round_id: UUID) -> None:
    """The meeting is three working days away: a timer's work."""
    row = uow.get(Round, round_id)
    if row.state == State.PLANNED:
        uow.record(facts.PreparationDue(matter=row.id))


def _set_reminder(uow: UnitOfWork, row: Round, day: date) -> None:
    uow.cancel(REMIND, row.id)
    moment = rules.remind_at(day, free_days(uow.session, uow.today), uow.zone)
    if moment > uow.now:
        uow.at(moment, REMIND, row.id)
