"""Who is told of early warnings and of requests for support."""

from tracker.notifications.service import settle, tell
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts as warnings
from tracker.warnings import service as warning

_KINDS = {"dialogue.quiet": "warning.quiet", "leader.new": "warning.new_leader"}


def on_person_warned(uow: UnitOfWork, fact: warnings.PersonWarned) -> None:
    """Whoever it is for, while it stands."""
    row, people = warning.told_of(uow, fact.matter)
    if row.state == "new":
        tell(uow, people, _KINDS[row.rule], "personal_warning", row.id)


def on_personal_warning_answered(uow: UnitOfWork, fact: warnings.PersonalWarningAnswered) -> None:
    """Nobody is told."""
    settle(uow, fact.matter)


def on_personal_warning_ended(uow: UnitOfWork, fact: warnings.PersonalWarningEnded) -> None:
    """Nobody is told; there is nothing to ask any more."""
    settle(uow, fact.matter)


_WARNINGS = {"followup.twice": "warning.group", "escalation.unanswered": "warning.unanswered"}
"""what says a warning, by its rule; the others are told to the group's leader"""


def on_warning_raised(uow: UnitOfWork, fact: warnings.WarningRaised) -> None:
    """The group's leader alone, or HR where the rule says so."""
    row, people = warning.audience(uow, fact.matter)
    if row.ended_at is None:
        tell(uow, people, _WARNINGS.get(row.rule, "warning.card"), "warning", row.id)


def on_warning_came_back(uow: UnitOfWork, fact: warnings.WarningCameBack) -> None:
    """The group's leader, who asked for it."""
    row, people = warning.audience(uow, fact.matter)
    if row.ended_at is None:
        tell(uow, people, _WARNINGS.get(row.rule, "warning.card"), "warning", row.id)


def on_warning_answered(uow: UnitOfWork, fact: warnings.WarningAnswered) -> None:
    """Nobody is told, whatever the answer."""
    settle(uow, fact.matter)


def on_warning_ended(uow: UnitOfWork, fact: warnings.WarningEnded) -> None:
    """Nobody is told; it asks for nobody any more."""
    settle(uow, fact.matter)


def on_support_requested(uow: UnitOfWork, fact: warnings.SupportRequested) -> None:
    """HR, at once; the asker is none of them."""
    tell(uow, warning.to_ask(uow, fact.matter), "support.asked", "support", fact.matter)


def on_support_withdrawn(uow: UnitOfWork, fact: warnings.SupportWithdrawn) -> None:
    """Nobody is told; it asks for nobody any more."""
    settle(uow, fact.matter)


def on_support_offered(uow: UnitOfWork, fact: warnings.SupportOffered) -> None:
    """Whoever asked for it."""
    row = warning.offered_to(uow, fact.matter)
    if row and row.state == "new":
        tell(uow, [row.person_id], "support.offered", "offer", row.id)


def on_offer_answered(uow: UnitOfWork, fact: warnings.OfferAnswered) -> None:
    """Whoever in HR offered it, where the answer is yes; of any other answer nobody hears."""
    settle(uow, fact.matter)
    row = warning.offered_to(uow, fact.matter)
    if row and row.state == "accepted":
        tell(uow, [row.by_id], "support.accepted", "offer", row.id)


def on_somebody_noticed(uow: UnitOfWork, fact: warnings.SomebodyNoticed) -> None:
    """The one it is about, and nobody else."""
    tell(uow, warning.noticed_by(uow, fact.matter), "noticed.you", "noticed", fact.matter)


def on_noticed_removed(uow: UnitOfWork, fact: warnings.NoticedRemoved) -> None:
    """Nobody is told; there is nothing to read any more."""
    settle(uow, fact.matter)
