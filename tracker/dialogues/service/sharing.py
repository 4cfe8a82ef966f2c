"""A check-in is shared by choice, one at a time, with somebody chosen; and taken back."""

from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.dialogues import facts
from tracker.dialogues.models import CheckIn, CheckInShare
from tracker.dialogues.queries.access import mine
from tracker.dialogues.queries.sharing import may_be_chosen
from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.storage.unit_of_work import UnitOfWork


def share_checkin(uow: UnitOfWork, checkin_id: UUID, with_id: UUID) -> None:
    """Let somebody see this one check-in; a second time changes nothing."""
    row = mine(uow, CheckIn, checkin_id, "U")
    if with_id not in {one.id for one in may_be_chosen(uow)}:
        raise RuleBroken(N_("Choose somebody you work closely with"), field="to")
    known = select(CheckInShare.id).where(CheckInShare.checkin_id == row.id, CheckInShare.with_id == with_id)
    if uow.session.scalar(known) is None:
        share = CheckInShare(id=uuid4(), checkin_id=row.id, person_id=row.person_id, with_id=with_id)
        share.shared_at = uow.now
        uow.session.add(share)
        uow.session.flush()
        uow.record(facts.CheckInShared(matter=share.id))


def unshare(uow: UnitOfWork, share_id: UUID) -> None:
    """Its owner takes it back."""
    row = uow.get(CheckInShare, share_id)
    if row.person_id != uow.actor.me:
        raise NotFound
    _end(uow, row)


def unshare_all(uow: UnitOfWork, checkin_id: UUID) -> None:
    """It is deleted, or says something else now: nobody sees it any more. Its caller has asked for the right."""
    for row in uow.session.scalars(select(CheckInShare).where(CheckInShare.checkin_id == checkin_id)).all():
        _end(uow, row)
    uow.session.flush()


def _end(uow: UnitOfWork, row: CheckInShare) -> None:
    uow.session.delete(row)
    uow.record(facts.CheckInTakenBack(matter=row.id))


def shared_with(uow: UnitOfWork, share_id: UUID) -> list[UUID]:
    """For handlers: with whom, while it is shared."""
    row = uow.session.get(CheckInShare, share_id)
    return [row.with_id] if row else []
