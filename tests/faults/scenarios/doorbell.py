"""Redis is a doorbell: emptied, full, frozen, killed or never there, it may cost time, and nothing else."""

import time

import redis

from tests.faults.faults import REDIS, WHOLE, fault
from tests.faults.needs import Needs
from tests.faults.rig import Rig, repeating

BOTH = (REDIS, WHOLE)


def _configure(rig: Rig, **values: object) -> None:
    assert rig.redis is not None
    with redis.Redis.from_url(rig.redis.url) as client:
        for name, value in values.items():
            client.config_set(name.replace("_", "-"), str(value))


@fault("Redis emptied every second", BOTH)
def emptied(rig: Rig) -> None:
    """FLUSHALL, again and again."""
    assert rig.redis is not None
    with rig.load(), repeating(rig.redis.clear, 1):
        rig.wait_for_saved(40)


@fault("Redis absent from the start", BOTH, needs=lambda: Needs(redis_away=True))
def absent(rig: Rig) -> None:
    """Its address is set, and nobody is there, until everything has been delivered."""
    with rig.load():
        rig.wait_for_saved(30)
    _pages_were_quick(rig)


@fault("Redis full (noeviction)", BOTH)
def full(rig: Rig) -> None:
    """It refuses every write, also after the load: it stays full until everything has been delivered."""
    with rig.load():
        rig.wait_for_saved(5)
        _configure(rig, maxmemory_policy="noeviction", maxmemory=1)
        rig.wait_for_saved(30)
    rig.drain()


@fault("Redis evicting (allkeys-lru)", BOTH)
def evicting(rig: Rig) -> None:
    """It forgets whatever it likes."""
    _configure(rig, maxmemory_policy="allkeys-lru", maxmemory="1mb")
    with rig.load():
        rig.wait_for_saved(40)


@fault("Redis killed and restarted empty", BOTH)
def killed(rig: Rig) -> None:
    """Five times."""
    assert rig.redis is not None
    with rig.load():
        for _ in range(5):
            rig.wait_for_saved(len(rig.saved()) + 5)
            rig.redis.kill()
            rig.kills += 1
            time.sleep(1)
            rig.redis.start()


@fault("Redis frozen (SIGSTOP)", BOTH)
def frozen(rig: Rig) -> None:
    """It takes connections and says nothing; the pages must not wait for it."""
    assert rig.redis is not None
    with rig.load():
        rig.wait_for_saved(5)
        for writer in rig.writers:
            writer.pages.clear()
        rig.redis.freeze()
        try:
            time.sleep(20)
            _pages_were_quick(rig)
        finally:
            rig.redis.thaw()


def _pages_were_quick(rig: Rig) -> None:
    pages = sorted(seconds for writer in rig.writers for seconds in list(writer.pages))
    assert pages, "no page was answered"
    median = pages[len(pages) // 2]
    rig.note(f"{len(pages)} pages answered meanwhile, median {median:.2f} s, slowest {pages[-1]:.2f} s")
    assert median < 2, "the pages wait for Redis"
