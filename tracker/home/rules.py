"""How far the demo's time bar goes, and which of the responsibility table's roles a person has."""

from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.permissions import Role

STEPS = {"day": relativedelta(days=1), "week": relativedelta(weeks=1), "month": relativedelta(months=1)}
A_LITTLE = timedelta(minutes=1)


def target(step: str, now: datetime, due: datetime | None, zone: ZoneInfo) -> datetime:
    """Where the clock is moved to: just past the next thing due, or the same civil time of a later day (UTC)."""
    if step == "next":
        return max(due, now) + A_LITTLE if due else now + timedelta(days=1)
    if step not in STEPS:
        raise RuleBroken(N_("Choose how far time is to move"))
    return (now.astimezone(zone) + STEPS[step]).astimezone(UTC)


def duties(roles: AbstractSet[Role], *, leads: bool) -> list[str]:
    """The roles of the responsibility table a person has, from top management down; LL leads a group, LE is in one."""
    held = [role.value for role in (Role.TM, Role.HR, Role.MED) if role in roles]
    if Role.L in roles:
        held.append("LL" if leads else "LE")
    return held
