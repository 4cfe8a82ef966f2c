"""A live fragment that has not changed, against a page that says hello."""

from collections.abc import Callable, Iterator
from datetime import time
from statistics import median
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, literal, select

from bench.ground import DATABASES, Ground
from bench.rows import Row, interleaved
from tests.rounds import acting
from tests.worlds import GROUP, Browser, World
from tracker.app import create_app
from tracker.rounds import service as rounds
from tracker.storage.asking import ask

ONE = select(literal(1).label("one"))
GOAL = 4
MOST_QUERIES = 2
POLLS = 5
"""of each device in ten seconds"""
BUSY = 100.0
"""milliseconds of ten seconds: a hundredth of one core, so that a hundred groups can meet at once on it"""


def measure(ground: Ground) -> Iterator[Row]:
    """The demo's time bar, and the meeting as six phones ask for it."""
    for database in DATABASES:
        with ground.world(database, movable_clock=True, demo=True) as world:
            app = create_app(world.runtime.settings, world.store, secret_key="bench" * 8, personas=lambda *_, **__: [])
            yield from compare(world, app.test_client(), "/demo/tid", "the demo's time bar")
        with ground.world(database, movable_clock=False) as world:
            path = meeting(world)
            yield from compare(world, world.client("ann").http, path, "a meeting")
            yield beside_a_query(world, path)
            yield six(world, path)


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


def beside_a_query(world: World, path: str) -> Row:
    """The same by hello with one bare query: what cannot be had for less, since rights are read at every request."""
    client, hello = world.client("ann").http, _hello()
    headers = {"If-None-Match": client.get(path).headers["ETag"]}

    def floor() -> None:
        hello.get("/")
        with world.store.read() as uow:
            ask(uow.session, ONE).all()

    ours, bare = interleaved(lambda: client.get(path, headers=headers), floor, rounds=200)
    return Row(f"the same by hello and one query, {world.store.engine.dialect.name}", ours, bare, GOAL, "µs")


def six(world: World, path: str) -> Row:
    """Ten seconds of a meeting: six devices ask five times each, and one of them moves a statement meanwhile."""
    table = [world.client(who) for who in GROUP]
    tags = [""] * len(table)
    busy = median(_ten_seconds(table, tags, path) for _ in range(7))
    return Row(f"a meeting of six, ten seconds of it, {world.store.engine.dialect.name}", busy, BUSY, 1, "ms")


def _ten_seconds(table: list[Browser], tags: list[str], path: str) -> float:
    table[0].get(path.removesuffix("/nu"))
    fields, action = table[0].fields("/kort/1A")
    field = "1" if fields["field"] != "1" else "2"
    begin = perf_counter()
    table[0].http.post(action, data=fields | {"field": field}, headers={"HX-Request": "true"}, follow_redirects=True)
    for _ in range(POLLS):
        for at, browser in enumerate(table):
            answer = browser.http.get(path, headers={"If-None-Match": tags[at]})
            tags[at] = answer.headers["ETag"]
    return (perf_counter() - begin) * 1e3


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
