"""A short selection of the faults; `make long` has them all, `make faults` prints them as a table."""

from collections.abc import Iterator

import pytest

from tests.faults.every import FAULTS
from tests.faults.faults import Fault
from tests.faults.needs import SetUp
from tests.faults.running import let_happen
from tests.servers import PostgresServer, had


@pytest.fixture(scope="session")
def durable_postgres() -> Iterator[PostgresServer]:
    """One whose commits wait for the disk, since it is going to be killed."""
    server = had("PostgreSQL", lambda: PostgresServer(durable=True))
    yield server
    server.remove()


def _chosen(*, brief: bool) -> Iterator[object]:
    for fault in FAULTS.values():
        for setup in fault.quick if brief else fault.setups:
            marks = [pytest.mark.redis] if setup.redis else []
            marks += [pytest.mark.postgres] if setup.database == "postgres" else []
            yield pytest.param(fault, setup, id=f"{fault.name} on {setup}", marks=marks)


@pytest.mark.parametrize(("fault", "setup"), [*_chosen(brief=True)])
def test_nothing_is_lost_and_nothing_is_told_twice(fault: Fault, setup: SetUp, request: pytest.FixtureRequest):
    assert breaches(fault, setup, request, brief=True) == []


@pytest.mark.long
@pytest.mark.parametrize(("fault", "setup"), [*_chosen(brief=False)])
def test_nothing_is_lost_and_nothing_is_told_twice_at_length(
    fault: Fault, setup: SetUp, request: pytest.FixtureRequest
):
    assert breaches(fault, setup, request, brief=False) == []


def breaches(fault: Fault, setup: SetUp, request: pytest.FixtureRequest, *, brief: bool) -> list[str]:
    """What was broken; the test is left out where a server or a right is missing."""
    postgres = request.getfixturevalue("durable_postgres") if setup.database == "postgres" else None
    return had("a fault", lambda: let_happen(fault, setup, postgres, brief=brief)).breaches
