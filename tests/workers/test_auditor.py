"""The auditor: finds what was lost or told twice from the domain's own tables alone, and nothing where all is well."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, update

from tests.people.files import file
from tests.plans.plan_year import published
from tests.rounds import acting as rounds
from tests.servers import wait_until
from tests.workers.roads import escalate
from tests.workers.test_clock_due import follow_up
from tests.worlds import World
from tracker.escalations import service as escalations
from tracker.escalations.models import Escalation
from tracker.kernel.clocks import technical_now
from tracker.notifications.audit import audit
from tracker.notifications.models import Mail, Notice
from tracker.people import service as people
from tracker.storage.machinery import GRACE, AuditFinding, confirmed, findings
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, Timer
from tracker.warnings import service as warnings
from workers.auditor import AGAIN, EVERY, Auditor, report
from workers.clock import Clock


def amiss(world: World) -> set[tuple[str, UUID]]:
    """What an audit sees now, certain or not."""
    audit(world.store)
    with world.reading() as uow:
        rows = uow.session.scalars(select(AuditFinding).where(AuditFinding.resolved_at.is_(None)))
        return {(row.kind, row.matter) for row in rows}


def a_minute_later(world: World) -> None:
    """What was seen first was seen a minute earlier."""
    with world.store.work() as uow:
        uow.session.execute(update(AuditFinding).values(first_seen=technical_now() - GRACE - timedelta(seconds=1)))


def lose(world: World, what: Any, *conditions: Any) -> None:
    with world.store.work() as uow:
        assert uow.session.execute(delete(what).where(*conditions).returning(what.id)).all()


@pytest.fixture
def told(world: World) -> dict[str, UUID]:
    """An organisation in which something of everything has happened, and been told."""
    published(world)
    made = {"round": rounds.plan(world), "followup": follow_up(world, "ann", date(2026, 2, 4))}
    made["later"] = follow_up(world, "bo", date(2026, 2, 20), "weekly")
    made["raised"], made["answered"] = escalate(world), escalate(world)
    world.drain()
    with world.acting("hr") as uow:
        row = uow.get(Escalation, made["answered"])
        escalations.acknowledge(uow, row.id, version=row.version)
    with world.acting("bo") as uow:
        made["support"] = warnings.ask(uow, support="hr-talk", words="…", lang="da")
    world.move(days=1, hours=4)
    return made


def test_where_all_is_well_nothing_is_found_on_any_day(world: World, told: dict[str, UUID]):
    assert amiss(world) == set()
    rounds.close(world, told["round"])
    world.drain()
    for days in (1, 5, 6, 20):
        world.move(days=days)
        assert amiss(world) == set(), days


Loss = Callable[[World, dict[str, UUID]], None]


def forget(kind: str) -> Loss:
    return lambda world, told: lose(world, Notice, Notice.kind == kind)


def forget_one(kind: str, name: str) -> Loss:
    return lambda world, told: lose(world, Notice, Notice.kind == kind, Notice.person_id == world.ids[name])


def stop(kind: str, name: str) -> Loss:
    return lambda world, told: lose(world, Timer, Timer.kind == kind, Timer.matter == told[name])


LOST: dict[str, tuple[str, str, Loss]] = {
    "a follow-up that asked nobody": ("not_told", "followup", forget("followup.due")),
    "an escalation one of its receivers was not told of": (
        "not_told",
        "raised",
        lambda world, told: lose(
            world,
            Notice,
            Notice.kind == "escalation.received",
            Notice.matter == told["raised"],
            Notice.person_id == world.ids["hr2"],
        ),
    ),
    "a round one was not invited to": ("not_told", "round", forget_one("round.invited", "cia")),
    "a group that was not asked to talk": ("not_told", "small", forget_one("plan.talk", "lis")),
    "support HR was not asked for": ("not_told", "support", forget("support.asked")),
    "a follow-up that will never ask": ("no_timer", "later", stop("followups.ask", "later")),
    "one that will never be missed": ("no_timer", "followup", stop("followups.miss", "followup")),
}


def test_what_was_lost_is_found(world: World, told: dict[str, UUID]):
    expected = set()
    for name, (kind, matter, loses) in LOST.items():
        loses(world, told)
        expected.add((kind, (told | world.ids)[matter]))
        assert amiss(world) == expected, name


def test_an_escalation_whose_time_would_never_run_out_is_found(world: World):
    raised = escalate(world)
    world.drain()
    lose(world, Timer, Timer.kind == "escalations.move_up")
    assert amiss(world) == {("no_timer", raised)}


def test_who_a_later_file_says_was_here_long_ago_could_not_be_told(world: World):
    escalate(world)
    world.drain()
    with world.store.work() as uow:
        olga = "person;olga;Olga Østergård;head;olga@example.org;Leder;da;;school;;2020-01-01;"
        roles = ["role;;;;;;;olga;root;HR;2020-01-01;", "member;group;;;;;;olga;;member;2020-01-01;"]
        assert not people.import_people(uow, file(olga, *roles)).refused
    assert amiss(world) == set()


def test_it_trusts_nothing_the_road_wrote_down(world: World):
    """As if the outbox had lost it before anybody looked."""
    raised = escalate(world)
    lose(world, FactRow, FactRow.matter == raised)
    world.drain()
    assert amiss(world) == {("not_told", raised)}


def test_a_mail_nothing_will_ever_send_is_found(world: World):
    escalate(world)
    world.drain()
    with world.store.work() as uow:
        single = uow.session.scalars(select(Mail)).first()
        assert single is not None
        single.state = "planned"
        stuck = single.id
        gathering = set(uow.session.scalars(select(Mail.id).where(Mail.state == "gathering")))
        assert gathering
        uow.session.execute(delete(Timer).where(Timer.kind == "notifications.digest"))
    assert amiss(world) == {("mail_stuck", stuck)} | {("mail_stuck", mail) for mail in gathering}


def test_a_mail_that_is_on_its_way_or_waits_for_the_morning_is_not_stuck(world: World):
    world.move(hours=12)
    escalate(world)
    assert {kind for kind, _ in amiss(world)} <= {"not_told"}  # not fanned out yet
    world.drain()
    with world.reading() as uow:
        assert uow.session.scalars(select(Delivery).where(Delivery.not_before.is_not(None))).first()
    assert amiss(world) == set()


def say(world: World, matter: UUID, kind: str, about: str, who: str) -> None:
    row = {"id": uuid4(), "person_id": world.ids[who], "fact_id": uuid4(), "kind": kind, "about": about}
    with world.store.work() as uow:
        uow.session.execute(insert(Notice).values(row | {"matter": matter, "at": uow.now}))


def test_what_is_too_much_is_found(world: World, told: dict[str, UUID]):
    say(world, told["raised"], "escalation.received", "escalation", "hr")
    assert amiss(world) == {("told_twice", told["raised"])}
    with world.store.work() as uow:  # tm was never told of it: nothing is wrong yet
        concerned = update(Escalation).where(Escalation.id == told["answered"])
        uow.session.execute(concerned.values(concerns_id=world.ids["tm"]))
    assert amiss(world) == {("told_twice", told["raised"])}
    say(world, told["answered"], "escalation.moved", "escalation", "tm")
    over = uuid4()
    with world.store.work() as uow:
        uow.at(uow.now + timedelta(days=3), "followups.ask", over)
    wrongly, stray = ("told_wrongly", told["answered"]), ("stray_timer", over)
    assert amiss(world) == {("told_twice", told["raised"]), wrongly, stray}


def test_it_is_certain_only_of_what_is_still_so_a_minute_later(world: World):
    raised = escalate(world)
    assert audit(world.store)  # still on its way: to be looked at again
    with world.reading() as uow:
        assert confirmed(uow.session) == []
    a_minute_later(world)
    assert not audit(world.store)
    with world.reading() as uow:
        assert [(one.kind, one.matter) for one in confirmed(uow.session)] == [("not_told", raised)]
        assert findings(uow.session).missing == 1
    world.drain()
    assert not audit(world.store)
    with world.reading() as uow:
        assert (confirmed(uow.session), findings(uow.session).missing) == ([], 0)
    lose(world, Notice, Notice.kind == "escalation.received")
    assert audit(world.store)  # the same again is new


def test_one_auditor_works_at_a_time_and_comes_back_in_a_minute_when_unsure(world: World):
    assert Auditor(world.store).turn() == EVERY
    assert Auditor(world.store).turn() == AGAIN  # another has just done it
    escalate(world)
    with world.store.work() as uow:
        uow.session.execute(update(Heartbeat).values(at=technical_now() - EVERY))
    assert Auditor(world.store).turn() == AGAIN
    with world.reading() as uow:
        assert uow.session.scalars(select(AuditFinding)).one().confirmed_at is None


def test_the_command_tells_kinds_and_ids_and_no_content(world: World, capsys: pytest.CaptureFixture[str]):
    assert report(world.store) == 0
    raised = escalate(world)
    assert report(world.store) == 0
    assert "looked at again" in capsys.readouterr().out
    a_minute_later(world)
    assert report(world.store) == 1
    printed = capsys.readouterr().out
    assert f"not_told\t{raised}\t" in printed
    assert "Uklare" not in printed
    assert "Prøvesen" not in printed


def test_it_runs_beside_the_clock(world: World):
    stop = Event()
    thread = Thread(target=Clock(world.store).run, args=(stop,))
    thread.start()
    try:
        wait_until(lambda: has_beaten(world), "the auditor has been round", patience=60)
    finally:
        stop.set()
        thread.join()


def has_beaten(world: World) -> bool:
    with world.reading() as uow:
        return uow.session.get(Heartbeat, "auditor") is not None
