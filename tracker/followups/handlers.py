"""What follow-ups do when somebody is away on another day than before."""

from tracker.followups import placing
from tracker.people.facts import HabitsChanged
from tracker.storage.unit_of_work import UnitOfWork


def on_habits_changed(uow: UnitOfWork, fact: HabitsChanged) -> None:
    """Leave may have been announced or taken back: what the person is to be asked about has another day."""
    placing.place_all_again(uow, fact.matter)
