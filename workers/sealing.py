"""Seals what was logged, batch upon batch, and looks whether the log still is what was sealed."""

from tracker.storage import audit
from tracker.storage.unit_of_work import Store
from workers.bars import Bar

HOW = {
    "entries": "an entry was added or removed",
    "chain": "an entry or the seal before it was changed",
    "mark": "the seal was not made with our key",
}


def seal(store: Store) -> None:
    """Seal all that waits, some in each transaction."""
    while _some(store):
        pass


def _some(store: Store) -> int:
    with store.work() as uow:
        return audit.seal_some(uow.session, store.ring)


def report(store: Store) -> int:
    """Look at every seal and print what is broken; 1 when there is anything."""
    bar = Bar("seals looked at")
    with store.read() as uow:
        found = audit.verify(uow.session, store.ring, bar)
    bar.end()
    for number, how in found.broken:
        print(f"seal {number}: {HOW[how]}")
    if found.unmarked:
        print(f"{found.unmarked} seals were made with a key that was dropped: only their chain can be looked at")
    print(f"{found.seals} seals over {found.entries} entries, {len(found.broken)} broken; {found.waiting} wait for one")
    return 1 if found.broken else 0
