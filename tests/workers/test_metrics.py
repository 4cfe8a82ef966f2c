"""Prometheus' figures: what is told, to whom, and that it holds nobody's id."""

import re
import socket
from datetime import timedelta
from urllib.request import ProxyHandler, build_opener
from uuid import uuid4

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from tests.servers import free_port, wait_until
from tests.workers.roads import escalate
from tests.worlds import World
from tracker.kernel.clocks import technical_now
from tracker.storage.outbox import Delivery, Heartbeat
from workers import metrics
from workers.metrics import Figures, exposed

PATIENCE = 60


def figures(world: World) -> dict[str, float]:
    registry = CollectorRegistry()
    registry.register(Figures(world.store))
    lines = generate_latest(registry).decode().splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name.removeprefix("ledertrivsel_"): float(value) for name, value in pairs}


def test_they_tell_what_waits_what_went_and_what_runs(world: World):
    escalate(world)
    world.drain()
    with world.store.work() as uow:
        long_ago = technical_now() - timedelta(minutes=10)
        uow.session.merge(Heartbeat(part="clock", at=long_ago))
        values = {"fact_id": uuid4(), "listener": "x", "created_at": long_ago}
        uow.session.add(Delivery(**values, state="waiting"))
        uow.session.add(Delivery(**(values | {"fact_id": uuid4()}), state="failed", ended_at=technical_now()))
    seen = figures(world)
    assert (seen["up"], seen["well"], seen["waiting"]) == (1, 0, 1)
    assert (seen['deliveries{state="failed"}'], seen['check_well{check="clock"}']) == (1, 0)
    assert seen['deliveries{state="done"}'] > 0
    assert seen['mails{state="sent"}'] == 2  # to HR, at once
    assert seen["waiting_oldest_seconds"] >= 600
    assert seen['heartbeat_age_seconds{part="clock"}'] >= 600
    assert {"timers_due", "failing_timers", 'audit_findings{kind="missing"}'} <= seen.keys()


def test_they_hold_nobodys_id_and_no_content(world: World):
    escalate(world)
    world.drain()
    registry = CollectorRegistry()
    registry.register(Figures(world.store))
    told = generate_latest(registry).decode()
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}|@|Prøvesen|Uklare", told)


def test_that_the_database_is_away_is_told(world: World):
    with world.store.work() as uow:
        uow.session.connection().exec_driver_sql("DROP TABLE heartbeat")
    assert figures(world) == {"up": 0}


def test_they_are_served_on_loopback_and_the_next_process_takes_over(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(metrics, "TRY_AGAIN_SECONDS", 0.05)
    port = free_port()
    with exposed(world.store, port):
        with exposed(world.store, port):  # as another process on the same machine: it waits for its turn
            wait_until(lambda: answers(port), "the figures are served", patience=PATIENCE)
        wait_until(lambda: answers(port), "they still are", patience=PATIENCE)
        with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/metrics") as answer:
            assert b"ledertrivsel_up 1.0" in answer.read()
    assert not answers(port)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_without_a_port_nothing_is_opened(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(metrics, "serve", lambda *_: pytest.fail("served"))
    with exposed(world.store, 0):
        pass
