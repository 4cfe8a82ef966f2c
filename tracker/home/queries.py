"""The front page's three questions."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tracker.dialogues import queries as dialogues
from tracker.escalations import queries as escalations
from tracker.followups import queries as followups
from tracker.home import rules
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.knowledge import queries as knowledge
from tracker.notifications import queries as notifications
from tracker.people import grants
from tracker.people import queries as people
from tracker.plans import queries as plans
from tracker.preparedness import queries as preparedness
from tracker.progress import remarks, tools
from tracker.rounds import queries as rounds
from tracker.seminars import queries as seminars
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries as supervision
from tracker.warnings import queries as warnings

MOST, FIRST = 6, 10
ASKED: list[Callable[[UnitOfWork], list[Waiting]]] = [
    followups.waiting,
    dialogues.waiting,
    rounds.waiting,
    supervision.waiting,
    escalations.waiting,
    plans.waiting,
    seminars.waiting,
    preparedness.waiting,
    warnings.waiting,
    remarks.waiting,
    grants.waiting,
]
"""the capabilities that know of something to do"""


def front_page(uow: UnitOfWork) -> dict[str, Any]:
    """What waits for me, what did I agree, what is new; and my role."""
    found = waiting(uow)
    news = notifications.inbox(uow, limit=MOST, waiting_only=True)
    return {
        "waiting": found[:FIRST],
        "more_waits": len(found) > FIRST,
        "agreed": followups.coming(uow)[:MOST],
        "sessions": supervision.coming(uow),
        "news": [item for item in news if item.unread],
        "duties": duties(uow),
        "offered": tools.offered(uow),
        "asks_for_support": Role.L in uow.actor.roles,
        "today": uow.today,
    }


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: what has passed its day, then the soonest due first and what has no day last."""
    found = [item for ask in ASKED for item in ask(uow)]
    return sorted(found, key=lambda item: (item.due is None and not item.overdue, item.due or date.min, item.title))


def duties(uow: UnitOfWork) -> list[Any]:
    """What the actor's roles answer for."""
    groups = people.groups_of(uow.session, uow.actor.me, uow.today)
    leads = any(group.role == people.LEADER for group in groups)
    return [knowledge.role_duties(role) for role in rules.duties(uow.actor.roles, leads=leads)]
