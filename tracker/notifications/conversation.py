"""An SMTP conversation that ends when its time is up, whatever the server does."""

import smtplib
import socket
import ssl
from functools import cache
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any

CHUNK = 16 * 1024
MOST_HEARD = 256 * 1024
"""bytes a server may say in one conversation"""


class Budget:
    """A hard limit on all the waiting of one conversation together."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    @property
    def is_spent(self) -> bool:
        """Whether the time is up."""
        return monotonic() >= self._end

    def left(self) -> float:
        """The seconds left; TimeoutError when there are none."""
        if (left := self._end - monotonic()) <= 0:
            raise TimeoutError("the time is up")
        return left


class Incoming(RawIOBase):
    """What the server says: each wait for it is as long as the budget still allows."""

    def __init__(self, sock: socket.socket, line: "Conversation") -> None:
        super().__init__()
        self._sock = sock
        self._line = line
        self._heard = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """TimeoutError when the time is up; OSError when the server talks without end."""
        self._sock.settimeout(self._line.budget.left())
        size = self._sock.recv_into(buffer)
        self._heard += size
        if self._heard > MOST_HEARD:
            raise OSError("it talks without end")
        return size


class Conversation(smtplib.SMTP):
    """The standard library's, with a budget for the whole of it. `phase` is how far it has come."""

    def __init__(self, host: str, port: int, *, secure: bool, budget: Budget) -> None:
        self.budget = budget
        self.phase = "connect"
        self._tls = ssl.create_default_context() if secure else None
        self.sock: socket.socket | None = None
        self.file: Any = None
        super().__init__(local_hostname=_own_name())
        self._host = host
        self.port = port

    def greet(self) -> None:
        """Connect, and hear the server's greeting."""
        code, text = self.connect(self._host, self.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, text)

    def _get_socket(self, host: str, port: int, _timeout: float) -> socket.socket:
        problem: OSError = OSError("no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(self.budget.left())
                sock.connect(address)
                return self._tls.wrap_socket(sock, server_hostname=host) if self._tls else sock
            except OSError as error:
                sock.close()
                problem = error
        raise problem

    def getreply(self) -> tuple[int, bytes]:
        """See smtplib; within the budget."""
        if self.file is None and self.sock is not None:
            self.file = BufferedReader(Incoming(self.sock, self))
        return super().getreply()

    def send(self, s: Any) -> None:
        """See smtplib; within the budget."""
        data = s.encode(self.command_encoding) if isinstance(s, str) else bytes(s)
        for start in range(0, len(data), CHUNK):
            if self.sock is not None:
                self._set_time()
            super().send(data[start : start + CHUNK])

    def starttls(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        """See smtplib; a handshake waits as long as the budget allows."""
        self._set_time()
        return super().starttls(*args, **more)

    def _set_time(self) -> None:
        try:
            left = self.budget.left()
        except TimeoutError:
            self.close()
            raise smtplib.SMTPServerDisconnected("the time is up") from None
        if self.sock is not None:
            self.sock.settimeout(left)

    def mail(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        """See smtplib."""
        self.phase = "mail"
        return super().mail(*args, **more)

    def rcpt(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        """See smtplib."""
        self.phase = "rcpt"
        return super().rcpt(*args, **more)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """See smtplib."""
        self.phase = "data"
        return super().data(msg)


@cache
def _own_name() -> str:
    """How we introduce ourselves; asked for once, since it may take long."""
    name = socket.getfqdn()
    return name if "." in name else "[127.0.0.1]"
