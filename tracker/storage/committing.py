"""Facts and the commit in one journey to PostgreSQL, so that leaving a fact costs a use case no round trip of its own.

By libpq's own pipeline: the driver's, which serves everything, costs as much as it saves here.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import psycopg
from psycopg import errors, generators, pq
from sqlalchemy import Connection, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.storage.outbox import FactRow
from tracker.storage.prepared import insert_into

FEW = 20
"""facts that go the short way; more are an insert of many rows"""
_FACT = cast(Table, FactRow.__table__)
_RECORD = insert(_FACT)
_COLUMNS = [column.name for column in FactRow.__table__.columns]
_VALUES = ", ".join(f"${place}" for place in range(1, len(_COLUMNS) + 1))
_INSERT = f"INSERT INTO fact ({', '.join(_COLUMNS)}) VALUES ({_VALUES})"  # noqa: S608 (columns of our own)

Row = Mapping[str, object]


def leave_facts(session: Session, rows: Sequence[Row]) -> None:
    """Insert facts beside the rows that made them true; the session's own commit must follow.

    On PostgreSQL a few travel with the commit itself, and the session's finds nothing left to do.
    """
    connection = session.connection()
    if len(rows) > FEW or connection.dispatch.before_cursor_execute:  # somebody looks on
        connection.execute(_RECORD, rows)
    elif connection.dialect.name == "postgresql":
        _commit_with_facts(connection, rows)
    else:
        _insert(connection, rows)


def _insert(connection: Connection, rows: Sequence[Row]) -> None:
    base = connection.dialect.loaded_dbapi.Error
    try:
        for row in rows:
            insert_into(_FACT, connection.dialect).run(connection, row)
    except base as error:
        raise _ours(error, base, connection) from error


def _ours(error: Exception, base: type[Exception], connection: Connection) -> DBAPIError:
    """The driver's error, as SQLAlchemy would have raised it."""
    return cast(
        DBAPIError,
        DBAPIError.instance(_INSERT, None, error, base, hide_parameters=True, dialect=connection.dialect),
    )


def _commit_with_facts(connection: Connection, rows: Sequence[Row]) -> None:
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(type(driver))
    try:
        with driver.lock:
            _journey(driver, rows)
    except psycopg.Error as error:
        raise _ours(error, psycopg.Error, connection) from error


def _journey(driver: psycopg.Connection[Any], rows: Sequence[Row]) -> None:
    """Nothing is prepared by name: the driver forgets such names, ours too, whenever a transaction was given up."""
    line = driver.pgconn
    texts = [[_as_text(row[name]) for name in _COLUMNS] for row in rows]
    begins = line.transaction_status == pq.TransactionStatus.IDLE
    line.enter_pipeline_mode()
    try:
        if begins:
            line.send_query_params(b"BEGIN", None)
        for text in texts:
            line.send_query_params(_INSERT.encode(), text)
        line.send_query_params(b"COMMIT", None)
        line.pipeline_sync()
        driver.wait(generators.send(line))
        results = _results(driver, begins + len(rows) + 1)
    finally:
        if line.status == pq.ConnStatus.OK:
            line.exit_pipeline_mode()
    for result in results:
        if result.status != pq.ExecStatus.COMMAND_OK:
            raise errors.error_from_result(result)


def _results(driver: psycopg.Connection[Any], commands: int) -> list[pq.abc.PGresult]:
    """What became of each command, as far as one of them that failed, and of the end of the journey."""
    found: list[pq.abc.PGresult] = []
    for _ in range(2 * commands + 1):  # after each result comes the word that there is no other
        result = driver.wait(generators.fetch(driver.pgconn))
        if result is not None and result.status == pq.ExecStatus.PIPELINE_SYNC:
            return found
        if result is not None:
            found.append(result)
    raise psycopg.OperationalError("the connection was lost on the way")


def _as_text(value: object) -> bytes | None:
    """As PostgreSQL reads it in a column of its type."""
    match value:
        case None:
            return None
        case datetime():
            return value.isoformat().encode()
        case dict():
            return json.dumps(value).encode()
    return str(value).encode()
