"""Asking for support: small, private, never counted."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.worlds import World
from tracker.kernel.errors import NotFound
from tracker.notifications.models import Notice
from tracker.people.models import Grant
from tracker.storage.outbox import FactRow
from tracker.warnings import queries, service
from tracker.warnings.models import SupportRequest

SECRET = "Jeg sover dårligt før møderne."


@pytest.fixture
def request_id(world: World) -> UUID:
    """Bo asks for a coach."""
    with world.acting("bo") as uow:
        return service.ask(uow, support="coach", words=SECRET, lang="da")


def test_a_leader_asks_hr_reads_and_the_leader_sees_who_did(world: World) -> None:
    asker = world.client("bo")
    asker.get("/varsler/stoette")
    asker.submit("/stoette", support="coach", words=SECRET)
    assert asker.status == 200
    assert SECRET in asker.text
    path = asker.path
    assert "Hr Prøvesen" not in asker.text
    world.drain()
    hr = world.client("hr")
    hr.get("/varsler")
    assert "Bo Prøvesen" not in hr.text
    hr.get(path)
    assert SECRET in hr.text
    asker.get(path)
    assert "Hr Prøvesen" in asker.text


def test_hr_is_told_at_once_and_the_asker_is_not(world: World) -> None:
    with world.store.work() as uow:
        uow.session.add(grant(world, "bo"))
    with world.acting("bo") as uow:
        service.ask(uow, support="coach", words="", lang="da")
    world.drain()
    with world.reading() as uow:
        told = uow.session.scalars(select(Notice.person_id).where(Notice.kind == "support.asked"))
        assert set(told) == {world.ids["hr"], world.ids["hr2"]}


def grant(world: World, who: str) -> Grant:
    return Grant(person_id=world.ids[who], role="HR", unit_id=world.ids["root"], starts=world.now.date())


@pytest.mark.parametrize("who", ["head", "ann", "tm", "med", "sa", "lis"])
def test_nobody_but_hr_and_the_asker_finds_it(world: World, request_id: UUID, who: str) -> None:
    stranger = world.client(who)
    stranger.get(f"/varsler/stoette/{request_id}")
    assert stranger.status == 404
    posted = stranger.http.post(f"/varsler/stoette/{request_id}/traek-tilbage", data={"once": str(uuid4())})
    assert posted.status_code in (400, 404)
    stranger.get("/varsler")
    assert str(request_id) not in str(stranger.page)
    with world.acting(who) as uow, pytest.raises(NotFound):
        service.withdraw(uow, request_id)


def test_what_was_asked_for_is_sealed_and_stands_in_no_fact(world: World, request_id: UUID) -> None:
    with world.reading() as uow:
        row = uow.session.get(SupportRequest, request_id)
        assert row is not None
        assert row.sealed is not None
        assert SECRET.encode() not in row.sealed
        assert b"coach" not in row.sealed
        [payload] = uow.session.scalars(select(FactRow.payload).where(FactRow.matter == request_id))
        assert payload == {}


def test_taking_it_back_deletes_what_was_written(world: World, request_id: UUID) -> None:
    world.drain()
    asker = world.client("bo")
    asker.get(f"/varsler/stoette/{request_id}")
    asker.submit("/traek-tilbage")
    assert SECRET not in asker.text
    world.drain()
    hr = world.client("hr")
    hr.get(f"/varsler/stoette/{request_id}")
    assert hr.status == 404
    with world.reading() as uow:
        row = uow.session.get(SupportRequest, request_id)
        assert row is not None
        assert row.sealed is None
        waiting = select(Notice.id).where(Notice.kind == "support.asked", Notice.done_at.is_(None))
        assert uow.session.scalars(waiting).all() == []


def test_asking_is_counted_nowhere(world: World, request_id: UUID) -> None:
    with world.reading() as uow:
        assert queries.totals(uow.session) == queries.Totals("fewer than five")


@pytest.mark.parametrize("values", [{}, {"support": "gold"}, {"support": "coach", "words": "x" * 5000}])
def test_bad_input_is_shown_again(world: World, values: dict[str, str]) -> None:
    asker = world.client("bo")
    asker.get("/varsler/stoette")
    asker.submit("/stoette", **values)
    assert asker.status == 422
    assert asker.page.find(role="alert")


def test_pressing_twice_asks_once(world: World) -> None:
    asker = world.client("bo")
    asker.get("/varsler/stoette")
    fields, target = asker.fields("/stoette")
    answers = [asker.http.post(target, data=fields | {"support": "coach"}).status_code for _ in range(2)]
    assert answers == [303, 303]
    with world.reading() as uow:
        assert len(uow.session.scalars(select(SupportRequest.id)).all()) == 1


def test_who_leads_nobody_and_nothing_has_no_form(world: World) -> None:
    for who in ("med", "sa", "hr", "tm"):
        browser = world.client(who)
        browser.get("/varsler/stoette")
        assert browser.status == 404


def test_hr_sees_what_nobody_has_read_on_the_front_page(world: World, request_id: UUID) -> None:
    with world.acting("hr2") as uow:
        assert [item.id for item in queries.waiting(uow)] == [request_id]
    with world.acting("hr") as uow:
        queries.support(uow, request_id)
    with world.acting("hr2") as uow:
        assert queries.waiting(uow) == []
