"""Somebody close has noticed something: the one it is about is the first to be told, and the only one."""

from uuid import UUID, uuid4

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.permissions import Role, Standing
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts
from tracker.warnings.models import Noticed
from tracker.warnings.queries.noticing import WORDS, close_to


def write_to(uow: UnitOfWork, to_id: UUID, *, words: str, lang: str) -> UUID:
    """Write considerately to somebody one works closely with. Returns the note's id."""
    is_close = to_id in {one.id for one in close_to(uow)}
    if not is_close and uow.actor.roles & {Role.L, Role.TM, Role.HR}:
        raise RuleBroken(N_("Choose somebody you work closely with"), field="to")
    uow.require("C", "person_warning", Standing(uow.actor.roles, frozenset({"close"} if is_close else ())))
    row_id = uuid4()
    row = Noticed(id=row_id, by_id=uow.actor.me, to_id=to_id, lang=lang, at=uow.now)
    row.words = uow.seal(to_id, WORDS, row_id, words)
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.SomebodyNoticed(matter=row_id))
    return row_id


def remove_note(uow: UnitOfWork, note_id: UUID) -> None:
    """Either of the two takes it away; nothing of it is left."""
    row = uow.get(Noticed, note_id)
    if uow.actor.me not in (row.by_id, row.to_id) or Role.SA in uow.actor.roles:
        raise NotFound
    uow.session.delete(row)
    uow.record(facts.NoticedRemoved(matter=note_id))


def noticed_by(uow: UnitOfWork, note_id: UUID) -> list[UUID]:
    """For handlers: whom it is to, while it is there."""
    row = uow.session.get(Noticed, note_id)
    return [row.to_id] if row else []
