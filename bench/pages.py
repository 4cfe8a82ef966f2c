"""The main pages, signed in: against their own rows by the raw driver and their own template from the same values,
and against themselves in an organisation a hundred times as large.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

from flask import Flask, g, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench import scenes
from bench.ground import DATABASES, Ground
from bench.rows import Row, interleaved
from tracker.web.transaction import COOKIE

GOAL = 2.5
MOST_QUERIES = 8


MOST_GROWTH = 1.2
SMALL, LARGE = {"groups": 4, "leaders": 30}, {"groups": 400, "leaders": 3_000}


def of(ground: Ground) -> Iterator[Row]:
    """Every row: the main pages on both databases, then the same pages in a small and in a large organisation."""
    for database in DATABASES:
        with ground.world(database) as world:
            for name, key, path in scenes.main_pages(world):
                yield from measure(name, world.app, world.client(key).http, world.store.engine, path)
    for database in DATABASES:
        yield from _growth(ground, database)


def _growth(ground: Ground, database: str) -> Iterator[Row]:
    """Each page of a large organisation by the same page of a small one."""
    with scenes.peopled(ground, database, **LARGE) as large, scenes.peopled(ground, database, **SMALL) as small:
        for name, key, path in scenes.everyones_pages():
            mine, floor = interleaved(partial(_get, large[key], path), partial(_get, small[key], path))
            yield Row(f"page: {name}, 100 × the organisation, {database}", mine, floor, MOST_GROWTH, "µs")


def _get(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def measure(name: str, app: Flask, client: FlaskClient, engine: Engine, path: str) -> list[Row]:
    """Two rows: the page's time by its floor's, and its number of queries by the most there may be."""
    statements, rendered = _watch(app, client, engine, path)
    template, context = rendered
    ours = _as_a_server_asks(app, client, path)
    with closing(engine.raw_connection()) as connection, app.test_request_context(path):
        _as_signed_in(context)
        floor = _floor(connection, statements, template, context)
        mine, raw = interleaved(ours, floor)
    return [
        Row(f"page: {name}, {engine.dialect.name}", mine, raw, GOAL, "µs"),
        Row(f"page: {name}, queries, {engine.dialect.name}", len(statements), MOST_QUERIES, 1, "queries"),
    ]


def _as_a_server_asks(app: Flask, client: FlaskClient, path: str) -> Callable[[], None]:
    """Without what a test client does around it, which no server does."""
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    asked = EnvironBuilder(path, headers=Headers([("Cookie", f"{COOKIE}={cookie.value}")])).get_environ()

    def ours() -> None:
        answer, status, _ = run_wsgi_app(app, dict(asked), buffered=True)
        assert (b"".join(answer) != b"", status) == (True, "200 OK")

    return ours


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
