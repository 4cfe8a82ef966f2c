"""What follow-ups do when people work on other days than before."""

from tracker.followups import placing
from tracker.people.facts import HabitsChanged, HoursSet
from tracker.storage.unit_of_work import UnitOfWork


def on_habits_changed(uow: UnitOfWork, fact: HabitsChanged) -> None:
    """Leave may have been announced or taken back: what the person is to be asked about has another day."""
    placing.place_all_again(uow, fact.matter)


def on_hours_set(uow: UnitOfWork, _fact: HoursSet) -> None:
    """The organisation may have new free days."""
    placing.place_off_free_days(uow)
