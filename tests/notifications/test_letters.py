"""How an e-mail looks, word for word, and what its headers say. The letters lie beside this file, in `letters/`."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from tests.escalations.sending import acknowledge, sent
from tests.worlds import World
from tracker.notifications import queries
from tracker.notifications.letters import Letterhead, compose, draft
from tracker.notifications.models import Mail
from tracker.people.calendar import hours_of
from tracker.people.models import Person
from tracker.settings import find
from tracker.web.catalogues import compile_catalogues

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # words are the same on both
LETTERS = Path(__file__).parent / "letters"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def letter(world: World, key: str, tmp_path: Path, kind: str = "single") -> EmailMessage:
    """The first mail of a kind to a person that still has something to say, as it goes."""
    translations = compile_catalogues(tmp_path)
    head = Letterhead("Ledertrivsel <l@example.org>", "https://l.example", find("templates"), translations)
    with world.store.work() as uow:
        query = select(Mail.id).where(Mail.person_id == world.ids[key], Mail.kind == kind).order_by(Mail.due_at)
        letters = [queries.letter(uow.session, id_, uow.today) for id_ in uow.session.scalars(query)]
        found = next(one for one in letters if one and one.covers)
        assert found.person is not None
        hours = hours_of(uow.session, found.person.id, uow.today, uow.zone)
        return compose(draft(uow, found, found.person, hours.zone), head)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def speaking(world: World, language: str) -> None:
    with world.store.work() as uow:
        uow.session.execute(update(Person).values(language=language))


@pytest.fixture
def told(world: World) -> tuple[World, UUID]:
    """HR was told at once; the group has a digest of three things about two escalations."""
    first = sent(world)
    sent(world)
    world.drain()
    acknowledge(world, "hr", first)
    world.drain()
    return world, first


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_letter_says_what_it_always_said(told, language, tmp_path):
    world, _ = told
    speaking(world, language)
    for key, kind in (("hr2", "single"), ("ann", "digest")):
        message = letter(world, key, tmp_path, kind)
        for form, ending in (("plain", "txt"), ("html", "html")):
            kept = LETTERS / f"{kind}.{language}.{ending}"
            assert ID.sub("ID", part(message, form)) == kept.read_text()
        assert message["Subject"] == {"da": "Der er nyt til dig", "en": "There is news for you"}[language]
        assert message["Content-Language"] == language


def test_composed_again_a_letter_is_the_same_byte_for_byte(told, tmp_path):
    world, _ = told
    for key, kind in (("hr2", "single"), ("ann", "digest")):
        assert letter(world, key, tmp_path, kind).as_bytes() == letter(world, key, tmp_path, kind).as_bytes()


def test_a_letter_loads_nothing_from_anywhere_and_fits_a_phone_and_the_dark(told, tmp_path):
    world, _ = told
    page = BeautifulSoup(part(letter(world, "ann", tmp_path, "digest"), "html"), "html.parser")
    assert page.select("img, link, script, iframe, [src], [background]") == []
    assert "url(" not in str(page)
    assert [tag["content"] for tag in page.select("meta[name=color-scheme]")] == ["light dark"]
    assert "prefers-color-scheme: dark" in str(page.style)
    assert all(element.get("style") for element in page.select("body, h1, .sheet, a, li"))


def test_a_letter_says_that_a_machine_wrote_it_and_how_to_stop_the_daily_one(told, tmp_path):
    world, _ = told
    digest = letter(world, "ann", tmp_path, "digest")
    assert digest["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(rf"<https://l\.example/afmeld/{ID.pattern}>", digest["List-Unsubscribe"])
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert digest["List-Unsubscribe"].strip("<>") in part(digest, "plain")


def test_an_escalation_addressed_to_one_cannot_be_stopped_by_whoever_has_the_letter(told, tmp_path):
    world, _ = told
    single = letter(world, "hr2", tmp_path)
    assert single["List-Unsubscribe"] is None
    assert "/afmeld/" not in part(single, "plain") + part(single, "html")


def test_letters_about_one_matter_hang_together_and_those_of_others_do_not(world, tmp_path):
    first = sent(world)
    world.drain()
    one, other = letter(world, "hr", tmp_path), letter(world, "hr2", tmp_path)
    world.move(days=7)  # the receivers are reminded
    with world.store.work() as uow:
        ids = list(uow.session.scalars(select(Mail.id).where(Mail.person_id == world.ids["hr"]).order_by(Mail.due_at)))
        uow.session.execute(update(Mail).where(Mail.id == ids[0]).values(due_at=world.now))
    again = letter(world, "hr", tmp_path)
    assert len(ids) > 1
    assert one["Message-ID"] != again["Message-ID"]
    assert one["References"] == one["In-Reply-To"] == again["References"]
    assert one["References"] != other["References"]
    assert str(first) not in one.as_string()


def test_a_digest_about_several_matters_belongs_to_no_thread(told, tmp_path):
    world, _ = told
    assert letter(world, "ann", tmp_path, "digest")["References"] is None


def test_what_travels_is_plain_ascii_in_short_lines_and_reads_as_it_was_written(told, tmp_path):
    world, _ = told
    sent_ = letter(world, "ann", tmp_path, "digest")
    raw = sent_.as_bytes(policy=policy.SMTP)
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998
    arrived = message_from_bytes(raw, policy=policy.default)
    assert part(arrived, "plain").splitlines() == part(sent_, "plain").splitlines()


def test_a_long_digest_leaves_the_rest_to_the_inbox(world, tmp_path):
    for _ in range(14):
        sent(world)
    world.drain()
    text = part(letter(world, "ann", tmp_path, "digest"), "plain")
    assert text.count("/i/") == 12
    assert "2 mere står i din indbakke:\nhttps://l.example/indbakke" in text
