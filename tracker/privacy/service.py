"""What is done with people's data as a whole."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.errors import N_, Conflict, NotFound, RuleBroken
from tracker.kernel.permissions import Standing
from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.privacy import facts, rules
from tracker.privacy.collecting import written
from tracker.privacy.models import DataCopy, Keeping
from tracker.privacy.queries import myself
from tracker.privacy.sweeping import forget, gone, sweep
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import UnitOfWork
from tracker.storage.vault import place

SWEEP, NIGHT = "privacy.sweep", time(3)
COLUMN = place(DataCopy.sealed)


def ask_for_copy(uow: UnitOfWork) -> None:
    """Somebody asks for a copy of everything that is about them."""
    uow.require("C", "my_data", myself(uow))
    row = uow.session.get(DataCopy, uow.actor.me, with_for_update=True)
    if row is None:
        row = DataCopy(person_id=uow.actor.me, asked_at=uow.now)
        uow.session.add(row)
    else:
        rules.ask(row.asked_at, row.made_at, uow.now)
    row.asked_at, row.made_at, row.released_at, row.fetched_at, row.sealed = uow.now, None, None, None, None
    uow.record(facts.CopyAsked(matter=uow.actor.me))


def make_copy(uow: UnitOfWork, person_id: UUID) -> None:
    """Background work: gather it, and seal it with the person's own key until they fetch it."""
    row = uow.session.get(DataCopy, person_id)
    if row is None or row.made_at is not None:
        return
    row.sealed, row.made_at = uow.seal(person_id, COLUMN, person_id, written(uow, person_id)), uow.now
    uow.record(facts.CopyMade(matter=person_id))


def release(uow: UnitOfWork) -> None:
    """The person presses the button: the copy may go out now, to them. NotFound where there is none to fetch."""
    _waiting(uow).released_at = uow.now


def _waiting(uow: UnitOfWork) -> DataCopy:
    uow.require("R", "my_data", myself(uow))
    row = uow.session.get(DataCopy, uow.actor.me, with_for_update=True)
    if row is None or row.sealed is None or not rules.may_fetch(row.made_at, row.fetched_at, uow.now):
        raise NotFound
    return row


def fetch(uow: UnitOfWork) -> str:
    """The copy as JSON, to whoever asked for it, once; NotFound afterwards and for everybody else."""
    row = _waiting(uow)
    if row.sealed is None or row.released_at is None or uow.now - row.released_at > rules.AFTER_PRESSING:
        raise NotFound
    data = uow.unseal(uow.actor.me, COLUMN, uow.actor.me, row.sealed)
    row.sealed, row.fetched_at = None, uow.now
    uow.record(facts.CopyFetched(matter=uow.actor.me))
    return data


def keep(uow: UnitOfWork, days: Mapping[str, int], *, version: int) -> None:
    """HR says how long things are kept."""
    uow.require("U", "keeping", Standing(uow.actor.roles))
    rules.keep(days)
    row = uow.session.get(Keeping, 1)
    if row is None and version == 0:
        row = Keeping(id=1)
        uow.session.add(row)
    elif row is None or row.version != version:
        raise Conflict
    row.days = {kind: days[kind] for kind in rules.KEPT}
    uow.record(facts.KeepingSet(matter=people.root_unit(uow.session)))


def forget_now(uow: UnitOfWork, email: str) -> None:
    """HR has somebody forgotten who has left, before their time."""
    uow.require("U", "keeping", Standing(uow.actor.roles))
    person_id = gone(uow, email)
    if person_id is None:
        raise RuleBroken(N_("Nobody who has left had that e-mail address"), field="email")
    forget(uow, person_id)


def sweep_tonight(uow: UnitOfWork, unit_id: UUID) -> None:
    """Delete what has been kept long enough, and come again tomorrow: a timer's work."""
    sweep(uow)
    uow.at(_next_night(uow), SWEEP, unit_id)


def see_to_it(uow: UnitOfWork) -> None:
    """Background work: the nightly sweep is set, where it is not."""
    if uow.session.scalar(select(Timer.id).where(Timer.kind == SWEEP, Timer.ended_at.is_(None)).limit(1)) is None:
        uow.at(_next_night(uow), SWEEP, people.root_unit(uow.session))


def _next_night(uow: UnitOfWork) -> datetime:
    return at_local(uow.today + timedelta(days=1), NIGHT, uow.zone)
