"""When people work: Danish public holidays, the organisation's own free days, and each person's leave."""

from calendar import isleap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import Row, Select, func, select, true
from sqlalchemy.orm import Session

from tracker.kernel.worktime import Hours, read_week
from tracker.people import queries
from tracker.people.models import Absence, Habits, Organisation, Person
from tracker.storage.asking import IDS, ask
from tracker.storage.kept import READS

ELSEWHERE = timedelta(days=1)
"""where a person is, it may still be yesterday"""


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Danish public holidays from the year before to two years after (the library leaves out the choices)."""
    return frozenset(holidays.country_holidays("DK", years=range(year - 1, year + 3)))


@cache
def _chosen(choices: tuple[str, ...], year: int) -> frozenset[date]:
    days = (f"{y}-{choice}" for y in range(year - 1, year + 3) for choice in choices)
    return frozenset(date.fromisoformat(day) for day in days if not day.endswith("02-29") or isleap(int(day[:4])))


def free_days(session: Session, today: date) -> frozenset[date]:
    """All days nobody works, around `today`: a year back and two ahead."""
    if session.info.get(READS):  # the page reads the organisation anyway
        return _free(queries.organisation(session).free_days, today)
    return _free(ask(session, _FREE_DAYS).scalar_one(), today)


_FREE_DAYS = select(Organisation.free_days)


def _free(choices: Sequence[str], today: date) -> frozenset[date]:
    return public_holidays(today.year) | _chosen(tuple(choices), today.year)


@dataclass(frozen=True)
class Rhythm:
    """When a person may be disturbed, and when the day's digest goes."""

    hours: Hours
    digest_time: time


def hours_of(session: Session, person_id: UUID, today: date, zone: ZoneInfo) -> Hours:
    """When a person may be disturbed. Asked before every mail (P14)."""
    return rhythms(session, [person_id], today, zone)[person_id].hours


def rhythms(session: Session, ids: Iterable[UUID], today: date, zone: ZoneInfo) -> dict[UUID, Rhythm]:
    """The same for several people, with their digest time, in two queries; `zone` is the organisation's."""
    wanted = list(ids)
    leave = queries.leave(session, wanted, today - ELSEWHERE)
    return {
        row.id: _rhythm(row, _free(row.free_days, today) | leave.get(row.id, frozenset()), zone)
        for row in _habits(session, wanted)
    }


def _rhythm(row: Any, free: frozenset[date], zone: ZoneInfo) -> Rhythm:
    hours = Hours(ZoneInfo(row.zone) if row.zone else zone, free, read_week(row.week))
    return Rhythm(hours, time.fromisoformat(row.digest_time))


@dataclass(frozen=True)
class Habit:
    """How one may be reached: what one chose, None where it is as the organisation has it; and announced leave."""

    language: str
    week: list[str] | None
    digest_time: str | None
    zone: str | None
    leave: list[tuple[UUID, date, date]]


def my_habit(session: Session, person_id: UUID, today: date) -> Habit:
    """A person's own choices, and leave that is not over."""
    query = select(Person.language, Habits.week, Habits.digest_time, Habits.zone)
    row = session.execute(query.outerjoin(Habits, Habits.person_id == Person.id).where(Person.id == person_id)).one()
    spent = select(Absence.id, Absence.starts, Absence.ends).where(
        Absence.person_id == person_id, Absence.ends >= today
    )
    found = [(one.id, one.starts, one.ends) for one in session.execute(spent.order_by(Absence.starts))]
    return Habit(row.language, row.week, row.digest_time, row.zone, found)


def _habits(session: Session, ids: Iterable[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Some people's week, digest time and zone, their own or the organisation's, with its free days."""
    return ask(session, _habits_of(), ids=list(ids)).all()


@cache
def _habits_of() -> Select[*tuple[Any, ...]]:
    own = (
        func.coalesce(getattr(Habits, name), getattr(Organisation, name)).label(name)
        for name in ("week", "digest_time")
    )
    query = select(Person.id, *own, Habits.zone, Organisation.free_days).select_from(Person).join(Organisation, true())
    return query.outerjoin(Habits, Habits.person_id == Person.id).where(Person.id.in_(IDS))
