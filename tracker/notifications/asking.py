"""The groups that are asked to talk about a plan: whom to tell is looked up once for all that are asked together."""

from dataclasses import dataclass, field
from uuid import UUID

from tracker.notifications import service, telling
from tracker.plans import queries as plans
from tracker.storage.unit_of_work import UnitOfWork

KIND = "plan.talk"


@dataclass
class Asking:
    """What a unit of work asks, by plan: each group, and the fact that says so."""

    groups: dict[UUID, dict[UUID, UUID]] = field(default_factory=dict)

    def write(self, uow: UnitOfWork) -> None:
        """Tell each leader, once; what was said of the last version is over."""
        asked, self.groups = self.groups, {}
        for plan_id, groups in asked.items():
            whom = plans.audience(uow, plan_id).asked
            for group_id, fact_id in groups.items():
                _tell(uow, fact_id, whom.get(group_id), group_id)
        telling.book(uow).write(uow)


def _tell(uow: UnitOfWork, fact_id: UUID, asked: plans.Asked | None, group_id: UUID) -> None:
    service.settle(uow, group_id, [KIND])
    if asked is None:
        return
    if asked.matter != group_id:
        service.settle(uow, asked.matter, [KIND], [asked.leader_id])
    told = telling.Telling(fact_id, frozenset({asked.leader_id}), KIND, asked.about, asked.matter)
    telling.book(uow).tell(told)


def ask(uow: UnitOfWork, plan_id: UUID, group_id: UUID) -> None:
    """Ask a group for the fact being reacted to; written when the unit of work ends."""
    if uow.cause is None:
        raise ValueError("groups are asked for facts only")
    uow.at_the_end("asking", Asking).groups.setdefault(plan_id, {})[group_id] = uow.cause
