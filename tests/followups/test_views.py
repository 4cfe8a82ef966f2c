"""Follow-ups in the browser."""

from uuid import UUID, uuid4

import pytest

from tests.followups.test_service import scheduled, seen
from tests.worlds import Browser, World


@pytest.fixture
def followup_id(world: World) -> UUID:
    """Ann's, every week, asked about today (Friday 13 February)."""
    made = scheduled(world, cadence="weekly")
    world.move_to(world.now.replace(day=13, hour=8))
    return made


def opened(world: World, who: str, followup_id: UUID) -> Browser:
    browser = world.client(who)
    browser.get(f"/opfolgninger/{followup_id}")
    return browser


def test_the_owner_is_told_answers_and_is_asked_no_more(world: World, followup_id: UUID) -> None:
    owner = world.client("ann")
    owner.get("/indbakke")
    assert "Korte møder" in owner.text
    owner.get(str(owner.page.select('a[href^="/i/"]')[0]["href"]))
    assert owner.path == f"/opfolgninger/{followup_id}"
    owner.submit("/svar", outcome="partly", learned="Vi glemte fredag.")
    assert owner.status == 200
    assert "Vi glemte fredag." in owner.text
    assert [view.state for view in seen(world)] == ["answered", "planned"]
    world.drain()
    owner.get("/opfolgninger")
    assert "20. februar 2026" in owner.text
    owner.get("/indbakke")
    assert not owner.page.select('form[action$="/faerdig"]')


def test_the_groups_leader_may_answer_and_a_member_reads(world: World, followup_id: UUID) -> None:
    member = opened(world, "bo", followup_id)
    assert member.status == 200
    assert member.page.find("form", action=f"/opfolgninger/{followup_id}/svar") is None
    leader = opened(world, "head", followup_id)
    leader.submit("/svar", outcome="kept", next_day="")
    assert [view.outcome for view in seen(world)] == ["kept"]


@pytest.mark.parametrize("who", ["lis", "med", "sa", "tm", "hr"])
def test_others_find_nothing_there(world: World, followup_id: UUID, who: str) -> None:
    stranger = opened(world, who, followup_id)
    assert stranger.status == 404
    stranger.get("/opfolgninger")
    assert "Korte møder" not in stranger.text
    fields, _ = opened(world, "ann", followup_id).fields("/svar")
    for end in ("svar", "flyt", "overdrag", "luk"):
        stranger.get("/opfolgninger")
        values = fields | {"once": str(uuid4()), "outcome": "kept", "to_day": "20.02.2026", "to": str(world.ids[who])}
        assert stranger.http.post(f"/opfolgninger/{followup_id}/{end}", data=values).status_code in (400, 404)
    assert seen(world)[0].state == "asked"


@pytest.mark.parametrize(
    ("end", "values"),
    [
        ("/svar", {}),
        ("/svar", {"outcome": "splendid"}),
        ("/svar", {"outcome": "kept", "next_day": "30.2.2026"}),
        ("/svar", {"outcome": "kept", "next_day": "13.02.2026"}),
        ("/svar", {"outcome": "kept", "learned": "x" * 5000}),
        ("/flyt", {}),
        ("/flyt", {"to_day": "1.1.9999"}),
        ("/flyt", {"to_day": "2026-02-12"}),
        ("/overdrag", {"to": str(uuid4())}),
    ],
)
def test_bad_input_is_shown_again_and_changes_nothing(
    world: World, followup_id: UUID, end: str, values: dict[str, str]
) -> None:
    owner = opened(world, "ann", followup_id)
    owner.submit(end, **values)
    assert owner.status == 422
    assert owner.page.find(role="alert")
    assert [view.state for view in seen(world)] == ["asked"]


def test_pressing_twice_answers_once(world: World, followup_id: UUID) -> None:
    owner = opened(world, "ann", followup_id)
    fields, target = owner.fields("/svar")
    answers = [owner.http.post(target, data=fields | {"outcome": "kept"}).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert len(seen(world)) == 2


def test_the_second_of_two_who_answer_is_told(world: World, followup_id: UUID) -> None:
    owner, leader = (opened(world, who, followup_id) for who in ("ann", "head"))
    owner.submit("/svar", outcome="kept")
    leader.submit("/svar", outcome="not")
    assert leader.status == 409
    assert seen(world)[0].outcome == "kept"


def test_it_is_moved_and_handed_over_on_its_page(world: World, followup_id: UUID) -> None:
    owner = opened(world, "ann", followup_id)
    owner.submit("/flyt", to_day="2026-02-27", why="Vinterferie")
    assert "Vinterferie" in owner.text
    owner.submit("/overdrag", to=str(world.ids["bo"]))
    assert seen(world)[0].owners == (world.ids["bo"],)
    world.drain()
    other = world.client("bo")
    other.get("/indbakke")
    assert "Korte møder" in other.text
    owner.get(f"/opfolgninger/{followup_id}")
    assert owner.page.find("form", action=f"/opfolgninger/{followup_id}/svar") is None


def test_of_the_effect_it_is_asked_whether_it_worked(world: World) -> None:
    followup_id = scheduled(world, "head", about="effect")
    world.move_to(world.now.replace(day=13, hour=8))
    leader = opened(world, "head", followup_id)
    assert "Har det virket?" in leader.text
    leader.submit("/svar", outcome="partly", learned="Møderne er kortere, men flere.")
    assert "Det virkede delvist" in leader.text


def test_it_is_closed_on_its_page(world: World, followup_id: UUID) -> None:
    owner = opened(world, "ann", followup_id)
    owner.submit("/luk")
    assert seen(world)[0].state == "cancelled"


def test_markup_in_what_was_written_stays_text(world: World, followup_id: UUID) -> None:
    owner = opened(world, "ann", followup_id)
    owner.submit("/svar", outcome="not", learned="<script>alert(1)</script>{{7*7}}")
    assert "<script>alert(1)</script>{{7*7}}" in owner.text
    assert owner.page.find("script", string="alert(1)") is None
