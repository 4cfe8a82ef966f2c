"""HR offers support to whoever asked for it, and they answer: only a yes is told to anybody."""

import json
from uuid import UUID, uuid4

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Standing
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts, rules
from tracker.warnings.models import SupportOffer, SupportRequest
from tracker.warnings.queries.asking import SAYS
from tracker.warnings.queries.two import MYSELF
from tracker.warnings.rules import State
from tracker.warnings.service.groups import come_back_later
from tracker.warnings.service.support import AGAIN, offers


def offer_support(uow: UnitOfWork, request_id: UUID, *, support: str, contact: str, words: str, lang: str) -> UUID:
    """HR offers something with somebody to contact. Returns the offer's id."""
    request = uow.get(SupportRequest, request_id)
    asked = request.person_id != uow.actor.me and request.sealed is not None
    uow.require("S", "person_warning", Standing(uow.actor.roles, frozenset({"ask"} if asked else ())))
    rules.ask(support, offers())
    row = SupportOffer(id=uuid4(), request_id=request.id, person_id=request.person_id, by_id=uow.actor.me, lang=lang)
    row.says = uow.seal(row.person_id, SAYS, row.id, json.dumps([support, contact, words], ensure_ascii=False))
    row.offered_at, row.state = uow.now, State.NEW
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.SupportOffered(matter=row.id))
    return row.id


def answer_offer(uow: UnitOfWork, offer_id: UUID, *, choice: str, version: int) -> UUID:
    """Accepted, later (asked again kindly, once) or declined. Returns the request's id."""
    row = uow.get(SupportOffer, offer_id)
    if row.person_id != uow.actor.me:
        raise NotFound
    uow.require("U", "person_warning", MYSELF)
    row = uow.at_version(row, version)
    rules.answer(row.state, choice, None, offers(), names_one=False)
    rules.put_off(choice, came_back=row.came_back)
    row.state, row.answered_at = choice, uow.now
    uow.cancel(AGAIN, row.id)
    if choice == State.LATER:
        come_back_later(uow, AGAIN, row.id)
    uow.record(facts.OfferAnswered(matter=row.id))
    return row.request_id


def offer_again(uow: UnitOfWork, offer_id: UUID) -> None:
    """Later has come: a timer's work."""
    row = uow.get(SupportOffer, offer_id)
    if row.state == State.LATER:
        row.state, row.came_back = State.NEW, True
        uow.record(facts.SupportOffered(matter=row.id))


def offered_to(uow: UnitOfWork, offer_id: UUID) -> SupportOffer | None:
    """For handlers: the offer, while the request stands."""
    return uow.session.get(SupportOffer, offer_id)
