"""Who is told of MED/AMO's comments on how it goes."""

from tracker.notifications.service import settle, tell
from tracker.progress import facts, remarks
from tracker.storage.unit_of_work import UnitOfWork


def on_remarked(uow: UnitOfWork, fact: facts.MedRemarked) -> None:
    """Top management and HR, but for whoever made it."""
    author = remarks.author(uow, fact.matter)
    tell(uow, (one for one in remarks.answerers(uow) if one != author), "remark.made", "remark", fact.matter)


def on_remark_answered(uow: UnitOfWork, fact: facts.RemarkAnswered) -> None:
    """Whoever made it; nobody need answer any more."""
    settle(uow, fact.matter, ("remark.made",))
    tell(uow, [remarks.author(uow, fact.matter)], "remark.answered", "remark", fact.matter)
