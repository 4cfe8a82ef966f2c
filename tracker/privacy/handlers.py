"""What is done when somebody has asked for a copy of their data."""

from tracker.privacy import service
from tracker.privacy.facts import CopyAsked
from tracker.storage.unit_of_work import UnitOfWork


def on_copy_asked(uow: UnitOfWork, fact: CopyAsked) -> None:
    """Make it."""
    service.make_copy(uow, fact.matter)
