"""A leader asks HR for support, and takes it back."""

from collections.abc import Collection
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.kernel.permissions import Role, Standing
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts, rules
from tracker.warnings.models import SupportOffer, SupportRequest
from tracker.warnings.queries import COLUMN

AGAIN = "warnings.offer_again"


def offers() -> Collection[str]:
    """The codes of the support there is."""
    return [item.code for item in knowledge.guide("support-options").items]


def ask(uow: UnitOfWork, *, support: str, words: str, lang: str, group_id: UUID | None = None) -> UUID:
    """A leader asks HR for support, for oneself or one's group. Returns the request's id."""
    uow.require("U", "person_warning", Standing(uow.actor.roles, frozenset({"own"})))
    rules.ask(support, offers())
    me, row_id = uow.actor.me, uuid4()
    sealed = uow.seal(me, COLUMN, row_id, f"{support}\n{words}")
    uow.session.add(
        SupportRequest(id=row_id, person_id=me, group_id=group_id, lang=lang, sealed=sealed, asked_at=uow.now)
    )
    uow.record(facts.SupportRequested(matter=row_id))
    return row_id


def withdraw(uow: UnitOfWork, request_id: UUID) -> None:
    """Its asker takes it back: what was sealed is deleted."""
    row = uow.get(SupportRequest, request_id)
    relations = frozenset({"own"}) if row.person_id == uow.actor.me else frozenset[str]()
    uow.require("U", "person_warning", Standing(uow.actor.roles, relations))
    if row.sealed is not None:
        row.sealed, row.withdrawn_at = None, uow.now
        for offer in uow.session.scalars(select(SupportOffer).where(SupportOffer.request_id == row.id)).all():
            uow.cancel(AGAIN, offer.id)
            uow.session.delete(offer)
            uow.record(facts.OfferAnswered(matter=offer.id))
        uow.record(facts.SupportWithdrawn(matter=row.id))


def to_ask(uow: UnitOfWork, request_id: UUID) -> list[UUID]:
    """For handlers: who in HR is asked, while the request stands."""
    row = uow.get(SupportRequest, request_id)
    holders = people.holders(uow.session, Role.HR, uow.today) if row.sealed is not None else []
    return [person for person in holders if person != row.person_id]
