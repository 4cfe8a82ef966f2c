"""A page, signed in, against its own rows by the raw driver and its own template from the same values."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from flask import Flask, g, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench.rows import Row, interleaved

GOAL = 2.5
MOST_QUERIES = 8


def measure(name: str, app: Flask, client: FlaskClient, engine: Engine, path: str) -> list[Row]:
    """Two rows: the page's time by its floor's, and its number of queries by the most there may be."""
    statements, rendered = _watch(app, client, engine, path)
    template, context = rendered

    def ours() -> None:
        assert client.get(path).status_code == 200

    with closing(engine.raw_connection()) as connection, app.test_request_context(path):
        _as_signed_in(context)
        floor = _floor(connection, statements, template, context)
        mine, raw = interleaved(ours, floor)
    return [
        Row(f"page: {name}, {engine.dialect.name}", mine, raw, GOAL, "µs"),
        Row(f"page: {name}, queries, {engine.dialect.name}", len(statements), MOST_QUERIES, 1, "queries"),
    ]


def _floor(
    connection: Any, statements: list[tuple[str, Any]], template: Any, context: dict[str, Any]
) -> Callable[[], object]:
    def floor() -> None:
        cursor = connection.cursor()
        for statement, parameters in statements:
            cursor.execute(statement, parameters)
            cursor.fetchall()
        cursor.close()
        connection.rollback()
        template.render(context)

    return floor


def _watch(app: Flask, client: FlaskClient, engine: Engine, path: str) -> tuple[list[tuple[str, Any]], tuple[Any, Any]]:
    statements: list[tuple[str, Any]] = []
    rendered: list[tuple[Any, dict[str, Any]]] = []

    def note(_c: object, _k: object, statement: str, parameters: Any, _x: object, _m: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append((statement, parameters))

    def keep(_sender: object, template: Any, context: dict[str, Any], **_: object) -> None:
        rendered.append((template, dict(context)))

    client.get(path)
    event.listen(engine, "before_cursor_execute", note)
    with template_rendered.connected_to(keep, app):
        assert client.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return statements, rendered[-1]


def _as_signed_in(context: dict[str, Any]) -> None:
    """What the templates' globals look at."""
    g.me = None
    g.setdefault("csrf_token", "measured")
    context.pop("request", None)
