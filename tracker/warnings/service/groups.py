"""What is done with early warnings about groups."""

from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.kernel.worktime import after_working_days, at_local
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts, rules
from tracker.warnings.models import EarlyWarning
from tracker.warnings.queries import is_on, may_answer, standing
from tracker.warnings.rules import RULES, State
from tracker.warnings.service.support import ask, offers

RETURN = "warnings.return"


def warn(uow: UnitOfWork, rule: str, *, group_id: UUID, matter: UUID, concerns_id: UUID | None = None) -> None:
    """A rule saw a sign: background work. Does nothing where the rule is off or has warned of this already."""
    if not is_on(uow.session, rule):
        return
    row_id = uuid4()
    values = {"id": row_id, "version": 1, "rule": rule, "group_id": group_id, "matter": matter, "state": State.NEW}
    values |= {"concerns_id": concerns_id, "raised_at": uow.now, "ended_at": None, "came_back": False}
    insert_unless_there(uow.session, EarlyWarning, [values])
    if uow.session.get(EarlyWarning, row_id) is not None:
        uow.record(facts.WarningRaised(matter=row_id, rule=rule, group_id=group_id))


def end(uow: UnitOfWork, rule: str, matter: UUID) -> None:
    """The sign is gone: background work."""
    _end(uow, EarlyWarning.rule == rule, EarlyWarning.matter == matter)


def end_all(uow: UnitOfWork, rule: str, group_id: UUID) -> None:
    """Whatever a rule saw in a group is over, as it is looked at anew: background work."""
    _end(uow, EarlyWarning.rule == rule, EarlyWarning.group_id == group_id)


def _end(uow: UnitOfWork, *which: ColumnElement[bool]) -> None:
    for row in uow.session.scalars(select(EarlyWarning).where(EarlyWarning.ended_at.is_(None), *which)).all():
        row.ended_at = uow.now
        uow.cancel(RETURN, row.id)
        uow.record(facts.WarningEnded(matter=row.id))


def see(uow: UnitOfWork, warning_id: UUID) -> None:
    """The group's leader has opened it; anybody else's reading leaves no trace on it."""
    row = uow.get(EarlyWarning, warning_id)
    if row.state == State.NEW and may_answer(row, standing(uow, row)):
        row.state = State.SEEN
        uow.session.flush()


def answer(
    uow: UnitOfWork, warning_id: UUID, *, choice: str, support: str | None, words: str, lang: str, version: int
) -> None:
    """The group's leader accepts an offer (HR is told), puts it off, or declines (nobody is told)."""
    row = uow.get(EarlyWarning, warning_id)
    what = standing(uow, row)
    uow.require("U", "group_warning", what)
    if not may_answer(row, what):
        raise NotFound
    row = uow.get(EarlyWarning, warning_id, version=version)
    rules.answer(row.state, choice, support, offers())
    rules.put_off(choice, came_back=row.came_back)
    row.state = choice
    uow.cancel(RETURN, row.id)
    if choice == State.ACCEPTED and support:
        ask(uow, support=support, words=words, lang=lang, group_id=row.group_id)
    elif choice == State.LATER:
        come_back_later(uow, RETURN, row.id)
    uow.record(facts.WarningAnswered(matter=row.id))


def come_back_later(uow: UnitOfWork, kind: str, warning_id: UUID) -> None:
    """Set the timer of a warning that was put off."""
    day = after_working_days(uow.today, rules.LATER_DAYS, free_days(uow.session, uow.today))
    uow.at(at_local(day, rules.MORNING, uow.zone), kind, warning_id)


def come_back(uow: UnitOfWork, warning_id: UUID) -> None:
    """Later has come: a timer's work."""
    row = uow.get(EarlyWarning, warning_id)
    if row.state == State.LATER and row.ended_at is None:
        row.state, row.came_back = State.NEW, True
        uow.record(facts.WarningCameBack(matter=row.id))


def audience(uow: UnitOfWork, warning_id: UUID) -> tuple[EarlyWarning, list[UUID]]:
    """For handlers: the warning, and who is told of it: the group's leader alone, or HR."""
    row = uow.get(EarlyWarning, warning_id)
    if RULES[row.rule].told == Role.HR:
        return row, [person for person in people.holders(uow.session, Role.HR, uow.today) if person != row.concerns_id]
    leader = people.leader_of(uow.session, row.group_id, uow.today)
    return row, [leader] if leader else []
