"""What the command line can do; each command is one function."""

import argparse
import getpass
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from threading import Event
from typing import Any

from tracker.settings import Settings
from workers import refusing
from workers.rehearsal.arguments import rehearsal_arguments
from workers.runtime import Runtime, alone

Commands = Any


def add_all(commands: Commands) -> None:
    """Register every command with its options."""
    _add(commands, "web", run_web, "serve the pages (and do everything else too where there is no Redis)").add_argument(
        "--port", type=int, default=0
    )
    _add(commands, "worker", run_worker, "relay what is recorded and do the work")
    _add(commands, "clock", run_clock, "let what is due happen")
    _add(commands, "migrate", run_migrate, "bring the database's schema up to date")
    revise = _add(commands, "revise", run_revise, "for developers: write a migration from what the tables say")
    revise.add_argument("message")
    demo = _add(commands, "demo", run_demo, "Solby Kommune, on the embedded defaults")
    demo.add_argument("--reset", action="store_true", help="start over, without what was done in it")
    first = _add(commands, "bootstrap", run_bootstrap, "grant the first roles")
    first.add_argument("--organisation", required=True)
    first.add_argument("--email", required=True)
    first.add_argument("--name", required=True)
    first.add_argument("--role", choices=["TM", "HR", "SA"], required=True)
    one = _add(commands, "invite", run_invite, "print a link by which a person chooses a password")
    one.add_argument("--email", required=True)
    read = _add(commands, "import", run_import, "units, people, groups and roles from a CSV file")
    read.add_argument("file")
    read.add_argument("--dry-run", action="store_true", help="show what would change")
    rehearse = _add(commands, "rehearse", run_rehearsal, "live a year with synthetic people, and see what was promised")
    rehearsal_arguments(rehearse)
    look = _add(commands, "audit", run_audit, "deliveries: was everybody told? verify: is the log as it was written?")
    look.add_argument("what", choices=["deliveries", "verify"])
    keys = _add(commands, "keys", run_keys, "the keys that wrap each person's own: list, new, rotate, drop")
    keys.add_argument("what", choices=["list", "new", "rotate", "drop"])
    keys.add_argument("name", nargs="?", default="", help="which one to drop")
    _add(commands, "catalogue", run_catalogue, "the built-in catalogue").add_argument("--counts", action="store_true")
    _add(commands, "translations", run_translations, "list texts missing in Danish or no longer used")


def _add(commands: Commands, name: str, run: Any, help_text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    return parser


def stop_on_signals() -> Event:
    """An event that SIGTERM and SIGINT set."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _exposed(runtime: Runtime, port: int) -> AbstractContextManager[None]:
    """The figures on a port, where one is given; else nothing of theirs is loaded."""
    if not port:
        return nullcontext()
    from workers.metrics import exposed

    return exposed(runtime.store, port)


def in_operation() -> Settings:
    """The settings of a process that serves or works; SystemExit where it is not fit for it."""
    settings = Settings.from_environment()
    refusing.check(settings)
    return settings


def run_web(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from workers.serving import make_app, serve, serving_port  # a worker needs no pages

    settings = in_operation()
    stop = stop_on_signals()
    port = options.port or serving_port()
    if settings.redis_url:
        runtime = Runtime(settings)
        with _exposed(runtime, settings.metrics_port):
            return serve(make_app(runtime), port, stop)
    with alone(settings):
        runtime = Runtime(settings)
        with _exposed(runtime, settings.metrics_port), runtime.working(clock=True):
            return serve(make_app(runtime), port, stop)


def run_worker(_options: argparse.Namespace) -> int:
    """Relay and work until told to stop, then finish what is held."""
    settings = in_operation()
    if not settings.redis_url:
        raise SystemExit("Without LEDERTRIVSEL_REDIS_URL the web process does the work itself.")
    stop = stop_on_signals()
    runtime = Runtime(settings)
    with _exposed(runtime, settings.metrics_port), runtime.working(clock=False):
        print("worker: ready", flush=True)
        stop.wait()
    return 0


def run_clock(_options: argparse.Namespace) -> int:
    """Tick until told to stop."""
    settings = in_operation()
    stop = stop_on_signals()
    runtime = Runtime(settings)
    print("clock: ready", flush=True)
    with _exposed(runtime, settings.metrics_port):
        runtime.clock.run(stop)
    return 0


def run_migrate(_options: argparse.Namespace) -> int:
    """Bring the schema up to date."""
    from workers import migrate

    runtime = Runtime(Settings.from_environment())
    migrate.upgrade(runtime.store.engine)
    print(f"schema: {migrate.versions(runtime.store.engine)[0]}")
    return 0


def run_revise(options: argparse.Namespace) -> int:
    """Bring a database of one's own up to date, and write the migration that it lacks."""
    from workers import migrate

    runtime = Runtime(Settings.from_environment())
    migrate.upgrade(runtime.store.engine)
    migrate.revise(runtime.store.engine, options.message)
    return 0


def run_demo(options: argparse.Namespace) -> int:
    """The demo: seeded once, kept between starts."""
    from workers.demo.run import run  # the demo's data is read only when asked for
    from workers.serving import free_port

    return run(stop_on_signals(), reset=options.reset, port=free_port())


def run_bootstrap(options: argparse.Namespace) -> int:
    """Grant the first HR, top management or administrator, with a password asked for."""
    from workers.bootstrap import grant

    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    grant(Runtime(Settings.from_environment()).store, password=password, **_chosen(options))
    return 0


def run_invite(options: argparse.Namespace) -> int:
    """Print a link that works once, to be handed over."""
    from workers.bootstrap import invite

    settings = Settings.from_environment()
    invite(Runtime(settings).store, base_url=settings.base_url, email=options.email)
    return 0


def _chosen(options: argparse.Namespace) -> dict[str, str]:
    return {name: getattr(options, name) for name in ("organisation", "email", "name", "role")}


def run_import(options: argparse.Namespace) -> int:
    """Read a CSV file; 1 when anything was refused."""
    from workers.importing import run

    return run(Runtime(Settings.from_environment()).store, options.file, dry_run=options.dry_run)


def run_audit(options: argparse.Namespace) -> int:
    """Print what is missing and what is too much, or what was changed in the log; 1 when there is anything."""
    from workers import auditor, sealing

    look = {"deliveries": auditor.report, "verify": sealing.report}[options.what]
    return look(Runtime(Settings.from_environment()).store)


def run_keys(options: argparse.Namespace) -> int:
    """What is asked for; 1 where it cannot be done."""
    from workers import keys

    store = Runtime(Settings.from_environment()).store
    if options.what == "drop":
        return keys.drop(store, options.name)
    return {"list": keys.show, "new": keys.new, "rotate": keys.rotate}[options.what](store)


def run_catalogue(options: argparse.Namespace) -> int:
    """Print how much the catalogue holds, or its themes."""
    from tracker.knowledge import queries

    if options.counts:
        print(", ".join(f"{name} {count}" for name, count in queries.counts().items()))
        return 0
    for theme in queries.themes():
        print(f"{theme.code}: {theme.title.da} / {theme.title.en}")
    return 0


def run_translations(_options: argparse.Namespace) -> int:
    """Print what is missing or unused; 1 when there is anything."""
    from workers.translations import report

    return report()


def run_rehearsal(options: argparse.Namespace) -> int:
    """Live a year with synthetic people; 1 when a promise was broken."""
    from workers.rehearsal.command import run

    return run(options)
