"""P8: what is private is its owner's alone, what is between two is theirs, and both only while it is so."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from tests.dialogues.acting import BETWEEN, OWN_LEARNED, PRIVATE, PROMISE, private, set_talk, talked
from tests.escalations.test_privacy import bytes_of
from tests.notifications.calendars import events
from tests.worlds import World
from tracker.dialogues import service
from tracker.dialogues.models import Agreement, Dialogue, Promise
from tracker.dialogues.service.agreeing import Reply
from tracker.dialogues.service.private import Wording
from tracker.followups import queries as followups
from tracker.followups import service as followup
from tracker.followups.models import FollowUp, Owner
from tracker.followups.owed import owed
from tracker.kernel.errors import NotFound
from tracker.notifications import calendar_feed
from tracker.notifications.audit import compare
from tracker.notifications.models import MailboxEntry, Notice
from tracker.people.facts import PeopleImported
from tracker.people.models import Grant, Person
from tracker.people.past import Past
from tracker.privacy import sweeping
from tracker.storage.base import Base
from tracker.storage.vault import KeyGone

OTHERS = ("head", "tm", "hr", "med", "sa", "bo", "lis")
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""what does not differ between databases"""


def asked(world: World, about: str) -> UUID:
    with world.reading() as uow:
        return uow.session.scalars(select(FollowUp.id).where(FollowUp.about == about)).one()


def answered(world: World) -> UUID:
    """Ann's agreement with herself, asked about and answered."""
    promise = private(world)
    world.move(days=8)
    with world.acting("ann") as uow:
        reply = Reply("partly", OWN_LEARNED, "da", None)
        service.answer(uow, asked(world, "own"), reply, version=uow.get(FollowUp, asked(world, "own")).version)
    return promise


@ONE
def test_nobody_else_sees_that_anything_private_is_there(world: World) -> None:
    promise, made = answered(world), talked(world)
    world.drain()
    mine = [f"/egne/{promise}", f"/opfoelgning/{asked(world, 'own')}", f"/punkt/{made['kept']}"]
    mine.append(f"/punkt/{made['brought']}")
    for who in OTHERS:
        browser = world.client(who)
        for path in mine:
            browser.get("/indbakke")
            browser.get(f"/dialog{path}")
            there = bytes_of(browser)
            browser.get(f"/dialog{path.rpartition('/')[0]}/{uuid4()}")
            assert there == bytes_of(browser), (who, path)
            assert there[0] == 404
        browser.get(f"/opfolgninger/{asked(world, 'own')}")
        assert browser.status == 404


@ONE
def test_only_the_two_see_what_they_brought_and_agreed(world: World) -> None:
    made = talked(world)
    paths = [f"/samtale/{made['dialogue']}", f"/samtale/{made['dialogue']}/forbered", f"/aftale/{made['agreement']}"]
    for who in ("tm", "hr", "med", "sa", "bo", "lis", "nina"):
        browser = world.client(who)
        for path in paths:
            browser.get(f"/dialog{path}")
            there = bytes_of(browser)
            browser.get(
                f"/dialog{path}".replace(str(made["dialogue"]), str(uuid4())).replace(
                    str(made["agreement"]), str(uuid4())
                )
            )
            assert there == bytes_of(browser), (who, path)
            assert there[0] == 404


def test_reminders_calendar_and_post_say_own_follow_up_and_no_more(world: World) -> None:
    answered(world)
    talked(world)
    world.drain()
    with world.acting("ann") as uow:
        token = calendar_feed.make_address(uow)
    feed = world.app.test_client().get(f"/kalender/{token}.ics").get_data()
    assert {event.title for event in events(feed)} == {"Dialog", "Opfølgning"}
    with world.acting("ann") as uow:
        service.add_promise(uow, Wording(PROMISE, "da", uow.today, "weekly", "Egen opfølgning"))
    feed = world.app.test_client().get(f"/kalender/{token}.ics").get_data()
    assert {event.title for event in events(feed)} == {"Dialog", "Opfølgning", "Egen opfølgning"}
    world.move(days=10)
    with world.reading() as uow:
        posted = "\n".join(str(vars(entry)) for entry in uow.session.scalars(select(MailboxEntry)))
        everything = "\n".join(
            str(row._asdict())
            for mapper in Base.registry.mappers
            for row in uow.session.execute(select(*mapper.class_.__table__.columns))
        )
    assert "ann@example.org" in posted
    for words in (*PRIVATE, *BETWEEN):
        assert words not in everything
        assert words.encode() not in feed


@ONE
def test_it_is_counted_nowhere_and_handed_over_to_nobody(world: World) -> None:
    before = world.client("hr").get("/fremdrift")
    private(world, "lis")
    talked(world)
    with world.store.work() as uow:
        uow.session.add(Grant(person_id=world.ids["lis"], role="HR", unit_id=world.ids["root"], starts=uow.today))
    after = world.client("hr").get("/fremdrift")
    assert [one.text for one in before.select(".stat")] == [one.text for one in after.select(".stat")]
    with world.reading() as uow:
        assert followups.totals(uow.session, uow.today) == followups.Totals(0, 0, 0, 0, 0)
    own = asked(world, "own")
    with world.acting("lis") as uow, pytest.raises(NotFound):
        followup.hand_over(uow, own, to=world.ids["hr"], version=uow.get(FollowUp, own).version)


@ONE
def test_no_words_about_it_are_taken_where_they_would_stand_open(world: World) -> None:
    private(world)
    own = asked(world, "own")
    world.move(days=8)
    with world.acting("ann") as uow:
        at: dict[str, Any] = {"version": uow.get(FollowUp, own).version, "lang": "da"}
        with pytest.raises(NotFound):
            followup.answer(uow, own, outcome="kept", learned="Ord", next_day=None, **at)
        with pytest.raises(NotFound):
            followup.move(uow, own, to=uow.today.replace(day=25), why="Ord", **at)


def another_nearest(world: World, who: str, nearest: str) -> None:
    with world.store.work() as uow:
        there = update(Person).where(Person.id == world.ids[who])
        uow.session.execute(there.values(nearest_leader_id=world.ids[nearest]))


def test_a_former_nearest_leader_has_nothing_from_the_next_request_and_a_successor_inherits_nothing(
    world: World,
) -> None:
    made = talked(world)
    world.drain()
    head, lis, ann = world.client("head"), world.client("lis"), world.client("ann")
    talk, agreed = f"/dialog/samtale/{made['dialogue']}", f"/dialog/aftale/{made['agreement']}"
    head.get(talk)
    assert head.status == 200
    another_nearest(world, "ann", "lis")
    for browser in (head, lis):
        for path in (talk, f"{talk}/forbered", agreed, f"/dialog/opfoelgning/{asked(world, 'dialogue')}"):
            browser.get(path)
            assert browser.status == 404, path
        for path in ("/", "/dialog", "/opfolgninger", "/indbakke"):
            browser.get(path)
            assert str(made["dialogue"]) not in str(browser.page)
            assert str(asked(world, "dialogue")) not in str(browser.page)
    ann.get(talk)
    assert ann.status == 200
    assert "er ikke din nærmeste leder længere" in ann.text
    assert not ann.page.select("main form")
    for path in (agreed, f"{talk}/flyt"):
        ann.get(path)
        assert ann.status == 404


def test_what_lay_ahead_of_two_who_are_that_no_more_is_ended_by_the_import(world: World) -> None:
    made = talked(world)
    world.drain()
    another_nearest(world, "ann", "lis")
    with world.store.work() as uow:
        uow.record(PeopleImported(matter=world.ids["root"], added=0, changed=1, ended=0))
    world.drain()
    with world.reading() as uow:
        assert uow.get(Dialogue, made["dialogue"]).state == "off"
        assert uow.get(Agreement, made["agreement"]).closed_at is not None
        assert set(uow.session.scalars(select(FollowUp.state).where(FollowUp.about == "dialogue"))) == {"cancelled"}
        told = set(uow.session.scalars(select(Notice.person_id).where(Notice.kind == "dialogue.off")))
        assert told == {world.ids["ann"]}


def left(world: World, who: str) -> None:
    with world.store.work() as uow:
        uow.session.execute(
            update(Person).where(Person.id == world.ids[who]).values(ends=uow.today - timedelta(days=1))
        )


def test_of_what_was_between_two_nobody_hears_anything_when_the_leader_has_left(world: World) -> None:
    talked(world)
    world.drain()
    with world.reading() as uow:
        before = set(uow.session.scalars(select(Notice.id)))
    left(world, "ann")
    world.move(days=40)
    with world.store.work() as uow:
        assert set(uow.session.scalars(select(FollowUp.state).where(FollowUp.about == "dialogue"))) == {"asked"}
        assert list(compare(uow.session, owed(uow, Past(uow.session, uow.today)))) == []
        uow.record(PeopleImported(matter=world.ids["root"], added=0, changed=0, ended=1))
    world.drain()
    with world.reading() as uow:
        told = set(uow.session.scalars(select(Notice.kind).where(Notice.id.not_in(before))))
        assert told <= {"meeting.taken_out"}


def test_with_the_key_goes_all_of_it(world: World) -> None:
    promise, made = answered(world), talked(world)
    with world.reading() as uow:
        row, agreed = uow.get(Promise, promise), uow.get(Agreement, made["agreement"])
        kept = (row.person_id, "dialogue_promise.text", row.id, row.text)
        between = (agreed.leader_id, "dialogue_agreement.text", agreed.id, agreed.text)
        assert (uow.unseal(*kept), uow.unseal(*between)) == (PROMISE, BETWEEN[2])
    with world.store.work() as uow:
        sweeping.forget(uow, world.ids["ann"])
    with world.reading() as uow:
        for sealed in (kept, between):
            with pytest.raises(KeyGone):
                uow.unseal(*sealed)
        assert uow.session.scalars(select(Promise.id)).all() == []
        assert uow.session.scalars(select(Agreement.id)).all() == []
    head = world.client("head")
    head.get(f"/dialog/samtale/{made['dialogue']}")
    assert head.status == 404


@ONE
def test_the_other_reading_what_one_brought_is_written_down_for_one_to_see(world: World) -> None:
    made = talked(world)
    world.client("head").get(f"/dialog/samtale/{made['dialogue']}")
    ann = world.client("ann")
    ann.get("/min-side/log")
    assert "Head Prøvesen læste punkter, du tog med til en dialog" in ann.text


@ONE
def test_a_talk_cannot_be_set_with_somebody_who_is_neither_ones_leader_nor_nearest(world: World) -> None:
    for who, other in (("ann", "tm"), ("ann", "bo"), ("tm", "ann"), ("sa", "tm"), ("ann", "ann")):
        with pytest.raises(NotFound):
            set_talk(world, who, other)
    for who in ("tm", "bo"):
        set_talk(world, "head", who)


@ONE
def test_owners_of_follow_ups_are_who_was_chosen(world: World) -> None:
    talked(world, owners="nearest")
    with world.reading() as uow:
        owners = uow.session.scalars(select(Owner.person_id).where(Owner.followup_id == asked(world, "dialogue")))
        assert set(owners) == {world.ids["head"]}
