"""Planning a round, moving it, and reminding of it."""

from datetime import date, datetime, time
from uuid import UUID

from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.rounds import facts, rules
from tracker.rounds.models import Invitation, Round
from tracker.rounds.queries.access import group_standing, seat
from tracker.rounds.rules import Mode, State
from tracker.storage.unit_of_work import UnitOfWork

REMIND = "rounds.remind"


def plan(uow: UnitOfWork, group_id: UUID, *, day: date, at: time, show_mode: str) -> UUID:
    """Plan a round for a group one leads, and invite everyone in it. Returns the round's id."""
    _, standing = group_standing(uow, group_id)
    uow.require("C", "round", standing)
    rules.plan(day, uow.today)
    row = Round(
        group_id=group_id,
        planned_by=uow.actor.me,
        meeting_at=at_local(day, at, uow.zone),
        show_mode=Mode(show_mode),
        state=State.PLANNED,
    )
    uow.session.add(row)
    uow.session.flush()
    for person in people.members(uow.session, group_id, uow.today):
        uow.session.add(Invitation(round_id=row.id, person_id=person.id))
    _set_reminder(uow, row, day)
    uow.record(facts.RoundPlanned(matter=row.id, group_id=group_id, meeting_at=row.meeting_at))
    return row.id


def edit(uow: UnitOfWork, round_id: UUID, *, day: date, at: time, show_mode: str, version: int) -> None:
    """Move the meeting, or change how answers are shown while nobody has answered."""
    row = seat(uow, round_id, "U", version=version).round
    rules.prepare(row.state)
    rules.plan(day, uow.today)
    rules.change_mode(row.show_mode, show_mode, locked=row.locked_at is not None)
    row.show_mode = Mode(show_mode)
    meeting_at: datetime = at_local(day, at, uow.zone)
    if meeting_at != row.meeting_at:
        row.meeting_at = meeting_at
        _set_reminder(uow, row, day)
        uow.record(facts.RoundRescheduled(matter=row.id, meeting_at=meeting_at))


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
