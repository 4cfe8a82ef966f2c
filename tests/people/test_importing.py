"""A file of people in the browser: brought, read by a worker, looked at, and taken whole or not at all."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests.people.files import file, sheet
from tests.worlds import Browser, World
from tracker.people import importing, reading
from tracker.people.models import Grant, PeopleImport, Person, Unit
from tracker.storage.outbox import FactRow

NEW = "person;olga;Olga Østergård;head;olga@example.org;Leder;da;;school;;2026-02-01;"
UNIT = "unit;bornehus;Børnehus;school;;;;;;institution;;"


def brought(world: World, data: bytes, who: str = "hr") -> Browser:
    """Somebody brings a file."""
    browser = world.client(who, language="en")
    browser.get("/indstillinger/import")
    browser.bring("/indstillinger/import", file=(BytesIO(data), "folk.xlsx"))
    return browser


def shown(world: World, data: bytes) -> Browser:
    """The same, when a worker has read it."""
    browser = brought(world, data)
    assert "The file is being read" in browser.text
    world.drain()
    browser.get(browser.path)
    return browser


def count(world: World, model: type) -> int:
    with world.reading() as uow:
        return uow.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("kind", ["csv", "excel", "xlsx"])
def test_a_file_is_shown_before_it_is_taken_and_forgotten_afterwards(world: World, kind: str) -> None:
    before = count(world, Person)
    data = {"csv": file(NEW, UNIT), "excel": file(NEW, UNIT, encoding="cp1252", end="\r\n"), "xlsx": sheet(NEW, UNIT)}
    browser = shown(world, data[kind])
    assert "Olga Østergård" in browser.text
    assert "Added 2" in browser.text
    assert count(world, Person) == before
    browser.submit("/tag")
    assert "being taken in" in browser.text
    world.drain()
    browser.get(browser.path)
    assert "The file is taken in" in browser.text
    assert count(world, Person) == before + 1
    with world.reading() as uow:
        assert uow.session.scalars(select(PeopleImport.data)).all() == [None]
        facts = select(FactRow.actor_id, FactRow.payload).where(FactRow.name == "people.imported")
        assert uow.session.execute(facts).all() == [(world.ids["hr"], {"added": 2, "changed": 0, "ended": 0})]


def test_what_is_wrong_is_said_line_by_line_and_nothing_is_taken(world: World) -> None:
    browser = shown(world, sheet(NEW, "unit;x;Hus;nobody;;;;;;;;", NEW.replace("Olga", "=1+1")))
    assert "Line 4: name begins like a formula" in browser.text
    browser = shown(world, sheet(NEW, "unit;x;Hus;nobody;;;;;;;;"))
    assert "Line 3: There is no unit with the id nobody" in browser.text
    assert not browser.page.select("form[action$='/tag']")
    browser.post(browser.path + "/tag")
    assert browser.status == 404
    assert count(world, Unit) == 2


def test_names_that_look_like_others_are_worth_a_look(world: World) -> None:
    browser = shown(world, file(NEW.replace("Olga Østergård", "Ann Prøvеsen"), UNIT.replace("Børnehus", "Skо1er")))
    assert "Line 2: The name mixes alphabets: Ann Prøvеsen" in browser.text
    assert "Line 3: The name mixes alphabets" in browser.text
    browser = shown(world, file(UNIT.replace("Børnehus", "Sko1er")))
    assert "Line 2: The name looks like another: Skoler" in browser.text
    browser.submit("/tag")
    world.drain()
    assert count(world, Unit) == 3


def test_what_is_not_taken_is_gone(world: World) -> None:
    browser = shown(world, file(NEW))
    browser.submit("/drop")
    assert count(world, PeopleImport) == 0
    browser = brought(world, file(NEW))
    browser.submit("/log-ud")
    with world.acting("hr") as uow:
        importing.drop(uow, uow.session.scalars(select(PeopleImport.id)).one())
    world.drain()
    assert count(world, PeopleImport) == 0


def test_the_file_that_stands_already_changes_nothing(world: World) -> None:
    browser = shown(world, file("unit;school;Skoler;root;;;;;;forvaltning;;"))
    assert "stands already" in browser.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_else_brings_sees_or_takes_a_file(world: World) -> None:
    path = shown(world, file(NEW)).path
    for who in ("hr2", "tm", "sa", "med", "head"):
        browser = world.client(who)
        browser.get(path)
        assert browser.status == 404
        browser.get("/")
        for action in ("/tag", "/drop"):
            browser.post(path + action)
            assert browser.status == 404
        if who != "hr2":
            browser.get("/indstillinger/import")
            assert browser.status == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_is_no_longer_hr_takes_nothing(world: World) -> None:
    browser = shown(world, file(NEW))
    browser.submit("/tag")
    with world.store.work() as uow:
        for row in uow.session.scalars(select(Grant).where(Grant.person_id == world.ids["hr"])):
            uow.session.delete(row)
    before = count(world, Person)
    world.drain()
    assert count(world, Person) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_done_twice_is_done_once(world: World) -> None:
    browser = shown(world, file(NEW))
    browser.submit("/tag")
    with world.reading() as uow:
        id_ = uow.session.scalars(select(PeopleImport.id)).one()
    for _ in range(2):
        world.runtime.road.effects["import"].perform(id_)
    world.drain()
    with world.reading() as uow:
        assert len(uow.session.scalars(select(FactRow).where(FactRow.name == "people.imported")).all()) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_too_much_is_refused_before_it_is_read(world: World) -> None:
    assert brought(world, b"x" * (reading.LARGEST_FILE + 1)).status == 422
    assert brought(world, b"x" * (reading.LARGEST_FILE + 100_000)).status == 413
    assert brought(world, b"").status == 422
    browser = world.client("hr")
    browser.get("/indstillinger/import")
    browser.submit("/indstillinger/import")
    assert browser.status == 422
    assert count(world, PeopleImport) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_says_how_far_it_has_come(world: World) -> None:
    people = [NEW.replace("olga", f"p{number}") for number in range(2100)]
    brought(world, file(*people))
    told: list[int] = []
    with world.reading() as uow:
        data = uow.session.scalars(select(PeopleImport.data)).one()
    reading.read(data or b"", told.append)
    assert told == [1000, 2000]
    world.drain()
    with world.reading() as uow:
        row = uow.session.scalars(select(PeopleImport)).one()
        assert (row.state, row.done, row.outcome and row.outcome["more"]) == ("read", 2000, 1900)
