"""What a worker costs while there is nothing to do: memory, and Redis commands a second."""

from collections.abc import Iterator
from pathlib import Path
from time import sleep

import redis

from bench.ground import PROGRAM, Ground, environment, processes
from bench.rows import Row

MOST_MEBIBYTES = 120
MOST_COMMANDS = 50
SETTLE_SECONDS, WATCHED_SECONDS = 2.0, 4.0


def measure(ground: Ground) -> Iterator[Row]:
    """A worker on PostgreSQL and Redis, by the most there may be."""
    with (
        ground.runtime("postgresql", with_redis=True) as runtime,
        processes([str(PROGRAM), "worker"], environment(runtime.settings)) as [process],
        redis.Redis.from_url(ground.redis.url) as client,
    ):
        sleep(SETTLE_SECONDS)
        before, ticks = _commands(client), _ticks(process.pid)
        sleep(WATCHED_SECONDS)
        commands = (_commands(client) - before) / WATCHED_SECONDS
        share = (_ticks(process.pid) - ticks) / WATCHED_SECONDS  # a hundredth of a second each: per cent of a core
        memory = _resident(process.pid)
    yield Row("worker idle: memory", memory, MOST_MEBIBYTES, 1, "MiB")
    yield Row("worker idle: Redis commands a second", commands, MOST_COMMANDS, 1, "per s")
    yield Row("worker idle: share of a core", share, 3, 1, "%")


def _commands(client: "redis.Redis") -> int:
    return int(client.info("stats")["total_commands_processed"])


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _resident(pid: int) -> float:
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024
