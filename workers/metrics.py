"""Figures for Prometheus, on loopback alone and where a port is given: counts and ages, nobody's id, no content."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from tracker.home import health
from tracker.home.checks import Level
from tracker.home.health import Health
from tracker.notifications.audit import mails_by_state
from tracker.settings import find
from tracker.storage.outbox import Delivery, Heartbeat, State, Timer
from tracker.storage.unit_of_work import Store, UnitOfWork

PREFIX = "ledertrivsel_"
TRY_AGAIN_SECONDS = 15.0
Labelled = dict[str, float]


class Figures(Collector):
    """Reads them from the database when it is asked, so every process tells the same."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing beforehand: it would ask the database at the start."""
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """All of them; only that it is away, while the database is."""
        try:
            with self.store.read() as uow:
                seen = health.look(uow, find("migrations"), health.mode_of(self.store))
                yield from [*_levels(seen), *_road(seen), *_counts(uow), *_ages(uow, seen.at)]
        except DBAPIError:
            yield _gauge("up", "Whether the database answers", 0)


def _levels(seen: Health) -> Iterator[GaugeMetricFamily]:
    yield _gauge("up", "Whether the database answers", 1)
    yield _gauge("well", "Whether nothing needs a person", seen.level != Level.FAILING)
    checks = {check.name: float(check.level == Level.WELL) for check in seen.checks}
    yield _labelled("check_well", "Whether a check of the health page is well", "check", checks)


def _road(seen: Health) -> Iterator[GaugeMetricFamily]:
    for name, text in (("waiting", "Deliveries that may go"), ("failing_timers", "Timers that go on failing")):
        yield _gauge(name, text, seen[name].many or 0)
    for name, text in (("waiting", "The oldest delivery that may go"), ("timers", "The oldest timer that is due")):
        since = seen[name].since
        yield _gauge(f"{name}_oldest_seconds", text, (seen.at - since).total_seconds() if since else 0)
    found = {name: float(seen[name].many or 0) for name in ("missing", "surplus")}
    yield _labelled("audit_findings", "What the last audit found amiss", "kind", found)


def _counts(uow: UnitOfWork) -> Iterator[GaugeMetricFamily]:
    deliveries = dict.fromkeys(map(str, State), 0.0)
    counted = uow.session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
    deliveries |= {state: float(many) for state, many in counted}
    yield _labelled("deliveries", "Deliveries by state", "state", deliveries)
    yield _labelled("mails", "E-mails by state", "state", mails_by_state(uow.session))
    due = select(func.count()).where(Timer.ended_at.is_(None), Timer.due_at <= uow.now)
    yield _gauge("timers_due", "Timers that are due and not done", uow.session.scalar(due) or 0)


def _ages(uow: UnitOfWork, now: datetime) -> Iterator[GaugeMetricFamily]:
    ages = {row.part: (now - row.at).total_seconds() for row in uow.session.scalars(select(Heartbeat))}
    yield _labelled("heartbeat_age_seconds", "Since a part of the machinery last ran", "part", ages)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(PREFIX + name, text, value=value)


def _labelled(name: str, text: str, label: str, values: Labelled) -> GaugeMetricFamily:
    family = GaugeMetricFamily(PREFIX + name, text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


@contextmanager
def exposed(store: Store, port: int) -> Iterator[None]:
    """The figures can be read on 127.0.0.1 while the block lasts; nothing happens without a port."""
    if not port:
        yield
        return
    stop = Event()
    thread = Thread(target=serve, args=(store, port, stop), name="metrics", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def serve(store: Store, port: int, stop: Event) -> None:
    """Serve them; where another process of ours does on this port, take its place when it is gone."""
    registry = CollectorRegistry()
    registry.register(Figures(store))
    while not stop.is_set():
        try:
            server, thread = start_http_server(port, addr="127.0.0.1", registry=registry)
        except OSError:
            stop.wait(TRY_AGAIN_SECONDS)
            continue
        stop.wait()
        server.shutdown()
        server.server_close()
        thread.join()
