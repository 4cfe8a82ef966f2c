"""Appointments as calendar programs read them (RFC 5545, 5546, 7986): neutral titles, opaque ids, instants in UTC."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress

from tracker.kernel.appointments import DIALOGUE, FOLLOW_UP, MEETING, OWN, SUPERVISION
from tracker.kernel.errors import N_
from tracker.notifications.calendar_book import Entry

NAME = "Ledertrivsel"
PRODUCT = "-//Ledertrivsel//Calendar 1//DA"
EVERY = timedelta(hours=1)
"""how often a calendar program is asked to look again"""
IN_ADDRESS = "@!#$&'*+/=?^_`{|}~"
SIGN_IN = N_("Sign in to see what it is about:")
TITLES = {
    MEETING: N_("Meeting in the leadership group"),
    SUPERVISION: N_("Meeting in the leadership group"),
    FOLLOW_UP: N_("Follow-up"),
    DIALOGUE: N_("Dialogue"),
    OWN: N_("Own follow-up"),
}
"""all that a calendar says: no theme, no wording, no name (P13)"""


@dataclass(frozen=True)
class Look:
    """Whose language and which links."""

    say: Callable[[str], str]
    base_url: str


def feed(entries: Iterable[Entry], look: Look) -> bytes:
    """A calendar to subscribe to."""
    calendar = _calendar()
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, look))
    return bytes(calendar.to_ical())


def method_of(entry: Entry) -> str:
    """What an e-mail asks a calendar program to do."""
    return "CANCEL" if entry.appointment.cancelled else "REQUEST"


def invitation(entry: Entry, look: Look, *, sender: str, recipient: str) -> bytes:
    """One appointment to take in, to move or to take out; nobody is asked to answer."""
    calendar = _calendar()
    calendar.add("method", method_of(entry))
    event = _event(entry, look)
    event.add("organizer", _address(parseaddr(sender)[1]), parameters={"CN": NAME})
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    event.add("attendee", _address(recipient), parameters=asked)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(entry: Entry, look: Look) -> Event:
    event, of = Event(), entry.appointment
    link = f"{look.base_url.rstrip('/')}/k/{entry.id}"
    event.add("uid", str(entry.id))
    event.add("dtstamp", entry.modified_at.replace(microsecond=0))
    event.add("last-modified", entry.modified_at.replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("summary", look.say(TITLES[of.kind]))
    event.add("description", f"{look.say(SIGN_IN)} {link}")
    event.add("url", link)
    event.add("status", "CANCELLED" if of.cancelled else "CONFIRMED")
    if of.day is not None:
        event.add("dtstart", of.day)
        event.add("dtend", of.day + timedelta(days=1))
    else:
        event.add("dtstart", of.starts_at)
        event.add("dtend", of.ends_at)
    event.add("transp", "TRANSPARENT" if of.day is not None else "OPAQUE")
    event.add("class", "PUBLIC" if of.kind in (MEETING, SUPERVISION) else "PRIVATE")
    return event


def _address(address: str) -> vCalAddress:
    """An e-mail address as a URI: whatever stands in it, it stays one line."""
    return vCalAddress(f"mailto:{quote(address, safe=IN_ADDRESS)}")
