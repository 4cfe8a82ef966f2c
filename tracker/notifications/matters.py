"""What notices are about: what each is called, for whoever may still read it (P11)."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, literal, union_all
from sqlalchemy.orm import Session

from tracker.dialogues import queries as dialogues
from tracker.escalations import queries as escalations
from tracker.followups import queries as followups
from tracker.kernel.permissions import Actor, Role
from tracker.people import grants
from tracker.plans import queries as plans
from tracker.preparedness import queries as preparedness
from tracker.progress import remarks
from tracker.rounds import queries as rounds
from tracker.seminars import queries as seminars
from tracker.storage.asking import ask
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries as supervision
from tracker.warnings import queries as warnings

Matter = tuple[str, UUID]
"""its kind, and its id"""
TOLD: dict[str, Callable[[frozenset[Role]], Select[UUID, str]]] = {
    "escalation": escalations.told,
    "escalation_status": escalations.status_told,
    "followup": followups.told,
    "round": rounds.told,
    "supervision": supervision.told,
    "supervision_group": supervision.groups_told,
    "supervision_asked": supervision.asked_told,
    "dialogue": dialogues.told,
    "checkin_share": dialogues.shares_told,
    "dialogue_request": dialogues.requests_told,
    "plan": plans.plans_told,
    "theme": plans.themes_told,
    "plan_talk": plans.talks_told,
    "seminar": seminars.told,
    "qualifying": plans.qualifying_told,
    "hearing": plans.hearings_told,
    "load": preparedness.told,
    "warning": warnings.told,
    "offer": warnings.offers_told,
    "noticed": warnings.noticed_told,
    "personal_warning": warnings.personal_told,
    "support": warnings.requests_told,
    "role": grants.told,
    "remark": remarks.told,
}
"""Those of some things that whoever was told of them may still read, with their titles (empty where they have none).

What one was told of and may no longer read, as a role or a group ended, is neither shown nor mailed about.
"""


def readable(session: Session, actor: Actor, day: date, matters: Iterable[Matter]) -> dict[Matter, str]:
    """The titles of those matters that somebody may read, in one statement for all kinds."""
    wanted = set(matters)
    kinds = tuple(sorted({about for about, _ in wanted} & TOLD.keys()))
    found = {matter: "" for matter in wanted if matter[0] not in TOLD}
    if kinds:
        ids = list({id_ for about, id_ in wanted if about in TOLD})
        for row in ask(session, _told(actor.roles, kinds), me=actor.me, today=day, ids=ids):
            found[row.about, row.id] = row.title
    return {matter: title for matter, title in found.items() if matter in wanted}


@lru_cache(maxsize=512)
def _told(roles: frozenset[Role], kinds: tuple[str, ...]) -> CompoundSelect[str, UUID, str]:
    return union_all(*(_arm(about, TOLD[about](roles)) for about in kinds))


def _arm(about: str, told: Select[UUID, str]) -> Select[str, UUID, str]:
    id_, title = told.selected_columns
    return told.with_only_columns(literal(about).label("about"), id_.label("id"), title.label("title"))


def readable_titles(uow: UnitOfWork, matters: Iterable[Matter]) -> dict[Matter, str]:
    """The same for the actor."""
    return readable(uow.session, uow.actor, uow.today, matters)
