"""Invitations that travel with e-mails: taken in, moved, taken out, under the same id as in the feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import icalendar
import pytest
from sqlalchemy import select, update

from tests.conftest import START, settings_for
from tests.notifications.calendars import Read, events, method
from tests.notifications.test_calendar_feed import address, fetched, leaves, move
from tests.rounds import acting as rounds
from tests.servers import SmtpServer
from tests.supervision import acting as supervision
from tests.worlds import World
from tracker.kernel.appointments import Appointment
from tracker.notifications.calendar_book import Entry
from tracker.notifications.calendar_ics import Look, invitation
from tracker.notifications.models import Mail, Notice
from tracker.notifications.rules import FAILED, PLANNED, SENT
from tracker.people.facts import PeopleImported
from tracker.people.models import Membership, Person
from tracker.rounds import service as round_
from tracker.rounds.facts import RoundHeld
from tracker.rounds.models import Round
from tracker.storage.clock import set_now
from tracker.storage.outbox import Delivery, State
from workers.runtime import Runtime


@dataclass(frozen=True)
class Invited:
    """One attached calendar."""

    method: str
    event: Read


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """A mail server of the test's own."""
    made = SmtpServer()
    yield made
    made.stop()


@pytest.fixture
def world(database_url: str, tmp_path: Path, server: SmtpServer) -> Iterator[World]:
    """The small organisation, with that mail server."""
    runtime = Runtime(settings_for(tmp_path, database_url, smtp_url=server.url))
    with runtime.store.work() as uow:
        set_now(uow.session, START, arrived=True)
    yield World(runtime)
    runtime.store.engine.dispose()


def mails_to(server: SmtpServer, who: str) -> list[EmailMessage]:
    return [message for message in server.messages if message["To"] == f"{who}@example.org"]


def attached(message: EmailMessage) -> list[Invited]:
    """The calendars a mail brings, on each of which both libraries agree."""
    found = []
    for part in message.iter_attachments():
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        what, attendees, organizer = method(data)
        assert part.get_content_type() == "text/calendar"
        assert part["Content-Type"].params["method"] == what
        assert (attendees, organizer) == ([f"mailto:{message['To']}"], "mailto:ledertrivsel@localhost")
        [event] = events(data)
        found.append(Invited(what, event))
    return found


def got(server: SmtpServer, who: str) -> list[tuple[str, int]]:
    """What a person's calendar was asked for by mail, in order: method and sequence."""
    return [(each.method, each.event.sequence) for message in mails_to(server, who) for each in attached(message)]


def morning(world: World, day: int = 4, month: int = 2) -> None:
    """It is past the digest's time."""
    world.move_to(datetime(2026, month, day, 9, tzinfo=UTC))


def ends(world: World, who: str, day: date) -> None:
    with world.store.work() as uow:
        uow.session.execute(update(Membership).where(Membership.person_id == world.ids[who]).values(ends=day))


def imported(world: World) -> None:
    """HR takes a file in."""
    with world.store.work() as uow:
        uow.record(PeopleImported(matter=world.ids["root"], added=0, changed=0, ended=1))
    world.move(minutes=1)


def test_a_meeting_comes_with_the_digest_that_invites_under_the_id_it_has_in_the_feed(world, server):
    rounds.plan(world)
    morning(world)
    [mail] = mails_to(server, "ann")
    [invited] = attached(mail)
    assert (invited.method, invited.event.sequence, invited.event.status) == ("REQUEST", 0, "CONFIRMED")
    assert invited.event.title == "Møde i ledelsesgruppen"
    assert invited.event.starts == datetime(2026, 2, 10, 12, tzinfo=UTC)
    assert fetched(world, address(world, "ann")) == [invited.event]
    assert mails_to(server, "head") == []


def test_nobody_else_is_named_and_nothing_is_said_of_what_it_is_about(world, server):
    id_ = rounds.plan(world)
    morning(world)
    for who in ("ann", "bo"):
        [part] = mails_to(server, who)[0].iter_attachments()
        text = part.get_payload(decode=True).decode().replace("\r\n ", "")  # type: ignore[union-attr]
        others = {"ann", "bo", "cia", "dan", "eva", "head"} - {who}
        assert not [name for name in others if f"{name}@" in text]
        assert not [secret for secret in ("Prøve", "Ledelsen", str(id_), str(world.group)) if secret in text]


def test_collegial_supervision_comes_as_a_meeting_and_is_taken_out_again(world, server):
    made = supervision.begun(world)
    morning(world)
    [invited] = attached(mails_to(server, "ann")[0])
    assert (invited.event.title, invited.event.starts) == (
        "Møde i ledelsesgruppen",
        datetime(2026, 2, 10, 8, tzinfo=UTC),
    )
    assert fetched(world, address(world, "ann")) == [invited.event]
    supervision.call_off(world, made)
    morning(world, 5)
    assert got(server, "ann") == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 0)]


def test_a_moved_meeting_comes_again_with_the_next_number(world, server):
    id_ = rounds.plan(world)
    morning(world)
    move(world, id_, day=date(2026, 2, 17))
    move(world, id_, day=date(2026, 2, 18), at=time(9))
    morning(world, 5)
    assert got(server, "ann") == [("REQUEST", 0), ("REQUEST", 1)]
    first, second = [attached(mail)[0].event for mail in mails_to(server, "ann")]
    assert (first.uid, second.starts) == (second.uid, datetime(2026, 2, 18, 8, tzinfo=UTC))


def test_moved_before_the_digest_went_it_comes_once_as_it_is(world, server):
    id_ = rounds.plan(world)
    move(world, id_, day=date(2026, 2, 17))
    morning(world)
    assert got(server, "ann") == [("REQUEST", 0)]
    assert attached(mails_to(server, "ann")[0])[0].event.starts == datetime(2026, 2, 17, 12, tzinfo=UTC)


def test_mails_about_something_else_and_later_ones_bring_nothing_again(world, server):
    rounds.plan(world)
    morning(world)
    morning(world, 6)
    assert len(mails_to(server, "ann")) == 2  # the reminder to prepare
    assert got(server, "ann") == [("REQUEST", 0)]


def test_a_meeting_that_is_called_off_is_taken_out_with_the_mail_that_says_so(world, server):
    id_ = rounds.plan(world)
    morning(world)
    with world.store.work() as uow:
        uow.session.execute(update(Round).where(Round.id == id_).values(state="cancelled"))
    with world.acting("head") as uow:  # stands for the notice of a cancelled round: any about a round will do
        uow.record(RoundHeld(matter=id_, group_id=world.group, next_talk=date(2026, 5, 5)))
    morning(world, 5)
    assert got(server, "ann") == [("REQUEST", 0), ("CANCEL", 1)]


def test_who_left_the_group_has_the_meeting_taken_out_and_nobody_else(world, server):
    rounds.plan(world)
    morning(world)
    leaves(world, "ann")
    imported(world)
    imported(world)
    morning(world, 5)
    assert got(server, "ann") == [("REQUEST", 0), ("CANCEL", 1)]
    assert attached(mails_to(server, "ann")[-1])[0].event.status == "CANCELLED"
    assert got(server, "bo") == [("REQUEST", 0)]
    text = mails_to(server, "ann")[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Et møde er taget ud af din kalender" in text
    assert world.client("ann").http.get("/min-side/kalender").status_code == 200


def test_its_link_leads_who_left_to_the_own_calendar(world, server):
    rounds.plan(world)
    morning(world)
    leaves(world, "ann")
    imported(world)
    with world.reading() as uow:
        [notice] = uow.session.scalars(select(Notice).where(Notice.kind == "meeting.taken_out"))
    browser = world.client("ann")
    browser.get(f"/i/{notice.id}")
    assert (browser.status, browser.path) == (200, "/min-side/kalender")


def test_who_is_back_before_the_mail_has_gone_keeps_the_meeting(world, server):
    rounds.plan(world)
    morning(world)
    leaves(world, "ann")
    imported(world)
    with world.store.work() as uow:
        uow.session.execute(update(Membership).where(Membership.person_id == world.ids["ann"]).values(ends=None))
    morning(world, 5)
    assert got(server, "ann") == [("REQUEST", 0), ("REQUEST", 2)]


def test_an_end_that_was_known_long_ago_takes_the_meeting_out_before_it_is_held(world, server):
    rounds.plan(world)
    ends(world, "ann", date(2026, 2, 5))
    morning(world)
    assert got(server, "ann") == [("REQUEST", 0)]
    morning(world, 6)
    assert got(server, "ann") == [("REQUEST", 0), ("CANCEL", 1)]


def test_who_left_the_organisation_hears_nothing_more(world, server):
    rounds.plan(world)
    morning(world)
    with world.store.work() as uow:
        gone = update(Person).where(Person.id == world.ids["ann"])
        uow.session.execute(gone.values(ends=date(2026, 2, 3)))
    leaves(world, "ann")
    imported(world)
    morning(world, 10)
    assert got(server, "ann") == [("REQUEST", 0)]


def test_a_mail_that_is_sent_again_brings_the_same_and_what_changed_since_comes_with_the_next(world, server):
    id_ = rounds.plan(world)
    morning(world)
    once_more(world)
    first, second = mails_to(server, "ann")
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    move(world, id_, day=date(2026, 2, 17))
    once_more(world)
    morning(world, 5)
    assert got(server, "ann") == [("REQUEST", 0), ("REQUEST", 0), ("REQUEST", 1)]


def once_more(world: World) -> None:
    """As if we had died between the server's 250 and our record of it."""
    with world.store.work() as uow:
        uow.session.execute(update(Mail).where(Mail.state == SENT).values(state=PLANNED, sent_at=None))
        waiting = {
            "state": State.WAITING,
            "queued_until": None,
            "retry_at": None,
            "leased_until": None,
            "ended_at": None,
        }
        uow.session.execute(update(Delivery).where(Delivery.listener == "mail").values(waiting))
    world.move(minutes=1)


def test_what_a_refused_mail_brought_comes_with_the_next(world, server):
    rounds.plan(world)
    morning(world)
    with world.store.work() as uow:
        uow.session.execute(update(Mail).where(Mail.person_id == world.ids["ann"]).values(state=FAILED))
    morning(world, 6)
    assert got(server, "ann") == [("REQUEST", 0), ("REQUEST", 0)]


def test_a_meeting_on_the_night_the_clock_goes_forward_is_the_instant_the_round_has(world, server):
    with world.acting("head") as uow:
        id_ = round_.plan(uow, world.group, day=date(2026, 3, 29), at=time(2, 30), show_mode="open")
    with world.reading() as uow:
        instant = uow.get(Round, id_).meeting_at
    morning(world)
    [invited] = attached(mails_to(server, "ann")[0])
    assert (invited.event.starts, invited.event.ends) == (instant, instant + timedelta(hours=2))


def test_no_address_and_no_name_can_add_a_line(world, server):
    entry = Entry(uuid4(), 0, START, Appointment("meeting", uuid4(), starts_at=START, minutes=60))
    look = Look(
        lambda text: f"{text}\r\nATTENDEE:mailto:lis@example.org\nBEGIN:VEVENT;,\\", "https://ledertrivsel.example"
    )
    for hostile in ("ann\r\nATTENDEE:mailto:lis@example.org", 'ann"\n;X=1:@example.org', "å" * 200 + "@example.org"):
        data = invitation(entry, look, sender=f"Æ\r\nX:1 <{hostile}>", recipient=hostile)
        what, [attendee], _ = method(data)
        [event] = events(data)
        assert (what, event.uid, attendee.count("mailto:")) == ("REQUEST", str(entry.id), 1)
        assert len(icalendar.Calendar.from_ical(data).walk()) == 2
        assert event.title.startswith("Meeting in the leadership group")


def test_a_round_that_is_called_off_is_taken_out_again(world, server):
    id_ = rounds.plan(world)
    morning(world)
    with world.acting("head") as uow:
        round_.cancel(uow, id_, reason="Vi venter", lang="da", version=uow.get(Round, id_).version)
    morning(world, 5)
    assert got(server, "ann") == [("REQUEST", 0), ("CANCEL", 1)]
    assert "Vi venter" not in mails_to(server, "ann")[-1].as_string()
