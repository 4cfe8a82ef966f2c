"""When people work: Danish public holidays, the organisation's own free days, and each person's leave."""

from datetime import date
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy.orm import Session

from tracker.kernel.worktime import Hours
from tracker.people import queries


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Danish public holidays from the year before to two years after (the library leaves out the choices)."""
    return frozenset(holidays.country_holidays("DK", years=range(year - 1, year + 3)))


@cache
def _chosen(choices: tuple[str, ...], year: int) -> frozenset[date]:
    days = ((y, *map(int, choice.split("-"))) for y in range(year - 1, year + 3) for choice in choices)
    return frozenset(date(*day) for day in days)


def free_days(session: Session, today: date) -> frozenset[date]:
    """All days nobody works, around `today`: a year back and two ahead."""
    choices = tuple(queries.organisation(session).free_days)
    return public_holidays(today.year) | _chosen(choices, today.year)


def hours_of(session: Session, person_id: UUID, today: date, zone: ZoneInfo) -> Hours:
    """When a person may be disturbed. Asked before every mail (P14)."""
    return Hours(zone, free_days(session, today) | queries.leave_days(session, person_id, today))
