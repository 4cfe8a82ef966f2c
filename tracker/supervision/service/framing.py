"""The frame of a group's collegial supervision: its method, its rhythm, and who facilitates it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import facts, rules
from tracker.supervision.models import Facilitation, Frame, Method
from tracker.supervision.queries.access import place
from tracker.supervision.service import turning
from tracker.supervision.service.sessions import end_sessions, follow_frame


@dataclass(frozen=True)
class What:
    """What a frame says. Without a method of the group's own it is the ready-made one."""

    method_id: UUID | None
    first: date
    at: time
    minutes: int
    cadence: str | None


def set_up(uow: UnitOfWork, group_id: UUID, what: What, *, version: int | None = None) -> None:
    """Begin, or change how it is done; the next session is planned or moved by it."""
    place(uow, group_id, "U")
    row = _frame(uow, group_id)
    begins = row is None or row.ended_at is not None
    if row is None:
        row = Frame(id=uuid4(), group_id=group_id)
    if not begins:
        if version is None:
            raise RuleBroken(N_("The group has begun already. Change the frame instead"))
        uow.at_version(row, version)
    else:
        row.begun_at, row.ended_at = uow.now, None
    before = (row.first, row.at, row.minutes, row.cadence, begins)
    _fill(uow, row, what)
    uow.session.add(row)
    uow.session.flush()
    turning.settled(uow, group_id)
    uow.record(facts.FrameSet(matter=group_id))
    if before != (row.first, row.at, row.minutes, row.cadence, False):
        follow_frame(uow, row)


def _frame(uow: UnitOfWork, group_id: UUID) -> Frame | None:
    return uow.session.scalar(select(Frame).where(Frame.group_id == group_id).with_for_update())


def _fill(uow: UnitOfWork, row: Frame, what: What) -> None:
    stays = row.first == what.first and row.first is not None
    cadence = rules.frame(max(what.first, uow.today) if stays else what.first, what.minutes, what.cadence, uow.today)
    if not stays:
        rules.begin_ahead(at_local(what.first, what.at, uow.zone), uow.now)
    if what.method_id is not None and uow.get(Method, what.method_id).group_id != row.group_id:
        raise NotFound
    row.method_id, row.first, row.at = what.method_id, what.first, what.at
    row.minutes, row.cadence = what.minutes, cadence


def stop(uow: UnitOfWork, group_id: UUID, *, version: int) -> None:
    """The group does it no more; what lies ahead is called off."""
    place(uow, group_id, "S")
    row = uow.at_version(needed(uow, group_id), version)
    end(uow, row)


def end(uow: UnitOfWork, row: Frame) -> None:
    """The same, by whoever may, or because nobody is left."""
    row.ended_at = uow.now
    end_sessions(uow, row.group_id)
    uow.record(facts.FrameEnded(matter=row.group_id))


def needed(uow: UnitOfWork, group_id: UUID) -> Frame:
    """The group's frame; NotFound where it has none."""
    row = _frame(uow, group_id)
    if row is None or row.ended_at is not None:
        raise NotFound
    return row


def describe(uow: UnitOfWork, group_id: UUID, name: str, steps: Sequence[rules.Step], *, lang: str) -> UUID:
    """Describe a method of the group's own. Returns its id."""
    place(uow, group_id, "U")
    rules.method(steps)
    row = Method(id=uuid4(), group_id=group_id, name=name, steps=[asdict(step) for step in steps], lang=lang)
    uow.session.add(row)
    return row.id


def describe_again(
    uow: UnitOfWork, method_id: UUID, name: str, steps: Sequence[rules.Step], *, lang: str, version: int
) -> None:
    """Other words, times or steps."""
    place(uow, uow.get(Method, method_id).group_id, "U")
    row = uow.get(Method, method_id, version=version)
    rules.method(steps)
    row.name, row.steps, row.lang = name, [asdict(step) for step in steps], lang


def forget_method(uow: UnitOfWork, method_id: UUID) -> UUID:
    """Delete a method that is not in use. Returns the group's id."""
    row = uow.get(Method, method_id)
    place(uow, row.group_id, "U")
    frame = _frame(uow, row.group_id)
    if frame is not None and frame.method_id == method_id:
        raise RuleBroken(N_("You use this method. Choose another one first"))
    uow.session.delete(row)
    return row.group_id


def ask_facilitator(uow: UnitOfWork, group_id: UUID, email: str, until: date) -> UUID:
    """Ask somebody from outside the group to run its sessions until a day. Returns whom."""
    place(uow, group_id, "S")
    person_id = people.by_email(uow.session, email, uow.today)
    if person_id is None:
        raise RuleBroken(N_("Nobody here has that e-mail address"), field="email")
    members = [person.id for person in people.members(uow.session, group_id, uow.today)]
    rules.facilitate(person_id, members, until, uow.today)
    known = select(Facilitation).where(Facilitation.group_id == group_id, Facilitation.person_id == person_id)
    row = uow.session.scalar(known)
    if row is None or row.until < uow.today:
        row = row or Facilitation(group_id=group_id, person_id=person_id)
        row.since = uow.today
        uow.record(facts.FacilitatorAsked(matter=group_id, person_id=person_id))
    row.until = until
    uow.session.add(row)
    return person_id


def release_facilitator(uow: UnitOfWork, group_id: UUID, person_id: UUID) -> None:
    """The facilitator sees nothing from the next page on."""
    place(uow, group_id, "S")
    mine = (Facilitation.group_id == group_id, Facilitation.person_id == person_id)
    if uow.session.scalar(select(Facilitation.id).where(*mine)):
        uow.session.execute(delete(Facilitation).where(*mine))
        uow.record(facts.FacilitatorReleased(matter=group_id, person_id=person_id))
