"""Something with a day in a person's calendar: what each capability hands to the calendar. No words, no names (P13)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

MEETING, FOLLOW_UP, DIALOGUE, OWN, SUPERVISION = "meeting", "followup", "dialogue", "own", "supervision"
"""the kinds there are; `own` is what nobody else is to know of (P8)"""


@dataclass(frozen=True)
class Appointment:
    """A whole day (`day`), or a meeting of some minutes (`starts_at`). `matter` is what it leads to, by its kind."""

    kind: str
    matter: UUID
    day: date | None = None
    starts_at: datetime | None = None
    minutes: int = 0
    cancelled: bool = False

    @property
    def ends_at(self) -> datetime | None:
        """When a meeting ends."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None
