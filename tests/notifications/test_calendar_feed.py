"""The calendar to subscribe to: neutral, secret, up to date, and nothing for who has left."""

import re
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.attacks.confidential import MAY_FIND, WHO, fill, word
from tests.followups.test_service import scheduled
from tests.notifications.calendars import Read, events
from tests.rounds import acting as rounds
from tests.worlds import World
from tracker.access import accounts
from tracker.access import service as access
from tracker.followups import service as followups
from tracker.followups.models import FollowUp
from tracker.notifications import calendar_feed
from tracker.notifications.models import CalendarEntry, CalendarFeed
from tracker.people.models import Membership, Person
from tracker.rounds import service as round_
from tracker.rounds.models import Round
from tracker.web.transaction import COOKIE

YESTERDAY = date(2026, 2, 2)


def address(world: World, who: str, press: str = "/ny") -> str:
    """Where a person's calendar is, made by the page; the path alone."""
    browser = world.client(who)
    browser.get("/min-side/kalender")
    page = browser.submit(f"/min-side/kalender{press}")
    return re.sub(r"^https?://[^/]*", "", page.select_one("code").text)  # type: ignore[union-attr]


def fetched(world: World, path: str) -> list[Read]:
    """What a calendar program gets: no cookie goes either way."""
    answer = world.app.test_client().get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert "Set-Cookie" not in answer.headers
    return events(answer.get_data())


def leaves(world: World, who: str) -> None:
    with world.store.work() as uow:
        uow.session.execute(update(Membership).where(Membership.person_id == world.ids[who]).values(ends=YESTERDAY))


def move(world: World, round_id, *, day: date, at: time = time(13)) -> None:
    with world.acting("head") as uow:
        row = uow.get(Round, round_id)
        round_.edit(uow, round_id, day=day, at=at, show_mode=row.show_mode, version=row.version)


def test_meetings_and_follow_ups_stand_in_it_with_their_days_and_nothing_else(world):
    rounds.plan(world)
    scheduled(world, "ann", "bo")
    meeting, follow_up = fetched(world, address(world, "ann"))
    assert (meeting.title, meeting.status, meeting.transparency) == ("Møde i ledelsesgruppen", "CONFIRMED", "OPAQUE")
    assert (meeting.starts, meeting.ends) == (
        datetime(2026, 2, 10, 12, tzinfo=UTC),
        datetime(2026, 2, 10, 14, tzinfo=UTC),
    )
    assert (follow_up.title, follow_up.transparency, follow_up.privacy) == ("Opfølgning", "TRANSPARENT", "PRIVATE")
    assert (follow_up.starts, follow_up.ends) == (date(2026, 2, 13), date(2026, 2, 14))
    assert (meeting.sequence, follow_up.sequence) == (0, 0)


def test_it_says_no_word_no_name_and_no_id_of_what_it_is_about(world):
    id_, followup = rounds.plan(world), scheduled(world, "ann")
    path = address(world, "ann")
    text = world.app.test_client().get(path).get_data(as_text=True).replace("\r\n ", "")
    for secret in ("Korte", "Prøve", "Ledelsen", "Ann", "ann@", str(id_), str(followup), str(world.ids["ann"])):
        assert secret not in text
    assert path.split("/")[-1] not in text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_confidential_of_anybody_stands_in_anybodys(world):
    fill(world)
    found = set()
    for who in filter(None, WHO):
        with world.acting(who) as uow:
            path = f"/kalender/{calendar_feed.make_address(uow)}.ics"
        text = world.app.test_client().get(path).get_data(as_text=True)
        assert [name for name in MAY_FIND if word(name) in text.replace("\r\n ", "")] == []
        found |= {who} if "BEGIN:VEVENT" in text else set()
    assert found == {"hr", "head", "ann", "bo", "newcomer"}  # a meeting ahead is a newcomer's, too


def test_each_gets_own_follow_ups_under_own_ids_and_in_own_language(world):
    rounds.plan(world)
    scheduled(world, "ann")
    with world.store.work() as uow:
        uow.session.execute(update(Person).where(Person.email == "bo@example.org").values(language="en"))
    anns, bos = fetched(world, address(world, "ann")), fetched(world, address(world, "bo"))
    assert [event.title for event in bos] == ["Meeting in the leadership group"]
    assert not {event.uid for event in anns} & {event.uid for event in bos}
    assert fetched(world, address(world, "lis")) == []


def test_what_is_moved_keeps_its_id_and_counts_up(world):
    id_, followup = rounds.plan(world), scheduled(world, "ann")
    path = address(world, "ann")
    before = fetched(world, path)
    assert fetched(world, path) == before
    world.move(hours=1)
    move(world, id_, day=date(2026, 2, 17))
    with world.acting("ann") as uow:
        version = uow.get(FollowUp, followup).version
        followups.move(uow, followup, to=date(2026, 2, 20), why="", lang="da", version=version)
    after = fetched(world, path)
    assert [event.uid for event in after] == [event.uid for event in before]
    assert [event.sequence for event in after] == [1, 1]
    assert all(new.modified >= old.modified + timedelta(hours=1) for new, old in zip(after, before, strict=True))
    assert [event.starts for event in after] == [datetime(2026, 2, 17, 12, tzinfo=UTC), date(2026, 2, 20)]


def test_what_is_called_off_says_so_until_its_day(world):
    followup = scheduled(world, "ann")
    path = address(world, "ann")
    fetched(world, path)
    with world.acting("head") as uow:
        followups.close(uow, followup, version=uow.get(FollowUp, followup).version)
    [event] = fetched(world, path)
    assert (event.status, event.sequence) == ("CANCELLED", 1)
    world.move_to(datetime(2026, 2, 14, 9, tzinfo=UTC))
    assert fetched(world, path) == []


def test_a_round_that_is_called_off_says_so(world):
    id_ = rounds.plan(world)
    path = address(world, "ann")
    fetched(world, path)
    with world.store.work() as uow:
        uow.session.execute(update(Round).where(Round.id == id_).values(state="cancelled"))
    assert [(event.status, event.sequence) for event in fetched(world, path)] == [("CANCELLED", 1)]


def test_a_leap_day_is_a_day_and_the_clock_that_is_put_forward_moves_no_meeting(world):
    world.move_to(datetime(2028, 2, 1, 9, tzinfo=UTC))
    scheduled(world, "ann", first=date(2028, 2, 29))
    with world.acting("head") as uow:
        for day, at in ((date(2028, 3, 24), time(9)), (date(2028, 3, 26), time(2, 30)), (date(2028, 3, 27), time(9))):
            round_.plan(uow, world.group, day=day, at=at, show_mode="open")
    with world.reading() as uow:
        said = sorted(uow.session.scalars(select(Round.meeting_at)))
    *meetings, follow_up = fetched(world, address(world, "ann"))
    assert (follow_up.starts, follow_up.ends) == (date(2028, 2, 29), date(2028, 3, 1))
    assert [event.starts for event in meetings] == said
    assert [f"{event.starts:%d %H:%M}" for event in meetings] == ["24 08:00", "26 01:30", "27 07:00"]
    assert [f"{event.ends:%d %H:%M}" for event in meetings] == ["24 10:00", "26 03:30", "27 09:00"]


def test_the_night_that_has_half_past_two_twice_has_the_meeting_once(world):
    with world.acting("head") as uow:
        round_.plan(uow, world.group, day=date(2026, 10, 25), at=time(2, 30), show_mode="open")
    [event] = fetched(world, address(world, "ann"))
    assert event.starts == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert event.ends == event.starts + timedelta(hours=2)


def test_who_leaves_a_group_finds_nothing_of_it_at_the_next_fetch(world):
    rounds.plan(world)
    scheduled(world, "ann")
    path = address(world, "ann")
    assert len(fetched(world, path)) == 2
    leaves(world, "ann")
    assert fetched(world, path) == []


def test_unknown_closed_replaced_and_left_are_the_same_byte_for_byte(world):
    closed, left, replaced = address(world, "ann"), address(world, "bo"), address(world, "cia")
    shut_out = address(world, "dan")
    with world.acting("sa") as uow:
        accounts.disable(uow, world.ids["dan"])
    browser = world.client("ann")
    browser.get("/min-side/kalender")
    browser.submit("/luk")
    assert address(world, "cia") != replaced
    with world.store.work() as uow:
        uow.session.execute(update(Person).where(Person.id == world.ids["bo"]).values(ends=YESTERDAY))
    unknown = [f"/kalender/{name}.ics" for name in (uuid4(), "x", "%00", "%ff%fe", "a" * 5000, "æøå")]
    answers = [world.app.test_client().get(path) for path in (closed, left, replaced, shut_out, *unknown)]
    assert {(answer.status_code, answer.get_data(), str(answer.headers)) for answer in answers} == {
        (404, answers[0].get_data(), str(answers[0].headers))
    }


def test_the_address_is_long_random_kept_as_a_hash_and_shown_once(world):
    browser = world.client("ann")
    browser.get("/min-side/kalender")
    browser.submit("/ny")
    token = browser.page.select_one("code").text.split("/")[-1].removesuffix(".ics")
    assert len(token) >= 43
    browser.get("/min-side/kalender")
    assert token not in browser.page.get_text()
    with world.reading() as uow:
        [row] = uow.session.scalars(select(CalendarFeed))
    assert token not in str(vars(row))
    cookie = browser.http.get_cookie("ledertrivsel_form")
    assert token not in str(world.app.session_interface.get_signing_serializer(world.app).loads(cookie.value))


def test_a_secret_that_was_made_in_the_same_browser_is_shown_to_nobody_else(world):
    address(world, "bo")
    browser = world.client("ann")
    browser.get("/min-side/kalender")
    fields, target = browser.fields("/ny")
    browser.http.post(target, data=fields)
    with world.store.work() as uow:
        browser.http.set_cookie(COOKIE, access.sign_in(uow, world.ids["bo"]))
    browser.get("/min-side/kalender")
    assert (browser.status, browser.page.select_one("code")) == (200, None)


def test_what_has_not_changed_is_not_sent_again_and_nothing_is_written_for_it(world):
    id_ = rounds.plan(world)
    path, program = address(world, "ann"), world.app.test_client()
    etag = program.get(path).headers["ETag"]
    answer = program.get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.get_data(), answer.headers["ETag"]) == (304, b"", etag)
    move(world, id_, day=date(2026, 2, 17))
    answer = program.get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != etag
    with world.reading() as uow:
        assert [row.sequence for row in uow.session.scalars(select(CalendarEntry))] == [1]


def test_it_asks_to_be_fetched_hourly_in_both_ways_of_saying_it(world):
    text = world.app.test_client().get(address(world, "ann")).get_data(as_text=True)
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n" in text


def test_the_link_of_an_entry_leads_its_owner_to_the_matter_and_nobody_else(world):
    id_ = rounds.plan(world)
    [event] = fetched(world, address(world, "ann"))
    path = re.sub(r"^https?://[^/]*", "", event.link)
    assert (event.link in event.description, path) == (True, f"/k/{event.uid}")
    assert world.client("ann").http.get(path).headers["Location"] == f"/runder/{id_}"
    assert world.client("bo").http.get(path).status_code == 404
    assert world.client(None).http.get(path).headers["Location"] == "/log-ind"


def test_pressing_twice_makes_one_address(world):
    browser = world.client("ann")
    browser.get("/min-side/kalender")
    fields, target = browser.fields("/ny")
    first = browser.http.post(target, data=fields)
    again = browser.http.post(target, data=fields)
    assert (first.status_code, again.status_code) == (303, 303)
    path = re.sub(r"^https?://[^/]*", "", browser.get("/min-side/kalender").select_one("code").text)
    assert fetched(world, path) == []
