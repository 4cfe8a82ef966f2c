"""What happens to dialogues when people have other nearest leaders than before."""

from tracker.dialogues import service
from tracker.people.facts import PeopleImported
from tracker.storage.unit_of_work import UnitOfWork


def on_people_imported(uow: UnitOfWork, _fact: PeopleImported) -> None:
    """What lay ahead of two who are leader and nearest leader no more is called off."""
    service.end_what_is_over(uow)
