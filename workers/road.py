"""One delivery, from claim to outcome. A claim is a lease with a fence; rows and `done` are one transaction."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select, update

from tracker.kernel.clocks import technical_now
from tracker.kernel.facts import Fact
from tracker.kernel.outcomes import NotYet, Refused
from tracker.kernel.permissions import SYSTEM
from tracker.storage.outbox import Delivery, FactRow, State
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers.subscriptions import HANDLERS, Handler

log = logging.getLogger("ledertrivsel.road")

RETRY_MINUTES = (1, 2, 5, 10, 15, 30)
"""for effects on the outside, per recipient; the last again and again"""
RETRY_SECONDS = (0, 1, 5, 30, 60)
"""for reactions, which meet only our own database, and other reactions at the same rows"""
RETRY_UNKNOWN = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(days=7)
"""since it was made, or since it first might go: a mail may wait for the end of a long leave"""
CLAIMS_WITHOUT_OUTCOME = 5
Effect = Callable[[UUID], None]


class UnknownHere(Exception):
    """A newer process recorded this fact or named this listener; it is that one's to do, and costs no attempt."""


class LostLease(Exception):
    """Somebody else claimed the delivery meanwhile; nothing of ours may be committed."""


@dataclass(frozen=True)
class Claim:
    """A delivery held for a while."""

    delivery_id: UUID
    fact_id: UUID
    listener: str
    fence: int
    attempts: int
    since: datetime


class Road:
    """Carries deliveries over one store."""

    def __init__(self, store: Store, effects: dict[str, Effect], *, lease: timedelta = timedelta(seconds=60)) -> None:
        self.store = store
        self.effects = effects
        self.lease = lease

    def run(self, delivery_id: UUID) -> None:
        """Claim it, do it, write down how it ended. Never raises for what the work itself does wrong."""
        claim = self._claim(delivery_id)
        if claim is None:
            return
        try:
            self._do(claim)
        except UnknownHere as unknown:
            log.warning("delivery %s waits for a newer process: %s", delivery_id, unknown)
            later = technical_now() + RETRY_UNKNOWN
            self._end(claim, attempts=claim.attempts - 1, retry_at=later, problem="unknown here")
        except LostLease:
            log.info("delivery %s was claimed by another", delivery_id)
        except NotYet as wait:
            self._end(claim, attempts=claim.attempts - 1, not_before=wait.until)
        except Refused as refusal:
            self._end(claim, state=State.FAILED, problem=refusal.reason, ended_at=technical_now())
        except Exception as error:  # the row must learn of whatever went wrong
            log.warning(
                "delivery %s failed: %s", delivery_id, type(error).__name__, exc_info=not isinstance(error, OSError)
            )
            self._end(claim, **_retry(claim, error, outside=claim.listener in self.effects))

    def _claim(self, delivery_id: UUID) -> Claim | None:
        now = technical_now()
        free = or_(Delivery.leased_until.is_(None), Delivery.leased_until < now)
        waiting = (Delivery.id == delivery_id, Delivery.state == State.WAITING, free)
        columns = (
            Delivery.fact_id,
            Delivery.listener,
            Delivery.fence,
            Delivery.attempts,
            Delivery.created_at,
            Delivery.not_before,
            Delivery.claims,
        )
        values = {"fence": Delivery.fence + 1, "attempts": Delivery.attempts + 1, "claims": Delivery.claims + 1}
        with self.store.work() as uow:
            query = update(Delivery).where(*waiting).values(values | {"leased_until": now + self.lease})
            row = uow.session.execute(query.returning(*columns)).first()
            if row is not None and row.claims > CLAIMS_WITHOUT_OUTCOME:
                aside = {"state": State.SET_ASIDE, "problem": "no outcome", "ended_at": now}
                uow.session.execute(update(Delivery).where(Delivery.id == delivery_id).values(aside))
                log.error("delivery %s set aside: claimed %s times without an outcome", delivery_id, row.claims - 1)
                return None
        if row is None:
            return None
        since = max(row.created_at, row.not_before or row.created_at)
        return Claim(delivery_id, row.fact_id, row.listener, row.fence, row.attempts, since)

    def _do(self, claim: Claim) -> None:
        if claim.listener in self.effects:
            with self.store.read() as uow:
                fact = _fact(uow, claim.fact_id)
            self.effects[claim.listener](fact.matter)
            self._end(claim, state=State.DONE, ended_at=technical_now())
            return
        with self.store.work(SYSTEM, cause=claim.fact_id) as uow:
            _handler(claim.listener)(uow, _fact(uow, claim.fact_id))
            self._write(uow, claim, state=State.DONE, ended_at=technical_now())

    def _end(self, claim: Claim, **values: object) -> None:
        try:
            with self.store.work() as uow:
                self._write(uow, claim, **values)
        except LostLease:
            log.info("delivery %s was claimed by another", claim.delivery_id)

    def _write(self, uow: UnitOfWork, claim: Claim, **values: object) -> None:
        outcome = {"leased_until": None, "queued_until": None, "claims": 0} | values
        mine = (Delivery.id == claim.delivery_id, Delivery.fence == claim.fence)
        if uow.session.execute(update(Delivery).where(*mine).values(outcome)).rowcount != 1:  # type: ignore[attr-defined]
            raise LostLease


def _retry(claim: Claim, error: Exception, *, outside: bool) -> dict[str, object]:
    now = technical_now()
    if now - claim.since > GIVE_UP_AFTER:
        return {"state": State.EXPIRED, "problem": type(error).__name__, "ended_at": now}
    waits = [timedelta(minutes=m) for m in RETRY_MINUTES] if outside else [timedelta(seconds=s) for s in RETRY_SECONDS]
    return {"retry_at": now + waits[min(claim.attempts, len(waits)) - 1], "problem": type(error).__name__}


def _fact(uow: UnitOfWork, fact_id: UUID) -> Fact:
    row = uow.session.execute(select(FactRow).where(FactRow.id == fact_id)).scalar_one()
    if row.name not in Fact.registry:
        raise UnknownHere(row.name)
    return Fact.registry[row.name].revive(row.matter, row.payload)


def _handler(listener: str) -> Handler:
    if listener not in HANDLERS:
        raise UnknownHere(listener)
    return HANDLERS[listener]
