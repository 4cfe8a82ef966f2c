"""A live fragment that has not changed, against a page that says hello."""

from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.ground import DATABASES, Ground
from bench.rows import Row, interleaved
from tests.worlds import World
from tracker.app import create_app

GOAL = 4
MOST_QUERIES = 2


def measure(ground: Ground) -> Iterator[Row]:
    """The demo's time bar, the fragment there is."""
    for database in DATABASES:
        with ground.world(database, movable_clock=True, demo=True) as world:
            app = create_app(world.runtime.settings, world.store, secret_key="bench" * 8, personas=lambda *_, **__: [])
            yield from compare(world, app.test_client(), "/demo/tid", "the demo's time bar")


def compare(world: World, client: FlaskClient, path: str, name: str) -> Iterator[Row]:
    """Two rows for any address that answers with an entity tag: its time by hello's, and its queries."""
    first = client.get(path)
    assert first.status_code == 200, first.status
    headers = {"If-None-Match": first.headers["ETag"]} if "ETag" in first.headers else {}
    hello = _hello()
    ours, floor = interleaved(lambda: client.get(path, headers=headers), lambda: hello.get("/"), rounds=200)
    queries = _queries(world, lambda: client.get(path, headers=headers).status_code)
    status = client.get(path, headers=headers).status_code
    engine = world.store.engine.dialect.name
    yield Row(f"live fragment unchanged ({status}): {name}, {engine}", ours, floor, GOAL, "µs")
    yield Row(f"live fragment, queries: {name}, {engine}", queries, MOST_QUERIES, 1, "queries")


def _hello() -> FlaskClient:
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app.test_client()


def _queries(world: World, ask: object) -> int:
    made: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        made.append(statement)

    event.listen(world.store.engine, "before_cursor_execute", note)
    ask()  # type: ignore[operator]
    event.remove(world.store.engine, "before_cursor_execute", note)
    return len(made)
