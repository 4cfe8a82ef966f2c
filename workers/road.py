"""One delivery, from claim to outcome. Rows and `done` are one transaction; so are an effect's own rows and its end."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from threading import Event, Lock
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.exc import DBAPIError, OperationalError

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import without_words
from tracker.kernel.facts import Fact
from tracker.kernel.outcomes import Away, Cancelled, NotYet, Refused
from tracker.kernel.permissions import SYSTEM
from tracker.storage.asking import ABOUT, ask
from tracker.storage.outbox import FactRow, State
from tracker.storage.outside import away, went_away
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers import waits
from workers.claims import CLAIMS_WITHOUT_OUTCOME, Claim, Keeper, LostLease, kept, put_back, take, write, write_done
from workers.subscriptions import HANDLERS, Handler

log = logging.getLogger("ledertrivsel.road")

PROBE_EVERY = timedelta(minutes=1)
RECORDING_PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""what the other side has accepted is written down, also where the database is away for a moment: or it goes twice"""


_MATTER = select(FactRow.matter).where(FactRow.id == ABOUT)
Facts = Mapping[UUID, Row[UUID, str, UUID, dict[str, Any]]]
"""as they are written down, by their ids"""


class Effect(Protocol):
    """Something done outside the house, and what becomes of its own rows."""

    def perform(self, matter: UUID) -> None:
        """Do it. One of `kernel.outcomes` where it ends otherwise; anything else raised is tried again."""

    def ended(self, uow: UnitOfWork, matter: UUID, state: State, problem: str | None) -> None:
        """Its delivery ended like this, in the same transaction: nothing of it may stay planned."""

    def probe(self) -> None:
        """Ask the other side whether it is there, with nobody's work; raises when it is not."""

    def rest(self) -> None:
        """Nothing more for now: let go of what was kept open."""


class UnknownHere(Exception):
    """A newer process recorded this fact or named this listener; it is that one's to do, and costs no attempt."""


class KnownAway(Exception):
    """The other side is known to be away: it is not even tried."""


class Road:
    """Carries deliveries over one store."""

    def __init__(
        self,
        store: Store,
        effects: dict[str, Effect],
        *,
        lease: timedelta = timedelta(seconds=60),
        probe_every: timedelta = PROBE_EVERY,
    ) -> None:
        self.store = store
        self.effects = effects
        self.lease = lease
        self.probe_every = probe_every
        self._suspect = Lock()
        self.stops = Event()
        """set: finish the effect that is begun, and put those that were to follow it back for others"""

    def run(self, *delivery_ids: UUID) -> None:
        """Claim them, do them, write down how each ended. Never raises for what the work itself does wrong.

        Several reactions are one transaction, which costs one commit; where one of them fails, each is done by itself.
        """
        claims, facts = self._claim(delivery_ids)
        self._do([one for one in claims if not one.is_suspect], facts)
        if suspects := [one for one in claims if one.is_suspect]:
            self._do_alone(suspects, facts)

    def _do_alone(self, suspects: list[Claim], facts: Facts) -> None:
        """One that may have killed its worker runs when no other such does here: or all would be blamed for the one."""
        if len(suspects) == 1 and self._suspect.acquire(blocking=False):
            try:
                self._do(suspects, facts)
            finally:
                self._suspect.release()
        else:
            with self.store.work() as uow:
                put_back(uow, suspects, until=technical_now() + waits.SUSPECT)

    def _do(self, claims: list[Claim], facts: Facts) -> None:
        effects = [one for one in claims if one.listener in self.effects]
        reactions = [one for one in claims if one.listener not in self.effects]
        if len(reactions) < 2 or not self._react_together(facts, reactions):
            for one in reactions:
                self._try(one, partial(self._react_alone, facts))
        if effects:
            self._perform_all(facts, effects)

    def _claim(self, delivery_ids: Sequence[UUID]) -> tuple[list[Claim], Facts]:
        with self.store.statement() as uow:
            held, worn = take(uow, delivery_ids, self.lease)
            facts = _read(uow, held)
        if worn:
            self._set_aside(worn)
        effects = [one for one in held if one.listener in self.effects]
        waiting = self._put_back_behind_somebody_away(effects) if effects else ()
        return [one for one in held if one.listener not in waiting], facts

    def _set_aside(self, worn: Sequence[Claim]) -> None:
        with self.store.work() as uow:
            for one in worn:
                log.error("set aside, claimed %s times without an outcome: %s", CLAIMS_WITHOUT_OUTCOME, one.delivery_id)
                self._close(uow, one, State.SET_ASIDE, "no outcome")

    def _put_back_behind_somebody_away(self, effects: Sequence[Claim]) -> frozenset[str]:
        """Those whose other side is known to be away, all at once; the names of these effects."""
        with self.store.read() as uow:
            gone = away(uow.session, {one.listener for one in effects})
        if gone:
            with self.store.work() as uow:
                put_back(uow, [one for one in effects if one.listener in gone])
        return gone

    def _react_together(self, facts: Facts, claims: list[Claim]) -> bool:
        try:
            with self.store.work(SYSTEM) as uow:
                self._react(uow, facts, claims)
        except Exception as error:  # noqa: BLE001 - each is tried by itself, and says what went wrong
            log.info("%s reactions are done one by one: %s", len(claims), type(error).__name__)
            return False
        return True

    def _react_alone(self, facts: Facts, claim: Claim) -> None:
        with self.store.work(SYSTEM) as uow:
            self._react(uow, facts, [claim])

    def _react(self, uow: UnitOfWork, facts: Facts, claims: list[Claim]) -> None:
        for claim in claims:
            uow.cause = claim.fact_id
            _handler(claim.listener)(uow, _revived(facts[claim.fact_id]))
        write_done(uow, claims)

    def _perform_all(self, facts: Facts, claims: list[Claim]) -> None:
        with kept(self.store, self.lease, claims) as keeper:
            try:
                for place, claim in enumerate(claims):
                    if place and self.stops.is_set():
                        with self.store.work() as uow:
                            put_back(uow, claims[place:])
                        break
                    keeper.begin()
                    self._try(claim, partial(self._perform, facts), keeper)
            finally:
                for listener in {claim.listener for claim in claims}:
                    self.effects[listener].rest()

    def _perform(self, facts: Facts, claim: Claim) -> None:
        with self.store.read() as uow:
            if away(uow.session, [claim.listener]):
                raise KnownAway
        self.effects[claim.listener].perform(_revived(facts[claim.fact_id]).matter)
        self._record_accepted(claim)

    def _record_accepted(self, claim: Claim) -> None:
        for pause in RECORDING_PAUSES:
            try:
                self._end(claim, State.DONE)
            except DBAPIError as error:
                log.warning(
                    "delivery %s is done and waits to be written down: %s", claim.delivery_id, without_words(error)
                )
                Event().wait(pause)
            except LostLease:
                break
            else:
                return
        with (
            self.store.work() as uow
        ):  # somebody else holds it by now: who looks at our rows first need not do it again
            self._let_know(uow, claim, State.DONE, None)

    def _try(self, claim: Claim, work: Callable[[Claim], None], keeper: Keeper | None = None) -> None:
        try:
            work(claim)
        except LostLease:
            log.info("delivery %s was claimed by another", claim.delivery_id)
        except Exception as error:  # noqa: BLE001 - the row must learn of whatever went wrong
            self._learn(claim, error)
        if keeper:
            keeper.ended(claim)

    def _learn(self, claim: Claim, error: Exception) -> None:
        try:
            match error:
                case Cancelled():
                    self._end(claim, State.CANCELLED, error.reason)
                case Refused():
                    self._end(claim, State.FAILED, error.reason)
                case Away():
                    log.warning("%s is away: %s", claim.listener, error.problem)
                    self._found_away(claim, error)
                case NotYet():
                    self._put_back(claim, not_before=error.until)
                case KnownAway():
                    self._put_back(claim)
                case UnknownHere():
                    log.warning("delivery %s waits for a newer process: %s", claim.delivery_id, error)
                    self._put_back(claim, retry_at=technical_now() + waits.UNKNOWN, problem="unknown here")
                case _:
                    log.warning("delivery %s failed: %s", claim.delivery_id, without_words(error))
                    self._retry(claim, error)
        except LostLease:
            log.info("delivery %s was claimed by another", claim.delivery_id)

    def _put_back(self, claim: Claim, **values: object) -> None:
        """It waits on, and has not been tried."""
        with self.store.work() as uow:
            write(uow, claim, attempts=claim.attempts - 1, **values)

    def _found_away(self, claim: Claim, found: Away) -> None:
        with self.store.work() as uow:
            went_away(uow.session, claim.listener, found.problem, self.probe_every)
        if found.counts:
            self._retry(claim, found)
        else:
            self._put_back(claim, problem=found.problem)

    def _retry(self, claim: Claim, error: Exception) -> None:
        now, problem = technical_now(), getattr(error, "problem", type(error).__name__)
        since = claim.failing_since or now
        if now - since > waits.GIVE_UP_AFTER:
            self._end(claim, State.EXPIRED, problem)
            return
        is_effect = claim.listener in self.effects
        wait = waits.outside(claim.delivery_id, claim.attempts) if is_effect else waits.inside(claim.attempts)
        with self.store.work() as uow:
            write(uow, claim, retry_at=now + wait, problem=problem, failing_since=since)

    def _end(self, claim: Claim, state: State, problem: str | None = None) -> None:
        with self.store.work() as uow:
            self._close(uow, claim, state, problem)

    def _close(self, uow: UnitOfWork, claim: Claim, state: State, problem: str | None) -> None:
        write(uow, claim, state=state, problem=problem, ended_at=technical_now())
        self._let_know(uow, claim, state, problem)

    def _let_know(self, uow: UnitOfWork, claim: Claim, state: State, problem: str | None) -> None:
        """An effect's own rows learn how it ended; where they cannot, the delivery has ended all the same."""
        if claim.listener not in self.effects:
            return
        matter = ask(uow.session, _MATTER, about=claim.fact_id).scalar()
        try:
            with uow.session.begin_nested():
                if matter is not None:
                    self.effects[claim.listener].ended(uow, matter, state, problem)
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - or it would be claimed again and again
            said = without_words(error)
            log.error("%s does not know how %s ended: %s", claim.listener, matter, said)  # noqa: TRY400 - not its words


def _read(uow: UnitOfWork, claims: Sequence[Claim]) -> Facts:
    """The facts of some claims as they are written down, by their ids."""
    if not claims:
        return {}
    columns = (FactRow.id, FactRow.name, FactRow.matter, FactRow.payload)
    query = select(*columns).where(FactRow.id.in_({claim.fact_id for claim in claims}))
    return {row.id: row for row in uow.session.execute(query)}


def _revived(row: Row[UUID, str, UUID, dict[str, Any]]) -> Fact:
    if row.name not in Fact.registry:
        raise UnknownHere(row.name)
    return Fact.registry[row.name].revive(row.matter, row.payload)


def _handler(listener: str) -> Handler:
    if listener not in HANDLERS:
        raise UnknownHere(listener)
    return HANDLERS[listener]
