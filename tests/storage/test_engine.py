"""Connections that the server ended are not handed out."""

import pytest
from sqlalchemy import text

from tracker.storage.unit_of_work import Store


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True, ids=["postgres"]
)
def test_a_page_after_the_database_went_away_and_came_back_is_answered(store: Store) -> None:
    with store.engine.connect() as first, store.engine.connect() as second:
        pid = first.execute(text("SELECT pg_backend_pid()")).scalar_one()
        first.close()
        assert second.execute(text("SELECT pg_terminate_backend(:pid, 60000)"), {"pid": pid}).scalar_one()
    for _ in range(2):
        with store.read() as uow:
            assert uow.session.execute(text("SELECT 1")).scalar_one() == 1
