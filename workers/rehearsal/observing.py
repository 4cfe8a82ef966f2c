"""What is there in the end, read from the product's tables, in the rehearsal's own names."""

from datetime import datetime
from sys import intern
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.kernel.clocks import technical_now
from tracker.notifications.models import CalendarEntry, Mail, Notice
from tracker.storage.outbox import Delivery, FactRow, State, Timer
from tracker.warnings.models import EarlyWarning, PersonalWarning
from workers.rehearsal import record
from workers.rehearsal.acts.support import name_of
from workers.rehearsal.passing import Recorder
from workers.rehearsal.stage import Stage

OF_FOLLOWUPS = "followups."
ASIDE = (State.FAILED, State.SET_ASIDE, State.EXPIRED)


def look(stage: Stage, recorder: Recorder) -> record.Seen:
    """Everything the model asks about."""
    with stage.store.read(in_one=True) as uow:
        names = {id_: intern(name) for name, id_ in stage.ids.items()}
        for row in uow.session.scalars(select(EarlyWarning)):
            names[row.id] = name_of(row, names)
        for one in uow.session.scalars(select(PersonalWarning)):
            two = f"{names[one.person_id]}:{names[one.other_id]}"
            names[one.id] = f"v:{one.rule}:{two}:{one.raised_at:%Y-%m-%d}"
        lost = select(CalendarEntry.id, CalendarEntry.matter).join(Notice, Notice.matter == CalendarEntry.id)
        for entry, matter in uow.session.execute(lost):
            names[entry] = f"c:{names.get(matter, '?')}"
        seen = record.Seen(ends=uow.now)
        _letters(uow.session, seen, names)
        _notices(uow.session, seen, names)
        _events(uow.session, seen, names)
        _left(uow.session, seen, uow.now)
    keys = {person.email: person.key for person in stage.book.people.values()}
    seen.accepted = [record.Accepted(id_, keys.get(to, to), at, words) for id_, to, at, words in recorder.accepted]
    return seen


def _letters(session: Session, seen: record.Seen, names: dict[UUID, str]) -> None:
    query = select(Mail.id, Mail.person_id, Mail.kind, Mail.state, Mail.due_at, Mail.reason)
    for id_, person, kind, state, due, reason in session.execute(query.execution_options(yield_per=1000)):
        seen.letters.append(record.Letter(str(id_), names[person], intern(kind), intern(state), due, reason))


def _notices(session: Session, seen: record.Seen, names: dict[UUID, str]) -> None:
    columns = (Notice.person_id, Notice.kind, Notice.matter, Notice.at, Notice.mail_id, Notice.done_at)
    for person, kind, matter, at, mail, done in session.execute(select(*columns).execution_options(yield_per=1000)):
        name = names.get(matter) or f"?{matter}"
        letter = str(mail) if mail else None
        seen.notices.append(record.Notice(names[person], intern(kind), name, at, letter, done is not None))


def _events(session: Session, seen: record.Seen, names: dict[UUID, str]) -> None:
    """Of the timeline what people did or time did: e-mails' own facts are left out."""
    columns = (FactRow.name, FactRow.matter, FactRow.at, FactRow.payload)
    query = select(*columns).where(FactRow.name.not_like("notifications.%"))
    for name, matter, at, payload in session.execute(query.execution_options(yield_per=1000)):
        about = UUID(payload["followup_id"]) if name.startswith(OF_FOLLOWUPS) else matter
        seen.events.append(record.Event(intern(name), names.get(about) or f"?{about}", at))


def _left(session: Session, seen: record.Seen, now: datetime) -> None:
    for name in session.scalars(select(FactRow.name).where(FactRow.relayed_at.is_(None))):
        seen.left.append(record.Left("fact", name, None, "not relayed"))
    aside = select(Delivery.listener, Delivery.state, Delivery.problem).where(Delivery.state.in_(ASIDE))
    for listener, state, problem in session.execute(aside):
        seen.left.append(record.Left("delivery", listener, None, f"{state}: {problem}"))
    waiting = select(Delivery.listener, Delivery.not_before, Delivery.retry_at, Delivery.problem, FactRow.matter)
    waiting = waiting.join(FactRow, FactRow.id == Delivery.fact_id).where(Delivery.state == State.WAITING)
    for listener, until, retry_at, problem, matter in session.execute(waiting):
        said = problem or ("tried again later" if retry_at and retry_at > technical_now() else "")
        seen.left.append(record.Left(listener, str(matter), until, said))
    for kind, due in session.execute(
        select(Timer.kind, Timer.due_at).where(Timer.ended_at.is_(None), Timer.due_at <= now)
    ):
        seen.left.append(record.Left("timer", kind, due, "due and not done"))
