"""A few days with a dozen people: on both databases, and in threads with Redis. Longer ones in `make long`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers import PostgresServer, RedisServer, drop_database, fresh_database
from workers.main import main
from workers.rehearsal.model.verdict import PROMISES
from workers.rehearsal.run import Options, Outcome, rehearse

TINY = Options(leaders=9, days=8, seed=3)


def nothing(_day: int, _days: int) -> None:
    """No progress is shown."""


def broken(outcome: Outcome) -> list[str]:
    return [f"{breach.what}: {breach.text}" for breach in outcome.verdict.breaches]


@pytest.fixture
def postgres_url(postgres_server: PostgresServer):
    url = fresh_database(postgres_server)
    yield url
    drop_database(postgres_server, url)


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    redis_server.clear()
    return redis_server.url


def same(one: Outcome, other: Outcome) -> None:
    assert broken(one) == broken(other) == []
    assert one.decisions == other.decisions
    assert one.verdict.checked["lost"] == other.verdict.checked["lost"] > 20


@pytest.fixture(scope="module")
def embedded() -> Outcome:
    """On SQLite, one thread doing everything in turn."""
    return rehearse(TINY, nothing)


def test_the_same_seed_gives_the_same_decisions_and_verdict_on_either_database(embedded: Outcome, postgres_url: str):
    postgres = rehearse(replace(TINY, database_url=postgres_url), nothing)
    same(embedded, postgres)
    assert embedded.counts["notices"] == postgres.counts["notices"]


def test_another_seed_gives_other_decisions():
    other = rehearse(replace(TINY, days=1, seed=4), nothing)
    assert broken(other) == []
    assert other.decisions != rehearse(replace(TINY, days=1), nothing).decisions


@pytest.mark.redis
def test_threads_that_fetch_their_work_from_redis_come_to_the_same(
    embedded: Outcome, postgres_url: str, redis_url: str
):
    same(embedded, rehearse(replace(TINY, database_url=postgres_url, redis_url=redis_url), nothing))


def test_the_command_says_it_in_a_table_and_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "told" / "rehearsal.json"
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    asked = ["rehearse", "--leaders", "9", "--months", "1", "--seed", "3", "--database", url, "--out", str(out)]
    assert main(asked) == 0
    said = capsys.readouterr()
    assert all(text in said.out for text in PROMISES.values())
    assert "month 1" in said.err
    told = json.loads(out.read_text())
    assert told["seed"] == 3
    assert told["broken"] == dict.fromkeys(PROMISES, 0)
    assert told["checked"]["saved"] > 0
    assert told["cpu_seconds"] > 0
    with pytest.raises(SystemExit, match="wants an empty one"):
        main(asked)


@pytest.fixture(scope="module")
def month() -> Outcome:
    """A month in which nothing goes wrong."""
    return rehearse(Options(leaders=24, months=1), nothing)


@pytest.mark.long
@pytest.mark.redis
@pytest.mark.parametrize("with_redis", [False, True], ids=["alone", "redis"])
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_month_under_fire(month: Outcome, database: str, with_redis: bool, postgres_url: str, redis_url: str):
    options = replace(month.options, faults=True, redis_url=redis_url if with_redis else "")
    options = replace(options, database_url=postgres_url if database == "postgres" else "")
    fire = rehearse(options, nothing)
    same(month, fire)
    assert sum(fire.faults.values()) >= 5


@pytest.mark.long
def test_a_year_of_sixty_leaders():
    assert broken(rehearse(Options(leaders=60, months=12, seed=11), nothing)) == []
