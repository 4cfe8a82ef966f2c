"""The broker on Redis lists: all is done by somebody, whatever becomes of Redis, and stopping leaves nothing behind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

import dramatiq
import pytest
import redis

from tests.servers import RedisServer, wait_until
from workers.lists import KEY, ListBroker

PATIENCE = 60.0
WAKE = 200


@pytest.fixture
def server(redis_server: RedisServer) -> RedisServer:
    """A Redis that is empty, and as large as it likes."""
    redis_server.clear()
    return redis_server


class Process:
    """What one worker process has: a broker, an actor, and what it did."""

    def __init__(self, server: RedisServer, work: Callable[[str], None] | None = None, *, prefetch: int = 8) -> None:
        self.broker = ListBroker(server.url, prefetch=prefetch)
        self.done: list[str] = []
        self._lock = Lock()

        def do(name: str) -> None:
            if work is not None:
                work(name)
            with self._lock:
                self.done.append(name)

        self.actor = dramatiq.actor(broker=self.broker, actor_name="do", queue_name="soon")(do)

    def put(self, *names: str) -> None:
        """Send some work."""
        self.broker.enqueue_all([self.actor.message(name) for name in names])

    @contextmanager
    def working(self, threads: int = 2) -> Iterator[dramatiq.Worker]:
        """Work while the block runs."""
        worker = dramatiq.Worker(self.broker, worker_threads=threads, worker_timeout=WAKE)
        worker.start()
        try:
            yield worker
        finally:
            worker.stop(timeout=60_000)
            self.broker.close()


@contextmanager
def frozen(server: RedisServer) -> Iterator[None]:
    server.freeze()
    try:
        yield
    finally:
        server.thaw()


def counted(broker: ListBroker, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every try to reach Redis with something to send."""
    tries: list[str] = []
    pipeline = broker._client.pipeline  # noqa: SLF001 (nobody else knows how often it tried)

    def count(*arguments: Any, **named: Any) -> Any:
        tries.append("")
        return pipeline(*arguments, **named)

    monkeypatch.setattr(broker._client, "pipeline", count)  # noqa: SLF001
    return tries


def waiting(server: RedisServer, queue: str = "soon") -> int:
    with redis.Redis.from_url(server.url) as client:
        return int(client.llen(KEY + queue))


def test_several_processes_share_the_work_and_each_is_done_once(server):
    one, other = Process(server), Process(server)
    names = [f"work {number}" for number in range(200)]
    with one.working(), other.working():
        one.put(*names)
        wait_until(lambda: len(one.done) + len(other.done) == 200, "all is done", PATIENCE)
    assert sorted(one.done + other.done) == sorted(names)


def test_who_stops_finishes_what_it_holds_and_puts_the_rest_back_in_its_order(server):
    begun, gate = Event(), Event()

    def hold(_name: str) -> None:
        begun.set()
        assert gate.wait(PATIENCE)

    process = Process(server, hold, prefetch=4)
    names = [f"work {number}" for number in range(10)]
    process.put(*names)
    with process.working(threads=1) as worker:
        assert begun.wait(PATIENCE)
        for thread in worker.workers:
            thread.stop()
        gate.set()
    assert process.done == names[:1]
    heir = Process(server)
    with heir.working(threads=1):
        wait_until(lambda: len(heir.done) == 9, "the rest is done", PATIENCE)
    assert heir.done == names[1:]


def test_while_redis_hangs_a_process_does_its_own_part_and_hardly_ever_asks(server, monkeypatch):
    process = Process(server)
    tries = counted(process.broker, monkeypatch)
    with process.working():
        with frozen(server):
            for number in range(50):
                process.put(f"work {number}")
            assert 1 <= len(tries) < 10
            wait_until(lambda: len(set(process.done)) == 50, "all is done", PATIENCE)
            assert set(process.broker.sizes().values()) == {0}
        wait_until(lambda: not process.broker.sending.rests, "it tries again", PATIENCE)
        process.put("the last")
        wait_until(lambda: "the last" in process.done, "Redis is used again", PATIENCE)


def test_what_a_full_redis_does_not_take_is_done_and_what_lies_in_it_is_fetched(server):
    process = Process(server)
    process.put("before")
    with redis.Redis.from_url(server.url) as client:
        client.config_set("maxmemory", 1)
        try:
            process.put("after")
            assert waiting(server) == 1
            with process.working():
                wait_until(lambda: set(process.done) == {"before", "after"}, "both are done", PATIENCE)
        finally:
            client.config_set("maxmemory", 0)


def test_where_redis_never_was_a_process_works_alone(server):
    process = Process(server)
    server.kill()
    try:
        with process.working():
            process.put("alone")
            wait_until(lambda: process.done == ["alone"], "it is done", PATIENCE)
    finally:
        server.start()


def test_work_that_no_actor_here_knows_goes_to_no_dead_letters_and_holds_nothing_up(server, caplog):
    newer, older = Process(server), Process(server)
    unknown = dramatiq.actor(broker=newer.broker, actor_name="later_invented", queue_name="soon")(print)
    elsewhere = dramatiq.actor(broker=newer.broker, actor_name="for_another", queue_name="later_invented")(print)
    newer.broker.enqueue_all([unknown.message(), elsewhere.message()])
    newer.put("known")
    with older.working():
        wait_until(lambda: older.done == ["known"], "what it knows is done", PATIENCE)
    assert waiting(server, "later_invented") == 1
    with redis.Redis.from_url(server.url) as client:
        assert [key for key in client.scan_iter() if key != f"{KEY}later_invented".encode()] == []
    newer.broker.close()


def test_what_is_no_message_is_left_aside(server):
    process = Process(server)
    with redis.Redis.from_url(server.url) as client:
        client.rpush(f"{KEY}soon", "{", "[]")
    process.put("whole")
    with process.working():
        wait_until(lambda: process.done == ["whole"], "the whole one is done", PATIENCE)


def test_due_work_is_not_the_queues(server):
    process = Process(server)
    with pytest.raises(ValueError, match="database"):
        process.actor.send_with_options(args=("later",), delay=1000)
    process.broker.close()
