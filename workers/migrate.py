"""The schema: brought up to date, compared, and (for developers) extended."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from tracker.settings import find
from tracker.storage import append_only
from tracker.tables import metadata

LOCK = 7_311_001


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(find("migrations")))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date; two at once wait for each other."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        command.upgrade(_config(connection), "head")
        append_only.put_up(connection, metadata)


def revise(engine: Engine, message: str) -> None:
    """Write a migration from what the tables say and the database lacks."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True)


def differences(engine: Engine) -> list[object]:
    """What the tables say and the database lacks; empty when they agree."""
    with engine.begin() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": False}), metadata))


def versions(engine: Engine) -> tuple[str | None, str | None]:
    """The database's revision and the newest one."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        return current, ScriptDirectory.from_config(_config(connection)).get_current_head()
