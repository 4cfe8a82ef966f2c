"""The web process: an app over a runtime, and a port to serve it on."""

import os
import socket
from collections.abc import Callable
from threading import Event, Thread
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.server import BaseWSGIServer, create_server

from tracker.app import create_app
from tracker.web.limits import LARGEST_SENT, SILENT_SECONDS
from workers.runtime import Runtime, secret_key

DEFAULT_PORT = 5000
THREADS = 8
LARGEST_HEAD = 32 * 1024
"""bytes of a request's first line and headers"""


def make_app(runtime: Runtime, personas: Callable[..., list[dict[str, Any]]] | None = None) -> WSGIApplication:
    """The web application of a runtime."""
    return create_app(runtime.settings, runtime.store, secret_key=secret_key(runtime.settings), personas=personas)


def serving_port() -> int:
    """The PORT asked for, or 5000."""
    return int(os.environ.get("PORT", DEFAULT_PORT))


def free_port() -> int:
    """The PORT asked for; else 5000, or the next one that nobody uses."""
    if "PORT" in os.environ:
        return serving_port()
    return next(port for port in range(DEFAULT_PORT, DEFAULT_PORT + 100) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def serve(
    app: WSGIApplication, port: int, stop: Event, *, say: bool = True, silent_seconds: int = SILENT_SECONDS
) -> int:
    """Serve on loopback until told to stop; whoever is silent for so long while sending is hung up on."""
    server = create_server(
        app,
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        clear_untrusted_proxy_headers=False,  # who is behind a proxy is judged by TRUSTED_PROXIES, under every server
        max_request_body_size=LARGEST_SENT,
        max_request_header_size=LARGEST_HEAD,
        channel_timeout=silent_seconds,
        cleanup_interval=min(silent_seconds, 10),
    )
    thread = Thread(target=_run, args=(server, stop), name="web", daemon=True)
    thread.start()
    if say:
        print(f"Ledertrivsel: http://127.0.0.1:{port}", flush=True)
    stop.wait()
    server.close()
    return 0


def _run(server: BaseWSGIServer, stop: Event) -> None:
    """Until it is closed, which takes its sockets away from under it."""
    try:
        server.run()
    except Exception:
        if not stop.is_set():
            raise
