"""A group's collegial supervision, as it is set up and held in the browser."""

import pytest
from sqlalchemy import select

from tests.supervision import acting
from tests.worlds import World
from tracker.storage.outbox import FactRow
from tracker.supervision.models import Method

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""nothing in it differs from one database to the other"""


def test_a_leader_begins_and_everybody_is_told(world: World):
    head = world.client("head")
    head.get(f"/sparring/gruppe/{world.group}")
    head.follow("Begynd")
    head.submit("/begynd", day="10.02.2026", time="9.00")
    assert (head.status, head.path) == (200, f"/sparring/gruppe/{world.group}")
    assert "10. februar 2026 kl. 09.00" in head.text
    assert "hver måned" in head.text
    world.drain()
    assert acting.told(world, "supervision.planned") == {"head", "ann", "bo", "cia", "dan", "eva"}


def test_a_session_is_gone_through_step_by_step_and_held(world: World):
    made = acting.begun(world)
    bo = world.client("bo")
    bo.get(f"/sparring/{made}/forloeb")
    assert "I kan begynde på dagen" in bo.text
    acting.wait_for_it(world)
    bo.get("/")
    assert "Din gruppes kollegiale sparring" in bo.text
    bo.get(f"/sparring/{made}/forloeb")
    bo.submit("/forloeb/0")
    assert "Trin 1 af 8" in bo.text
    bo.submit("/forloeb/laengere")
    bo.submit("/forloeb/1")
    assert "Trin 2 af 8" in bo.text
    bo.get(f"/sparring/{made}/afslut")
    bo.submit("/afslut")
    assert "Et øjeblik til dig selv" in bo.text
    bo.follow("Til dit eget tjek ind")
    assert bo.status == 200
    assert acting.order(world)[-1] == "head"
    bo.get(f"/sparring/gruppe/{world.group}")
    assert "1. halvår 2026" in bo.text


@ONE
def test_what_is_missing_is_said_and_nothing_is_lost(world: World):
    head = world.client("head")
    head.get(f"/sparring/gruppe/{world.group}/begynd")
    head.submit("/begynd", day="10.02.2025", time="9.00")
    assert head.status == 422
    assert "Første gang: Vælg" in head.text
    head.submit("/begynd", day="", time="25")
    assert head.status == 422
    assert head.fields("/begynd")[0]["time"] == "25"


@ONE
def test_others_meet_what_does_not_exist(world: World):
    made = acting.begun(world)
    for who in ("tm", "hr", "lis", "med", "sa"):
        browser = world.client(who)
        for path in (f"/sparring/{made}", f"/sparring/gruppe/{world.group}", f"/sparring/{made}/forloeb"):
            assert (browser.get(path), browser.status)[1] == 404
    ann = world.client("ann")
    for path in ("flyt", "aflys"):
        assert (ann.get(f"/sparring/{made}/{path}"), ann.status)[1] == 404
    assert (ann.get(f"/sparring/gruppe/{world.group}/ramme"), ann.status)[1] == 404


@ONE
def test_hr_sees_counts_and_dates_alone(world: World):
    acting.call_off(world, acting.begun(world))
    hr = world.client("hr")
    hr.get("/sparring")
    hr.follow("Hvilke grupper gør det")
    assert "Ledelsen group" in hr.text
    assert "Prøvesen" not in hr.page.main.text  # type: ignore[union-attr]
    row = [cell.text.strip() for cell in hr.page.select("tbody tr td")]
    assert row[-2:] == ["0", "1"]


@ONE
def test_a_group_describes_a_method_of_its_own_and_uses_it(world: World):
    acting.begun(world)
    head = world.client("head")
    head.get(f"/sparring/gruppe/{world.group}/metoder/ny")
    head.submit("/metoder/ny", name="Runden", title_2="")
    assert (head.status, head.fields("/metoder/ny")[0]["name"]) == (422, "Runden")
    blank = {f"{part}_{number}": "" for part in ("title", "minutes", "hint") for number in range(4, 11)}
    head.submit("/metoder/ny", title_2="Spørg", **blank)
    head.follow("Vælg, hvilken I bruger")
    with world.reading() as uow:
        method = uow.session.scalars(select(Method)).one()
    assert [step["title"] for step in method.steps][1:] == ["Spørg", "Sagens ejer fortæller"]
    head.submit("/ramme", method=str(method.id))
    assert "Runden" in head.text
    world.drain()
    assert acting.told(world, "supervision.moved") == set()
    head.get(f"/sparring/gruppe/{world.group}/metoder")
    head.post(f"/sparring/metode/{method.id}/slet")
    assert "I bruger denne metode" in head.text


@ONE
def test_the_second_of_two_who_move_it_sees_both_and_pressing_twice_moves_it_once(world: World):
    made = acting.begun(world)
    early, late = world.client("head"), world.client("head")
    for browser in (early, late):
        browser.get(f"/sparring/{made}/flyt")
    fields, target = early.fields("/flyt")
    fields |= {"day": "12.02.2026", "reason": "busy"}
    for _ in range(2):
        assert early.http.post(target, data=fields).status_code == 303
    late.submit("/flyt", day="13.02.2026", reason="away")
    assert (late.status, "12. februar 2026" in late.text, "13.02.2026" in str(late.page)) == (409, True, True)
    world.drain()
    with world.reading() as uow:
        moved = uow.session.scalars(select(FactRow).where(FactRow.name == "supervision.session_moved")).all()
    assert len(moved) == 1
