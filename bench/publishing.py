"""A plan published to 400 groups, until everybody is told, against as many plain inserts in one transaction."""

from collections.abc import Iterator
from time import perf_counter
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import Table, func, insert, select

from bench.ground import DATABASES, Ground
from bench.organisation import Organised, organise
from bench.rows import Row, middle
from tests.worlds import run_road
from tracker.notifications.models import Mail, Notice
from tracker.plans.facts import GroupAsked, PlanPublished
from tracker.plans.models import Plan, PlanTalk, PlanVersion
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import Store
from workers.runtime import Runtime

GOAL = 3
ROUNDS = 3


def measure(ground: Ground) -> Iterator[Row]:
    """Milliseconds until all is recorded; the page has answered long before, with the first of these transactions."""
    for database in DATABASES:
        pairs = []
        for _ in range(ROUNDS):
            with ground.runtime(database) as runtime:
                made = organise(runtime.store)
                ours = _publish(runtime, made)
                pairs.append((ours, _plain(runtime.store)))
        yield Row(f"publish to 400 groups until all is recorded, {database}", *middle(pairs), GOAL, "ms")


def _publish(runtime: Runtime, made: Organised) -> float:
    plan, version = uuid4(), uuid4()
    begin = perf_counter()
    with runtime.store.work() as uow:
        uow.session.add(_plan(plan, made, uow.now))
        uow.session.flush()
        uow.session.add(_version(version, plan, made, uow.now))
        uow.session.flush()
        uow.session.add_all(PlanTalk(version_id=version, group_id=group) for group in made.groups)
        for group in made.groups:
            uow.record(GroupAsked(matter=version, plan_id=plan, group_id=group))
        uow.record(PlanPublished(matter=plan, version_id=version, number=1, asks_groups=True))
    run_road(runtime)
    return 1000 * (perf_counter() - begin)


def _plain(store: Store) -> float:
    """As many rows as came of it, inserted one after the other."""
    with store.read() as uow:
        tables = (Notice, Mail, Timer, PlanTalk)
        number = sum(uow.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
        [person] = uow.session.execute(select(Notice.person_id).limit(1)).one()
        now = uow.now
    assert number > 1000, number
    same: dict[str, Any] = {"person_id": person, "kind": "plan.talk", "about": "plan_talk", "at": now}
    plain = insert(cast(Table, Notice.__table__))
    begin = perf_counter()
    with store.work() as uow:
        for _ in range(number):
            row = same | {"id": uuid4(), "fact_id": uuid4(), "matter": uuid4(), "mail_id": None}
            uow.session.execute(plain.values(row))
    return 1000 * (perf_counter() - begin)


def _plan(id_: Any, made: Organised, now: Any) -> Plan:
    day = now.date()
    days = dict.fromkeys(("themes_close", "publish_by", "next_status", "ends"), day)
    people = {"coordinator_id": made.roles["hr"], "started_by": made.roles["tm"], "started_at": now}
    return Plan(id=id_, unit_id=made.root, title="Plan", purpose="Trivsel", lang="da", **days, **people)


def _version(id_: Any, plan: Any, made: Organised, now: Any) -> PlanVersion:
    what = {"number": 1, "content": {}, "changes": {}, "note": "", "lang": "da"}
    return PlanVersion(id=id_, plan_id=plan, unit_id=made.root, published_by=made.roles["tm"], published_at=now, **what)
