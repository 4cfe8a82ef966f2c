"""Being told: once per person and fact, in one's own inbox, whatever runs twice or at the same time."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.escalations.sending import TITLE, acknowledge, sent, told
from tests.worlds import GROUP, World
from tracker.escalations.facts import EscalationRaised
from tracker.kernel.errors import NotFound
from tracker.notifications import service
from tracker.notifications.models import Mail, Notice
from tracker.storage.outbox import Delivery, FactRow, State
from workers.fanning import fan_out
from workers.subscriptions import HANDLERS

RAISED = HANDLERS["notifications.on_escalation_raised"]
ONCE = Counter([("hr", "received"), ("hr2", "received"), *((key, "sent") for key in GROUP[1:])])


def react(world: World) -> None:
    """The handler runs, whatever ran before."""
    with world.store.work() as uow:
        row = uow.session.scalars(select(FactRow).where(FactRow.name == EscalationRaised.name)).one()
    with world.store.work(cause=row.id) as uow:
        RAISED(uow, EscalationRaised.revive(row.matter, row.payload))


def test_each_is_told_once_though_the_handler_runs_three_times(world):
    sent(world)
    for _ in range(3):
        react(world)
    assert told(world) == ONCE
    with world.reading() as uow:
        singles = select(func.count()).select_from(Mail).where(Mail.kind == "single")
        assert uow.session.scalar(singles) == 2


def test_each_has_one_digest_though_many_reactions_run_at_once(world):
    for _ in range(6):
        sent(world)
    with world.store.work() as uow:
        fan_out(uow)
        ids = list(uow.session.scalars(select(Delivery.id)))
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(world.runtime.road.run, ids))
    world.drain()
    assert told(world) == Counter(dict.fromkeys(ONCE, 6))
    with world.reading() as uow:
        members = [world.ids[key] for key in GROUP[1:]]
        query = select(Mail.person_id).where(Mail.kind == "digest", Mail.person_id.in_(members))
        digests = Counter(uow.session.scalars(query))
        waiting = select(func.count()).select_from(Delivery).where(Delivery.state == State.WAITING)
        assert uow.session.scalar(waiting) == 0
    assert digests == {world.ids[key]: 1 for key in GROUP[1:]}


def test_people_are_told_of_facts_only_and_of_known_kinds(world):
    with pytest.raises(ValueError, match="facts"), world.store.work() as uow:
        service.tell(uow, [world.ids["ann"]], "escalation.sent", "escalation", uuid4())
    with pytest.raises(KeyError), world.store.work(cause=uuid4()) as uow:
        service.tell(uow, [world.ids["ann"]], "escalation.invented", "escalation", uuid4())
    assert told(world) == {}


def notice(world: World, key: str) -> UUID:
    with world.reading() as uow:
        query = select(Notice.id).where(Notice.person_id == world.ids[key])
        return uow.session.scalars(query.order_by(Notice.at.desc())).first() or uuid4()


def test_a_notice_leads_its_reader_to_what_it_is_about_and_is_read(world):
    id_ = sent(world)
    world.drain()
    hr = world.client("hr")
    hr.get("/indbakke")
    assert hr.page.select_one(".count").get_text() == "1"
    hr.get(f"/i/{notice(world, 'hr')}")
    assert hr.path == f"/eskaleringer/{id_}"
    assert hr.page.select(".count") == []


def test_anothers_notice_is_not_found_and_stays_unread(world):
    sent(world)
    world.drain()
    hr2 = world.client("hr2")
    for path in (f"/i/{notice(world, 'hr')}", f"/i/{uuid4()}"):
        hr2.get(path)
        assert hr2.status == 404
        hr2.post(f"{path}/faerdig")
        assert hr2.status == 404
    with world.reading() as uow:
        row = uow.get(Notice, notice(world, "hr"))
        assert (row.read_at, row.done_at) == (None, None)


def test_one_who_is_not_signed_in_is_led_on_after_signing_in_only(world):
    sent(world)
    world.drain()
    stranger = world.client(None)
    stranger.get(f"/i/{notice(world, 'hr')}")
    assert stranger.path == "/log-ind"
    with world.reading() as uow:
        assert uow.get(Notice, notice(world, "hr")).read_at is None


def test_putting_aside_twice_is_putting_aside_once(world):
    sent(world)
    world.drain()
    ann = world.client("ann")
    ann.get("/indbakke")
    fields, target = ann.fields("/faerdig")
    for _ in range(2):
        assert ann.http.post(target, data=fields).status_code == 303
    assert ann.get("/indbakke").select(".panel .badge") == []
    assert TITLE in ann.text


def test_what_is_acknowledged_asks_nothing_of_the_other_receivers_and_stays_in_their_inbox(world):
    id_ = sent(world)
    world.drain()
    acknowledge(world, "hr", id_)
    world.drain()
    hr2 = world.client("hr2")
    hr2.get("/indbakke")
    assert TITLE in hr2.text
    assert hr2.page.select(".count") == []


def test_a_notice_that_is_not_there_cannot_be_opened(world):
    with pytest.raises(NotFound), world.acting("ann") as uow:
        service.open_notice(uow, uuid4())
