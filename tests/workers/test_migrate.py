"""The migrations make what the tables say."""

from sqlalchemy import Engine

from workers import migrate


def test_a_migrated_database_lacks_nothing_the_tables_say(engine: Engine):
    assert migrate.differences(engine) == []


def test_a_migrated_database_is_at_the_newest_version_and_stays_there(engine: Engine):
    migrate.upgrade(engine)
    current, newest = migrate.versions(engine)
    assert current == newest
