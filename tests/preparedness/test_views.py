"""The horizon over HTTP: who puts down, who reads, who changes, who looks back."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.preparedness.expecting import expected, row
from tests.worlds import Browser, World
from tracker.preparedness.models import Load

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""what differs between databases is tried where people are told"""
NEW = {"kind": "press", "title": "Kritik i avisen", "starts": "09.03.2026", "ends": "20.03.2026", "weight": "Tungt"}


def put_down(world: World, who: str = "head", **other: object) -> Browser:
    """Put a load down for the larger group, through its pages."""
    browser = world.client(who)
    browser.get(f"/beredskab/ny?til=group:{world.group}")
    browser.submit("/ny", **(NEW | other))
    return browser


def test_a_leader_puts_a_load_down_and_the_group_sees_it(world: World) -> None:
    leader = put_down(world, support=["coach"], words="Kommunikation svarer.", seer=str(world.ids["ann"]))
    assert leader.status == 200
    assert "Kritik i avisen" in leader.text
    assert "Coach" in leader.text
    member = world.client("bo")
    member.get("/beredskab")
    assert "Kritik i avisen" in member.text
    assert "Ann Prøvesen" in member.text
    assert len(member.page.select("svg.horizon rect.horizon-bar.has-support")) == 1
    member.go("/beredskab/")
    assert not member.page.select('a[href$="/ret"]')


def test_hr_puts_one_down_for_a_unit_and_its_leaders_read_it(world: World) -> None:
    hr = world.client("hr")
    hr.get("/beredskab/ny")
    assert "Skoler" in hr.text
    hr.get(f"/beredskab/ny?til=unit:{world.ids['root']}")
    hr.submit("/ny", **NEW)
    assert hr.status == 200
    for who in ("ann", "lis", "hr2"):
        reader = world.client(who)
        reader.get(hr.path)
        assert (reader.status, "Kritik i avisen" in reader.text) == (200, True)


def test_who_leads_a_unit_writes_its_horizon_and_its_members_do_not(world: World) -> None:
    load = expected(world, unit="school")
    leader, member = world.client("head"), world.client("ann")
    leader.get(f"/beredskab/{load}/ret")
    leader.submit("/ret", weight="Lettere end ventet")
    assert "Lettere end ventet" in leader.text
    member.get(f"/beredskab/{load}")
    assert member.status == 200
    member.get(f"/beredskab/{load}/ret")
    assert member.status == 404


@pytest.mark.parametrize("who", ["hr", "lis", "med", "sa"])
def test_a_groups_load_is_found_by_nobody_outside(world: World, who: str) -> None:
    load = expected(world)
    stranger = world.client(who)
    for path in (f"/beredskab/{load}", f"/beredskab/{load}/ret"):
        stranger.get(path)
        assert stranger.status == 404
    stranger.get("/beredskab")
    assert "Besparelser" not in stranger.text
    assert stranger.status == (404 if who == "sa" else 200)


def test_the_nearest_leader_of_the_groups_leader_reads_and_does_not_write(world: World) -> None:
    load = expected(world)
    nearest = world.client("tm")
    nearest.get(f"/beredskab/{load}")
    assert "Besparelser på skolerne" in nearest.text
    nearest.get(f"/beredskab/{load}/ret")
    assert nearest.status == 404


@pytest.mark.parametrize("who", ["med", "tm", "hr", "bo"])
def test_those_who_follow_progress_see_how_many(world: World, who: str) -> None:
    expected(world)
    expected(world, support=["coach"])
    browser = world.client(who)
    browser.get("/beredskab")
    assert [one.get_text() for one in browser.page.select("main p strong")] == ["en til fire", "en til fire"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"starts": ""}, "Første dag"),
        ({"starts": "31.02.2026"}, "31.12.2026"),
        ({"ends": "01.03.2026"}, "Sidste dag kan ikke ligge før den første"),
        ({"starts": "01.01.2026", "ends": "02.01.2026"}, "Vælg en sidste dag fra i dag og frem"),
        ({"ends": "01.12.2027"}, "hører hjemme i planen"),
        ({"kind": "storm"}, "Vælg, hvad det er"),
        ({"kind": "own", "title": ""}, "Skriv med få ord"),
        ({"support": ["gold"]}, "Vælg mellem den støtte, der er"),
        ({"notice_days": "7"}, ""),
        ({"weight": "x" * 300}, ""),
    ],
)
def test_bad_input_is_shown_again_and_nothing_is_lost(world: World, values: dict[str, object], says: str) -> None:
    browser = put_down(world, "head", **({"words": "Vi taler om det."} | values))
    assert browser.status == 422
    assert browser.page.find(role="alert")
    assert says in browser.text
    assert "Vi taler om det." in str(browser.fields("/ny")[0]["words"])
    with world.reading() as uow:
        assert uow.session.scalar(select(Load.id)) is None


def test_somebody_outside_cannot_be_made_to_see_to_it(world: World) -> None:
    browser = put_down(world, seer=str(world.ids["lis"]))
    assert browser.status == 422
    assert "Vælg, hvem der sørger for det" in browser.text


def test_pressing_twice_puts_it_down_once(world: World) -> None:
    browser = world.client("head")
    browser.get(f"/beredskab/ny?til=group:{world.group}")
    fields, target = browser.fields("/ny")
    answers = [browser.http.post(target, data=fields | NEW).status_code for _ in range(2)]
    assert answers == [303, 303]
    with world.reading() as uow:
        assert len(uow.session.scalars(select(Load.id)).all()) == 1


@pytest.mark.parametrize(("who", "gone"), [("head", True), ("bo", False), ("hr", False)])
def test_only_who_writes_the_horizon_takes_a_load_off(world: World, who: str, gone: bool) -> None:
    load = expected(world)
    leader, browser = world.client("head"), world.client(who)
    leader.get(f"/beredskab/{load}")
    browser.get("/beredskab")
    browser.post(f"/beredskab/{load}/fjern", version=1)
    with world.reading() as uow:
        assert (uow.session.get(Load, load) is None) is gone


def test_nobody_puts_a_load_down_for_others(world: World) -> None:
    for who, code in (("bo", f"group:{world.group}"), ("head", f"group:{world.small}"), ("lis", f"unit:{uuid4()}")):
        browser = world.client(who)
        browser.get(f"/beredskab/ny?til={code}")
        assert browser.status == 404


def test_afterwards_whoever_saw_to_it_says_whether_it_sufficed(world: World) -> None:
    load = expected(world, seer_id=world.ids["ann"])
    world.move(days=44)
    seer = world.client("ann")
    seer.get("/")
    seer.go(f"/beredskab/{load}")
    seer.submit("/tilbageblik")
    assert seer.status == 422
    seer.submit("/tilbageblik", enough="partly", learned="Begynd før næste gang.")
    assert seer.status == 200
    reader = world.client("bo")
    reader.get(f"/beredskab/{load}")
    assert "Begynd før næste gang." in reader.text
    reader.post(f"/beredskab/{load}/tilbageblik", enough="no", version=row(world, load).version)
    assert row(world, load).enough == "partly"
    reader.get("/beredskab")
    assert "Støtten var delvis nok" in reader.text


def test_what_is_over_is_not_changed_any_more(world: World) -> None:
    load = expected(world)
    world.move(days=44)
    leader = world.client("head")
    leader.get(f"/beredskab/{load}/ret")
    assert leader.status == 404
    leader.get(f"/beredskab/{load}")
    assert "Var støtten nok?" in leader.text


def test_the_page_speaks_english_too(world: World) -> None:
    expected(world)
    browser = world.client("head", language="en")
    browser.get("/beredskab")
    assert "The half-year ahead" in browser.text
    assert "Budget and savings" in browser.text
