"""Engines for both databases. On SQLite writers BEGIN IMMEDIATE: a deferred one fails at once on an upgrade."""

from functools import partial
from select import POLLIN, poll
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

BUSY_MILLISECONDS = 30_000


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` (WAL, synchronous FULL) or `postgresql+psycopg://…`."""
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=20)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkout", partial(_see_whether_it_lives, engine.dialect))
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine, for work that only reads. On PostgreSQL each statement sees what is committed by then, as it
    does in a transaction too, and none is begun: that would be two more journeys to the server."""
    if engine.dialect.name == "sqlite":
        ours = engine.execution_options(reads_only=True)
    else:
        ours = engine.execution_options(isolation_level="AUTOCOMMIT")
    event.listen(ours, "before_execute", _refuse_writing)
    return ours


def _refuse_writing(_connection: Connection, statement: Any, *_: object) -> None:
    if statement.is_dml:
        raise TypeError("this unit of work only reads")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # or the driver begins by itself, deferred
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("reads_only"):
        connection.connection.cursor().execute("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _see_whether_it_lives(dialect: Dialect, connection: Any, *_: object) -> None:
    """A server that goes away says so or hangs up, unasked: only a connection with something to read is tried."""
    waiting = poll()
    waiting.register(connection.fileno(), POLLIN)
    if waiting.poll(0):
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as gone:
            raise DisconnectionError from gone
