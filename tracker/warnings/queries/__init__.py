"""Reads of early warnings and of requests for support, scoped to the person who asks."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_, NotFound
from tracker.kernel.figures import in_words
from tracker.kernel.permissions import Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings.models import EarlyWarning, SupportRequest
from tracker.warnings.queries import early
from tracker.warnings.queries.asking import (
    COLUMN,
    Request,
    offers_told,
    request_of,
    requests,
    requests_told,
    support,
)
from tracker.warnings.queries.early import (
    Item,
    addressed,
    catalogue,
    is_on,
    items,
    led,
    may_answer,
    setting,
    show,
    standing,
    told,
)
from tracker.warnings.queries.noticing import Note, close_to, note, notes, noticed_told
from tracker.warnings.queries.two import Line, Personal, lines, mine, personal, personal_told, waiting_personally

__all__ = [
    "COLUMN",
    "Personal",
    "catalogue",
    "close_to",
    "is_on",
    "may_answer",
    "mine",
    "note",
    "noticed_told",
    "offers_told",
    "overview",
    "personal",
    "personal_told",
    "request_of",
    "requests_told",
    "setting",
    "show",
    "standing",
    "support",
    "told",
    "totals",
    "waiting",
]

SEES_SOMETHING = frozenset({Role.L, Role.HR, Role.TM, Role.MED})


@dataclass(frozen=True)
class Overview:
    """The front page of warnings and support."""

    mine: list[Item]
    notes: list[Note]
    """what somebody close wrote to the actor, or the actor to them"""
    between: list[Line]
    """between the actor and a leader or the nearest leader"""
    for_hr: list[Item]
    my_requests: list[Request]
    requests: list[Request]
    band: str | None
    """how many early warnings there have been, for those who follow progress"""


def overview(uow: UnitOfWork) -> Overview:
    """What the actor may see; NotFound for who sees nothing of it."""
    roles = uow.actor.roles
    if not roles & SEES_SOMETHING:
        raise NotFound
    follows = may("A", "group_warning", Standing(roles))
    own = SupportRequest.person_id == uow.actor.me
    return Overview(
        mine=items(uow.session, led(uow.actor, uow.today)),
        notes=notes(uow),
        between=lines(uow),
        for_hr=items(uow.session, addressed(uow.actor)),
        my_requests=requests(uow.session, own),
        requests=requests(uow.session, ~own, SupportRequest.withdrawn_at.is_(None)) if Role.HR in roles else [],
        band=totals(uow.session).band if follows else None,
    )


@dataclass(frozen=True)
class Totals:
    """What may be told to everybody."""

    band: str
    """a message id: fewer than five, or five and more"""


def totals(session: Session) -> Totals:
    """How many early warnings there have been, as a band; nobody counts those that leave somebody out, or requests."""
    query = select(func.count()).select_from(EarlyWarning).where(EarlyWarning.concerns_id.is_(None))
    return Totals(in_words(session.scalar(query) or 0))


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """Warnings the actor has not answered as a group's leader; for HR, requests nobody has read."""
    unanswered = early.waiting(uow.session, uow.actor, uow.today) if Role.L in uow.actor.roles else []
    found = [Waiting(N_("Does this need help?"), item.title, "warnings.show", item.id) for item in unanswered]
    found += waiting_personally(uow) if uow.actor.roles & {Role.L, Role.TM} else []
    if Role.HR in uow.actor.roles:
        others = (SupportRequest.person_id != uow.actor.me, SupportRequest.sealed.is_not(None))
        found += [
            Waiting(N_("Somebody asks for support"), "", "warnings.support", request.id)
            for request in requests(uow.session, *others)
            if not request.is_read
        ]
    return found
