"""The keys that wrap people's keys are changed while everybody works, and whoever is killed over it goes on after."""

import os
import signal
import subprocess
from uuid import UUID, uuid4

import pytest

from tests.installations import PROGRAM
from tests.worlds import World
from tracker.settings import PREFIX
from tracker.storage.unit_of_work import Store
from tracker.storage.vault import KeyRing, wrap_anew, wraps
from workers import keys

COLUMN, SECRET = "rounds_answer.note", "Jeg er træt af møderne"
Kept = dict[UUID, tuple[UUID, bytes]]


def people_with_notes(store: Store, many: int) -> Kept:
    found: Kept = {}
    with store.work() as uow:
        for _ in range(many):
            owner, row = uuid4(), uuid4()
            found[owner] = (row, uow.seal(owner, COLUMN, row, SECRET))
    return found


def opened(store: Store, kept: Kept) -> set[str]:
    with store.read() as uow:
        return {uow.unseal(owner, COLUMN, row, sealed) for owner, (row, sealed) in kept.items()}


def used(store: Store) -> dict[str, int]:
    with store.read() as uow:
        return dict(wraps(uow.session))


@pytest.fixture
def another(world: World) -> Store:
    """What another process has: the same database and file, with a ring read before anything changed."""
    ring = KeyRing.at(world.runtime.settings.data_dir / "keys.json")
    return Store(world.store.engine, ring, world.store.zone, movable_clock=True)


def test_after_a_rotation_the_new_key_wraps_everything_and_others_read_on_and_write_with_it(
    world: World, another: Store, capsys
):
    kept = people_with_notes(world.store, 250)
    assert keys.rotate(world.store) == 0
    assert used(world.store) == {"k2": 250}
    assert opened(another, kept) == {SECRET}
    late = people_with_notes(another, 1)
    assert used(world.store) == {"k2": 251}
    assert opened(world.store, kept | late) == {SECRET}
    assert "100%" in capsys.readouterr().err


def test_one_that_was_stopped_half_way_goes_on_with_the_same_key(world: World):
    kept = people_with_notes(world.store, 5)
    world.store.ring.add()
    with world.store.work() as uow:
        wrap_anew(uow.session, world.store.ring, 2)
    assert used(world.store) == {"k1": 3, "k2": 2}
    assert opened(world.store, kept) == {SECRET}
    assert keys.rotate(world.store) == 0
    assert used(world.store) == {"k2": 5}
    assert opened(world.store, kept) == {SECRET}


def test_a_key_is_dropped_only_when_it_wraps_nothing(world: World, capsys):
    kept = people_with_notes(world.store, 2)
    assert keys.drop(world.store, "k1") == 1
    keys.rotate(world.store)
    assert [keys.drop(world.store, name) for name in ("k2", "k7", "k1")] == [1, 1, 0]
    assert opened(world.store, kept) == {SECRET}
    capsys.readouterr()
    assert keys.show(world.store) == 0
    assert capsys.readouterr().out == "k2\t2\tnewest\n"


def test_a_key_that_is_needed_and_lacking_is_said(world: World, capsys):
    people_with_notes(world.store, 1)
    ring = world.store.ring
    ring.add()
    ring.drop("k1")
    assert keys.show(world.store) == 1
    assert "MISSING" in capsys.readouterr().out


@pytest.mark.long
def test_killed_at_any_moment_it_goes_on_where_it_was(world: World):
    kept = people_with_notes(world.store, 3000)
    settings = world.runtime.settings
    own = {PREFIX + name.upper(): str(getattr(settings, name)) for name in ("data_dir", "database_url")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)} | own
    with subprocess.Popen([PROGRAM, "keys", "rotate"], env=environment, stderr=subprocess.PIPE) as first:
        assert first.stderr is not None
        assert first.stderr.readline()
        first.send_signal(signal.SIGKILL)
    assert opened(world.store, kept) == {SECRET}
    subprocess.run([PROGRAM, "keys", "rotate"], env=environment, check=True, stderr=subprocess.DEVNULL)
    assert used(world.store)["k2"] == 3000
    assert opened(world.store, kept) == {SECRET}
