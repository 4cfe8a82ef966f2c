"""The clock of the machine that the processes believe to run on; PostgreSQL runs on the same one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

SHADOWED = """
CREATE FUNCTION machine.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
'SELECT pg_catalog.clock_timestamp() + make_interval(secs => seconds) FROM machine.off'
"""
SHADOW = (
    "CREATE SCHEMA machine",
    "CREATE TABLE machine.off (seconds double precision)",
    "INSERT INTO machine.off VALUES (0)",
    SHADOWED,
    "ALTER ROLE CURRENT_USER IN DATABASE {name} SET search_path = public, machine, pg_catalog",
)
"""lets a database find another `clock_timestamp` before PostgreSQL's own"""


class MachineClock:
    """Off by some seconds, which each process reads from a file, and PostgreSQL from a table."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._off = 0.0
        self._write()
        if self._in_postgres:
            with engine.begin() as connection:
                for statement in SHADOW:
                    connection.execute(text(statement.format(name=f'"{engine.url.database}"')))
            engine.dispose()

    def now(self) -> datetime:
        """The instant by the clocks of the processes."""
        return datetime.now(UTC) + self.ahead

    @property
    def ahead(self) -> timedelta:
        """How far it is before ours."""
        return timedelta(seconds=self._off)

    def jump(self, by: timedelta) -> None:
        """Every clock of every process, and the database server's."""
        self._off += by.total_seconds()
        self._write()
        if self._in_postgres:
            with self._engine.begin() as connection:
                connection.execute(text("UPDATE machine.off SET seconds = :seconds"), {"seconds": self._off})

    @property
    def _in_postgres(self) -> bool:
        return self._engine.dialect.name == "postgresql"

    def _write(self) -> None:
        staged = self.path.with_suffix(".new")
        staged.write_text(str(self._off))
        staged.replace(self.path)
