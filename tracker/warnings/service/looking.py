"""Each working morning: which leaders and nearest leaders have not talked for long, and who is new."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from tracker.dialogues.queries.pairs import Pair, quiet, unmet
from tracker.kernel.worktime import after_working_days, at_local, is_working_day
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.people.newcomers import new_leaders
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import rules
from tracker.warnings.models import PersonalWarning
from tracker.warnings.queries import setting
from tracker.warnings.rules import BOTH, NEW_FOR, NEW_LEADER, QUIET, RULES
from tracker.warnings.service.two import end_personally, warn_person

LOOK = "warnings.look"


def look(uow: UnitOfWork, unit_id: UUID) -> None:
    """Warn of what is so this morning, end what is so no more, and look again tomorrow. A timer's work."""
    if is_working_day(uow.today, free_days(uow.session, uow.today)):
        for rule in (QUIET, NEW_LEADER):
            _compare(uow, rule, _found(uow, rule))
    _set(uow, unit_id)


def _found(uow: UnitOfWork, rule: str) -> list[Pair]:
    """Of whom the rule would warn today: leader and nearest leader."""
    dial = setting(uow.session, rule)
    if not dial.is_on or dial.number is None:
        return []
    before = uow.today - timedelta(weeks=dial.number)
    if rule == QUIET:
        return quiet(uow, before)
    return unmet(uow, new_leaders(uow.session, before - NEW_FOR, before, uow.today))


def _compare(uow: UnitOfWork, rule: str, found: list[Pair]) -> None:
    told = {(pair.nearest_id, pair.leader_id) for pair in found}
    if RULES[rule].told == BOTH:
        told |= {(pair.leader_id, pair.nearest_id) for pair in found}
    known = select(PersonalWarning).where(PersonalWarning.rule == rule, PersonalWarning.ended_at.is_(None))
    standing = {(row.person_id, row.other_id): row for row in uow.session.scalars(known)}
    for gone in standing.keys() - told:
        end_personally(uow, standing[gone])
    for person_id, other_id in sorted(told - standing.keys()):
        warn_person(uow, rule, person_id, other_id)


def see_to_it(uow: UnitOfWork) -> None:
    """Background work: the look of each morning is set, where it is not."""
    if uow.session.scalar(select(Timer.id).where(Timer.kind == LOOK, Timer.ended_at.is_(None)).limit(1)) is None:
        _set(uow, people.root_unit(uow.session))


def _set(uow: UnitOfWork, unit_id: UUID) -> None:
    day = after_working_days(uow.today, 1, free_days(uow.session, uow.today))
    uow.at(at_local(day, rules.MORNING, uow.zone), LOOK, unit_id)
