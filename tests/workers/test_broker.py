"""The doorbell: it wakes a relay, and costs whoever rings nothing, whatever becomes of Redis."""

from threading import Event, Thread, current_thread
from typing import Any

import pytest
import redis

from tests.servers import RedisServer, wait_until
from workers.broker import BELL, LocalBell, RedisBell, make_bell

PATIENCE = 60.0


def listening(bell: RedisBell | LocalBell, heard: Event, stop: Event) -> Thread:
    """Somebody who listens until told to stop, and says when a wait ended early."""

    def listen() -> None:
        while not stop.is_set():
            bell.wait(0.2)
            heard.set()

    thread = Thread(target=listen)
    thread.start()
    return thread


def test_a_ring_in_one_process_wakes_a_relay_in_another(redis_server):
    redis_server.clear()
    here, there = make_bell(redis_server.url), make_bell(redis_server.url)
    here.ring()
    with redis.Redis.from_url(redis_server.url) as client:
        wait_until(lambda: client.llen(BELL) == 1, "it has rung", PATIENCE)
        there.wait(PATIENCE)
        assert client.llen(BELL) == 0


def test_many_rings_leave_only_a_few_behind(redis_server):
    redis_server.clear()
    bell = RedisBell(redis_server.url)
    for _ in range(500):
        bell.ring()
    with redis.Redis.from_url(redis_server.url) as client:
        wait_until(lambda: client.llen(BELL) > 0, "it has rung", PATIENCE)
        assert client.llen(BELL) <= 16


def test_while_redis_hangs_a_thousand_rings_make_a_try_or_two_and_none_of_them_waits(redis_server, monkeypatch):
    redis_server.clear()
    bell = RedisBell(redis_server.url)
    tries: list[str] = []
    pipeline = bell._client.pipeline  # noqa: SLF001 (nobody else knows how often it tried)

    def count(*arguments: Any, **named: Any) -> Any:
        tries.append(current_thread().name)
        return pipeline(*arguments, **named)

    monkeypatch.setattr(bell._client, "pipeline", count)  # noqa: SLF001
    redis_server.freeze()
    try:
        for _ in range(1000):
            bell.ring()
        wait_until(lambda: bool(tries), "it tries", PATIENCE)
        wait_until(lambda: bell._breaker.rests, "it gives up", PATIENCE)  # noqa: SLF001
        bell.ring()
    finally:
        redis_server.thaw()
    assert set(tries) == {"ringer"}
    assert len(tries) < 10


@pytest.mark.parametrize("away", ["killed", "never there"])
def test_without_redis_who_listens_looks_by_itself(redis_server: RedisServer, away: str):
    bell = RedisBell("redis://127.0.0.1:1/0" if away == "never there" else redis_server.url)
    if away == "killed":
        redis_server.kill()
    heard, stop = Event(), Event()
    thread = listening(bell, heard, stop)
    try:
        bell.ring()
        for _ in range(2):
            assert heard.wait(PATIENCE)
            heard.clear()
    finally:
        stop.set()
        thread.join()
        if away == "killed":
            redis_server.start()


def test_in_one_process_a_ring_before_the_wait_is_not_lost():
    bell = LocalBell()
    bell.ring()
    bell.wait(PATIENCE)
