"""A mail server with manners: it takes mail, or misbehaves in the ways that mail servers do."""

import socketserver
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Lock, Thread
from typing import Any

from tests.servers import free_port

TAKEN = "250 2.0.0 Taken"


class HangUp(Exception):
    """The server closes the connection without another word."""


class Manner:
    """How the server behaves, point by point; this one is well-behaved. Each answers with a line, or hangs up."""

    def greet(self) -> str:
        """When somebody has connected."""
        return "220 sink.example.org ESMTP"

    def offers(self) -> list[str]:
        """What it says it can do."""
        return ["SIZE 10000000", "8BITMIME"]

    def authenticate(self) -> str:
        """Who is it?"""
        return "235 2.7.0 Welcome"

    def recipient(self, address: str) -> str:
        """Is that one of ours?"""
        return "250 2.1.5 OK"

    def data(self, message: EmailMessage) -> str:
        """The whole message has been read; only `TAKEN` takes it."""
        return TAKEN

    def pace(self, line: bytes) -> list[tuple[float, bytes]]:
        """In which pieces a line is said, each after some seconds."""
        return [(0, line)]

    def said(self, message: EmailMessage) -> None:
        """The 250 has gone out: it is in the other's hands now."""


@dataclass(frozen=True)
class Accepted:
    """A message the server answered 250 to, and when."""

    message_id: str
    date: str
    recipient: str
    at: datetime


@dataclass
class Sink:
    """Listens on loopback, keeps what it took. `now` is the instant by the processes' clocks."""

    now: Callable[[], datetime]
    port: int = field(default_factory=free_port)
    manner: Manner = field(default_factory=Manner)
    accepted: list[Accepted] = field(default_factory=list)
    conversations: int = 0

    def __post_init__(self) -> None:
        self._lock = Lock()
        self._server: _Server | None = None
        self.listen()

    @property
    def url(self) -> str:
        """Its address, as the settings want it."""
        return f"smtp://127.0.0.1:{self.port}"

    def listen(self) -> None:
        """Be there, on the same port as before."""
        if self._server is None:
            self._server = _Server(("127.0.0.1", self.port), _Conversation)
            self._server.sink = self
            Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def refuse(self) -> None:
        """Be away: connections are refused."""
        if self._server is not None:
            self._server.closing.set()
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def take(self, message: EmailMessage, recipient: str) -> None:
        """Keep what was accepted."""
        one = Accepted(str(message["Message-ID"]), str(message["Date"]), recipient, self.now())
        with self._lock:
            self.accepted.append(one)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128
    sink: Sink

    def __init__(self, *values: Any) -> None:
        self.closing = Event()
        super().__init__(*values)

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no news here."""


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 90
    server: _Server

    def handle(self) -> None:
        self.sink = self.server.sink
        self.sink.conversations += 1
        self.recipients: list[str] = []
        try:
            self._say(self.sink.manner.greet())
            while not self.server.closing.is_set() and (line := self.rfile.readline(2000)):
                if not self._answer(line.decode(errors="replace").strip()):
                    return
        except (HangUp, OSError):
            return

    def _answer(self, line: str) -> bool:
        """One command; whether the conversation goes on."""
        word = line.partition(" ")[0].upper()
        manner = self.sink.manner
        if word == "QUIT":
            self._say("221 2.0.0 Bye")
        elif word in ("EHLO", "HELO"):
            lines = ["sink.example.org", *manner.offers()]
            self._say("\r\n".join(f"250{'-' if more else ' '}{text}" for more, text in _with_more(lines)))
        elif word == "AUTH":
            self._authenticate(line)
        elif word == "RCPT":
            address = line.partition(":")[2].split(">")[0].strip(" <")
            reply = manner.recipient(address)
            if reply.startswith("250"):
                self.recipients.append(address)
            self._say(reply)
        elif word == "DATA":
            self._data()
        else:
            if word in ("MAIL", "RSET"):
                self.recipients = []
            self._say("250 2.0.0 OK")
        return word != "QUIT"

    def _authenticate(self, line: str) -> None:
        asked = {"LOGIN": 2 - (len(line.split()) > 2), "PLAIN": int(len(line.split()) == 2)}
        for _ in range(asked.get(line.split()[1].upper(), 0)):
            self._say("334 ")
            self.rfile.readline(2000)
        self._say(self.sink.manner.authenticate())

    def _data(self) -> None:
        self._say("354 Go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise HangUp
            lines.append(line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        reply = self.sink.manner.data(message)
        self._say(reply)
        if reply == TAKEN:  # and said so: that is what *accepted* means
            for recipient in self.recipients:
                self.sink.take(message, recipient)
            self.sink.manner.said(message)

    def _say(self, text: str) -> None:
        for seconds, piece in self.sink.manner.pace(f"{text}\r\n".encode()):
            if seconds and self.server.closing.wait(seconds):
                raise HangUp
            self.wfile.write(piece)


def _with_more(lines: list[str]) -> list[tuple[bool, str]]:
    return [(number < len(lines) - 1, line) for number, line in enumerate(lines)]
