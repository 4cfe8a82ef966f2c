"""Facts a second from the outbox onto the queue, against putting one message a fact on it in batches."""

from collections.abc import Iterator
from time import perf_counter
from uuid import uuid4

import redis

from bench.ground import Ground
from bench.rows import Row, middle
from tracker.escalations.facts import EscalationClosed
from workers.actors import Actors
from workers.fanning import BATCH, EVERYTHING
from workers.relay import Parcel, Relay
from workers.runtime import Runtime

FACTS = 10_000
ROUNDS = 5
GOAL = 0.8


class Roomy(Actors):
    """Takes everything: nobody fetches here."""

    def takes(self) -> frozenset[int]:
        return EVERYTHING


def measure(ground: Ground) -> Iterator[Row]:
    """Facts a second, in turns."""
    with ground.runtime("postgresql", with_redis=True) as runtime:
        runtime.broker.actors.clear()
        actors = Roomy(runtime.broker, runtime.road)
        pairs = [(_ours(runtime, actors, ground), _floor(actors, ground)) for _ in range(ROUNDS)]
    yield Row("relay: facts onto the queue, by enqueueing alone", *middle(pairs), GOAL, "per s", at_least=True)


def _ours(runtime: Runtime, actors: Actors, ground: Ground) -> float:
    with runtime.store.work() as uow:
        for _ in range(FACTS):
            uow.record(EscalationClosed(matter=uuid4(), helped=True))
    relay = Relay(runtime.store, actors)
    begin = perf_counter()
    moved = 0
    while moved < FACTS:
        moved += relay.relay_once(sweeps=False)
    return _per_second(ground, begin)


def _floor(actors: Actors, ground: Ground) -> float:
    ids = [uuid4() for _ in range(FACTS)]
    begin = perf_counter()
    for start in range(0, FACTS, BATCH):
        actors.send([Parcel([one], 1) for one in ids[start : start + BATCH]])
    return _per_second(ground, begin)


def _per_second(ground: Ground, begin: float) -> float:
    seconds = perf_counter() - begin
    with redis.Redis.from_url(ground.redis.url) as client:
        client.flushall()
    return FACTS / seconds
