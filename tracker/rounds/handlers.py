"""What rounds do when something has happened."""

from tracker.followups.facts import FollowUpAnswered, FollowUpTakenBack
from tracker.people.facts import PeopleImported
from tracker.rounds import pulse
from tracker.rounds.facts import RoundClosed
from tracker.rounds.service import inviting, publishing
from tracker.storage.unit_of_work import UnitOfWork


def on_people_imported(uow: UnitOfWork, _fact: PeopleImported) -> None:
    """Whoever came into a group is invited to what it prepares."""
    inviting.invite_anew(uow)


def on_follow_up_answered(uow: UnitOfWork, fact: FollowUpAnswered) -> None:
    """Who sits in the group's next meeting sees what was said of what it agreed before."""
    pulse.beat_next(uow, fact.matter)


def on_follow_up_taken_back(uow: UnitOfWork, fact: FollowUpTakenBack) -> None:
    """And that it was not so after all."""
    pulse.beat_next(uow, fact.matter)


def on_round_closed(uow: UnitOfWork, fact: RoundClosed) -> None:
    """What leavers answered goes; a facilitator stays for a later meeting; figures are due."""
    inviting.forget_leavers(uow, fact.matter)
    inviting.stay_for_the_meeting(uow, fact.matter)
    publishing.publish_soon(uow)
