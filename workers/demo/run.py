"""`make demo`: Solby Kommune on the embedded defaults. Seeded once; between starts its clock stands still."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

from sqlalchemy import Engine, event

from tracker.settings import PREFIX, ROOT, Settings
from tracker.storage.clock import business_now, set_now
from tracker.storage.outbox import Heartbeat
from tracker.storage.unit_of_work import Store
from workers import migrate
from workers.demo.seed import personas, seed
from workers.demo.stage import Stopped
from workers.runtime import Runtime, alone
from workers.serving import make_app, serve

DATABASE, HALF = "ledertrivsel.db", "seeding.db"
KEPT = (DATABASE, HALF, "keys.json", "secret_key")


def run(stop: Event, *, reset: bool, port: int) -> int:
    """Seed if need be, then serve until told to stop."""
    settings = settings_for(port)
    with alone(settings):
        if reset:
            print("Removing what was done in the demo …", flush=True)
            remove(settings.data_dir, *KEPT)
        if not (settings.data_dir / DATABASE).exists() and not prepare(settings, stop):
            print("Stopped before the demo was ready; the next start begins anew.", flush=True)
            return 0
        return _serve(settings, stop, port)


def settings_for(port: int, environment: Mapping[str, str] = os.environ) -> Settings:
    """The embedded defaults with a clock that can be moved; only the folder can be chosen (LEDERTRIVSEL_DATA_DIR)."""
    folder = Path(environment.get(f"{PREFIX}DATA_DIR") or ROOT / "var" / "demo")
    return Settings.from_environment(
        {}, data_dir=folder, demo=True, movable_clock=True, base_url=f"http://127.0.0.1:{port}"
    )


def prepare(settings: Settings, stop: Event) -> bool:
    """Make the database beside its place and move it there when it is whole; False when broken off before that."""
    remove(settings.data_dir, HALF)
    path = settings.data_dir / HALF
    print("Preparing the database …", flush=True)
    runtime = Runtime(_at(settings, path))
    _hurry(runtime.store.engine)
    try:
        migrate.upgrade(runtime.store.engine)
        seed(runtime, stop, lambda text: print(text, flush=True))
    except Stopped:
        return False
    finally:
        runtime.store.engine.dispose()
    path.rename(settings.data_dir / DATABASE)
    return True


def _at(settings: Settings, path: Path) -> Settings:
    return replace(settings, database_url=f"sqlite:///{path}")


def _hurry(engine: Engine) -> None:
    """Nothing of a half-made database is kept, so nothing need wait for the disk."""
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))


def _serve(settings: Settings, stop: Event, port: int) -> int:
    runtime = Runtime(settings)
    migrate.upgrade(runtime.store.engine)
    resume(runtime.store)
    app = make_app(runtime, personas=personas)
    with runtime.working(clock=True):
        print(f"Open http://127.0.0.1:{port}/personer and choose a person. Ctrl-C stops.", flush=True)
        serve(app, port, stop, say=False)
        print("Stopping …", flush=True)
    return 0


def resume(store: Store) -> None:
    """Let the business clock go on from where it last ticked: no weeks pass while the demo is off."""
    with store.work() as uow:
        last = uow.session.get(Heartbeat, "clock")
        if last is not None:
            away = uow.now - business_now(uow.session, movable=False)
            set_now(uow.session, last.at + away + timedelta(seconds=10))


def remove(folder: Path, *names: str) -> None:
    """Delete some of the demo's own files, and what SQLite keeps beside them."""
    for name in names:
        for path in (folder / name, folder / f"{name}-wal", folder / f"{name}-shm"):
            path.unlink(missing_ok=True)
