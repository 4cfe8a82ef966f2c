"""E-mail over SMTP: nothing of the content, the same letter each time, and a known end."""

from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.conftest import START, settings_for
from tests.escalations.sending import acknowledge, sent
from tests.notifications.post import answer, mails
from tests.smtp_modes import MoodySmtp
from tests.worlds import World
from tracker.kernel.clocks import technical_now
from tracker.notifications.delivery import MailboxMailer
from tracker.notifications.models import Mail, MailboxEntry
from tracker.notifications.rules import CANCELLED, EXPIRED, FAILED, PLANNED, SENT
from tracker.people.models import Person
from tracker.storage.clock import set_now
from tracker.storage.outbox import Delivery, FactRow, State
from tracker.storage.outside import Outside
from workers.runtime import Runtime


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


def deliveries(world: World) -> list[Delivery]:
    with world.reading() as uow:
        return list(
            uow.session.scalars(select(Delivery).where(Delivery.listener == "mail").order_by(Delivery.created_at))
        )


def try_again(world: World) -> None:
    """The wait between two tries is over."""
    with world.store.work() as uow:
        uow.session.execute(update(Delivery).values(retry_at=None))
    world.drain()


def everything(message: EmailMessage) -> str:
    headers = " ".join(f"{name}: {value}" for name, value in message.items())
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return " ".join([headers, *parts])


def test_no_mail_says_anything_of_the_content_or_of_anybody_else(posting, server):
    id_ = sent(posting)
    acknowledge(posting, "hr", id_)
    posting.drain()
    answer(posting, "hr", id_)
    sent(posting, "NL", who="lis")
    posting.move(days=20)
    assert len(server.messages) > 15
    for message in server.messages:
        text = everything(message)
        assert message["To"].count("@") == 1
        for secret in ("Zebra", "Prøvesen", "Ledelsen", "Prøvekommune", str(id_), "Ja."):
            assert secret not in text
        assert "/i/" in text


def test_each_speaks_the_language_of_its_reader(posting, server):
    with posting.store.work() as uow:
        uow.session.execute(update(Person).where(Person.email == "hr2@example.org").values(language="en"))
    sent(posting)
    posting.drain()
    subjects = {message["To"]: message["Subject"] for message in server.messages}
    assert subjects == {"hr@example.org": "Der er nyt til dig", "hr2@example.org": "There is news for you"}


def test_a_letter_that_is_sent_again_is_the_same_letter(posting, server):
    sent(posting)
    posting.drain()
    with posting.store.work() as uow:  # as if we had died between the server's 250 and our record of it
        uow.session.execute(update(Mail).values(state=PLANNED, sent_at=None))
        uow.session.execute(
            update(Delivery).where(Delivery.listener == "mail").values(state=State.WAITING, queued_until=None)
        )
    posting.move(hours=3)
    first, second = [m for m in server.messages if m["To"] == "hr@example.org"]
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])
    assert everything(first) == everything(second)
    assert [mail.state for mail in mails(posting, "hr")] == [SENT]


def test_an_address_that_is_refused_fails_with_its_reason_and_the_others_get_theirs(posting, server):
    server.refused = frozenset({"hr@example.org"})
    sent(posting)
    posting.drain()
    assert [message["To"] for message in server.messages] == ["hr2@example.org"]
    assert [(mail.state, mail.reason) for mail in mails(posting, "hr")] == [(FAILED, "address refused 550")]
    assert sorted((row.state, row.problem) for row in deliveries(posting)) == [
        (State.DONE, None),
        (State.FAILED, "address refused 550"),
    ]
    try_again(posting)
    assert len(server.messages) == 1


@pytest.mark.parametrize("how", ["every message", "every recipient"])
def test_while_the_server_puts_it_off_the_mail_waits_and_then_goes_once(posting, server, how):
    if how == "every message":
        server.answer = "451 4.3.0 Try again later"
    else:
        server.later = frozenset({"hr@example.org", "hr2@example.org"})
    sent(posting)
    posting.drain()
    try_again(posting)
    assert [(row.state, row.attempts) for row in deliveries(posting)] == [(State.WAITING, 2)] * 2
    assert [mail.state for mail in mails(posting, "hr")] == [PLANNED]
    server.answer, server.later = None, frozenset()
    for _ in range(3):
        try_again(posting)
    assert sorted(message["To"] for message in server.messages) == ["hr2@example.org", "hr@example.org"]
    assert [mail.state for mail in mails(posting, "hr")] == [SENT]


def probe_now(world: World) -> None:
    """A minute has passed."""
    with world.store.work() as uow:
        uow.session.execute(update(Outside).values(probe_at=technical_now()))
    world.runtime.prober.probe_once()


@pytest.mark.parametrize("trouble", ["nobody there", "421 4.3.2 Closing", "550 5.1.8 Who are you"])
def test_a_server_that_is_away_costs_no_attempt_and_everything_goes_when_it_is_back(posting, server, trouble):
    if trouble == "nobody there":
        server.stop()
    else:
        server.to_sender = trouble
    sent(posting)
    posting.drain()
    asked = server.heard["mail"]
    probe_now(posting)
    try_again(posting)
    assert server.heard["mail"] <= asked + 1  # the probe, and nobody's mail
    assert {(row.state, row.attempts) for row in deliveries(posting)} == {(State.WAITING, 0)}
    server.to_sender = None
    server.restart()
    posting.drain()
    assert server.messages == []  # nobody has asked yet
    probe_now(posting)
    posting.drain()
    assert sorted(message["To"] for message in server.messages) == ["hr2@example.org", "hr@example.org"]
    assert {row.state for row in deliveries(posting)} == {State.DONE}


@pytest.mark.parametrize("why", ["dealt with", "left"])
def test_a_mail_that_need_not_go_any_more_says_that_it_was_cancelled(posting, server, why):
    server.stop()
    id_ = sent(posting)
    posting.drain()
    if why == "left":
        with posting.store.work() as uow:
            uow.session.execute(update(Person).where(Person.email.like("hr%")).values(ends=date(2026, 2, 2)))
    else:
        acknowledge(posting, "hr", id_)
    server.start()
    probe_now(posting)
    posting.drain()
    assert [(row.state, row.problem) for row in deliveries(posting)] == [(State.CANCELLED, why)] * 2
    assert [(mail.state, mail.reason) for mail in mails(posting, "hr2")] == [(CANCELLED, why)]
    assert server.messages == []


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ({"failing_since": START - timedelta(days=300)}, (State.EXPIRED, EXPIRED, "data 451")),
        ({"claims": 5}, (State.SET_ASIDE, FAILED, "no outcome")),
    ],
)
def test_what_is_given_up_does_not_stay_planned(posting, server, values, ends):
    server.answer = "451 4.3.0 Try again later"
    sent(posting)
    posting.drain()
    with posting.store.work() as uow:
        mine = select(Delivery.id).join(FactRow, FactRow.id == Delivery.fact_id)
        mine = mine.join(Mail, Mail.id == FactRow.matter).where(Mail.person_id == posting.ids["hr"])
        uow.session.execute(update(Delivery).where(Delivery.id.in_(mine)).values(values))
    try_again(posting)
    mail = mails(posting, "hr")[0]
    assert (ends[0] in {row.state for row in deliveries(posting)}, mail.state, mail.reason) == (True, *ends[1:])


def test_the_demos_mailbox_keeps_a_letter_once(world):
    message = EmailMessage()
    message["To"], message["Subject"], message["Message-ID"] = (
        "ann@example.org",
        "Der er nyt til dig",
        "<1@example.org>",
    )
    message.set_content("Log ind.")
    for _ in range(2):
        MailboxMailer(world.store).send(message)
    with world.reading() as uow:
        assert [row.recipient for row in uow.session.scalars(select(MailboxEntry))] == ["ann@example.org"]


def test_without_the_demo_there_is_no_mailbox_to_look_into(world):
    sent(world)
    world.drain()
    hr = world.client("hr")
    hr.get("/postkasse")
    assert hr.status == 404
