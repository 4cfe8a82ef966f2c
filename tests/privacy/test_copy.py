"""A copy of all that is about somebody: to that person alone, once, within a day; and nothing of others in it."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

from sqlalchemy import select, update

from tests.attacks.confidential import fill, word
from tests.worlds import Browser, World
from tracker.privacy import sweeping
from tracker.privacy.models import DataCopy

ALONE = {"own-note", "own-plan", "own-promise", "own-learned", "own-checkin", "point-kept"}
OWN = {
    "ann": {"note-kept", "note-kept-open", "point-brought", "two-agreed"} | ALONE,
    "bo": {"support", "note-shared", "note-shared-open"},
}


def ask(world: World, who: str) -> Browser:
    browser = world.client(who)
    browser.get("/min-side/data")
    browser.submit("/min-side/data")
    assert browser.status == 200
    world.drain()
    browser.get("/min-side/data")
    return browser


def fetch(browser: Browser) -> tuple[int, bytes]:
    fields, target = browser.fields("/min-side/data/hent")
    answer = browser.http.post(target, data=fields, follow_redirects=True)
    return answer.status_code, answer.get_data()


def opened(data: bytes) -> tuple[dict[str, list[dict[str, str]]], str]:
    with ZipFile(BytesIO(data)) as file:
        return json.loads(file.read("data.json"))["data"], file.read("data.html").decode()


def test_it_holds_all_of_ones_own_and_nothing_of_others(world: World) -> None:
    fill(world)
    for who, own in OWN.items():
        status, data = fetch(ask(world, who))
        assert status == 200
        found, page = opened(data)
        text = json.dumps(found, ensure_ascii=False)
        sealed = set.union(*OWN.values()) | {"to-hr-wording", "about-tm-title", "talk", "answers-draft"}
        assert {name for name in sealed if word(name) in text} == own, who
        assert {name for name in sealed if word(name) in page} == own, who
        assert found["person"][0]["email"] == f"{who}@example.org"
        assert "password_hash" not in text
        assert "Dine grupper" in page


def test_it_is_fetched_once(world: World) -> None:
    ann = ask(world, "ann")
    assert ann.http.get("/min-side/data/hent").status_code == 404
    form, target = ann.fields("/min-side/data/hent")
    assert fetch(ann)[0] == 200
    assert ann.http.post(target, data=form, follow_redirects=True).status_code == 404
    assert ann.http.post(target, data=form | {"once": str(uuid4())}).status_code == 404
    with world.reading() as uow:
        assert uow.session.scalars(select(DataCopy.sealed)).one() is None


def test_after_a_day_it_is_gone(world: World) -> None:
    ann = ask(world, "ann")
    form, target = ann.fields("/min-side/data/hent")
    with world.store.work() as uow:
        uow.session.execute(update(DataCopy).values(made_at=uow.now - timedelta(hours=25)))
    assert ann.http.post(target, data=form).status_code == 404
    with world.store.work() as uow:
        sweeping.sweep(uow)
    with world.reading() as uow:
        assert uow.session.scalars(select(DataCopy.sealed)).one() is None
    ann.get("/min-side/data")
    assert "Bed om en kopi" in ann.text


def test_nobody_fetches_anothers(world: World) -> None:
    ann = ask(world, "ann")
    form, target = ann.fields("/min-side/data/hent")
    ann.http.post(target, data=form)
    for who in ("bo", "hr", "sa", "tm"):
        browser = world.client(who)
        browser.get("/min-side/data")
        more = {"csrf_token": browser.fields("/log-ud")[0]["csrf_token"], "once": str(uuid4())}
        assert browser.http.post(target, data=more).status_code == 404
        assert browser.http.get(target).status_code == 404
    assert world.app.test_client().get(target).status_code == 303


def test_on_its_way_it_is_sealed(world: World) -> None:
    ask(world, "ann")
    with world.reading() as uow:
        sealed = uow.session.scalars(select(DataCopy.sealed)).one()
    assert sealed
    assert b"ann@example.org" not in sealed


def test_one_at_a_time(world: World) -> None:
    ann = world.client("ann")
    ann.get("/min-side/data")
    form, target = ann.fields("/min-side/data")
    ann.submit("/min-side/data")
    assert "Undervejs" in ann.text
    form["once"] = "00000000-0000-4000-8000-000000000001"
    answer = ann.http.post(target, data=form)
    assert answer.status_code == 422
    assert "ved at blive lavet" in answer.get_data(as_text=True)
