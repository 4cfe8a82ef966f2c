"""Tool 1 over HTTP: alone with the guide, an agreement with oneself, the talk, what was agreed, what became of it."""

import pytest

from tests.dialogues.acting import AGREED, BROUGHT, KEPT, NOTE, PROMISE, home, private, talked
from tests.worlds import World


def test_a_leader_goes_from_the_guide_to_an_agreement_that_is_followed_up(world: World) -> None:
    ann = home(world, "ann")
    ann.follow("Begynd")
    ann.follow("Begynd")
    ann.submit("/guide/goals-1", text=NOTE)
    assert ann.path == "/dialog/guide/goals-2"
    ann.get("/dialog")
    ann.go("/dialog/egne")
    ann.submit("/egne", text=PROMISE, first="12.02.2026", cadence="weekly")
    assert PROMISE in ann.text
    ann.get("/dialog")
    ann.go("/dialog/samtale/ny/")
    ann.submit(ann.path, day="17.02.2026", time="10.00", cadence="fortnightly")
    talk = ann.path
    assert "Head Prøvesen" in ann.text
    ann.go("/forbered")
    ann.go("fra=goals-1")
    assert NOTE in str(ann.fields("/forbered")[0]["text"])
    ann.submit("/forbered", text=BROUGHT, bring="y")
    ann.submit("/forbered", text=KEPT)
    head = world.client("head")
    head.get(talk)
    assert BROUGHT in head.text
    assert not any(word in head.text for word in (NOTE, PROMISE, KEPT))
    head.submit("/aftale", text=AGREED, owners="leader", first="24.02.2026")
    assert AGREED in head.text
    world.move(days=14, hours=4)
    ann.get(talk)
    assert AGREED in ann.text
    ann.submit("/afholdt")
    assert ann.status == 200, ann.text
    world.move(days=7)
    ann.get("/")
    ann.follow("Fortæl, hvordan det gik")
    assert PROMISE in ann.text
    ann.submit("/svar", outcome="kept", learned="Hvile")
    assert ann.status == 200, ann.text


@pytest.mark.parametrize("who", ["hr", "med", "sa", "eva2"])
def test_whoever_leads_nobody_and_was_not_asked_has_no_such_page(world: World, who: str) -> None:
    if who == "eva2":
        with world.store.work() as uow:
            world.employ(uow, who, "head")
    browser = world.client(who)
    for path in ("/dialog", "/dialog/guide", "/dialog/egne", "/dialog/tjek", "/dialog/udviklingsplan"):
        browser.get(path)
        assert browser.status == 404, path


def test_pages_open(world: World) -> None:
    promise, made = private(world), talked(world)
    ann = world.client("ann")
    paths = ["", "/guide", "/guide/alle", "/guide/goals-1", "/egne", f"/egne/{promise}", "/tjek", "/udviklingsplan"]
    paths += ["/udviklingsplan/plan-goals", f"/samtale/{made['dialogue']}", f"/samtale/{made['dialogue']}/forbered"]
    paths += [f"/samtale/{made['dialogue']}/flyt", f"/punkt/{made['kept']}", f"/aftale/{made['agreement']}"]
    for path in paths:
        ann.get(f"/dialog{path}")
        assert ann.status == 200, path
