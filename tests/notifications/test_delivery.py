"""E-mail over SMTP: nothing of the content, the same letter each time, and a known end."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.conftest import START, settings_for
from tests.escalations.sending import acknowledge, sent
from tests.notifications.post import answer, mails
from tests.servers import SmtpServer
from tests.worlds import World
from tracker.notifications import service
from tracker.notifications.delivery import MailboxMailer
from tracker.notifications.models import Mail, MailboxEntry
from tracker.people.models import Person
from tracker.storage.clock import set_now
from tracker.storage.outbox import Delivery, State
from workers.runtime import Runtime


class Choosy(SmtpServer):
    """Refuses some addresses for good."""

    refused: frozenset[str] = frozenset()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """What aiosmtpd calls with each recipient."""
        if address in self.refused:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"


@pytest.fixture
def server() -> Iterator[Choosy]:
    """A mail server of the test's own."""
    made = Choosy()
    yield made
    made.stop()


@pytest.fixture
def posting(database_url: str, tmp_path: Path, server: Choosy) -> Iterator[World]:
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
    return f"{headers} {message.get_content()}"


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
        uow.session.execute(update(Mail).values(state=service.PLANNED, sent_at=None))
        uow.session.execute(
            update(Delivery).where(Delivery.listener == "mail").values(state=State.WAITING, queued_until=None)
        )
    posting.move(hours=3)
    first, second = [m for m in server.messages if m["To"] == "hr@example.org"]
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])
    assert everything(first) == everything(second)
    assert [mail.state for mail in mails(posting, "hr")] == [service.SENT]


def test_an_address_that_is_refused_fails_with_its_reason_and_the_others_get_theirs(posting, server):
    server.refused = frozenset({"hr@example.org"})
    sent(posting)
    posting.drain()
    assert [message["To"] for message in server.messages] == ["hr2@example.org"]
    assert [(mail.state, mail.reason) for mail in mails(posting, "hr")] == [(service.FAILED, "address refused 550")]
    assert sorted((row.state, row.problem) for row in deliveries(posting)) == [
        (State.DONE, None),
        (State.FAILED, "address refused 550"),
    ]
    try_again(posting)
    assert len(server.messages) == 1


@pytest.mark.parametrize("trouble", ["away", "451 4.3.0 Try again later", "421 4.3.2 Closing"])
def test_while_the_server_does_not_take_it_the_mail_waits_and_then_goes_once(posting, server, trouble):
    if trouble == "away":
        server.stop()
    else:
        server.answer = trouble
    sent(posting)
    posting.drain()
    try_again(posting)
    assert [(row.state, row.attempts) for row in deliveries(posting)] == [(State.WAITING, 2)] * 2
    assert [mail.state for mail in mails(posting, "hr")] == [service.PLANNED]
    server.answer = None
    server.restart()
    for _ in range(3):
        try_again(posting)
    assert sorted(message["To"] for message in server.messages) == ["hr2@example.org", "hr@example.org"]
    assert [mail.state for mail in mails(posting, "hr")] == [service.SENT]


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
