"""Health: green when all is well, red with a reason when not, in JSON and in words; a banner; never any content."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, event, insert

from tests.shape.tree import ROOT
from tests.worlds import World, step_clock
from tracker.home import health
from tracker.home.checks import WORDS, Check, Level, counted, late, running, worst
from tracker.kernel.clocks import technical_now
from tracker.storage.machinery import AuditFinding, TimerTrouble, say_doubt
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, Timer
from tracker.storage.outside import went_away
from tracker.storage.unit_of_work import UnitOfWork

NOW = technical_now()
PARTS = ("clock", "relay", "auditor")


def ago(**time: float) -> Any:
    return technical_now() - timedelta(**time)


def beat(uow: UnitOfWork, *parts: str, at: Any = None) -> None:
    for part in parts:
        uow.session.merge(Heartbeat(part=part, at=at or technical_now()))


@pytest.fixture
def well(world: World) -> World:
    """An installation in which all runs."""
    with world.store.work() as uow:
        beat(uow, *PARTS)
    return world


def asked(world: World) -> tuple[int, dict[str, Any]]:
    answer = world.client(None).http.get("/health")
    return answer.status_code, answer.get_json()


def red(world: World) -> set[str]:
    return {name for name, check in asked(world)[1]["checks"].items() if check["status"] != "well"}


def waits(uow: UnitOfWork, **values: Any) -> None:
    same = {"fact_id": uuid4(), "listener": "x", "state": "waiting", "created_at": technical_now()}
    uow.session.add(Delivery(**(same | values)))


def test_when_all_runs_health_says_so_and_how_it_is_set_up(well: World):
    status, seen = asked(well)
    assert (status, seen["status"], seen["mode"], red(well)) == (200, "well", "embedded", set())
    assert seen["migrations"]["current"] == seen["migrations"]["head"]
    assert {"version", "business_time", "not_sent"} <= seen.keys()
    assert set(seen["checks"]) | {"database"} == set(WORDS)


def test_what_has_stopped_or_never_ran_turns_it_red(well: World):
    for part in PARTS:
        with well.store.work() as uow:
            beat(uow, part, at=ago(minutes=16))
        assert (asked(well)[0], red(well)) == (503, {part})
        with well.store.work() as uow:
            uow.session.execute(delete(Heartbeat).where(Heartbeat.part == part))
        assert (asked(well)[0], red(well)) == (503, {part})
        with well.store.work() as uow:
            beat(uow, part)


Break = Callable[[UnitOfWork], None]


def fact(uow: UnitOfWork) -> None:
    values = {"name": "x", "schema": 1, "matter": uuid4(), "actor_id": None, "payload": {}, "at": uow.now}
    uow.session.add(FactRow(**values, recorded_at=ago(minutes=16), relayed_at=None))


def failing_timer(uow: UnitOfWork) -> None:
    row = Timer(id=uuid4(), kind="x", matter=uuid4(), due_at=uow.now - timedelta(minutes=5))
    trouble = {"timer_id": row.id, "attempts": 3, "problem": "X", "since": NOW, "last_at": NOW}
    uow.session.add(row)
    uow.session.add(TimerTrouble(**trouble))


def finding(kind: str, **values: Any) -> Break:
    def add(uow: UnitOfWork) -> None:
        row = {"id": uuid4(), "kind": kind, "matter": uuid4(), "first_seen": NOW, "confirmed_at": NOW}
        uow.session.execute(insert(AuditFinding).values(row | values))

    return add


BROKEN: dict[str, tuple[int, str, Break]] = {
    "a mail that may go for 16 minutes": (503, "waiting", lambda uow: waits(uow, created_at=ago(minutes=16))),
    "one that is tried again and again": (
        503,
        "waiting",
        lambda uow: waits(uow, created_at=ago(hours=1), attempts=9, retry_at=technical_now() + timedelta(minutes=9)),
    ),
    "one that waited for a morning that has passed": (
        503,
        "waiting",
        lambda uow: waits(uow, created_at=ago(hours=20), not_before=uow.now - timedelta(minutes=16)),
    ),
    "a fact nobody has fanned out": (503, "waiting", fact),
    "a timer nobody has fired": (
        503,
        "timers",
        lambda uow: uow.session.add(Timer(kind="x", matter=uuid4(), due_at=uow.now - timedelta(minutes=16))),
    ),
    "a timer that goes on failing": (503, "failing_timers", failing_timer),
    "a clock that is not believed": (503, "time", lambda uow: say_doubt(uow.session, "a", "jumped", 7200, NOW)),
    "something set aside": (503, "set_aside", lambda uow: waits(uow, state="set_aside", ended_at=NOW)),
    "somebody who was not told": (503, "missing", finding("not_told")),
    "somebody who was told twice": (200, "surplus", finding("told_twice")),
    "a mail server that has just gone": (
        200,
        "mail_server",
        lambda uow: went_away(uow.session, "mail", "refused", timedelta(minutes=1)),
    ),
}


class Undone(Exception):
    """Ends a unit of work that was only tried."""


@contextmanager
def broken(world: World, breaks: Break) -> Iterator[UnitOfWork]:
    """A look at what would be, were this so."""
    with suppress(Undone), world.store.work() as uow:
        breaks(uow)
        uow.session.flush()
        yield uow
        raise Undone


def seen_by(world: World, uow: UnitOfWork) -> health.Health:
    return health.look(uow, world.app.extensions["ledertrivsel.migrations"], "embedded")


def test_what_is_not_well_is_named(well: World):
    for name, (status, check, breaks) in BROKEN.items():
        with broken(well, breaks) as uow:
            seen = seen_by(well, uow)
            assert {one.name for one in seen.checks if one.level != Level.WELL} == {check}, name
            assert (seen.level == Level.FAILING) == (status == 503), name


@pytest.mark.parametrize("name", ["something set aside", "somebody who was told twice"])
def test_it_is_told_to_machines_and_to_the_administrator_with_what_to_do(well: World, name: str):
    status, check, breaks = BROKEN[name]
    with well.store.work() as uow:
        breaks(uow)
    assert (asked(well)[0], red(well)) == (status, {check})
    sa = well.client("sa")
    sa.get("/drift")
    [told] = sa.page.select(".alert")
    assert f"docs/operations.md#{check}" in told.get_text()
    operations = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert {name for name in WORDS if f'<a id="{name}">' not in operations} == set()


FINE: dict[str, Break] = {
    "a mail that waits for the morning": lambda uow: waits(
        uow, created_at=ago(hours=9), not_before=uow.now + timedelta(hours=1)
    ),
    "a mail of a minute ago": lambda uow: waits(uow, created_at=ago(minutes=1)),
    "an address that was refused": lambda uow: waits(uow, state="failed", ended_at=NOW),
    "a timer that will be due": lambda uow: uow.session.add(
        Timer(kind="x", matter=uuid4(), due_at=uow.now + timedelta(days=1))
    ),
    "what an audit is not sure of": finding("not_told", confirmed_at=None),
    "what an audit found and finds no more": finding("not_told", resolved_at=NOW),
}


def test_what_is_as_it_should_be_is_no_reason_to_worry(well: World):
    for name, happens in FINE.items():
        with broken(well, happens) as uow:
            assert seen_by(well, uow).level == Level.WELL, name


def test_what_was_refused_is_counted_without_turning_it_red(well: World):
    with well.store.work() as uow:
        waits(uow, state="failed", ended_at=NOW)
        waits(uow, state="expired", ended_at=NOW)
        waits(uow, state="failed", ended_at=ago(days=40))
    assert asked(well)[1]["not_sent"] == 2


def test_tables_of_another_version_turn_it_red(well: World):
    with well.store.work() as uow:
        uow.session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    status, seen = asked(well)
    assert (status, red(well), seen["migrations"]["current"]) == (503, {"schema"}, "older")


def test_health_answers_though_the_database_is_away(well: World):
    stranger = well.client(None)
    with well.store.work() as uow:
        uow.session.connection().exec_driver_sql("DROP TABLE heartbeat")
    answer = stranger.http.get("/health")
    assert (answer.status_code, answer.get_json()["checks"]) == (503, {"database": {"status": "failing"}})


def test_moving_the_business_clock_makes_nothing_late(well: World):
    with well.store.work() as uow:
        waits(uow, created_at=technical_now(), not_before=uow.now + timedelta(days=30))
    well.move(days=30, minutes=1)
    assert "waiting" not in red(well)


def test_all_is_looked_at_in_eight_queries(well: World):
    statements: list[str] = []
    event.listen(well.store.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    health.report(well.store, well.app.extensions["ledertrivsel.migrations"])
    assert len([one for one in statements if not one.startswith("BEGIN")]) <= 8


def test_nothing_that_health_says_is_content(well: World):
    with well.store.work() as uow:
        finding("not_told")(uow)
        waits(uow, created_at=ago(minutes=20))
    answer = well.client(None).http.get("/health").get_data(as_text=True)
    with well.reading() as uow:
        for row in (uow.session.query(AuditFinding).one(), uow.session.query(Delivery).one()):
            assert str(row.id) not in answer
            assert "matter" not in answer


def test_the_administrator_reads_in_words_that_all_is_well_and_how_it_is_set_up(well: World):
    sa = well.client("sa")
    sa.get("/drift")
    assert "Alt er, som det skal være" in sa.text
    assert "Én proces gør det hele" in sa.text
    english = well.client("sa", language="en")
    english.get("/drift")
    assert "All is well" in english.text


def test_before_anything_has_run_the_administrator_is_told_to_start_it(world: World):
    sa = world.client("sa")
    sa.get("/drift")
    assert "Start ur-processen" in sa.text
    assert "Det har aldrig kørt" in sa.text


def test_the_administrators_front_page_leads_to_the_health(well: World):
    sa = well.client("sa")
    sa.get("/")
    assert "Drift : Alt er, som det skal være" in sa.text
    ann = well.client("ann")
    ann.get("/")
    assert "Alt er, som det skal være" not in ann.text


def test_the_health_page_is_the_administrators(world: World):
    for who in ("tm", "hr", "head", "med"):
        browser = world.client(who)
        browser.get("/drift")
        assert browser.status == 404, who


LATE = "Nogle beskeder er forsinkede"


TOLD = {"sa": {"/"}, "hr": {"/", "/eskaleringer", "/indbakke"}, "ann": {"/"}}


def test_a_banner_says_that_something_is_late(well: World):
    with well.store.work() as uow:
        waits(uow, created_at=ago(minutes=20))
    for who, paths in TOLD.items():
        browser = well.client(who)
        for path in ("/", "/eskaleringer", "/indbakke"):
            browser.get(path)
            assert (LATE in browser.text) == (path in paths or (who == "sa" and browser.status == 200)), (who, path)


def test_the_banner_says_so_too_while_time_is_in_doubt_and_goes_away(well: World):
    with well.store.work() as uow:
        say_doubt(uow.session, "a", "jumped", 7200, NOW)
        assert health.is_late(uow)
    hr = well.client("hr")
    hr.get("/indbakke")
    assert LATE in hr.text
    step_clock(well.runtime)
    with well.reading() as uow:
        assert health.is_late(uow)  # that clock still says so; ours is well


def test_the_worst_counts():
    checks = [Check("a"), counted("b", 2, level=Level.DEGRADED)]
    assert worst(checks[:1]) == Level.WELL
    assert worst(checks) == Level.DEGRADED
    assert worst([*checks, late("c", NOW - timedelta(minutes=16), NOW)]) == Level.FAILING
    assert running("d", NOW + timedelta(seconds=3), NOW, timedelta(minutes=5)).level == Level.WELL
