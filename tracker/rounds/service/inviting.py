"""Whoever comes into the group while a round is prepared, and whoever the group asks to facilitate it."""

from uuid import UUID

from sqlalchemy import delete, select

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.rounds import facts, planned
from tracker.rounds.models import Answer, Facilitation, Invitation, Round
from tracker.rounds.queries.access import meeting_day, seat
from tracker.rounds.rules import MORNING, State
from tracker.storage.unit_of_work import UnitOfWork

INVITE = "rounds.invite"


def invite(uow: UnitOfWork, round_id: UUID) -> None:
    """Whoever came into the group since is invited as the others were: a timer's work."""
    row = uow.get(Round, round_id)
    if row.state != State.PLANNED:
        return
    invited = set(uow.session.scalars(select(Invitation.person_id).where(Invitation.round_id == round_id)))
    for person in people.members(uow.session, row.group_id, uow.today):
        if person.id not in invited:
            uow.session.add(Invitation(round_id=row.id, person_id=person.id, later=True))
            uow.record(facts.MemberInvited(matter=row.id, person_id=person.id))
    invite_ahead(uow, row)


def invite_ahead(uow: UnitOfWork, row: Round) -> None:
    """Look again on the next day before the meeting on which somebody comes into the group."""
    last = max(meeting_day(uow, row), uow.today)
    days = people.joining_days(uow.session, row.group_id, uow.today, last)
    if days:
        uow.at(at_local(min(days), MORNING, uow.zone), INVITE, row.id)


def invite_anew(uow: UnitOfWork) -> None:
    """People or groups have changed: every round that is being prepared is looked at, each in a work of its own."""
    for round_id in uow.session.scalars(select(Round.id).where(Round.state == State.PLANNED)).all():
        uow.at(uow.now, INVITE, round_id)


def forget_leavers(uow: UnitOfWork, round_id: UUID) -> None:
    """What was answered by those who had left before the close counts for nothing, and nobody can read it: it goes."""
    row = uow.get(Round, round_id)
    closed = (row.closed_at or uow.now).astimezone(uow.zone).date()
    there = [person.id for person in people.members(uow.session, row.group_id, closed)]
    uow.session.execute(delete(Answer).where(Answer.round_id == round_id, Answer.person_id.not_in(there)))


def ask_facilitator(uow: UnitOfWork, round_id: UUID, email: str) -> UUID:
    """Ask somebody from outside the group to run this round; it is all of the group's that they see. Returns whom."""
    here = seat(uow, round_id, "S")
    person_id = people.by_email(uow.session, email, uow.today)
    if person_id is None:
        raise RuleBroken(N_("Nobody here has that e-mail address"), field="email")
    group = [person.id for person in people.members(uow.session, here.group.id, uow.today)]
    planned.ask_to_facilitate(here.round.state, person_id, group)
    known = select(Facilitation.id).where(Facilitation.round_id == round_id, Facilitation.person_id == person_id)
    if uow.session.scalar(known) is None:
        until = max(planned.facilitates_until(here.day), uow.today)
        uow.session.add(Facilitation(round_id=round_id, person_id=person_id, until=until))
        uow.record(facts.FacilitatorAsked(matter=round_id, person_id=person_id))
    return person_id


def release_facilitator(uow: UnitOfWork, round_id: UUID, person_id: UUID) -> None:
    """The facilitator sees nothing from the next page on."""
    seat(uow, round_id, "S")
    mine = (Facilitation.round_id == round_id, Facilitation.person_id == person_id)
    if uow.session.scalar(select(Facilitation.id).where(*mine)):
        uow.session.execute(delete(Facilitation).where(*mine))
        uow.record(facts.FacilitatorReleased(matter=round_id, person_id=person_id))


def stay_for_the_meeting(uow: UnitOfWork, round_id: UUID) -> None:
    """A meeting held later than planned keeps its facilitator until the day after it."""
    row = uow.get(Round, round_id)
    if row.closed_at:
        until = planned.facilitates_until(row.closed_at.astimezone(uow.zone).date())
        for one in uow.session.scalars(select(Facilitation).where(Facilitation.round_id == round_id)):
            one.until = max(one.until, until)
