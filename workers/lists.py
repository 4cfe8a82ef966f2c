"""Dramatiq's broker for ids that may be lost: a Redis list for each queue; this process's memory while Redis is away.

The database knows what is not done, so nothing is acknowledged to Redis: what a killed worker had fetched, what a Redis
forgot, and what no actor here knows is sent again when its lease is over. A fetch blocks on the list itself.
"""

import logging
from collections import deque
from collections.abc import Iterable, Sequence
from queue import Empty, SimpleQueue
from threading import Condition
from time import monotonic
from typing import Any, cast

import dramatiq
import redis
from dramatiq.broker import Consumer, MessageProxy
from dramatiq.errors import DecodeError

log = logging.getLogger("ledertrivsel.queue")

KEY = "ledertrivsel:queue:"
SHORT_SECONDS = 0.3
REST_SECONDS = 5.0


class Breaker:
    """Leaves a server alone for a few seconds after it failed, so that its failing costs next to nothing."""

    def __init__(self, seconds: float = REST_SECONDS) -> None:
        self._seconds = seconds
        self._until = 0.0

    @property
    def rests(self) -> bool:
        """Whether it is too early to try again."""
        return monotonic() < self._until

    def trip(self) -> None:
        """It failed just now."""
        self._until = monotonic() + self._seconds


class ListBroker(dramatiq.Broker):
    """A list for each queue. `prefetch` is how many messages of a queue a process may hold at once."""

    def __init__(self, url: str, *, prefetch: int) -> None:
        super().__init__(middleware=[])
        self.url = url
        self.prefetch = prefetch
        self.kept: dict[str, SimpleQueue[bytes]] = {}
        """by queue, what waits in this process since Redis did not take it"""
        self.sending = Breaker()
        self._client = redis.Redis.from_url(url, socket_timeout=SHORT_SECONDS, socket_connect_timeout=SHORT_SECONDS)

    def declare_queue(self, queue_name: str) -> None:
        """Make a queue known; there are none for delayed messages, since due work is the database's."""
        if queue_name not in self.kept:
            self.emit_before("declare_queue", queue_name)
            self.kept[queue_name] = SimpleQueue()
            self.emit_after("declare_queue", queue_name)

    def get_declared_queues(self) -> set[str]:
        """Their names."""
        return set(self.kept)

    def enqueue(self, message: dramatiq.Message[Any], *, delay: int | None = None) -> dramatiq.Message[Any]:
        """Put one message on its queue, at once."""
        if delay is not None:
            raise ValueError("due work belongs in the database")
        self.enqueue_all([message])
        return message

    def enqueue_all(self, messages: Sequence[dramatiq.Message[Any]]) -> None:
        """Put messages on their queues in one go; what Redis does not take this process keeps and does itself."""
        by_queue: dict[str, list[bytes]] = {}
        for message in messages:
            by_queue.setdefault(message.queue_name, []).append(message.encode())
        if not self._sent(by_queue):
            for name, texts in by_queue.items():
                for text in texts:
                    self.kept[name].put(text)

    def _sent(self, by_queue: dict[str, list[bytes]]) -> bool:
        if self.sending.rests:
            return False
        try:
            with self._client.pipeline(transaction=False) as pipe:
                for name, texts in by_queue.items():
                    pipe.rpush(KEY + name, *texts)
                pipe.execute()
        except redis.RedisError as error:
            self._failed(error)
            return False
        return True

    def sizes(self) -> dict[str, int]:
        """How many messages wait on each queue; those kept here, while Redis is away."""
        names = list(self.kept)
        if not self.sending.rests:
            try:
                with self._client.pipeline(transaction=False) as pipe:
                    for name in names:
                        pipe.llen(KEY + name)
                    return dict(zip(names, pipe.execute(), strict=True))
            except redis.RedisError as error:
                self._failed(error)
        return {name: self.kept[name].qsize() for name in names}

    def _failed(self, error: Exception) -> None:
        self.sending.trip()
        log.warning("the queue is away, this process does its part alone: %s", type(error).__name__)

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 1000) -> Consumer:  # noqa: ARG002 (ours is set)
        """What a Dramatiq worker takes a queue's messages from."""
        return ListConsumer(self, queue_name, timeout=timeout / 1000)

    def flush(self, queue_name: str) -> None:
        """Forget what waits on a queue."""
        self._client.delete(KEY + queue_name)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


class ListConsumer(Consumer):
    """Takes from one queue: first what this process kept, then from Redis, blocking until something comes."""

    def __init__(self, broker: ListBroker, name: str, *, timeout: float) -> None:
        self._broker = broker
        self._name = name
        self._timeout = timeout
        self._fetched: deque[bytes] = deque()
        self._held = 0
        self._freed = Condition()
        self._reading = Breaker()
        self._client = redis.Redis.from_url(
            broker.url, socket_timeout=timeout + 1, socket_connect_timeout=SHORT_SECONDS
        )

    def __next__(self) -> MessageProxy | None:
        """The next message, or None when none has come for a while. Never raises: the road must not stand still."""
        if not self._fetched:
            self._fetched.extend(self._fetch(self._room()))
        if not self._fetched:
            return None
        try:
            message = dramatiq.Message[Any].decode(self._fetched.popleft())
        except DecodeError:
            log.warning("something that is no message lay on the queue %s", self._name)
            return None
        with self._freed:
            self._held += 1
        return MessageProxy(message)

    def ack(self, message: MessageProxy) -> None:  # noqa: ARG002 (there is nobody to tell)
        """It is done: there is room for another."""
        with self._freed:
            self._held -= 1
            self._freed.notify()

    nack = ack  # a kind of work that is not known here: it is sent again, until it reaches a process that knows it

    def requeue(self, messages: Iterable[MessageProxy]) -> None:
        """On stopping: put back in front what was fetched and not begun. Where that fails it is sent again later."""
        texts = [message.encode() for message in messages] + list(self._fetched)
        self._fetched.clear()
        if texts:
            try:
                self._client.lpush(KEY + self._name, *reversed(texts))
            except redis.RedisError as error:
                log.info("what was fetched waits for its lease to end: %s", type(error).__name__)

    def close(self) -> None:
        """Put back what was fetched and not begun, and let go of the connection."""
        self.requeue([])
        self._client.close()

    def _room(self) -> int:
        """How many may be fetched; waits until half of what is held is done, so that one fetch brings several."""
        most = self._broker.prefetch
        with self._freed:
            self._freed.wait_for(lambda: self._held <= most // 2, self._timeout)
            return most - self._held

    def _fetch(self, room: int) -> list[bytes]:
        if room <= 0:
            return []
        if kept := self._from_memory(room, 0):
            return kept
        if not self._reading.rests:
            try:
                return self._from_redis(room)
            except redis.RedisError as error:
                self._reading.trip()
                log.info("nothing is fetched from Redis: %s", type(error).__name__)
        return self._from_memory(room, self._timeout)

    def _from_redis(self, room: int) -> list[bytes]:
        key = KEY + self._name
        if found := self._client.lpop(key, room):
            return cast(list[bytes], found)
        if self._broker.sending.rests:  # what comes, comes by memory
            return self._from_memory(room, self._timeout)
        came = self._client.blpop([key], timeout=self._timeout)
        return [cast(bytes, came[1])] if came else []

    def _from_memory(self, room: int, wait: float) -> list[bytes]:
        kept, texts = self._broker.kept[self._name], []
        try:
            texts.append(kept.get(timeout=wait) if wait else kept.get_nowait())
            while len(texts) < room:
                texts.append(kept.get_nowait())
        except Empty:
            pass
        return texts
