"""Tables that are only added to. The database itself sees to it, for whoever comes past the product, too.

Put up anew after every migration: on SQLite a table that is altered is made anew, without its triggers.
"""

from typing import Any

from sqlalchemy import Connection, Inspector, MetaData, Table, inspect, text

APPEND_ONLY: dict[str, Any] = {"append_only": True}
"""the `info` of such a table. Where it has a column `batch`, that one may be filled in, once; and what is under a
seal may go when it is old: see `FLOOR_DAYS`"""
FLOOR_DAYS = 730
"""so long nobody can take away what is under a seal"""


def put_up(connection: Connection, metadata: MetaData) -> None:
    """Put the triggers on every such table that is there."""
    there = inspect(connection)
    for table in metadata.sorted_tables:
        if table.info.get("append_only") and _is_there(there, table):
            statements = _sqlite(table) if connection.dialect.name == "sqlite" else _postgres(table)
            for statement in statements:
                connection.execute(text(statement))


def _is_there(there: Inspector, table: Table) -> bool:
    """As it is to be: not where a migration is still to be written."""
    if not there.has_table(table.name):
        return False
    return {column["name"] for column in there.get_columns(table.name)} >= {*table.columns.keys()}


def _once(table: Table, same: str) -> str:
    """The condition that nothing but the batch is filled in, and only where there was none; `same` compares."""
    if "batch" not in table.columns:
        return "1 = 0"
    others = [f"OLD.{column.name} {same} NEW.{column.name}" for column in table.columns if column.name != "batch"]
    return " AND ".join(["OLD.batch IS NULL", "NEW.batch IS NOT NULL", *others])


def _is_old(table: Table, past: str) -> str:
    """The condition that an entry is under a seal, and so old that it may go."""
    if "batch" not in table.columns:
        return "1 = 0"
    return f"OLD.batch IS NOT NULL AND OLD.at < {past}"


def _sqlite(table: Table) -> list[str]:
    past = f"datetime('now', '-{FLOOR_DAYS} days')"
    name, refuse = table.name, f"BEGIN SELECT RAISE(ABORT, '{table.name} is only added to'); END"
    return [
        f"DROP TRIGGER IF EXISTS {name}_stays",
        f"DROP TRIGGER IF EXISTS {name}_unchanged",
        f"CREATE TRIGGER {name}_stays BEFORE DELETE ON {name} WHEN NOT ({_is_old(table, past)}) {refuse}",
        f"CREATE TRIGGER {name}_unchanged BEFORE UPDATE ON {name} WHEN NOT ({_once(table, 'IS')}) {refuse}",
    ]


_REFUSE = """CREATE OR REPLACE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"""


def _postgres(table: Table) -> list[str]:
    past = f"now() - interval '{FLOOR_DAYS} days'"
    name, call = table.name, "EXECUTE FUNCTION only_added_to()"
    changed = f"FOR EACH ROW WHEN (NOT ({_once(table, 'IS NOT DISTINCT FROM')})) {call}"
    gone = f"FOR EACH ROW WHEN (NOT ({_is_old(table, past)})) {call}"
    return [
        _REFUSE,
        f"DROP TRIGGER IF EXISTS {name}_stays ON {name}",
        f"DROP TRIGGER IF EXISTS {name}_whole ON {name}",
        f"DROP TRIGGER IF EXISTS {name}_unchanged ON {name}",
        f"CREATE TRIGGER {name}_stays BEFORE DELETE ON {name} {gone}",
        f"CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {name} FOR EACH STATEMENT {call}",
        f"CREATE TRIGGER {name}_unchanged BEFORE UPDATE ON {name} {changed}",
    ]
