"""Roles are granted for a unit, from and to a day; HR's are approved; nobody grants to oneself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.people.files import HEAD
from tests.worlds import Browser, World
from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.permissions import Role
from tracker.notifications.models import Notice
from tracker.people import granting, queries, service
from tracker.people.models import Grant, Person, Proposal


def held(world: World, who: str) -> frozenset[Role]:
    with world.reading() as uow:
        return queries.roles_of(uow.session, world.ids[who], uow.today)


def granted(world: World, who: str, role: str, by: str = "hr", **values: object) -> Browser:
    """HR grants a role on the page."""
    browser = world.client(by, language="en")
    browser.get("/indstillinger/roller")
    browser.submit("/indstillinger/roller", email=f"{who}@example.org", role=role, **values)
    return browser


@pytest.mark.parametrize(
    "twin", [{"name": "Liѕ Prøvesen"}, {"email": "1is@example.org"}, {"name": "Lis  Prøvesen."}, {}]
)
def test_whoever_is_given_a_role_and_can_be_taken_for_another_is_pointed_out(
    world: World, twin: dict[str, str]
) -> None:
    with world.store.work() as uow:
        world.employ(uow, "twin", None)
        for field, value in twin.items():
            setattr(uow.session.get_one(Person, world.ids["twin"]), field, value)
    warning = "Look again whether it is the right one. The name looks like another: "
    assert (warning in granted(world, "lis", "MED", seat="AMR").text) == bool(twin)
    admin = world.client("sa", language="en")
    admin.get("/indstillinger/konti")
    admin.post(f"/indstillinger/konti/{world.ids['lis']}/inviter")
    assert (warning in admin.text) == bool(twin)


def proposal(world: World) -> str:
    with world.reading() as uow:
        return str(uow.session.scalars(select(Proposal.id)).one())


def test_hr_grants_a_role_in_a_unit_and_ends_it_again(world: World) -> None:
    browser = granted(world, "lis", "MED", seat="AMR", unit=str(world.ids["school"]))
    assert (browser.status, browser.path) == (200, "/indstillinger/roller")
    assert Role.MED in held(world, "lis")
    assert "Lis Prøvesen" in browser.text
    assert "AMR · Skoler" in browser.text
    with world.reading() as uow:
        row = uow.session.scalars(select(Grant).where(Grant.person_id == world.ids["lis"])).one()
        assert (row.unit_id, row.seat, row.starts) == (world.ids["school"], "AMR", uow.today)
    browser.submit(f"/indstillinger/roller/{row.id}/slut")
    assert Role.MED not in held(world, "lis")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_role_counts_from_its_first_day_to_its_last(world: World) -> None:
    granted(world, "lis", "TM", starts="10.02.2026", ends="11.02.2026")
    found = []
    for day in (9, 10, 11, 12):
        with world.reading() as uow:
            found.append(Role.TM in queries.roles_of(uow.session, world.ids["lis"], date(2026, 2, day)))
    assert found == [False, True, True, False]


def test_the_role_of_hr_gives_nothing_until_top_management_approves_it(world: World) -> None:
    browser = granted(world, "lis", "HR")
    assert "Top management approves it" in browser.text
    assert Role.HR not in held(world, "lis")
    world.drain()
    with world.reading() as uow:
        told = uow.session.execute(select(Notice.person_id, Notice.kind)).all()
    assert told == [(world.ids["tm"], "role.proposed")]
    boss = world.client("tm", language="en")
    boss.get("/")
    boss.follow("A role waits for your approval")
    boss.submit(f"/indstillinger/godkend/{proposal(world)}")
    assert boss.status == 200
    assert Role.HR in held(world, "lis")
    world.drain()
    with world.reading() as uow:
        assert uow.session.scalars(select(Notice.done_at)).one() is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_declined_or_taken_back_gives_nothing(world: World) -> None:
    for who, action in (("tm", "afvis"), ("hr2", "tilbage")):
        granted(world, "lis", "HR")
        browser = world.client(who)
        browser.get("/")
        browser.post(f"/indstillinger/godkend/{proposal(world)}/{action}")
        assert browser.status == 200
        assert Role.HR not in held(world, "lis")
        with world.reading() as uow:
            assert uow.session.scalars(select(Proposal)).all() == []


def test_nobody_grants_ends_or_approves_their_own(world: World) -> None:
    assert granted(world, "hr", "TM").status == 422
    with world.reading() as uow:
        [mine] = uow.session.scalars(select(Grant.id).where(Grant.person_id == world.ids["hr"]))
    browser = world.client("hr")
    browser.get("/indstillinger/roller")
    browser.post(f"/indstillinger/roller/{mine}/slut")
    assert browser.status == 422
    assert held(world, "hr") == {Role.HR}
    granted(world, "tm", "HR")
    with world.acting("tm") as uow, pytest.raises(RuleBroken):
        granting.decide(uow, uow.session.scalars(select(Proposal.id)).one(), approved=True)
    assert held(world, "tm") == {Role.TM}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["head", "med", "sa", "ann"])
def test_nobody_else_sees_or_changes_who_holds_what(world: World, who: str) -> None:
    granted(world, "lis", "HR")
    browser = world.client(who)
    for path in ("/indstillinger/roller", f"/indstillinger/godkend/{proposal(world)}"):
        browser.get(path)
        assert browser.status == 404
    browser.get("/")
    browser.post(f"/indstillinger/godkend/{proposal(world)}")
    assert browser.status == 404
    with world.acting(who) as uow, pytest.raises(NotFound):
        granting.grant(
            uow, person_id=world.ids["bo"], role=Role.TM, unit_id=world.ids["root"], starts=uow.today, ends=None
        )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_top_management_approves_and_grants_nothing(world: World) -> None:
    boss = world.client("tm")
    boss.get("/indstillinger/roller")
    assert boss.status == 200
    boss.post("/indstillinger/roller", email="lis@example.org", role="TM", unit=str(world.ids["root"]))
    assert boss.status == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("who", "role"), [("tm", "SA"), ("hr2", "SA"), ("med", "SA"), ("ann", "SA"), ("sa", "TM"), ("sa", "MED")]
)
def test_an_administrator_holds_no_content_role(world: World, who: str, role: str) -> None:
    before = held(world, who)
    browser = granted(world, who, role)
    assert browser.status == 422
    assert "An administrator holds no role that gives content" in browser.text
    assert held(world, who) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_administrators_role_may_follow_another(world: World) -> None:
    with world.store.work() as uow:
        row = uow.session.scalars(select(Grant).where(Grant.person_id == world.ids["med"])).one()
        row.ends = uow.today
    assert granted(world, "med", "SA").status == 422
    assert granted(world, "med", "SA", starts="04.02.2026").status == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_same_is_not_granted_twice(world: World) -> None:
    assert granted(world, "med", "MED").status == 422
    assert granted(world, "lis", "HR").status == 200
    assert granted(world, "lis", "HR").status == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_makes_no_sense_is_asked_about_again(world: World) -> None:
    assert "Nobody here has this" in granted(world, "ukendt", "TM").text
    assert granted(world, "lis", "GL").status == 422
    assert granted(world, "lis", "TM", unit="x").status == 422
    assert granted(world, "lis", "TM", ends="01.01.2020").status == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("role;;;;;;;hr;root;TM;2026-03-01;", "own roles"),
        ("role;;;;;;;lis;root;HR;2026-03-01;", "propose it"),
        ("role;;;;;;;tm;root;SA;2026-03-01;", "administrator"),
        ("member;group;;;;;;sa;;member;2026-03-01;", "administrator"),
    ],
)
def test_an_import_by_hand_keeps_the_same_rules(world: World, line: str, reason: str) -> None:
    with world.acting("hr") as uow:
        found = service.import_people(uow, f"{HEAD}\n{line}\n".encode())
    [refusal] = found.refused
    assert refusal.line == 2
    assert reason in refusal.message


def test_what_groups_give_is_taken_away_again_and_nothing_else(world: World) -> None:
    school: set[granting.Wanted] = {(Role.MED, "TR", "school")}
    with world.store.work() as uow:
        assert granting.follow(uow, world.ids["lis"], school | {(Role.SA, None, "root")}) == [(Role.SA, None, "root")]
        assert granting.follow(uow, world.ids["med"], {(Role.HR, None, ""), (Role.TM, None, "ukendt")}) == [
            (Role.TM, None, "ukendt")
        ]
    assert held(world, "lis") == {Role.MED, Role.L}
    assert held(world, "med") == {Role.MED}
    with world.reading() as uow:
        assert uow.session.scalars(select(Proposal.source)).all() == ["sign_on"]
    with world.store.work() as uow:
        assert granting.follow(uow, world.ids["lis"], school) == []
        granting.follow(uow, world.ids["med"], set())
    assert held(world, "lis") == {Role.MED, Role.L}
    with world.store.work() as uow:
        granting.follow(uow, world.ids["lis"], set())
        assert uow.session.scalars(select(Proposal)).all() == []
        row = uow.session.scalars(select(Grant).where(Grant.person_id == world.ids["lis"])).one()
        assert row.ends == uow.today - timedelta(days=1)
    assert held(world, "lis") == {Role.L}
    assert held(world, "med") == {Role.MED}
