"""How often was guessed wrongly from one place: ten times in five minutes, then it waits."""

from sqlalchemy import delete, select

from tracker.access import rules
from tracker.access.models import Guesses
from tracker.kernel.clocks import technical_now
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork


def at(uow: UnitOfWork, place: str) -> Guesses:
    """What is known of a place, held until the end, so that many guesses at once are all counted."""
    now = technical_now()
    uow.session.execute(delete(Guesses).where(Guesses.since <= now - rules.GUESS_WINDOW))
    row = {"place": rules.hash_of(place), "failures": 0, "since": now}
    insert_unless_there(uow.session, Guesses, [row])
    return uow.session.scalars(select(Guesses).where(Guesses.place == row["place"]).with_for_update()).one()


def is_too_many(row: Guesses) -> bool:
    """Whether nothing more is believed from there for now."""
    return rules.is_locked(technical_now(), row.failures, row.since)
