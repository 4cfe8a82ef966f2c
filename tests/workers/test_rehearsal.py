"""A few weeks with a few dozen people: on both databases, in threads with Redis, and under fire."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers import PostgresServer, RedisServer, drop_database, fresh_database
from workers.main import main
from workers.rehearsal.model.verdict import PROMISES
from workers.rehearsal.run import Options, Outcome, rehearse

SMALL = Options(leaders=24, days=30, seed=7)
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


def test_the_same_seed_gives_the_same_decisions_and_verdict_on_either_database(postgres_url: str):
    embedded = rehearse(SMALL, nothing)
    postgres = rehearse(replace(SMALL, database_url=postgres_url), nothing)
    assert broken(embedded) == broken(postgres) == []
    assert embedded.decisions == postgres.decisions
    assert embedded.counts["notices"] == postgres.counts["notices"]
    assert embedded.verdict.checked["lost"] == postgres.verdict.checked["lost"] > 50


def test_another_seed_gives_other_decisions():
    one, other = (rehearse(Options(leaders=9, days=3, seed=seed), nothing) for seed in (1, 2))
    assert broken(one) == broken(other) == []
    assert one.decisions != other.decisions


@pytest.mark.redis
def test_threads_that_fetch_their_work_from_redis_come_to_the_same(postgres_url: str, redis_url: str):
    by_hand = rehearse(TINY, nothing)
    threads = rehearse(replace(TINY, database_url=postgres_url, redis_url=redis_url), nothing)
    assert broken(by_hand) == broken(threads) == []
    assert by_hand.decisions == threads.decisions
    assert by_hand.verdict.checked["lost"] == threads.verdict.checked["lost"]


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
    with pytest.raises(SystemExit, match="wants an empty one"):
        main(asked)


def test_a_process_is_killed_and_nothing_is_lost():
    outcome = rehearse(Options(leaders=9, days=3, seed=3, faults=True), nothing)
    assert broken(outcome) == []
    assert outcome.faults["kill web"] >= 1


@pytest.mark.long
@pytest.mark.redis
def test_a_month_under_fire(postgres_url: str, redis_url: str):
    quiet = rehearse(Options(leaders=24, months=1), nothing)
    fire = rehearse(replace(quiet.options, database_url=postgres_url, redis_url=redis_url, faults=True), nothing)
    assert broken(quiet) == broken(fire) == []
    assert quiet.decisions == fire.decisions
    assert sum(fire.faults.values()) >= 5


@pytest.mark.long
def test_a_year_of_sixty_leaders():
    assert broken(rehearse(Options(leaders=60, months=12, seed=11), nothing)) == []
