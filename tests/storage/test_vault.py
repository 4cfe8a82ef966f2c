"""What is sealed can be read by nobody without the ring, and only where it was written."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import LargeBinary, func, select, text
from sqlalchemy.exc import StatementError

from tests.worlds import World
from tracker.access import second_step
from tracker.rounds.queries.preparing import NOTE, RATINGS
from tracker.storage.keeping import keep
from tracker.storage.unit_of_work import Store
from tracker.storage.vault import KeyRing, PersonKey, Sealed, Vault, place
from tracker.tables import metadata
from tracker.warnings import queries as support
from tracker.warnings.models import SupportRequest

SECRET = "Jeg er træt af møderne"
COLUMN = "rounds_preparation.note"


def sealed(store: Store, owner: UUID, row: UUID) -> bytes:
    with store.work() as uow:
        return uow.seal(owner, COLUMN, row, SECRET)


def dump(store: Store) -> bytes:
    """Everything the database holds, as bytes."""
    with store.read() as uow:
        keys = uow.session.execute(text("SELECT wrapped FROM person_key")).scalars()
        return b"".join(bytes(key) for key in keys)


def test_what_was_sealed_is_read_again_in_a_later_transaction(world: World):
    owner, row = world.ids["ann"], uuid4()
    kept = sealed(world.store, owner, row)
    with world.store.read() as uow:
        assert uow.unseal(owner, COLUMN, row, kept) == SECRET


def test_neither_the_text_nor_the_key_stands_in_what_is_stored(world: World):
    owner, row = world.ids["ann"], uuid4()
    kept = sealed(world.store, owner, row)
    everything = kept + dump(world.store)
    assert SECRET.encode() not in everything
    assert not any(key in everything for key in world.store.ring.keys.values())


def test_the_same_text_never_looks_the_same(world: World):
    owner, row = world.ids["ann"], uuid4()
    assert sealed(world.store, owner, row) != sealed(world.store, owner, row)


def test_what_is_moved_elsewhere_cannot_be_opened(world: World):
    owner, other, row = world.ids["ann"], world.ids["bo"], uuid4()
    kept = sealed(world.store, owner, row)
    sealed(world.store, other, row)
    with world.store.read() as uow:
        for place in ((other, COLUMN, row), (owner, "rounds_preparation.other", row), (owner, COLUMN, uuid4())):
            with pytest.raises(InvalidTag):
                uow.unseal(*place, kept)


def test_what_is_changed_cannot_be_opened(world: World):
    owner, row = world.ids["ann"], uuid4()
    kept = sealed(world.store, owner, row)
    with world.store.read() as uow, pytest.raises(InvalidTag):
        uow.unseal(owner, COLUMN, row, kept[:-1] + bytes([kept[-1] ^ 1]))


def test_without_the_persons_key_it_is_unreadable_for_ever(world: World):
    owner, row = world.ids["ann"], uuid4()
    kept = sealed(world.store, owner, row)
    with world.store.work() as uow:
        uow.session.delete(uow.session.get_one(PersonKey, owner))
    with world.store.read() as uow, pytest.raises(KeyError):
        uow.unseal(owner, COLUMN, row, kept)
    sealed(world.store, owner, row)  # a new key is not the old one
    with world.store.read() as uow, pytest.raises(InvalidTag):
        uow.unseal(owner, COLUMN, row, kept)


def test_another_ring_opens_nothing(world: World, tmp_path):
    owner, row = world.ids["ann"], uuid4()
    kept = sealed(world.store, owner, row)
    other = KeyRing.at(tmp_path / "other.json")
    with world.store.read() as uow, pytest.raises(InvalidTag):
        Vault(uow.session, other).unseal(owner, COLUMN, row, kept)


def test_a_new_ring_key_is_used_from_now_on_and_the_old_one_still_opens(world: World):
    ring = world.store.ring
    before, after = (world.ids["ann"], uuid4()), (world.ids["bo"], uuid4())
    old = sealed(world.store, *before)
    assert ring.add() == "k2"
    new = sealed(world.store, *after)
    with world.store.read() as uow:
        assert [uow.unseal(o, COLUMN, r, text) for (o, r), text in ((before, old), (after, new))] == [SECRET] * 2
        assert uow.session.get_one(PersonKey, world.ids["bo"]).ring_id == "k2"


def test_forgetting_a_persons_key_is_for_good_and_for_that_person_alone(world: World):
    (owner, row), (other, place_of_other) = (world.ids["ann"], uuid4()), (world.ids["bo"], uuid4())
    gone, kept = sealed(world.store, owner, row), sealed(world.store, other, place_of_other)
    with world.store.work() as uow:
        uow.vault.forget(owner)
    with world.store.read() as uow:
        assert uow.unseal(other, COLUMN, place_of_other, kept) == SECRET
        with pytest.raises(KeyError):
            uow.unseal(owner, COLUMN, row, gone)


def test_two_who_add_a_key_at_once_lose_neither(world: World):
    ring, path = world.store.ring, world.runtime.settings.data_dir / "keys.json"
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: KeyRing.at(path).add(), range(4)))
    ring.read_again()
    assert (sorted(made), list(ring.keys)) == (["k2", "k3", "k4", "k5"], ["k1", "k2", "k3", "k4", "k5"])


@pytest.mark.parametrize("plain", [b"Jeg er", "Jeg er træt"])
def test_a_sealed_column_refuses_what_was_not_sealed(world: World, plain: bytes):
    request = SupportRequest(person_id=world.ids["ann"], lang="da", asked_at=world.now, sealed=plain)
    with pytest.raises(StatementError, match="sealed"), world.store.work() as uow:
        uow.session.add(request)


def test_what_was_sealed_elsewhere_cannot_be_put_into_a_column(world: World):
    owner, row_id = world.ids["ann"], uuid4()
    note = sealed(world.store, owner, row_id)
    stolen = {"id": row_id, "person_id": owner, "lang": "da", "asked_at": world.now, "sealed": note}
    with world.store.work() as uow:
        uow.session.add(SupportRequest(**stolen))
    with world.store.read() as uow, pytest.raises(InvalidTag):
        uow.unseal(
            owner, place(SupportRequest.sealed), row_id, uow.session.scalars(select(SupportRequest.sealed)).one() or b""
        )


def test_every_column_of_bytes_is_sealed_and_every_place_is_named_as_its_column():
    columns = [column for table in metadata.tables.values() for column in table.columns]
    bytes_kinds = (LargeBinary, Sealed)
    of_bytes = {f"{one.table.name}.{one.name}": one.type for one in columns if isinstance(one.type, bytes_kinds)}
    plain = {name for name, kind in of_bytes.items() if not isinstance(kind, Sealed)}
    assert plain == {"person_key.wrapped", "plan_input_file.data", "people_import.data"}
    assert {NOTE, RATINGS, support.COLUMN, second_step.COLUMN, "plan_talk.words"} <= set(of_bytes)


def test_two_first_notes_at_once_get_the_same_key(world: World):
    owner, rows = world.ids["ann"], [uuid4() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda row: sealed(world.store, owner, row), rows))
    with world.store.read() as uow:
        assert [uow.unseal(owner, COLUMN, row, one) for row, one in zip(rows, kept, strict=True)] == [SECRET] * 4
        assert uow.session.scalar(select(func.count()).select_from(PersonKey)) == 1


def test_the_ring_is_made_once_for_its_owner_alone_though_many_start_together(tmp_path):
    path, ready = tmp_path / "new" / "keys.json", Barrier(8)

    def start(_number: int) -> dict[str, bytes]:
        ready.wait()
        return KeyRing.at(path).keys

    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(start, range(8)))
    assert all(ring == rings[0] for ring in rings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]
    assert set(json.loads(path.read_text())) == {"k1"}


def test_what_is_kept_is_not_made_again(tmp_path):
    assert keep(tmp_path / "secret", lambda: "first") == "first"
    assert keep(tmp_path / "secret", lambda: "second") == "first"
