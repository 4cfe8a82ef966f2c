"""Planning a seminar, and changing when it is and who is invited."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.plans import queries as plans
from tracker.plans.service.plan import add_once
from tracker.seminars import facts, rules
from tracker.seminars.models import Invitation, Seminar
from tracker.seminars.queries.access import plan_of, seat
from tracker.seminars.queries.inviting import audience
from tracker.seminars.rules import MEETING, MORNING, PERIOD, State
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork

OPEN, REMIND, CLOSE = "seminars.open", "seminars.remind", "seminars.close"
CHUNK = 500
_BEGUN = N_("It has begun: only its end, its facilitator and who is invited can be changed")
_MANY = N_("There is a seminar for this plan already. Close it before you plan another one")


@dataclass(frozen=True)
class Frame:
    """When a seminar is, and for whom."""

    mode: str
    opens: date
    closes: date | None
    audience: list[str]
    facilitator_id: UUID | None = None


def plan(uow: UnitOfWork, plan_id: UUID, what: Frame) -> UUID:
    """Plan a seminar for a plan; those invited are told. Returns its id."""
    current = plan_of(uow, plan_id)
    uow.require("C", "seminar", plans.standing(uow, current))
    row = Seminar(id=uuid4(), plan_id=current.id, code=_new_code(uow), state=State.PLANNED)
    row.started_by, row.started_at, row.pulse = uow.actor.me, uow.now, 0
    _fill(uow, row, what)
    add_once(uow, row, _MANY)
    _invite(uow, row, current)
    _wind(uow, row)
    uow.record(facts.SeminarPlanned(matter=row.id, plan_id=current.id))
    return row.id


def change(uow: UnitOfWork, seminar_id: UUID, what: Frame, *, version: int) -> None:
    """Change the days, the facilitator, or who is invited; those who have yet to take part are told of new days.

    Nobody is uninvited.
    """
    here = seat(uow, seminar_id, "C")
    row = uow.at_version(here.seminar, version)
    rules.join(row.state)
    if row.state != State.PLANNED and (what.mode, what.opens) != (row.mode, row.opens):
        raise RuleBroken(_BEGUN, field="opens")
    before = (row.opens, row.closes, row.audience)
    _fill(uow, row, what)
    uow.session.flush()
    _invite(uow, row, here.plan)
    _wind(uow, row)
    if before != (row.opens, row.closes, row.audience):
        uow.record(facts.SeminarPlanned(matter=row.id, plan_id=row.plan_id))


def _fill(uow: UnitOfWork, row: Seminar, what: Frame) -> None:
    first = min(row.opens, uow.today) if row.state != State.PLANNED else uow.today
    rules.plan(what.mode, what.opens, what.closes, what.audience, first)
    if what.mode == PERIOD and what.closes is not None and what.closes < uow.today:
        raise RuleBroken(N_("The last day cannot have passed"), field="closes")
    if what.facilitator_id and not people.roles_of(uow.session, what.facilitator_id, uow.today):
        raise NotFound
    row.mode, row.opens, row.facilitator_id = what.mode, what.opens, what.facilitator_id
    row.closes = what.closes if what.mode == PERIOD else None
    row.audience = [code for code in rules.AUDIENCE if code in what.audience]


def _new_code(uow: UnitOfWork) -> str:
    while True:
        code = "".join(secrets.choice(rules.LETTERS) for _ in range(rules.CODE_LENGTH))
        if uow.session.scalar(select(Seminar.id).where(Seminar.code == code)) is None:
            return code


def _invite(uow: UnitOfWork, row: Seminar, current: Any) -> None:
    """Whoever runs it is invited, too."""
    runs = {row.facilitator_id} if row.facilitator_id else set()
    who = sorted(audience(uow, current, row.audience) | runs)
    for start in range(0, len(who), CHUNK):
        insert_unless_there(uow.session, Invitation, list(_rows(row.id, who[start : start + CHUNK])))


def _rows(seminar_id: UUID, who: Iterable[UUID]) -> Iterable[dict[str, object]]:
    for person_id in who:
        yield {"id": uuid4(), "seminar_id": seminar_id, "person_id": person_id, "took_part": False, "rated": False}


def _wind(uow: UnitOfWork, row: Seminar) -> None:
    """A period opens, reminds and closes by itself; a meeting does what it is told."""
    for kind in (OPEN, REMIND, CLOSE):
        uow.cancel(kind, row.id)
    if row.mode == MEETING or row.closes is None:
        return
    if row.state == State.PLANNED:
        uow.at(at_local(row.opens, MORNING, uow.zone), OPEN, row.id)
    reminds = rules.remind_on(row.closes, row.opens, free_days(uow.session, uow.today))
    if (instant := at_local(reminds, MORNING, uow.zone)) > uow.now:
        uow.at(instant, REMIND, row.id)
    uow.at(at_local(row.closes + timedelta(days=1), time(), uow.zone), CLOSE, row.id)
