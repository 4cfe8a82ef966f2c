"""Telling people: an in-app item for each, exactly once, covered by an e-mail within their hours."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from tracker.kernel.errors import NotFound
from tracker.kernel.facts import Urgency
from tracker.notifications.facts import MailPlanned
from tracker.notifications.models import Mail, Notice
from tracker.notifications.rules import DIGEST_TIME, KINDS
from tracker.people.calendar import hours_of
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork

DIGEST = "notifications.digest"
GATHERING, PLANNED, SENT, FAILED, CANCELLED = "gathering", "planned", "sent", "failed", "cancelled"


def tell(uow: UnitOfWork, people: Iterable[UUID], kind: str, about: str, matter: UUID) -> None:
    """Tell some people of the fact being reacted to, each of them once. KeyError for an unknown kind."""
    if uow.cause is None:
        raise ValueError("people are told of facts only")
    told = set(uow.session.scalars(select(Notice.person_id).where(Notice.fact_id == uow.cause)))
    for person_id in sorted(set(people)):  # in one order, so that two at once do not lock each other out
        if person_id not in told:
            mail_id = _mail_at_once(uow, person_id, about) if KINDS[kind].urgent else _gather(uow, person_id)
            values = {"id": uuid4(), "person_id": person_id, "fact_id": uow.cause, "kind": kind, "about": about}
            uow.session.execute(insert(Notice).values(values | {"matter": matter, "at": uow.now, "mail_id": mail_id}))


def _mail_at_once(uow: UnitOfWork, person_id: UUID, about: str) -> UUID:
    mail = Mail(id=uuid4(), person_id=person_id, kind="single", state=PLANNED, due_at=uow.now)
    uow.session.add(mail)
    uow.session.flush()
    hurry = Urgency.NOW if about in ("escalation", "support") else Urgency.SOON
    uow.record(MailPlanned(matter=mail.id, hurry=hurry))
    return mail.id


def _gather(uow: UnitOfWork, person_id: UUID) -> UUID:
    """The digest that gathers for this person; a new one goes at the next digest time of a working day."""
    query = select(Mail.id).where(Mail.person_id == person_id, Mail.kind == "digest", Mail.state == GATHERING)
    query = query.with_for_update(read=True)  # it may not be closed before what we add to it is committed
    if gathering := uow.session.scalar(query):
        return gathering
    due = hours_of(uow.session, person_id, uow.today, uow.zone).next_time(uow.now, DIGEST_TIME)
    mine = {"id": uuid4(), "person_id": person_id, "kind": "digest", "state": GATHERING, "due_at": due}
    insert_unless_there(uow.session, Mail, [mine])
    gathering = uow.session.execute(query).scalar_one()
    if gathering == mine["id"]:
        uow.at(due, DIGEST, gathering)
    return gathering


def close_digest(uow: UnitOfWork, mail_id: UUID) -> None:
    """The digest's time has come: what gathered goes. A timer's work.

    Where that is outside the person's hours (leave announced since, a clock that was stopped) it gathers on:
    closed now it would go beside the next one, and a day has one digest.
    """
    mail = uow.get(Mail, mail_id)
    hours = hours_of(uow.session, mail.person_id, uow.today, uow.zone)
    if mail.state != GATHERING:
        return
    if hours.next_open(uow.now) > uow.now:
        mail.due_at = hours.next_time(uow.now, DIGEST_TIME)
        uow.at(mail.due_at, DIGEST, mail.id)
        return
    mail.state = PLANNED
    uow.record(MailPlanned(matter=mail.id, hurry=Urgency.LATER))


def settle(
    uow: UnitOfWork, matter: UUID, kinds: Iterable[str] | None = None, people: Iterable[UUID] | None = None
) -> None:
    """The matter is dealt with: its notices (of some kinds, for some people) are done, and their reminders stop."""
    query = update(Notice).where(Notice.matter == matter, Notice.done_at.is_(None))
    if kinds is not None:
        query = query.where(Notice.kind.in_(list(kinds)))
    if people is not None:
        query = query.where(Notice.person_id.in_(list(people)))
    uow.session.execute(query.values(done_at=uow.now))


def open_notice(uow: UnitOfWork, notice_id: UUID) -> Notice:
    """Read one's own notice; NotFound for anybody else's."""
    notice = uow.get(Notice, notice_id)
    if notice.person_id != uow.actor.me:
        raise NotFound
    notice.read_at = notice.read_at or uow.now
    return notice


def mark_done(uow: UnitOfWork, notice_id: UUID) -> None:
    """Put one's own notice aside."""
    open_notice(uow, notice_id).done_at = uow.now


def read_until(uow: UnitOfWork, instant: datetime) -> None:
    """Whatever was told before an instant counts as read: the past of an organisation that is brought in."""
    query = update(Notice).where(Notice.at < instant, Notice.read_at.is_(None))
    uow.session.execute(query.values(read_at=uow.now))


def record_sent(uow: UnitOfWork, mail_id: UUID) -> None:
    """The mail server accepted it."""
    mail = uow.get(Mail, mail_id)
    mail.state, mail.sent_at = SENT, uow.now


def record_not_sent(uow: UnitOfWork, mail_id: UUID, state: str, reason: str) -> None:
    """It will not go; its sender sees why."""
    mail = uow.get(Mail, mail_id)
    mail.state, mail.reason = state, reason
