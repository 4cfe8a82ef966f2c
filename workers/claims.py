"""A claim is a lease with a fence: taken, kept while the work runs, and given up with an outcome."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from uuid import UUID

from sqlalchemy import or_, tuple_, update

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import without_words
from tracker.storage.outbox import WAITS, Delivery, State
from tracker.storage.unit_of_work import Store, UnitOfWork

log = logging.getLogger("ledertrivsel.road")

CLAIMS_WITHOUT_OUTCOME = 5
LONGEST = timedelta(minutes=3)
"""for which a lease is kept up while one effect runs: what hangs longer than its own time limit is somebody else's"""
_COLUMNS = (
    Delivery.id,
    Delivery.fact_id,
    Delivery.listener,
    Delivery.fence,
    Delivery.attempts,
    Delivery.failing_since,
    Delivery.claims,
)


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
    failing_since: datetime | None
    claims: int

    @property
    def is_suspect(self) -> bool:
        """Whether it was claimed before without an outcome: it may have killed its worker."""
        return self.claims > 1


def take(uow: UnitOfWork, delivery_ids: Sequence[UUID], lease: timedelta) -> tuple[list[Claim], list[Claim]]:
    """What of it is free is ours now. The second list was claimed too often without an outcome."""
    now = technical_now()
    free = or_(Delivery.leased_until.is_(None), Delivery.leased_until < now)
    counted = {"fence": Delivery.fence + 1, "attempts": Delivery.attempts + 1, "claims": Delivery.claims + 1}
    query = update(Delivery).where(Delivery.id.in_(delivery_ids), WAITS, free)
    query = query.values(counted | {"leased_until": now + lease})
    claims = [Claim(*row) for row in uow.session.execute(query.returning(*_COLUMNS))]
    held = [one for one in claims if one.claims <= CLAIMS_WITHOUT_OUTCOME]
    return held, [one for one in claims if one.claims > CLAIMS_WITHOUT_OUTCOME]


def write(uow: UnitOfWork, claim: Claim, **values: object) -> None:
    """How it ended, unless somebody else holds it by now: LostLease."""
    outcome = {"leased_until": None, "queued_until": None, "claims": 0} | values
    mine = (Delivery.id == claim.delivery_id, Delivery.fence == claim.fence)
    if uow.session.execute(update(Delivery).where(*mine).values(outcome)).rowcount != 1:  # type: ignore[attr-defined]
        raise LostLease


def write_done(uow: UnitOfWork, claims: Sequence[Claim]) -> None:
    """All of them are done, unless somebody else holds one of them by now: LostLease."""
    mine = tuple_(Delivery.id, Delivery.fence).in_([(claim.delivery_id, claim.fence) for claim in claims])
    done = {"state": State.DONE, "ended_at": technical_now(), "leased_until": None, "queued_until": None, "claims": 0}
    query = update(Delivery).where(mine).values(done).execution_options(synchronize_session=False)
    if uow.session.execute(query).rowcount != len(claims):  # type: ignore[attr-defined]
        raise LostLease


def put_back(uow: UnitOfWork, claims: Sequence[Claim], *, until: datetime | None = None) -> None:
    """They wait on, and have not been tried; one that somebody else holds by now is left alone.

    With `until` (technical) they are as suspect as before: that is no outcome.
    """
    mine = tuple_(Delivery.id, Delivery.fence).in_([(claim.delivery_id, claim.fence) for claim in claims])
    untried = {"attempts": Delivery.attempts - 1, "leased_until": None, "queued_until": None}
    values = untried | ({"claims": Delivery.claims - 1, "retry_at": until} if until else {"claims": 0})
    uow.session.execute(update(Delivery).where(mine).values(values).execution_options(synchronize_session=False))


class Keeper:
    """Keeps leases up while effects run, one after the other."""

    def __init__(self, store: Store, lease: timedelta, claims: Sequence[Claim]) -> None:
        self._store = store
        self._lease = lease
        self._open = {claim.delivery_id: claim for claim in claims}
        self._begun = technical_now()

    def begin(self) -> None:
        """The next effect begins."""
        self._begun = technical_now()

    def ended(self, claim: Claim) -> None:
        """This one needs no lease any more."""
        self._open.pop(claim.delivery_id, None)

    def keep(self, stop: Event) -> None:
        """Until told to stop, or an effect takes far too long."""
        while not stop.wait(self._lease.total_seconds() / 3) and technical_now() - self._begun < LONGEST:
            try:
                self._renew(list(self._open.values()))
            except Exception as error:  # noqa: BLE001 - the database may be away for a moment
                log.warning("leases were not kept up: %s", without_words(error))

    def _renew(self, claims: list[Claim]) -> None:
        mine = tuple_(Delivery.id, Delivery.fence).in_([(claim.delivery_id, claim.fence) for claim in claims])
        until = technical_now() + self._lease
        values = {"leased_until": until, "queued_until": until}
        with self._store.work() as uow:  # one that ended meanwhile has no lease to renew
            uow.session.execute(update(Delivery).where(mine, Delivery.leased_until.is_not(None)).values(values))


@contextmanager
def kept(store: Store, lease: timedelta, claims: Sequence[Claim]) -> Iterator[Keeper]:
    """Leases do not run out while the block runs."""
    keeper, stop = Keeper(store, lease, claims), Event()
    thread = Thread(target=keeper.keep, args=(stop,), name="leases", daemon=True)
    if lease:
        thread.start()
    try:
        yield keeper
    finally:
        stop.set()
        if lease:
            thread.join()
