"""Databases that go away, hang up, or are held by somebody else."""

import sqlite3
import subprocess
import sys
import time
from functools import partial

from psycopg import sql

from tests.faults.faults import ALONE, POSTGRES, REDIS, WHOLE, fault
from tests.faults.needs import Needs
from tests.faults.rig import Rig, repeating
from tests.servers import database_name

WRITING = """
import sqlite3, sys, time
rows = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
while True:
    rows.execute("BEGIN IMMEDIATE")
    rows.execute("UPDATE heartbeat SET at = at")
    rows.execute("COMMIT")
    time.sleep(0.002)
"""


def _patient() -> Needs:
    """A lease that outlives the database's absence, as the product's own: who sent a mail must be able to say so."""
    return Needs(lease=30)


@fault("PostgreSQL killed five times under load", (POSTGRES, WHOLE), quick=(POSTGRES,), needs=_patient)
def postgres_killed(rig: Rig) -> None:
    """A power cut for the database server, and it comes back."""
    assert rig.postgres is not None
    with rig.load():
        for _ in range(rig.some(5)):
            rig.wait_for_saved(len(rig.saved()) + rig.some(6))
            rig.postgres.kill()
            rig.kills += 1
            time.sleep(0.5)
            rig.postgres.start()


@fault("PostgreSQL's backend ended in mid-transaction", (POSTGRES, WHOLE), needs=_patient)
def backend_ended(rig: Rig) -> None:
    """Whoever is at work is cut off, ten times a second."""
    assert rig.postgres is not None
    ends = sql.SQL(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = {} AND state IN ('active', 'idle in transaction')"
    ).format(sql.Literal(database_name(rig.settings.database_url)))
    with rig.load(), repeating(partial(rig.postgres.execute, ends), 0.1):
        rig.wait_for_saved(8)


@fault("SQLite locked for 20 s by another", (ALONE, REDIS), needs=_patient)
def locked(rig: Rig) -> None:
    """A backup tool, say, that holds on to it."""
    with rig.load():
        rig.wait_for_saved(10)
        holder = sqlite3.connect(_file(rig), isolation_level=None)
        try:
            holder.execute("PRAGMA busy_timeout=60000")
            holder.execute("BEGIN EXCLUSIVE")
            time.sleep(20)
            holder.execute("ROLLBACK")
        finally:
            holder.close()
        rig.wait_for_saved(len(rig.saved()) + 10)


@fault("two SQLite writers racing", (ALONE, REDIS))
def racing(rig: Rig) -> None:
    """Two more processes that write all the time."""
    others = [subprocess.Popen([sys.executable, "-c", WRITING, _file(rig)]) for _ in range(2)]
    try:
        with rig.load():
            rig.wait_for_saved(40)
    finally:
        for other in others:
            other.kill()
            other.wait()


def _file(rig: Rig) -> str:
    return rig.settings.database_url.removeprefix("sqlite:///")
