"""Brokers and doorbells, made by functions and passed on explicitly."""

from threading import Event, Lock, Thread

import dramatiq
import redis
from dramatiq.brokers.stub import StubBroker

from workers.lists import SHORT_SECONDS, Breaker, ListBroker

BELL = "ledertrivsel:bell"
RINGER_SECONDS = 30.0


def make_broker(redis_url: str, *, prefetch: int) -> dramatiq.Broker:
    """Redis where there is one, memory otherwise. No middleware: retries, limits and results are the database's."""
    return ListBroker(redis_url, prefetch=prefetch) if redis_url else StubBroker(middleware=[])


class RedisBell:
    """Rings through Redis, from a thread of its own: whoever rings never waits. Its failure is ignored."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(url, socket_timeout=SHORT_SECONDS, socket_connect_timeout=SHORT_SECONDS)
        self._waiter = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=SHORT_SECONDS)
        self._breaker = Breaker()
        self._deaf = Breaker()
        self._rung = Event()
        self._lock = Lock()
        self._ringer: Thread | None = None

    def ring(self) -> None:
        """Wake one relay, soon. Several rings in a row may become one."""
        self._rung.set()
        with self._lock:
            if self._ringer is None or not self._ringer.is_alive():
                self._ringer = Thread(target=self._pass_on, name="ringer", daemon=True)
                self._ringer.start()

    def _pass_on(self) -> None:
        while self._was_rung():
            self._rung.clear()
            if not self._breaker.rests:
                self._push()

    def _was_rung(self) -> bool:
        """Wait for the next ring; False, with the thread forgotten, when there was none for long."""
        if self._rung.wait(RINGER_SECONDS):
            return True
        with self._lock:
            if self._rung.is_set():
                return True
            self._ringer = None
            return False

    def _push(self) -> None:
        try:
            with self._client.pipeline(transaction=False) as pipe:
                pipe.lpush(BELL, "1")
                pipe.ltrim(BELL, 0, 15)
                pipe.execute()
        except redis.RedisError:
            self._breaker.trip()

    def answers(self) -> bool:
        """Whether Redis does."""
        try:
            return bool(self._client.ping())
        except redis.RedisError:
            return False

    def wait(self, seconds: float) -> None:
        """Until it rings, or `seconds` have passed (also when Redis is away)."""
        if self._deaf.rests:
            Event().wait(seconds)
            return
        try:
            self._waiter.blpop([BELL], timeout=seconds)
        except redis.RedisError:
            self._deaf.trip()


class LocalBell:
    """Rings within one process."""

    def __init__(self) -> None:
        self._rung = Event()

    def ring(self) -> None:
        """Wake the relay."""
        self._rung.set()

    def answers(self) -> None:
        """It rings through nothing."""
        return

    def wait(self, seconds: float) -> None:
        """Until it rings, or `seconds` have passed."""
        self._rung.wait(seconds)
        self._rung.clear()


def make_bell(redis_url: str) -> RedisBell | LocalBell:
    """The doorbell that goes with the broker."""
    return RedisBell(redis_url) if redis_url else LocalBell()
