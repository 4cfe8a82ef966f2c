"""SMTP, by the standard library: `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…`."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from tracker.kernel.outcomes import Refused

TIMEOUT_SECONDS = 20


class SmtpMailer:
    """Sends through a mail server."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def send(self, message: EmailMessage) -> None:
        """Return after the server's 250. A 5xx for the recipient is Refused; all else may work later (OSError)."""
        host, port = self._url.hostname or "localhost", self._url.port or 25
        secure = self._url.scheme == "smtps"
        connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
        with connect(host, port, timeout=TIMEOUT_SECONDS) as server:
            if not secure and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as refused:
                codes = [code for code, _ in refused.recipients.values()]
                if all(code >= 500 for code in codes):
                    raise Refused(f"address refused {codes[0]}") from None
                raise
