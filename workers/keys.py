"""`ledertrivsel keys`: the keys that wrap each person's own, listed, changed for a new one, and thrown away."""

from tracker.storage.unit_of_work import Store
from tracker.storage.vault import wrap_anew, wraps
from workers.bars import Bar

AT_A_TIME = 100
"""people's keys in one transaction: short, since everybody else goes on working"""


def show(store: Store) -> int:
    """Each key of the ring by its name, and how many people's keys it wraps; 1 where one that is needed is missing."""
    store.ring.read_again()
    with store.read() as uow:
        used = wraps(uow.session)
    for name in store.ring.keys:
        print(f"{name}\t{used[name]}" + ("\tnewest" if name == store.ring.current else ""))
    missing = sorted(used.keys() - store.ring.keys.keys())
    for name in missing:
        print(f"{name}\t{used[name]}\tMISSING FROM THE KEYS FILE")
    return 1 if missing else 0


def new(store: Store) -> int:
    """A new key in the file, to be carried to other machines before `rotate` uses it."""
    print(f"{store.ring.add()} added: carry the keys file to every machine, then rotate")
    return 0


def rotate(store: Store) -> int:
    """Wrap everybody's key with the newest one; makes one first where the newest wraps everything already.

    Killed at any moment it goes on where it was, since each person's row says which key wraps it.
    """
    store.ring.read_again()
    with store.read() as uow:
        used = wraps(uow.session)
    if used.total() == used[store.ring.current]:
        store.ring.add()
    name, of, done = store.ring.current, used.total() - used[store.ring.current], 0
    bar = Bar(f"keys wrapped with {name}")
    while wrapped := _some(store):
        done += wrapped
        bar(done, max(of, done))
    bar(max(of, done), max(of, done))
    bar.end()
    print(f"{name} wraps every key; back up the keys file, then `ledertrivsel keys drop` the older ones")
    return 0


def _some(store: Store) -> int:
    with store.work() as uow:
        return wrap_anew(uow.session, store.ring, AT_A_TIME)


def drop(store: Store, name: str) -> int:
    """Throw a key away that wraps nothing any more; 1 where it still does, or is the newest."""
    store.ring.read_again()
    with store.read() as uow:
        used = wraps(uow.session)
    if name not in store.ring.keys:
        print(f"There is no key {name}")
        return 1
    if used[name] or name == store.ring.current:
        print(f"{name} is in use: rotate first")
        return 1
    store.ring.drop(name)
    print(f"{name} is gone; a backup from before the change of keys cannot be read without it")
    return 0
