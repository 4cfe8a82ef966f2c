"""Mail servers that behave badly, each in its own way: by their answers, or by how (and whether) they speak at all."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.servers import SmtpServer, free_port


class MoodySmtp(SmtpServer):
    """Answers as it is told to.

    `refused`: addresses it does not know (550). `later`: addresses it defers (451). `to_sender`: what it says to MAIL.
    `password`: what it wants, where it wants one. `heard` counts the commands it got.
    """

    def __init__(self) -> None:
        self.refused: frozenset[str] = frozenset()
        self.later: frozenset[str] = frozenset()
        self.to_sender: str | None = None
        self.password: str | None = None
        self.heard: Counter[str] = Counter()
        super().__init__()

    def start(self) -> None:
        """Listen, on the same port as before."""
        if self.password is None:
            super().start()
            return
        asks: dict[str, Any] = {"authenticator": self._authenticate, "auth_require_tls": False}
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **asks)
        self._controller.start()

    def _authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password.decode() == self.password, handled=False)

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's names)
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """What aiosmtpd calls with each greeting."""
        self.heard["ehlo"] += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        """What aiosmtpd calls with each sender."""
        self.heard["mail"] += 1
        if self.to_sender is not None:
            return self.to_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        """What aiosmtpd calls with each recipient."""
        self.heard["rcpt"] += 1
        if address in self.refused:
            return "550 5.1.1 No such user"
        if address in self.later:
            return "451 4.7.1 Greylisted"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"


Talk = Callable[[socket.socket], None]


class RawServer:
    """A TCP server that treats every connection with `talk`, in a thread each, until it is stopped."""

    def __init__(self, talk: Talk) -> None:
        self.port = free_port()
        self.connections = 0
        self._talk = talk
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """Its address, as the settings want it."""
        return f"smtp://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Hang up on everybody."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._threads[0].join()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
            self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                self._talk(connection)
            except OSError:
                return


@contextmanager
def serving(talk: Talk) -> Iterator[RawServer]:
    """Such a server for a while."""
    server = RawServer(talk)
    try:
        yield server
    finally:
        server.stop()


def says(greeting: str) -> Talk:
    """Greets like this, and hangs up."""
    return lambda connection: connection.sendall(f"{greeting}\r\n".encode())


def silent(connection: socket.socket) -> None:
    """Takes the call and never says a word."""
    while connection.recv(1024):
        pass


def dripping(connection: socket.socket) -> None:
    """Says one byte at a time, and never comes to the end of its line."""
    connection.settimeout(0.05)
    connection.sendall(b"220 ")
    while True:
        connection.sendall(b".")
        try:
            if not connection.recv(1024):
                return
        except TimeoutError:
            continue


def talking(connection: socket.socket) -> None:
    """Never stops talking."""
    while True:
        connection.sendall(b"220-and another thing\r\n" * 1000)


def after_data(answer: bytes | None) -> Talk:
    """Good until the whole message has come: then it says this and hangs up, or (None) says nothing at all."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 here\r\n")
        with connection.makefile("rb") as lines:
            for line in lines:
                if line.upper().startswith(b"DATA"):
                    connection.sendall(b"354 go on\r\n")
                    while lines.readline() not in (b".\r\n", b""):
                        pass
                    if answer is not None:
                        connection.sendall(answer)
                        return
                else:
                    connection.sendall(b"250 fine\r\n")

    return talk
