"""What has been kept long enough goes by itself, whoever left is forgotten, and what stays are ids and counts."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from tests.rounds import acting
from tests.worlds import GROUP, World
from tracker.kernel.errors import NotFound
from tracker.people.models import Person
from tracker.privacy import service, sweeping
from tracker.privacy.data_map import ABOUT_PEOPLE, DATA, OF_PERSON
from tracker.privacy.models import Swept
from tracker.rounds import queries as rounds
from tracker.rounds.models import Answer
from tracker.storage.outbox import Timer
from tracker.storage.vault import KeyGone, PersonKey
from tracker.tables import metadata
from tracker.warnings import service as warnings
from workers.auditor import Auditor

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
NOTE = "Tavsheden7711"


def swept(world: World, days: int) -> dict[str, int]:
    """What a night so many days ahead takes."""
    with world.store.work() as uow:
        uow.now += timedelta(days=days)
        return {kind: many for kind, many in sweeping.sweep(uow).items() if many}


def a_round(world: World) -> None:
    round_id = acting.plan(world)
    for who in GROUP:
        acting.answer(world, round_id, who, note=NOTE)
    acting.close(world, round_id)
    world.drain()


def leave(world: World, key: str, day: date) -> None:
    with world.store.work() as uow:
        uow.session.execute(update(Person).where(Person.id == world.ids[key]).values(ends=day))


def many(world: World, table: str, key: str) -> int:
    with world.reading() as uow:
        rows = select(func.count()).select_from(metadata.tables[table])
        return uow.session.scalar(rows.where(metadata.tables[table].columns["person_id"] == world.ids[key])) or 0


def test_answers_go_two_years_after_the_round_and_the_card_stays(world: World) -> None:
    a_round(world)
    assert "answers" not in swept(world, 700)
    assert swept(world, 740)["answers"] == 25 * len(GROUP)
    with world.reading() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Answer)) == 0
        [round_id] = set(uow.session.scalars(select(metadata.tables["rounds_round"].columns["id"])))
        assert {spot.counts.answers for spot in rounds.card(uow.session, round_id).values() if spot.counts} == {6}


def test_notices_and_their_mails_go_after_a_year(world: World) -> None:
    a_round(world)
    world.move(days=1)
    assert many(world, "notice", "ann")
    assert "notices" not in swept(world, 300)
    assert swept(world, 400)["notices"]
    assert (many(world, "notice", "ann"), many(world, "mail", "ann")) == (0, 0)


def test_whoever_left_is_forgotten_half_a_year_later_and_what_they_wrote_is_gone_with_the_key(world: World) -> None:
    a_round(world)
    with world.acting("ann") as uow:
        warnings.ask(uow, support="coach", words=NOTE, lang="da")
    with world.reading() as uow:
        row = uow.session.scalars(
            select(Answer).where(Answer.person_id == world.ids["ann"], Answer.statement == "1A")
        ).one()
        kept = (row.person_id, "rounds_answer.note", row.id, row.note or b"")
        assert uow.unseal(*kept) == NOTE
    leave(world, "ann", date(2026, 2, 4))
    assert "left" not in swept(world, 100)
    assert swept(world, 190)["left"] == 1
    with world.reading() as uow:
        with pytest.raises(KeyGone):
            uow.unseal(*kept)
        person = uow.session.get_one(Person, world.ids["ann"])
        assert (person.name, person.title, person.ends) == ("…", "", date(2026, 2, 4))
        assert "ann@" not in person.email
    assert {
        data.table for data in ABOUT_PEOPLE if data.goes and data.mine == OF_PERSON and many(world, data.table, "ann")
    } == set()
    assert many(world, "membership", "ann") == 1
    assert many(world, "rounds_answer", "bo") == 25
    assert swept(world, 190) == {}
    browser = world.client("head")
    for path in ("/runder", "/opfolgninger", "/"):
        browser.get(path)
        assert browser.status == 200


def test_hr_has_somebody_forgotten_at_once_and_only_who_has_left(world: World) -> None:
    a_round(world)
    hr = world.client("hr")
    hr.get("/indstillinger/opbevaring")
    hr.submit("/glem", email="ann@example.org")
    assert hr.status == 422
    leave(world, "ann", date(2026, 2, 2))
    hr.get("/indstillinger/opbevaring")
    hr.submit("/glem", email="Ann@example.org")
    assert hr.status == 200
    assert many(world, "rounds_answer", "ann") == 0
    with world.reading() as uow:
        assert uow.session.get(PersonKey, world.ids["ann"]) is None


def test_hr_says_how_long_and_sees_what_went_and_the_administrator_sees_it_too(world: World) -> None:
    a_round(world)
    hr = world.client("hr")
    hr.get("/indstillinger/opbevaring")
    hr.submit("/indstillinger/opbevaring", notices="30")
    assert hr.status == 422
    hr.submit("/indstillinger/opbevaring", notices="90")
    assert (hr.status, hr.fields("/indstillinger/opbevaring")[0]["notices"]) == (200, "90")
    assert swept(world, 100)["notices"]
    with world.reading() as uow:
        assert set(uow.session.scalars(select(Swept.kind))) == {"notices", "forms"}
    sa = world.client("sa")
    sa.get("/indstillinger/opbevaring")
    assert sa.status == 200
    assert not sa.page.select("main form")
    for who in ("ann", "head", "med"):
        with world.acting(who) as uow, pytest.raises(NotFound):
            service.keep(uow, {}, version=0)


def test_it_is_done_every_night_and_set_by_itself(world: World) -> None:
    Auditor(world.store).turn()
    Auditor(world.store).turn()
    with world.reading() as uow:
        assert uow.session.scalar(select(func.count()).where(Timer.kind == service.SWEEP)) == 1
    a_round(world)
    leave(world, "ann", date(2026, 2, 4))
    with world.store.work() as uow:
        uow.session.execute(text("UPDATE person SET ends = '2025-01-01' WHERE key = 'ann'"))
    world.move(days=2)
    assert many(world, "rounds_answer", "ann") == 0


def test_every_table_is_in_the_data_map_and_every_column_of_a_person_is_known() -> None:
    tables = metadata.tables
    assert {data.table for data in DATA} == set(tables)
    by_table = {data.table: data for data in DATA}
    people = {"person_id", "subject_id", "reader_id", "actor_id"}
    lacking = [
        f"{name}.{column.name}"
        for name, table in tables.items()
        for column in table.columns
        if column.name in people and column.name not in by_table[name].mine
    ]
    assert set(lacking) == {"plan_action.person_id", "fact.actor_id"}


def test_the_page_about_personal_data_names_every_table() -> None:
    rows = [line.split("|")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(metadata.tables)
