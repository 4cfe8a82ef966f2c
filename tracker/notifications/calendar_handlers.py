"""What the calendar does when something has happened."""

from tracker.notifications import calendar_invited
from tracker.notifications.facts import MeetingTakenOut
from tracker.notifications.service import tell
from tracker.people.facts import PeopleImported
from tracker.rounds.facts import FacilitatorReleased
from tracker.storage.unit_of_work import UnitOfWork


def on_people_imported(uow: UnitOfWork, _fact: PeopleImported) -> None:
    """Whoever left a group has its meetings taken out of the calendar."""
    calendar_invited.look_again_at_all(uow)


def on_facilitator_released(uow: UnitOfWork, fact: FacilitatorReleased) -> None:
    """The meeting is taken out of the facilitator's calendar."""
    uow.at(uow.now, calendar_invited.LOOK_AGAIN, fact.person_id)


def on_meeting_taken_out(uow: UnitOfWork, fact: MeetingTakenOut) -> None:
    """Whose calendar it is, in the digest, which takes it out."""
    tell(uow, [fact.person_id], "meeting.taken_out", "meeting", fact.matter)
