"""What a mail server may say and do, and what it means: for one recipient, for one mail, or for everybody."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest

from tests.servers import SmtpServer, free_port
from tests.smtp_modes import MoodySmtp, after_data, dripping, says, serving, silent, talking
from tracker.kernel.outcomes import Away, Refused, TryAgain
from tracker.notifications.smtp import MAILS_A_LINE, SmtpMailer

SENDER = "Ledertrivsel <ledertrivsel@example.org>"
PATIENT, HASTY = 60.0, 0.5


@pytest.fixture
def moody() -> Iterator[MoodySmtp]:
    """A mail server of the test's own."""
    made = MoodySmtp()
    yield made
    made.stop()


def letter(to: str = "ann@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = SENDER, to, "Nyt", f"<{to}>"
    message.set_content("Log ind.")
    return message


def mailer(url: str, budget: float = PATIENT) -> SmtpMailer:
    return SmtpMailer(url, sender=SENDER, budget=budget)


def posted(sending: SmtpMailer, *messages: EmailMessage) -> Exception | None:
    """What it came to."""
    try:
        for message in messages:
            sending.send(message)
    except (Away, Refused, TryAgain) as outcome:
        return outcome
    finally:
        sending.rest()
    return None


def meaning(outcome: Exception | None) -> tuple[object, ...]:
    match outcome:
        case Away():
            return Away, outcome.problem, outcome.counts
        case TryAgain():
            return TryAgain, outcome.problem
        case Refused():
            return Refused, outcome.reason
    return (None,)


def test_several_mails_go_over_one_line_until_it_rests(moody):
    sending = mailer(moody.url)
    assert posted(sending, *(letter(f"{n}@example.org") for n in range(5))) is None
    assert (len(moody.messages), moody.heard["ehlo"]) == (5, 1)
    assert posted(sending, letter()) is None
    assert moody.heard["ehlo"] == 2


def test_a_line_is_not_kept_for_ever(moody):
    assert posted(mailer(moody.url), *(letter(f"{n}@example.org") for n in range(MAILS_A_LINE + 1))) is None
    assert (len(moody.messages), moody.heard["ehlo"]) == (MAILS_A_LINE + 1, 2)


def test_a_line_that_the_server_closed_meanwhile_is_opened_again():
    with serving(after_data(b"250 taken\r\n")) as server:
        assert posted(mailer(server.url), letter("1@example.org"), letter("2@example.org")) is None
        assert server.connections == 2


def test_who_is_not_known_is_refused_for_good_and_the_others_get_theirs(moody):
    moody.refused = frozenset({"bo@example.org"})
    sending = mailer(moody.url)
    assert meaning(posted(sending, letter("bo@example.org"))) == (Refused, "address refused 550")
    assert posted(sending, letter()) is None
    assert len(moody.messages) == 1


def test_who_is_put_off_is_tried_again(moody):
    moody.later = frozenset({"bo@example.org"})
    assert meaning(posted(mailer(moody.url), letter("bo@example.org"))) == (TryAgain, "rcpt 451")


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        ("451 4.3.0 Try again later", (TryAgain, "data 451")),
        ("550 5.7.1 We do not like it", (TryAgain, "data 550")),
        ("421 4.3.2 Closing", (Away, "data 421", True)),
    ],
)
def test_what_it_says_to_a_message_is_about_that_message_unless_it_closes(moody, answer, means):
    moody.answer = answer
    assert meaning(posted(mailer(moody.url), letter())) == means


@pytest.mark.parametrize("answer", ["550 5.1.8 Who are you", "451 4.3.0 Later", "421 4.3.2 Closing"])
def test_what_it_says_to_us_as_a_sender_is_for_everybody_and_a_probe_hears_it_too(moody, answer):
    moody.to_sender = answer
    sending = mailer(moody.url)
    assert meaning(posted(sending, letter())) == (Away, f"mail {answer[:3]}", False)
    with pytest.raises(Away):
        sending.probe()
    moody.to_sender = None
    sending.probe()
    assert moody.heard["rcpt"] == 0


def test_a_5xx_for_a_recipient_that_is_about_us_is_not_the_recipients():
    with serving(_relaying_denied) as server:
        assert meaning(posted(mailer(server.url), letter())) == (TryAgain, "rcpt 554")


def _relaying_denied(connection):
    connection.sendall(b"220 here\r\n")
    with connection.makefile("rb") as lines:
        for line in lines:
            connection.sendall(b"554 5.7.1 Relay access denied\r\n" if line.startswith(b"rcpt") else b"250 fine\r\n")


def test_a_password_that_is_refused_is_for_everybody(moody):
    moody.password = "right"
    moody.restart()
    for words, means in (("right", (None,)), ("wrong", (Away, "sign-in 535", False))):
        url = f"smtp://us:{words}@127.0.0.1:{moody.port}"
        assert meaning(posted(mailer(url), letter())) == means


@pytest.mark.parametrize("greeting", ["421 4.3.2 Busy", "554 5.3.2 No", "451 4.3.2 Later"])
def test_a_server_that_does_not_welcome_us_is_away(greeting):
    with serving(says(greeting)) as server:
        assert meaning(posted(mailer(server.url), letter())) == (Away, f"connect {greeting[:3]}", False)


def test_where_nobody_answers_it_is_away():
    nobody = mailer(f"smtp://127.0.0.1:{free_port()}")
    assert meaning(posted(nobody, letter())) == (Away, "connect ConnectionRefusedError", False)
    with pytest.raises(Away):
        nobody.probe()


@pytest.mark.parametrize("talk", [silent, dripping], ids=lambda talk: talk.__name__)
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_its_time_is_cut_however_slowly_it_speaks(talk, scheme):
    with serving(talk) as server:
        slow = mailer(server.url.replace("smtp", scheme), HASTY)
        assert isinstance(posted(slow, letter()), Away)
        with pytest.raises(Away):
            slow.probe()


def test_one_that_never_stops_talking_is_cut_off():
    with serving(talking) as server:
        assert isinstance(posted(mailer(server.url), letter()), Away)


def test_one_that_takes_all_and_says_nothing_is_cut_and_the_mail_pays_for_it():
    with serving(after_data(None)) as server:
        outcome = posted(mailer(server.url, HASTY), letter())
    assert isinstance(outcome, Away)
    assert outcome.problem.endswith("took too long")


def test_one_that_hangs_up_after_the_message_gets_it_again():
    with serving(after_data(b"")) as server:
        assert meaning(posted(mailer(server.url), letter())) == (TryAgain, "data SMTPServerDisconnected")


def test_a_healthy_server_is_there(moody):
    probing: Callable[[], None] = mailer(moody.url).probe
    probing()
    assert (moody.heard["mail"], moody.heard["rcpt"], moody.messages) == (1, 0, [])


def test_an_address_that_the_server_cannot_write_is_refused():
    plain = SmtpServer()
    try:
        outcome = posted(mailer(plain.url), letter("åse@example.org"))
    finally:
        plain.stop()
    assert meaning(outcome) in ((Refused, "address not supported"), (None,))
