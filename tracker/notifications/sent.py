"""What I caused others to be told, and how it went: counts by audience, and names only where an address failed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select, union

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role
from tracker.notifications import ending
from tracker.notifications.matters import readable_titles
from tracker.notifications.models import Mail, Notice
from tracker.notifications.rules import CANCELLED, DECLINED, DIGEST, EXPIRED, FAILED, GATHERING, PLANNED, SENT
from tracker.people import queries as people
from tracker.storage.outbox import FactRow
from tracker.storage.unit_of_work import UnitOfWork

MOST = 50
_RECEIVERS, _GROUP = N_("The receivers"), N_("The leadership group")
AUDIENCES = {
    "escalation.received": _RECEIVERS,
    "escalation.reminder": _RECEIVERS,
    "escalation.moved_to_you": _RECEIVERS,
    "escalation.stranded": _RECEIVERS,
    "escalation.moved_from_you": N_("The receivers before them"),
    "escalation.sent": _GROUP,
    "escalation.acknowledged": _GROUP,
    "escalation.answered": _GROUP,
    "escalation.asked": _GROUP,
    "escalation.asked_group": _GROUP,
    "escalation.taken_over": _GROUP,
    "escalation.replied": N_("Whoever takes care of it"),
    "escalation.closed": N_("Whoever answered"),
    "plan.coordinator": N_("The coordinator"),
    "plan.talk": N_("The leaders of the groups"),
    "plan.published": N_("The representatives"),
    "theme.decided": N_("Whoever proposed it"),
    "theme.joined": N_("Whoever proposed it"),
    "seminar.invited": N_("Those invited"),
    "round.invited": _GROUP,
    "round.moved": _GROUP,
    "round.card": _GROUP,
    "round.held": _GROUP,
    "round.agreement": N_("Whoever takes care of the agreement"),
    "followup.handed_over": N_("Whoever takes care of the follow-up"),
    "followup.due": N_("Whoever takes care of the follow-up"),
    "support.asked": N_("HR"),
}
"""who is told, as the one who caused it may know them; what does not stand here is shown to nobody"""


@dataclass(frozen=True)
class Audience:
    """Some people told of the same at once: how many, how it stands with how many, and whose address failed."""

    label: str
    people: int
    stands: list[tuple[str, int]]
    failed: list[str]


@dataclass(frozen=True)
class Sending:
    """Something that happened and was told."""

    at: datetime
    about: str
    matter: UUID
    title: str
    audiences: list[Audience]


def sent(uow: UnitOfWork) -> list[Sending]:
    """The newest of what the actor caused, as far as it may still be read."""
    rows = _rows(uow)
    titles = readable_titles(uow, {(row.about, row.matter) for row in rows})
    rows = [row for row in rows if (row.about, row.matter) in titles]
    known = _may_name(uow, [row.person_id for row in rows if row.state in (FAILED, EXPIRED)])
    return [
        Sending(at, about, matter, titles[about, matter], _audiences(list(some), known))
        for (at, _, about, matter), some in groupby(rows, key=lambda row: (row.at, row.fact_id, row.about, row.matter))
    ][:MOST]


def _rows(uow: UnitOfWork) -> Sequence[Any]:
    me = uow.actor.me
    mine = select(FactRow.id).where(FactRow.actor_id == me).order_by(FactRow.at.desc()).limit(10 * MOST).subquery()
    raised = select(FactRow.matter).where(FactRow.actor_id == me, FactRow.name == ending.ESCALATION_RAISED)
    later = select(FactRow.id).where(FactRow.matter.in_(raised), FactRow.actor_id.is_(None))
    told = select(
        *(Notice.at, Notice.fact_id, Notice.about, Notice.matter, Notice.kind, Notice.person_id, Notice.done_at),
        *(Notice.left_out, Mail.state, Mail.kind.label("mail_kind"), Mail.reason),
    )
    told = told.outerjoin(Mail, Mail.id == Notice.mail_id)
    told = told.where(Notice.fact_id.in_(union(select(mine.c.id), later)), Notice.person_id != me)
    told = told.where(Notice.kind.in_(AUDIENCES))
    order = (Notice.at.desc(), Notice.fact_id, Notice.about, Notice.matter, Notice.kind)
    return uow.session.execute(told.order_by(*order).limit(100 * MOST)).all()


def _may_name(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of those whom the actor knows anyway: HR keeps the addresses, and a group knows its own."""
    wanted = set(ids)
    if wanted and Role.HR not in uow.actor.roles:
        groups = people.groups_of(uow.session, uow.actor.me, uow.today)
        mine = {one.id for group in groups for one in people.members(uow.session, group.id, uow.today)}
        wanted &= mine
    return {id_: one.name for id_, one in people.people(uow.session, wanted).items()} if wanted else {}


def _audiences(rows: Sequence[Any], known: dict[UUID, str]) -> list[Audience]:
    by_label: dict[str, list[Any]] = {}
    for row in rows:
        by_label.setdefault(AUDIENCES[row.kind], []).append(row)
    return [
        Audience(
            label,
            len(some),
            sorted(Counter(_stand(row) for row in some).items(), key=lambda item: (-item[1], item[0])),
            sorted(known[row.person_id] for row in some if row.state in (FAILED, EXPIRED) and row.person_id in known),
        )
        for label, some in by_label.items()
    ]


_WHY_CANCELLED = {
    ending.LEFT: N_("no e-mail: has left"),
    ending.NO_ACCESS: N_("no e-mail: may no longer read it"),
}
_STANDS = {
    GATHERING: N_("e-mail waits for the daily one"),
    PLANNED: N_("e-mail waits for its turn and the person's hours"),
    SENT: N_("e-mail sent"),
    EXPIRED: N_("e-mail given up after a week of trying"),
    DECLINED: N_("no e-mail, as the person chose"),
}


def _stand(row: Any) -> str:
    """How it stands with one item's e-mail."""
    if row.left_out:
        return _WHY_CANCELLED.get(row.left_out, N_("e-mail no longer needed"))
    if row.state == FAILED:
        refused = (row.reason or "").startswith("address")
        return N_("e-mail failed: the address is refused") if refused else N_("e-mail failed")
    if row.state == CANCELLED:
        return _WHY_CANCELLED.get(row.reason, N_("e-mail no longer needed"))
    if row.state == SENT and row.mail_kind == DIGEST:
        return N_("covered by the daily e-mail")
    return _STANDS.get(row.state, N_("in the product only"))
