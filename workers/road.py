"""One delivery, from claim to outcome. A claim is a lease with a fence; rows and `done` are one transaction."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import without_words
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


CLAIMED = (
    Delivery.id,
    Delivery.fact_id,
    Delivery.listener,
    Delivery.fence,
    Delivery.attempts,
    Delivery.created_at,
    Delivery.not_before,
    Delivery.claims,
)


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

    def run(self, *delivery_ids: UUID) -> None:
        """Claim them, do them, write down how each ended. Never raises for what the work itself does wrong.

        Several reactions are one transaction, which costs one commit; where one of them fails, each is done by itself.
        """
        claims = self._claim(delivery_ids)
        if len(claims) < 2 or not self._react_together(claims):
            for claim in claims:
                self._run(claim)

    def _react_together(self, claims: list[Claim]) -> bool:
        try:
            with self.store.work(SYSTEM) as uow:
                self._react(uow, claims)
        except Exception as error:  # noqa: BLE001 - each is tried by itself, and says what went wrong
            log.info("%s reactions are done one by one: %s", len(claims), type(error).__name__)
            return False
        return True

    def _react(self, uow: UnitOfWork, claims: list[Claim]) -> None:
        facts = _facts(uow, [claim.fact_id for claim in claims])
        for claim in claims:
            uow.cause = claim.fact_id
            _handler(claim.listener)(uow, facts[claim.fact_id])
            self._write(uow, claim, state=State.DONE, ended_at=technical_now())

    def _run(self, claim: Claim) -> None:
        delivery_id = claim.delivery_id
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
        except Exception as error:  # noqa: BLE001 - the row must learn of whatever went wrong
            log.warning("delivery %s failed: %s", delivery_id, without_words(error))
            self._end(claim, **_retry(claim, error, outside=claim.listener in self.effects))

    def _claim(self, delivery_ids: Sequence[UUID]) -> list[Claim]:
        now = technical_now()
        free = or_(Delivery.leased_until.is_(None), Delivery.leased_until < now)
        values = {"fence": Delivery.fence + 1, "attempts": Delivery.attempts + 1, "claims": Delivery.claims + 1}
        query = update(Delivery).where(Delivery.id.in_(delivery_ids), Delivery.state == State.WAITING, free)
        query = query.values(values | {"leased_until": now + self.lease})
        with self.store.work() as uow:
            rows = uow.session.execute(query.returning(*CLAIMED)).all()
            worn = [row.id for row in rows if row.claims > CLAIMS_WITHOUT_OUTCOME]
            if worn:
                aside = {"state": State.SET_ASIDE, "problem": "no outcome", "ended_at": now}
                uow.session.execute(update(Delivery).where(Delivery.id.in_(worn)).values(aside))
                log.error("set aside, claimed %s times without an outcome: %s", CLAIMS_WITHOUT_OUTCOME, worn)
        return [_as_claim(row) for row in rows if row.id not in worn]

    def _do(self, claim: Claim) -> None:
        if claim.listener not in self.effects:
            with self.store.work(SYSTEM) as uow:
                self._react(uow, [claim])
            return
        with self.store.read() as uow:
            fact = _facts(uow, [claim.fact_id])[claim.fact_id]
        self.effects[claim.listener](fact.matter)
        self._end(claim, state=State.DONE, ended_at=technical_now())

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


def _as_claim(row: Any) -> Claim:
    since = max(row.created_at, row.not_before or row.created_at)
    return Claim(row.id, row.fact_id, row.listener, row.fence, row.attempts, since)


def _facts(uow: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, Fact]:
    columns = (FactRow.id, FactRow.name, FactRow.matter, FactRow.payload)
    rows = uow.session.execute(select(*columns).where(FactRow.id.in_(ids))).all()
    if unknown := [row.name for row in rows if row.name not in Fact.registry]:
        raise UnknownHere(unknown[0])
    return {row.id: Fact.registry[row.name].revive(row.matter, row.payload) for row in rows}


def _handler(listener: str) -> Handler:
    if listener not in HANDLERS:
        raise UnknownHere(listener)
    return HANDLERS[listener]
