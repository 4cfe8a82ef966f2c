"""Somebody close notices, and HR offers: the one it is about is the first to be told, and a no is told to nobody."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.worlds import Browser, World
from tracker.notifications.models import Notice
from tracker.warnings import service
from tracker.warnings.models import Noticed, SupportOffer, SupportRequest

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""what differs between databases is tried where people are told"""
WORDS = "Jeg har set, at du går sent hjem. Hvordan går det?"


def told(world: World, kind: str) -> list[UUID]:
    """Who was told, of what still waits for them."""
    world.drain()
    with world.reading() as uow:
        return list(uow.session.scalars(select(Notice.person_id).where(Notice.kind == kind, Notice.done_at.is_(None))))


def written(world: World, who: str = "bo", to: str = "ann") -> Browser:
    """A colleague writes, through the page."""
    browser = world.client(who)
    browser.get("/varsler/tegn")
    browser.submit("/tegn", to=str(world.ids[to]), words=WORDS)
    return browser


def test_the_signs_and_the_help_are_there_for_all_who_follow_and_writing_for_who_is_close(world: World) -> None:
    for who, status, writes in (("bo", 200, True), ("med", 200, False), ("sa", 404, False)):
        browser = world.client(who)
        browser.get("/varsler/tegn")
        assert (browser.status, bool(browser.page.select("main form"))) == (status, writes)
    browser = world.client("bo", language="en")
    browser.get("/varsler/tegn")
    assert "Find a quiet moment" in browser.text
    assert len(browser.page.select("main ul li")) >= 30


def test_the_one_it_is_about_is_told_and_reads_it_alone(world: World) -> None:
    sender = written(world)
    assert "Du har skrevet til Ann Prøvesen" in sender.text
    assert WORDS not in sender.text
    assert told(world, "noticed.you") == [world.ids["ann"]]
    reader = world.client("ann")
    reader.get("/indbakke")
    reader.get(str(reader.page.select('a[href^="/i/"]')[0]["href"]))
    assert WORDS in reader.text
    for who in ("bo", "head", "hr", "tm", "med", "sa"):
        stranger = world.client(who)
        stranger.get(reader.path)
        assert stranger.status == 404
    with world.reading() as uow:
        assert WORDS.encode() not in uow.session.scalars(select(Noticed.words)).one()


@pytest.mark.parametrize("who", ["ann", "bo"])
def test_either_of_the_two_takes_it_away(world: World, who: str) -> None:
    written(world)
    browser = world.client(who)
    browser.get("/varsler")
    if who == "ann":
        browser.go("/varsler/tegn/")
    browser.submit("/fjern")
    assert browser.status == 200
    assert told(world, "noticed.you") == []
    with world.reading() as uow:
        assert uow.session.scalar(select(Noticed.id)) is None


def test_nobody_takes_away_or_writes_what_is_not_theirs(world: World) -> None:
    written(world)
    with world.reading() as uow:
        note_id = uow.session.scalars(select(Noticed.id)).one()
    stranger = world.client("head")
    stranger.get("/varsler")
    stranger.post(f"/varsler/tegn/{note_id}/fjern")
    assert stranger.status == 404
    assert written(world, "bo", "lis").status == 422
    for values in ({"to": str(world.ids["ann"]), "words": ""}, {"to": "", "words": WORDS}):
        browser = world.client("bo")
        browser.get("/varsler/tegn")
        browser.submit("/tegn", **values)
        assert browser.status == 422
        assert browser.page.find(role="alert")


@pytest.fixture
def offered(world: World) -> UUID:
    """Bo has asked for support, and HR has offered a coach. The request's id."""
    with world.acting("bo") as uow:
        request_id = service.ask(uow, support="coach", words="", lang="da")
    hr = world.client("hr")
    hr.get(f"/varsler/stoette/{request_id}")
    hr.submit("/tilbud", support="coach", contact="Kim, 1234")
    assert hr.status == 200
    return request_id


def opened(world: World, who: str, request_id: UUID) -> Browser:
    browser = world.client(who)
    browser.get(f"/varsler/stoette/{request_id}")
    return browser


def test_an_offer_reaches_the_asker_and_a_yes_reaches_hr(world: World, offered: UUID) -> None:
    assert told(world, "support.offered") == [world.ids["bo"]]
    asker = opened(world, "bo", offered)
    assert "Kim, 1234" in asker.text
    asker.submit("/svar", choice="accepted")
    assert asker.status == 200
    assert told(world, "support.offered") == []
    assert told(world, "support.accepted") == [world.ids["hr"]]
    assert "Ja tak" in opened(world, "hr", offered).text


@pytest.mark.parametrize("choice", ["declined", "later"])
def test_no_and_later_look_to_hr_as_no_answer_at_all(world: World, offered: UUID, choice: str) -> None:
    before = opened(world, "hr", offered).page.select("section.panel")[0].get_text()
    asker = opened(world, "bo", offered)
    asker.submit("/svar", choice=choice)
    assert asker.status == 200
    assert told(world, "support.accepted") == []
    assert opened(world, "hr", offered).page.select("section.panel")[0].get_text() == before


def test_later_is_asked_again_once(world: World, offered: UUID) -> None:
    opened(world, "bo", offered).submit("/svar", choice="later")
    assert told(world, "support.offered") == []
    world.move(days=16)
    assert told(world, "support.offered") == [world.ids["bo"]]
    asker = opened(world, "bo", offered)
    assert not asker.page.select("input[value=later]")
    asker.submit("/svar", choice="later")
    assert asker.status == 422


def test_nobody_else_offers_or_answers_and_taking_back_takes_the_offer_too(world: World, offered: UUID) -> None:
    with world.reading() as uow:
        offer_id = uow.session.scalars(select(SupportOffer.id)).one()
    answer = f"tilbud/{offer_id}/svar"
    for who, path in (("head", f"{offered}/tilbud"), ("hr", answer), ("ann", answer)):
        browser = world.client(who)
        browser.get("/indbakke")
        browser.post(f"/varsler/stoette/{path}", support="coach", contact="x", choice="declined", version=1)
        assert browser.status == 404
    asker = opened(world, "bo", offered)
    asker.submit("/traek-tilbage")
    with world.reading() as uow:
        assert uow.session.scalar(select(SupportOffer.id)) is None
        assert uow.session.scalars(select(SupportRequest.sealed)).one() is None
    assert told(world, "support.offered") == []
