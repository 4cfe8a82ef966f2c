"""Which mail covers what: at once, the day's digest or none, as each person chose; what waits too long goes as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.kernel.facts import Urgency
from tracker.kernel.outcomes import Cancelled
from tracker.kernel.worktime import at_local
from tracker.notifications import rules
from tracker.notifications.facts import MailPlanned
from tracker.notifications.models import Choice, Mail, Notice
from tracker.notifications.queries import Letter
from tracker.notifications.queries import letter as again
from tracker.notifications.rules import (
    AT_ONCE,
    CANCELLED,
    DECLINED,
    DIGEST,
    GATHERING,
    IN_DIGEST,
    IN_PRODUCT,
    KINDS,
    PLANNED,
    SENT,
    SINGLE,
    SORTS,
)
from tracker.people.calendar import Rhythm, rhythms
from tracker.storage.asking import IDS, ask
from tracker.storage.inserting import insert_unless_there
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import UnitOfWork

TIMER = "notifications.digest"
AS_CHOSEN, TOGETHER = "declined by preference", "gathered"
"""why a mail does not go by itself"""


def ways(session: Session, people: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """What some people chose, by sort; a sort that is not there goes its usual way."""
    chosen: dict[UUID, dict[str, str]] = {}
    for row in ask(session, _CHOSEN, ids=list(people)):
        chosen.setdefault(row.person_id, {})[row.sort] = row.way
    return chosen


_CHOSEN = select(Choice.person_id, Choice.sort, Choice.way).where(Choice.person_id.in_(IDS))


@dataclass(frozen=True)
class Item:
    """Somebody is told something of a kind, of what happened when."""

    person_id: UUID
    kind: str
    happened: datetime


def cover(uow: UnitOfWork, items: Sequence[Item]) -> list[UUID]:
    """The mail that tells of each item; one that does not go where the person wants none."""
    chosen = ways(uow.session, {item.person_id for item in items})
    way = [_way(item, chosen.get(item.person_id, {})) for item in items]
    missed = [how == AT_ONCE and rules.is_late(item.happened, uow.now) for item, how in zip(items, way, strict=True)]
    gathers = [late or how == IN_DIGEST for how, late in zip(way, missed, strict=True)]
    digests = _gathering(uow, _people(items, gathers))
    if any(missed):  # it goes with the digest, and that as soon as the catching up is done
        _bring_forward(uow, [digests[person] for person in _people(items, missed)])
    singles = {place: uuid4() for place, in_digest in enumerate(gathers) if not in_digest}
    if singles:
        rows = [_single(uow, id_, items[place], way[place]) for place, id_ in singles.items()]
        uow.session.execute(insert(Mail), rows)
    return [singles.get(place) or digests[item.person_id].id for place, item in enumerate(items)]


def _people(items: Sequence[Item], wanted: Sequence[bool]) -> list[UUID]:
    """Whom the wanted items are for; in one order, so that two at once do not lock each other out."""
    return sorted({item.person_id for item, is_wanted in zip(items, wanted, strict=True) if is_wanted})


def _way(item: Item, chosen: dict[str, str]) -> str:
    sort = KINDS[item.kind].sort
    return chosen.get(sort, SORTS[sort].way)


def _single(uow: UnitOfWork, id_: UUID, item: Item, way: str) -> dict[str, object]:
    """A mail of its own, which goes at once or, where the person wants none, not at all."""
    state, reason = (DECLINED, AS_CHOSEN) if way == IN_PRODUCT else (PLANNED, None)
    if state == PLANNED:
        hurry = Urgency.NOW if KINDS[item.kind].sort in ("called", "support") else Urgency.SOON
        uow.record(MailPlanned(matter=id_, hurry=hurry))
    mail = {"id": id_, "person_id": item.person_id, "kind": SINGLE, "state": state, "reason": reason}
    return mail | {"due_at": uow.now, "stop": uuid4()}


def _gathering(uow: UnitOfWork, people: Sequence[UUID]) -> dict[UUID, Mail]:
    if not people:
        return {}
    query = select(Mail).where(Mail.person_id.in_(people), Mail.kind == DIGEST, Mail.state == GATHERING)
    query = query.order_by(Mail.id).with_for_update(read=True)  # not closed before what we add to it is committed
    found = {mail.person_id: mail for mail in uow.session.scalars(query)}
    if missing := [person for person in people if person not in found]:
        found |= _open(uow, missing, query)
    return found


def _open(uow: UnitOfWork, people: list[UUID], query: object) -> dict[UUID, Mail]:
    known, had = rhythms(uow.session, people, uow.today, uow.zone), _last_digests(uow.session, people)
    rows = {
        person: {
            "id": uuid4(),
            "person_id": person,
            "kind": DIGEST,
            "state": GATHERING,
            "due_at": next_digest(uow.now, known[person], had.get(person)),
            "stop": uuid4(),
        }
        for person in people
    }
    insert_unless_there(uow.session, Mail, list(rows.values()))
    found = {mail.person_id: mail for mail in uow.session.scalars(query)}  # type: ignore[call-overload]
    mine = [mail for person, mail in found.items() if person in rows and mail.id == rows[person]["id"]]
    uow.session.add_all(Timer(kind=TIMER, matter=mail.id, due_at=mail.due_at) for mail in mine)
    return found


def next_digest(now: datetime, rhythm: Rhythm, last: datetime | None) -> datetime:
    """When a person's next digest goes: at their time, on the first day with hours that has had none."""
    zone = rhythm.hours.zone
    if last is not None:
        tomorrow = last.astimezone(zone).date() + timedelta(days=1)
        now = max(now, at_local(tomorrow, time(0), zone))
    return rhythm.hours.next_time(now, rhythm.digest_time)


def _last_digests(session: Session, people: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each person's last digest went, or was ready to."""
    went = func.max(func.coalesce(Mail.sent_at, Mail.composed_at, Mail.due_at)).label("went")
    query = select(Mail.person_id, went).where(Mail.person_id.in_(list(people)), Mail.kind == DIGEST)
    query = query.where(Mail.state.in_((PLANNED, SENT))).group_by(Mail.person_id)
    return {row.person_id: row.went for row in session.execute(query)}


def _bring_forward(uow: UnitOfWork, mails: list[Mail]) -> None:
    known = rhythms(uow.session, [mail.person_id for mail in mails], uow.today, uow.zone)
    for mail in mails:
        soon = known[mail.person_id].hours.next_open(uow.now + rules.CATCH_UP)
        if soon < mail.due_at:
            _put_off(uow, mail, soon)


def _put_off(uow: UnitOfWork, mail: Mail, until: datetime) -> None:
    mail.due_at = until
    uow.at(until, TIMER, mail.id)


def close(uow: UnitOfWork, mail_id: UUID) -> None:
    """The digest's time has come: what gathered goes. A timer's work.

    Where that is outside the person's hours (leave announced since) it gathers on: closed now it would go beside
    the next one, and a day has one digest. Where it comes late it stays open a little, for all else that was missed.
    """
    mail = uow.get(Mail, mail_id)
    if mail.state != GATHERING:
        return
    rhythm = rhythms(uow.session, [mail.person_id], uow.today, uow.zone)[mail.person_id]
    if not rhythm.hours.is_open(uow.now):
        _put_off(uow, mail, rhythm.hours.next_time(uow.now, rhythm.digest_time))
    elif rules.is_late(mail.due_at, uow.now):
        _put_off(uow, mail, rhythm.hours.next_open(uow.now + rules.CATCH_UP))
    else:
        mail.state = PLANNED
        uow.record(MailPlanned(matter=mail.id, hurry=Urgency.LATER))


def put_together(uow: UnitOfWork, letter: Letter) -> Letter:
    """Right before a mail is composed: with it goes all else that waits for the person, where that is much.

    A digest of a day before, that was held up, takes the day's own along: a day has one.
    Once composed a mail stays as it is, and one that was put to another does not go (Cancelled).
    """
    mail = letter.mail
    query = select(Mail).where(Mail.person_id == mail.person_id, Mail.state.in_((PLANNED, GATHERING)))
    query = query.order_by(Mail.id).with_for_update().execution_options(populate_existing=True)
    rows = list(uow.session.scalars(query))
    if mail not in rows:
        raise Cancelled(TOGETHER)
    if mail.composed_at is not None:
        return letter
    waiting = [row for row in rows if row.state == PLANNED and row.composed_at is None and row.due_at <= uow.now]
    mail.composed_at = uow.now
    todays = [row for row in rows if _is_todays(uow, row)]
    is_held_up = mail.kind == DIGEST and mail.due_at.astimezone(uow.zone).date() < uow.today
    if not rules.go_together([row.kind for row in waiting]) and not (is_held_up and todays):
        return letter
    _join(uow, mail, [row for row in rows if row is not mail and (row in waiting or row in todays)])
    return again(uow.session, mail.id, uow.today) or letter


def _is_todays(uow: UnitOfWork, mail: Mail) -> bool:
    return mail.state == GATHERING and mail.due_at.astimezone(uow.zone).date() == uow.today


def _join(uow: UnitOfWork, mail: Mail, others: list[Mail]) -> None:
    mail.kind = DIGEST
    ids = [other.id for other in others]
    uow.session.execute(update(Notice).where(Notice.mail_id.in_(ids)).values(mail_id=mail.id))
    for other in others:
        if other.state == GATHERING:
            uow.cancel(TIMER, other.id)
        other.state, other.reason = CANCELLED, TOGETHER


def retime(uow: UnitOfWork, person_id: UUID) -> None:
    """A person's hours or digest time changed: the digest that gathers goes by the new ones."""
    query = select(Mail).where(Mail.person_id == person_id, Mail.kind == DIGEST, Mail.state == GATHERING)
    if mail := uow.session.scalars(query.with_for_update()).one_or_none():
        rhythm = rhythms(uow.session, [person_id], uow.today, uow.zone)[person_id]
        last = _last_digests(uow.session, [person_id]).get(person_id)
        _put_off(uow, mail, next_digest(uow.now, rhythm, last))


def decline_waiting(uow: UnitOfWork, person_id: UUID, but: Select[UUID | None]) -> None:
    """What waits (but for some mails) and is not on its way yet does not go any more: the person has just said so."""
    query = select(Mail).where(Mail.person_id == person_id, Mail.composed_at.is_(None), Mail.id.not_in(but))
    for mail in uow.session.scalars(query.where(Mail.state.in_((PLANNED, GATHERING))).with_for_update()):
        uow.cancel(TIMER, mail.id)
        mail.state, mail.reason = DECLINED, AS_CHOSEN
