"""A check-in that its owner chose to share with somebody, for the two."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, literal, or_, select

from tracker.dialogues.models import CheckIn, CheckInShare
from tracker.dialogues.queries.access import own
from tracker.dialogues.queries.private import CHECKIN
from tracker.dialogues.rules import Says
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.people.close import close_to
from tracker.people.queries import Someone
from tracker.storage.asking import IDS, ME
from tracker.storage.unit_of_work import UnitOfWork


def may_be_chosen(uow: UnitOfWork) -> list[Someone]:
    """With whom one may share: who works closely with one."""
    own(uow, "U")
    return close_to(uow.session, uow.actor.me, uow.today)


@dataclass(frozen=True)
class Share:
    """That a check-in is shared, to one of the two."""

    id: UUID
    checkin_id: UUID
    other: Someone
    is_mine: bool
    day: date
    shared_at: datetime


def shares(uow: UnitOfWork) -> list[Share]:
    """What the actor shares, and what is shared with them, newest first."""
    me = uow.actor.me
    query = select(CheckInShare, CheckIn.day).join(CheckIn, CheckIn.id == CheckInShare.checkin_id)
    query = query.where(or_(CheckInShare.person_id == me, CheckInShare.with_id == me))
    rows = uow.session.execute(query.order_by(CheckInShare.shared_at.desc())).all()
    ids = {id_ for row in rows for id_ in (row.CheckInShare.person_id, row.CheckInShare.with_id)}
    known = people.people(uow.session, ids) if rows else {}
    return [_share(row.CheckInShare, row.day, known, me) for row in rows]


def _share(row: CheckInShare, day: date, known: dict[UUID, Someone], me: UUID) -> Share:
    is_mine = row.person_id == me
    other = known[row.with_id if is_mine else row.person_id]
    return Share(row.id, row.checkin_id, other, is_mine, day, row.shared_at)


@dataclass(frozen=True)
class Shown:
    """A check-in, to whom it is shared with."""

    by: Someone
    day: date
    says: Says
    lang: str


def shown(uow: UnitOfWork, share_id: UUID) -> Shown:
    """For the one it is shared with, while the two work closely; that it is read is written down."""
    row = uow.get(CheckInShare, share_id)
    is_chosen = row.with_id == uow.actor.me and Role.SA not in uow.actor.roles
    by = next((one for one in close_to(uow.session, row.with_id, uow.today) if one.id == row.person_id), None)
    relations = frozenset({"shown"} if is_chosen and by else ())
    uow.require("R", "person_warning", Standing(frozenset({Role.NL}), relations))
    if by is None:
        raise NotFound
    checkin = uow.get(CheckIn, row.checkin_id)
    uow.saw("checkin", row.id, row.person_id)
    says = Says.unpacked(uow.unseal(checkin.person_id, CHECKIN, checkin.id, checkin.says))
    return Shown(by, checkin.day, says, checkin.lang)


def shares_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some shares that are with the actor; they have no titles."""
    columns = select(CheckInShare.id, literal("").label("title")).where(CheckInShare.id.in_(IDS))
    return columns.where(CheckInShare.with_id == ME, literal(Role.SA not in roles))
