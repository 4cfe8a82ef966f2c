"""Brokers and doorbells, made by functions and passed on explicitly."""

import os
from threading import Event

os.environ.setdefault("dramatiq_queue_prefetch", "100")  # read by Dramatiq when it is imported; worth a factor of seven

import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker

BELL = "ledertrivsel:bell"
SHORT_SECONDS = 0.3


def make_broker(redis_url: str) -> dramatiq.Broker:
    """Redis where there is one, memory otherwise. No middleware: retries, limits and results are the database's."""
    if not redis_url:
        return StubBroker(middleware=[])
    return RedisBroker(  # type: ignore[no-untyped-call]
        url=redis_url, middleware=[], socket_timeout=5, socket_connect_timeout=2
    )


class RedisBell:
    """Rings through Redis. Its failure is ignored: the sweep finds everything."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(url, socket_timeout=SHORT_SECONDS, socket_connect_timeout=SHORT_SECONDS)
        self._waiter = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=1)

    def ring(self) -> None:
        """Wake one relay."""
        try:
            pipe = self._client.pipeline(transaction=False)
            pipe.lpush(BELL, "1")
            pipe.ltrim(BELL, 0, 15)
            pipe.execute()
        except redis.RedisError:
            return

    def wait(self, seconds: float) -> None:
        """Until it rings, or `seconds` have passed (also when Redis is away)."""
        try:
            self._waiter.blpop([BELL], timeout=seconds)
        except redis.RedisError:
            Event().wait(seconds)


class LocalBell:
    """Rings within one process."""

    def __init__(self) -> None:
        self._rung = Event()

    def ring(self) -> None:
        """Wake the relay."""
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Until it rings, or `seconds` have passed."""
        self._rung.wait(seconds)
        self._rung.clear()


def make_bell(redis_url: str) -> RedisBell | LocalBell:
    """The doorbell that goes with the broker."""
    return RedisBell(redis_url) if redis_url else LocalBell()
