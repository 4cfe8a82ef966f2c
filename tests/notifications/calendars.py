"""Calendars as two independent libraries read them; whatever they do not agree on fails the test."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import icalendar
import vobject


@dataclass(frozen=True)
class Read:
    """An event of a calendar."""

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime
    sequence: int
    modified: datetime
    status: str
    transparency: str
    privacy: str
    link: str
    description: str


def events(data: bytes) -> list[Read]:
    """The events of a calendar, on which both libraries agree."""
    well_formed(data)
    one = [_by_icalendar(event) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")]
    other = [_by_vobject(event) for event in vobject.readOne(data.decode()).contents.get("vevent", [])]
    assert one == other
    return one


def method(data: bytes) -> tuple[str, list[str], str]:
    """What an invitation asks for, whom, and on whose behalf."""
    one, other = icalendar.Calendar.from_ical(data), vobject.readOne(data.decode())
    [event] = one.walk("VEVENT")
    found = str(one["METHOD"]), [str(event["ATTENDEE"])], str(event["ORGANIZER"])
    [there] = other.contents["vevent"]
    assert found == (other.method.value, [line.value for line in there.contents["attendee"]], there.organizer.value)
    return found


def well_formed(data: bytes) -> None:
    """Lines end in CRLF and are at most 75 octets, none is empty, and what is open is closed."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data[:-2].split(b"\r\n")
    assert all(0 < len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT")
    assert lines.count(b"BEGIN:VCALENDAR") == 1


def _by_icalendar(event: Any) -> Read:
    return Read(
        uid=str(event["UID"]),
        title=str(event["SUMMARY"]),
        starts=event["DTSTART"].dt,
        ends=event["DTEND"].dt,
        sequence=int(event["SEQUENCE"]),
        modified=event["LAST-MODIFIED"].dt,
        status=str(event["STATUS"]),
        transparency=str(event["TRANSP"]),
        privacy=str(event["CLASS"]),
        link=str(event["URL"]),
        description=str(event["DESCRIPTION"]),
    )


def _by_vobject(event: Any) -> Read:
    modified = event.contents["last-modified"][0].value
    return Read(
        uid=event.uid.value,
        title=event.summary.value,
        starts=event.dtstart.value,
        ends=event.dtend.value,
        sequence=int(event.sequence.value),
        modified=modified if isinstance(modified, datetime) else datetime.strptime(modified, "%Y%m%dT%H%M%S%z"),
        status=event.status.value,
        transparency=event.transp.value,
        privacy=event.contents["class"][0].value,
        link=event.url.value,
        description=event.description.value,
    )
