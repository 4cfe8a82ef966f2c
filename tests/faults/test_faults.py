"""A short selection of the faults, and briefly; `make faults` (and `make long`) has them all."""

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


def _chosen() -> Iterator[object]:
    for fault in FAULTS.values():
        for setup in fault.quick:
            marks = [pytest.mark.redis] if setup.redis else []
            marks += [pytest.mark.postgres] if setup.database == "postgres" else []
            yield pytest.param(fault, setup, id=f"{fault.name} on {setup}", marks=marks)


@pytest.mark.parametrize(("fault", "setup"), [*_chosen()])
def test_nothing_is_lost_and_nothing_is_told_twice(fault: Fault, setup: SetUp, request: pytest.FixtureRequest):
    postgres = request.getfixturevalue("durable_postgres") if setup.database == "postgres" else None
    result = had("a fault", lambda: let_happen(fault, setup, postgres, brief=True))
    assert result.breaches == []
