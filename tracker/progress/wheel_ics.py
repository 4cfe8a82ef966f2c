"""The wheel as calendar programs read it: whole days, neutral titles, no words of anybody's (P13)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from tracker.kernel.errors import N_
from tracker.progress.wheel import Item

SIGN_IN = N_("Sign in to see what it is about:")


def written(items: Iterable[Item], *, say: Callable[[str], str], link: str, made_at: datetime) -> bytes:
    """A file of them all."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ledertrivsel//Wheel 1//DA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for one in items:
        calendar.add_component(_event(one, say, link, made_at))
    return bytes(calendar.to_ical())


def _event(item: Item, say: Callable[[str], str], link: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", made_at.replace(microsecond=0))
    event.add("summary", say(item.text))
    event.add("description", f"{say(SIGN_IN)} {link}")
    event.add("url", link)
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
