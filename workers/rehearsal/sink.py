"""A small mail server of the rehearsal's own, which can be away: takes every message, and says when."""

import socketserver
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any

HOST = "127.0.0.1"


class Sink:
    """Listens on a loopback port from `open` to `close`, on the same port each time."""

    def __init__(self, take: Callable[[EmailMessage], None]) -> None:
        self._take = take
        self._server: _Server | None = None
        self.port = 0
        self.open()

    @property
    def url(self) -> str:
        """Its address, as the settings want it."""
        return f"smtp://{HOST}:{self.port}"

    def open(self) -> None:
        """Listen."""
        if self._server is None:
            self._server = _Server((HOST, self.port), _Conversation)
            self._server.take = self._take
            self.port = self._server.server_address[1]
            Thread(target=self._server.serve_forever, args=(0.05,), name="sink", daemon=True).start()

    def close(self) -> None:
        """Be away."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    take: Callable[[EmailMessage], None]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever speaks to us may be killed at any word."""


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        """Greet, and answer each command."""
        self._say("220 rehearsal")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                self.server.take(self._message())
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _message(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
