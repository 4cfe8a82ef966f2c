"""How far the organisation is: counts and dates from every capability, never anybody's words (domain §12)."""

from dataclasses import dataclass

from tracker.escalations import queries as escalations
from tracker.followups import queries as followups
from tracker.kernel.permissions import Standing
from tracker.knowledge import queries as knowledge
from tracker.knowledge.guides import Statement
from tracker.plans import queries as plans
from tracker.rounds import queries as rounds
from tracker.rounds.queries.seen import Seen
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Overview:
    """The page of progress."""

    plan: plans.PlanProgress | None
    rounds: rounds.Totals
    followups: followups.Totals
    escalations: escalations.Totals
    seen: list[Seen] | None
    """how leaders see the statements of tool 2; None for who is not told"""

    @property
    def answered_followups(self) -> int:
        """Follow-ups that somebody has answered, however it went."""
        return self.followups.kept + self.followups.partly + self.followups.not_kept


def overview(uow: UnitOfWork) -> Overview:
    """What top management, HR, leaders and MED/AMO may all see; NotFound for the administrator."""
    uow.require("P", "progress", Standing(uow.actor.roles))
    session = uow.session
    return Overview(
        plans.progress(session, uow.today),
        rounds.totals(session, uow.today),
        followups.totals(session, uow.today),
        escalations.totals(session),
        rounds.seen(uow),
    )


def statements() -> dict[str, Statement]:
    """The statements of tool 2 by code."""
    return {statement.code: statement for statement in knowledge.statements()}
