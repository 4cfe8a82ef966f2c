"""What is done with early warnings between a leader and the nearest leader: each is one person's, and nobody else's."""

from uuid import UUID, uuid4

from sqlalchemy import and_, or_, select

from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts, rules
from tracker.warnings.models import PersonalWarning
from tracker.warnings.queries import mine
from tracker.warnings.rules import State
from tracker.warnings.service.groups import come_back_later
from tracker.warnings.service.support import ask, offers

COME_BACK = "warnings.return_personally"


def warn_person(uow: UnitOfWork, rule: str, person_id: UUID, other_id: UUID) -> None:
    """A rule saw a sign between two: background work. Does nothing where it has told this person of it already."""
    row_id = uuid4()
    values = {"id": row_id, "version": 1, "rule": rule, "person_id": person_id, "other_id": other_id}
    values |= {"raised_at": uow.due_at or uow.now, "state": State.NEW, "came_back": False, "ended_at": None}
    insert_unless_there(uow.session, PersonalWarning, [values])
    if uow.session.get(PersonalWarning, row_id) is not None:
        uow.record(facts.PersonWarned(matter=row_id))


def end_personally(uow: UnitOfWork, row: PersonalWarning) -> None:
    """The sign is gone: background work."""
    row.ended_at = uow.now
    uow.cancel(COME_BACK, row.id)
    uow.record(facts.PersonalWarningEnded(matter=row.id))


def end_between(uow: UnitOfWork, one: UUID, other: UUID) -> None:
    """Two have set a day, or talked: whatever was seen between them is over. Background work."""
    row = PersonalWarning
    pair = or_(and_(row.person_id == one, row.other_id == other), and_(row.person_id == other, row.other_id == one))
    for found in uow.session.scalars(select(row).where(row.ended_at.is_(None), pair)).all():
        end_personally(uow, found)


def see_personally(uow: UnitOfWork, warning_id: UUID) -> None:
    """Whoever it was told to has opened it."""
    row = mine(uow, warning_id, "R")
    if row.state == State.NEW:
        row.state = State.SEEN
        uow.session.flush()


def answer_personally(
    uow: UnitOfWork, warning_id: UUID, *, choice: str, support: str | None, words: str, lang: str, version: int
) -> None:
    """Accept an offer (HR is told), put it off, or decline (nobody is told)."""
    row = uow.at_version(mine(uow, warning_id, "U"), version)
    rules.answer(row.state, choice, support, offers())
    rules.put_off(choice, came_back=row.came_back)
    row.state = choice
    uow.cancel(COME_BACK, row.id)
    if choice == State.ACCEPTED and support:
        ask(uow, support=support, words=words, lang=lang)
    elif choice == State.LATER:
        come_back_later(uow, COME_BACK, row.id)
    uow.record(facts.PersonalWarningAnswered(matter=row.id))


def come_back_personally(uow: UnitOfWork, warning_id: UUID) -> None:
    """Later has come: a timer's work."""
    row = uow.get(PersonalWarning, warning_id)
    if row.state == State.LATER and row.ended_at is None:
        row.state, row.came_back = State.NEW, True
        uow.record(facts.PersonWarned(matter=row.id))


def told_of(uow: UnitOfWork, warning_id: UUID) -> tuple[PersonalWarning, list[UUID]]:
    """For handlers: the warning, and whose it is, while it stands."""
    row = uow.get(PersonalWarning, warning_id)
    return row, [row.person_id] if row.ended_at is None else []
