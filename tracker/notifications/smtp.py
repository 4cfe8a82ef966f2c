"""SMTP, by the standard library: `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…`."""

import re
import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from tracker.kernel.outcomes import Away, Refused, TryAgain
from tracker.notifications.conversation import Budget, Conversation

BUDGET_SECONDS = 30
GOODBYE_SECONDS = 2
MAILS_A_LINE = 50
_FOR_US = re.compile(rb"^5\.7\.")
"""an extended code that speaks of what we may do, not of whether the recipient is there"""


class SmtpMailer:
    """Sends through a mail server. A thread keeps its line open until it rests."""

    def __init__(self, url: str, *, sender: str, budget: float = BUDGET_SECONDS) -> None:
        self._url = urlsplit(url)
        self._sender = parseaddr(sender)[1]
        self._budget = budget
        self._mine = threading.local()

    def send(self, message: EmailMessage) -> None:
        """Return after the server's 250. Refused for good; Away for everybody; TryAgain for this one."""
        line = self._line()
        with self._understood(line):
            try:
                line.send_message(message)
            except smtplib.SMTPNotSupportedError:
                raise Refused("address not supported") from None
        self._mine.left -= 1
        if not self._mine.left:
            self.rest()

    def probe(self) -> None:
        """Come as far as a mail would, without one: greeting, TLS, sign-in, sender. Away where it does not."""
        self.rest()
        line = self._line()
        with self._understood(line):
            code, _ = line.mail(self._sender)
        if code != 250:
            self._hang_up()
            raise Away(f"mail {code}")
        self.rest()

    def rest(self) -> None:
        """Say goodbye, if there is a line."""
        line: Conversation | None = getattr(self._mine, "line", None)
        if line is not None:
            line.budget = Budget(GOODBYE_SECONDS)
            with suppress(smtplib.SMTPException, OSError):
                line.quit()
            self._hang_up()

    def _hang_up(self) -> None:
        line: Conversation | None = getattr(self._mine, "line", None)
        if line is not None:
            line.close()
        self._mine.line = None

    def _line(self) -> Conversation:
        """The thread's line where it still answers, or a new one, ready for a mail."""
        kept: Conversation | None = getattr(self._mine, "line", None)
        if kept is not None and _answers(kept, Budget(self._budget)):
            return kept
        self._hang_up()
        return self._open()

    def _open(self) -> Conversation:
        secure = self._url.scheme == "smtps"
        port = self._url.port or (465 if secure else 25)
        line = Conversation(self._url.hostname or "localhost", port, secure=secure, budget=Budget(self._budget))
        self._mine.line, self._mine.left = line, MAILS_A_LINE
        with self._understood(line):
            line.greet()
            line.ehlo_or_helo_if_needed()
            if not secure and line.has_extn("starttls"):
                line.phase = "tls"
                line.starttls(context=ssl.create_default_context())
            if self._url.username:
                line.phase = "sign-in"
                line.login(unquote(self._url.username), unquote(self._url.password or ""))
        return line

    @contextmanager
    def _understood(self, line: Conversation) -> Iterator[None]:
        """A failure ends the line, and is one of `kernel.outcomes`."""
        try:
            yield
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise outcome(error, line) from None
        except BaseException:
            self._hang_up()
            raise


def _answers(line: Conversation, budget: Budget) -> bool:
    line.budget, line.phase = budget, "mail"
    try:
        return line.rset()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def outcome(error: smtplib.SMTPException | OSError, line: Conversation) -> Exception:
    """What a failure means: for this recipient, for this mail, or for everybody. The server's words stay outside."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _recipient(*next(iter(error.recipients.values())))
    code = getattr(error, "smtp_code", None)
    problem = f"{line.phase} took too long" if line.budget.is_spent else f"{line.phase} {code or type(error).__name__}"
    match line.phase, code:
        case ("mail", 552):  # larger than it takes
            return TryAgain(problem)
        case ("rcpt" | "data", 421):
            return Away(problem, counts=True)
        case ("rcpt" | "data", _):
            return Away(problem, counts=True) if line.budget.is_spent else TryAgain(problem)
    return Away(problem)


def _recipient(code: int, text: bytes) -> Exception:
    """A 5xx for a recipient is for good, unless it says that it is about us."""
    if code == 421:
        return Away("rcpt 421", counts=True)
    if code < 500 or code in (530, 535) or _FOR_US.match(text):
        return TryAgain(f"rcpt {code}")
    return Refused(f"address refused {code}")
