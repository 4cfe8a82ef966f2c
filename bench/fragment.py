"""A live fragment that has not changed, against a page that says hello."""

from collections.abc import Callable, Iterator
from datetime import time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.ground import DATABASES, Ground
from bench.rows import Row, interleaved
from tests.rounds import acting
from tests.worlds import GROUP, World
from tracker.app import create_app
from tracker.rounds import service as rounds

GOAL = 4
MOST_QUERIES = 2


def measure(ground: Ground) -> Iterator[Row]:
    """The demo's time bar, and the meeting as six phones ask for it."""
    for database in DATABASES:
        with ground.world(database, movable_clock=True, demo=True) as world:
            app = create_app(world.runtime.settings, world.store, secret_key="bench" * 8, personas=lambda *_, **__: [])
            yield from compare(world, app.test_client(), "/demo/tid", "the demo's time bar")
        with ground.world(database, movable_clock=False) as world:
            yield from compare(world, world.client("ann").http, meeting(world), "a meeting")


def meeting(world: World) -> str:
    """The address of what those at a table ask for, of a group that meets today and whose card is open."""
    with world.acting("head") as uow:
        round_id = rounds.plan(uow, world.group, day=uow.today, at=time(23, 59), show_mode="open")
    for who in GROUP:
        acting.answer(world, round_id, who)
    acting.close(world, round_id)
    return f"/runder/{round_id}/moede/nu"


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


def _queries(world: World, ask: Callable[[], object]) -> int:
    made: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            made.append(statement)

    event.listen(world.store.engine, "before_cursor_execute", note)
    ask()
    event.remove(world.store.engine, "before_cursor_execute", note)
    return len(made)
