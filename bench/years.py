"""A group that has met every quarter for ten years, against one whose rounds fill one page of history."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import Table, insert, select, update

from bench.ground import DATABASES, Ground
from bench.rows import Row, interleaved
from bench.scenes import closed_round
from tests.worlds import World
from tracker.people.models import Membership
from tracker.rounds.models import Placement, Round, Snapshot
from tracker.rounds.queries.history import AT_ONCE
from tracker.storage.unit_of_work import UnitOfWork

GOAL = 1.2
ROUNDS = 40
QUARTER = timedelta(days=91)
BEFORE_ALL = date(2010, 1, 1)


def measure(ground: Ground) -> Iterator[Row]:
    """The pages of its newest round, its history, its list and the front page of its leader."""
    for database in DATABASES:
        with ExitStack() as stack:
            old, new = (stack.enter_context(ground.world(database)) for _ in range(2))
            known, fresh = (_pages(world, years=world is old) for world in (old, new))
            for name, (client, path) in known.items():
                ours, floor = interleaved(partial(_get, client, path), partial(_get, *fresh[name]))
                yield Row(f"page: {name}, ten years of rounds by a first one, {database}", ours, floor, GOAL, "µs")


def _get(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200, path


def _pages(world: World, *, years: bool) -> dict[str, tuple[FlaskClient, str]]:
    with world.store.work() as uow:
        uow.session.execute(update(Membership).values(starts=BEFORE_ALL))
    newest = closed_round(world)
    with world.store.work() as uow:
        for number in range(1, ROUNDS if years else AT_ONCE + 1):
            _again(uow, newest, QUARTER * number)
    client = world.client("head").http
    return {
        "the group's card": (client, f"/runder/{newest}/kort"),
        "a round of the group": (client, f"/runder/{newest}"),
        "the group's history": (client, f"/runder/gruppe/{world.group}/historik"),
        "the group's rounds": (client, "/runder"),
        "front page of its leader": (client, "/"),
    }


def _again(uow: UnitOfWork, round_id: UUID, earlier: timedelta) -> None:
    """The same round once more, held so much earlier."""
    copy, day = uuid4(), uow.get(Round, round_id).meeting_at - earlier
    held = {"id": copy, "state": "held", "held_at": day, "closed_at": day}
    _copy(uow, Round.__table__, Round.id == round_id, earlier, held)
    for model in (Snapshot, Placement):
        _copy(uow, model.__table__, model.round_id == round_id, earlier, {"round_id": copy})


def _copy(uow: UnitOfWork, table: Any, which: Any, earlier: timedelta, more: dict[str, object]) -> None:
    kept: Table = table
    rows = [dict(row) for row in uow.session.execute(select(kept).where(which)).mappings()]
    moved = [
        {name: value - earlier if isinstance(value, datetime) else value for name, value in row.items()} for row in rows
    ]
    uow.session.execute(insert(kept), [row | {"id": uuid4()} | more for row in moved])
