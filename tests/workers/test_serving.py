"""Serving: a port, pages on it, and one process only where there is no Redis."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from urllib.request import ProxyHandler, build_opener

import pytest

from tests import servers
from tests.worlds import World
from workers.runtime import alone, secret_key
from workers.serving import DEFAULT_PORT, free_port, make_app, serve, serving_port


@contextmanager
def served(world: World, **more: int) -> Iterator[str]:
    stop, port = Event(), servers.free_port()
    thread = Thread(target=serve, args=(make_app(world.runtime), port, stop), kwargs={"say": False} | more)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    stop.set()
    thread.join()


def test_the_pages_are_served_until_it_is_told_to_stop(world):
    browser = build_opener(ProxyHandler({}))
    with served(world) as address:
        servers.wait_until(lambda: _answers(address), "the page answers")
        with browser.open(f"{address}/tilgaengelighed") as answer:
            assert (answer.status, answer.headers["X-Frame-Options"]) == (200, "DENY")
    servers.wait_until(lambda: not _answers(address), "it stops")


def test_what_is_too_large_is_refused_before_it_is_sent_and_who_is_silent_is_hung_up_on(world):
    post, page = b"POST /log-ind HTTP/1.1\r\nHost: localhost\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\n"
    with served(world, silent_seconds=1) as address:
        servers.wait_until(lambda: _answers(address), "the page answers")
        assert b" 413 " in _said(address, post + b"Content-Length: 200000000\r\n\r\n")
        assert b" 431 " in _said(address, page + b"X: " + b"x" * 33_000 + b"\r\n\r\n")
        assert _said(address, post + b"Content-Length: 9\r\n\r\nx") == b""
        assert _said(address, page) == b""


def _said(address: str, sent: bytes) -> bytes:
    """All that is answered until the other side hangs up."""
    found = b""
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=60) as line:
        line.sendall(sent)
        with suppress(ConnectionResetError):
            while part := line.recv(65536):
                found += part
    return found


def _answers(address: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) == 0


def test_the_port_asked_for_is_taken(monkeypatch):
    monkeypatch.setenv("PORT", "5317")
    assert (serving_port(), free_port()) == (5317, 5317)


def test_the_demo_takes_the_next_port_when_the_usual_one_is_taken(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    first = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", first))
        other.listen()
        assert first < free_port() < DEFAULT_PORT + 100


def test_without_redis_a_second_process_is_refused(runtime):
    with alone(runtime.settings), pytest.raises(SystemExit, match="one process"), alone(runtime.settings):
        pytest.fail("two processes at once")
    with alone(runtime.settings):
        pass


def test_the_secret_that_signs_cookies_is_made_once_and_kept(runtime, tmp_path):
    settings = type(runtime.settings).from_environment({}, data_dir=tmp_path / "new")
    first = secret_key(settings)
    assert len(first) >= 32
    assert secret_key(settings) == first
