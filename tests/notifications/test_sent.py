"""Whoever caused something to be told sees how it went, and no more than they may."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.conftest import START, settings_for
from tests.escalations.sending import TITLE, acknowledge, sent
from tests.smtp_modes import MoodySmtp
from tests.worlds import Browser, World
from tracker.notifications.models import Mail, Notice
from tracker.people.models import Membership, Person
from tracker.storage.clock import set_now
from workers.runtime import Runtime

PAGE = "/indbakke/sendt"


@pytest.fixture
def server() -> Iterator[MoodySmtp]:
    """A mail server of the test's own."""
    made = MoodySmtp()
    yield made
    made.stop()


@pytest.fixture
def posting(database_url: str, tmp_path: Path, server: MoodySmtp) -> Iterator[World]:
    """The small organisation, with a mail server."""
    runtime = Runtime(settings_for(tmp_path, database_url, smtp_url=server.url))
    with runtime.store.work() as uow:
        set_now(uow.session, START, arrived=True)
    yield World(runtime)
    runtime.store.engine.dispose()


def seen_by(world: World, key: str) -> Browser:
    browser = world.client(key)
    browser.get(PAGE)
    assert browser.status == 200
    return browser


def test_the_sender_sees_what_was_sent_what_waits_and_whose_address_failed_without_names(posting, server):
    server.refused = frozenset({"hr2@example.org"})
    sent(posting)
    posting.drain()
    head = seen_by(posting, "head")
    assert TITLE in head.text
    assert "Modtagerne (2) · 1 e-mail mislykkedes: adressen afvises · 1 e-mail sendt" in head.text
    assert "Ledelsesgruppen (5) · 5 kommer med i den daglige e-mail" in head.text
    assert "Prøvesen" not in " ".join(part.get_text() for part in head.page.select("main"))
    posting.move(days=1)
    assert "Ledelsesgruppen (5) · 5 sendt med den daglige e-mail" in seen_by(posting, "head").text


def test_within_a_group_one_sees_whose_address_failed(posting, server):
    server.refused = frozenset({"ann@example.org"})
    sent(posting)
    posting.move(days=1)
    assert "Ingen e-mail når frem til Ann Prøvesen" in seen_by(posting, "head").text


def test_whoever_caused_it_is_told_when_an_e_mail_is_given_up(posting, server):
    server.refused = frozenset({"hr2@example.org"})
    sent(posting)
    posting.drain()
    head = posting.client("head")
    head.get("/indbakke")
    head.follow("En e-mail om noget, du har gjort, kunne ikke afleveres")
    assert head.path == PAGE
    with posting.reading() as uow:
        told = select(Notice.person_id).where(Notice.kind == "mail.failed")
        assert list(uow.session.scalars(told)) == [posting.ids["head"]]


def test_that_such_a_notice_cannot_be_mailed_either_is_told_to_nobody(posting, server):
    server.refused = frozenset({"hr@example.org", "hr2@example.org", "head@example.org"})
    sent(posting)
    posting.move(days=3)
    with posting.reading() as uow:
        told = list(uow.session.scalars(select(Notice.person_id).where(Notice.kind == "mail.failed")))
    assert set(told) == {posting.ids["head"]}
    assert len(told) == 2  # one for each in HR


def test_others_see_nothing_of_it_and_a_reader_only_what_they_did_themselves(posting, server):
    id_ = sent(posting)
    acknowledge(posting, "hr", id_)
    posting.drain()
    for key in ("ann", "lis", "med", "sa", "hr2"):
        assert TITLE not in seen_by(posting, key).text
    hr = seen_by(posting, "hr")
    assert "Ledelsesgruppen (6)" in hr.text
    assert "Modtagerne" not in hr.text


def test_access_that_has_ended_takes_it_away(posting, server):
    sent(posting)
    posting.drain()
    with posting.store.work() as uow:
        mine = Membership.person_id == posting.ids["head"]
        uow.session.execute(update(Membership).where(mine).values(ends=START.date()))
    posting.move(days=1)
    assert TITLE not in seen_by(posting, "head").text


def test_a_reminder_that_nobody_pressed_for_is_seen_by_whoever_raised_the_escalation(posting, server):
    sent(posting)
    posting.move(days=7)
    head = seen_by(posting, "head")
    assert head.text.count("Modtagerne (2)") == 2
    assert head.text.count("2 e-mail sendt") == 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "expired", "reason": "data 451"}, "e-mail opgivet efter en uges forsøg"),
        ({"state": "failed", "reason": "no outcome"}, "e-mail mislykkedes"),
        ({"state": "cancelled", "reason": "left"}, "ingen e-mail: er fratrådt"),
        ({"state": "cancelled", "reason": "no access"}, "ingen e-mail: har ikke længere adgang"),
        ({"state": "cancelled", "reason": "dealt with"}, "e-mail ikke længere nødvendig"),
        ({"state": "declined", "reason": None}, "ingen e-mail, efter eget valg"),
        ({"state": "planned", "reason": None}, "e-mail venter på sin tur og på arbejdstid"),
    ],
)
def test_each_end_has_its_words(world, values, words):
    sent(world)
    world.drain()
    with world.store.work() as uow:
        uow.session.execute(update(Mail).where(Mail.kind == "single").values(values))
    assert f"Modtagerne (2) · 2 {words}" in seen_by(world, "head").text


def test_an_item_that_its_reader_may_no_longer_read_is_left_out_and_its_sender_sees_why(posting, server):
    sent(posting)
    posting.drain()
    with posting.store.work() as uow:
        mine = Membership.person_id == posting.ids["ann"]
        uow.session.execute(update(Membership).where(mine).values(ends=START.date()))
    posting.move(days=1)
    head = seen_by(posting, "head")
    assert "4 sendt med den daglige e-mail" in head.text
    assert "1 ingen e-mail: har ikke længere adgang" in head.text


def test_in_english(world):
    sent(world)
    world.drain()
    with world.store.work() as uow:
        uow.session.execute(update(Person).where(Person.id == world.ids["head"]).values(language="en"))
    head = world.client("head", language="en")
    head.get(PAGE)
    assert "The receivers (2) · 2 e-mail sent" in head.text
