"""How long what is kept, and when a copy of one's data may be fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.kernel.errors import N_, RuleBroken

LEFT, LOG = "left", "log"
FETCH_WITHIN = timedelta(hours=24)
AFTER_PRESSING = timedelta(minutes=5)
LEAST_LOG = 731
"""days: the database lets nobody take an entry of the log away before"""
LONGEST = 3650


@dataclass(frozen=True)
class Kept:
    """A kind of data: what it is, from when its days are counted, how many they are where nobody says otherwise."""

    label: str
    since: str
    days: int
    least: int = 1


KEPT: dict[str, Kept] = {
    "answers": Kept(N_("What somebody answered before a round or at a seminar"), N_("from when that ended"), 730, 365),
    "support": Kept(N_("Requests for support"), N_("from the day somebody asked"), 730, 90),
    "dialogues": Kept(
        N_("Points brought to dialogues, and agreements of theirs that are closed"), N_("from when that ended"), 730, 90
    ),
    "notices": Kept(N_("Notices and e-mails"), N_("from the day they were sent"), 365, 60),
    "sessions": Kept(N_("Sessions that are over"), N_("from their end"), 30),
    "forms": Kept(N_("Which forms were sent"), N_("from the day they were sent"), 30, 7),
    LEFT: Kept(
        N_("Everything of somebody who has left, but what they agreed and decided"), N_("from their last day"), 180
    ),
    LOG: Kept(N_("The log of who read and decided what"), N_("from the day of the entry"), 1825, LEAST_LOG),
}


def keep(days: Mapping[str, int]) -> None:
    """Each kind within its limits."""
    for kind, kept in KEPT.items():
        if not kept.least <= days[kind] <= LONGEST:
            text = N_("Choose between %(least)s and %(most)s days")
            raise RuleBroken(text, field=kind, least=kept.least, most=LONGEST)


def ask(asked_at: datetime | None, made_at: datetime | None, now: datetime) -> None:
    """One copy at a time: the next when the last was made, or is overdue."""
    if asked_at and made_at is None and now - asked_at < timedelta(hours=1):
        raise RuleBroken(N_("Your copy is being made. It takes a minute or two."))


def may_fetch(made_at: datetime | None, fetched_at: datetime | None, now: datetime) -> bool:
    """A copy is fetched once, within a day."""
    return made_at is not None and fetched_at is None and now < made_at + FETCH_WITHIN
