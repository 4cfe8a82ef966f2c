"""procrastinate, a queue that is durable in PostgreSQL: `fill` puts jobs on it, `work` does them.

Run by the Python of .cache/peers, which knows nothing of ours.
"""

import asyncio
import logging
import os
import sys

from procrastinate import App, PsycopgConnector
from psycopg_pool import AsyncConnectionPool

logging.disable(logging.WARNING)  # it minds that its tasks stand in a script
AT_ONCE = 4
app = App(connector=PsycopgConnector(conninfo=os.environ["PEER_DATABASE"], max_size=AT_ONCE + 2))
pools: list[AsyncConnectionPool] = []


@app.task(name="write")
async def write(number: int) -> None:
    """One small row."""
    async with pools[0].connection() as connection:
        await connection.execute("INSERT INTO bench_floor (number) VALUES (%s)", (number,))


async def fill(number: int) -> None:
    """So many jobs at once, on a schema made for them where there is none yet."""
    async with app.open_async():
        if not await app.check_connection_async():
            await app.schema_manager.apply_schema_async()
        await write.batch_defer_async(*({"number": each} for each in range(number)))
    say("ready")


async def work() -> None:
    """Be a worker until told to stop."""
    async with (
        app.open_async(),
        AsyncConnectionPool(os.environ["PEER_DATABASE"], min_size=AT_ONCE, kwargs={"autocommit": True}) as pool,
    ):
        pools.append(pool)
        say("ready")
        await app.run_worker_async(concurrency=AT_ONCE, delete_jobs="successful")


def say(word: str) -> None:
    """A line to whoever measures."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


asyncio.run(fill(int(sys.argv[2])) if sys.argv[1] == "fill" else work())
