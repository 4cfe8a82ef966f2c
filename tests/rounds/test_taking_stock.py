"""What was agreed last time comes first; done is not worked."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from tests.rounds import acting
from tests.worlds import Browser, World
from tracker.followups.models import FollowUp
from tracker.rounds import service
from tracker.rounds.models import Agreement
from tracker.rounds.service import Wording


def agreed(world: World, *, cadence: str | None = None, first: date = date(2026, 2, 16)) -> tuple[UUID, UUID]:
    """An agreement of Ann's from an earlier round, and the round after it."""
    before = acting.plan(world)
    for who in ("head", "ann"):
        acting.answer(world, before, who)
    acting.close(world, before)
    with world.acting("head") as uow:
        wording = Wording("Vi begynder med målet", "Alle kan sige det", None, "da")
        owners = [world.ids["ann"]]
        agreement = service.agree(uow, before, wording, owner_ids=owners, first=first, cadence=cadence)
    world.move_to(datetime(2026, 3, 3, 9, tzinfo=world.now.tzinfo))
    with world.acting("head") as uow:
        return agreement, service.plan(uow, world.group, day=date(2026, 3, 3), at=time(13), show_mode="open")


def at(world: World, who: str, round_id: UUID, agreement: UUID) -> Browser:
    browser = world.client(who)
    browser.get(f"/runder/{round_id}/moede/aftale/{agreement}")
    return browser


def followups(world: World, agreement: UUID) -> list[FollowUp]:
    with world.reading() as uow:
        query = select(FollowUp).where(FollowUp.matter == agreement).order_by(FollowUp.due, FollowUp.number)
        return list(uow.session.scalars(query))


def test_the_meeting_shows_what_was_agreed_last_time_and_takes_stock_of_it(world: World) -> None:
    agreement, round_id = agreed(world)
    ann = world.client("ann")
    ann.get(f"/runder/{round_id}/moede")
    assert "Vi begynder med målet" in ann.text
    ann.go(f"/moede/aftale/{agreement}")
    ann.submit(f"/aftale/{agreement}", outcome="partly", learned="Næsten hver gang", next_day="07.04.2026")
    assert ann.path == f"/runder/{round_id}/moede"
    assert "Sagt i dag" in ann.text
    assert not ann.page.select("main a[href*='/moede/aftale/']")
    assert "Næsten hver gang" in world.client("bo").get(f"/runder/{round_id}/moede").get_text()
    first, second = followups(world, agreement)
    assert (first.outcome, second.state, second.due) == ("partly", "planned", date(2026, 4, 7))


def test_an_answer_seen_at_the_table_is_seen_by_all(world: World) -> None:
    agreement, round_id = agreed(world)
    bo = world.client("bo")
    before = bo.http.get(f"/runder/{round_id}/moede/nu").headers["ETag"]
    ann = at(world, "ann", round_id, agreement)
    ann.submit(f"/aftale/{agreement}", outcome="kept", next_day="07.04.2026")
    assert bo.http.get(f"/runder/{round_id}/moede/nu", headers={"If-None-Match": before}).status_code == 200


def test_a_closed_agreement_is_asked_about_later_did_it_have_the_effect(world: World) -> None:
    agreement, round_id = agreed(world, cadence="monthly")
    head = at(world, "head", round_id, agreement)
    assert head.fields(f"/aftale/{agreement}")[0]["effect_on"] == "03.06.2026"
    head.submit(f"/aftale/{agreement}", outcome="kept", goes_on="closed")
    assert head.status == 200
    *_, effect = followups(world, agreement)
    assert (effect.about, effect.due, effect.state) == ("effect", date(2026, 6, 3), "planned")
    world.move_to(datetime(2026, 6, 3, 9, tzinfo=world.now.tzinfo))
    head.get(f"/opfolgninger/{effect.id}")
    head.submit("/svar", outcome="partly", learned="Møderne er kortere")
    assert head.status == 200
    ann = world.client("ann")
    ann.get(f"/runder/gruppe/{world.group}/historik")
    assert "Det virkede noget" in ann.text
    assert "Møderne er kortere" in ann.text


def test_being_asked_later_can_be_declined(world: World) -> None:
    agreement, _ = agreed(world)
    with world.reading() as uow:
        before = uow.session.get_one(Agreement, agreement).round_id
    head = world.client("head")
    head.get(f"/runder/{before}/aftaler")
    head.go(f"/aftaler/{agreement}/luk")
    head.submit("/luk", effect_on="01.01.2020")
    assert head.status == 422
    head.submit("/luk", effect_on="")
    assert head.status == 200
    assert [one.about for one in followups(world, agreement)] == ["agreement"]


def test_what_has_been_answered_already_is_carried_on_with_a_new_day(world: World) -> None:
    agreement, round_id = agreed(world)
    ann = at(world, "ann", round_id, agreement)
    [asked] = followups(world, agreement)
    ann.get(f"/opfolgninger/{asked.id}")
    ann.submit("/svar", outcome="kept", next_day="")
    head = at(world, "head", round_id, agreement)
    assert not head.page.select("input[name=outcome]")
    head.submit(f"/aftale/{agreement}", goes_on="on", next_day="07.04.2026")
    assert head.status == 200
    assert [one.due for one in followups(world, agreement)] == [date(2026, 2, 16), date(2026, 4, 7)]


def test_bad_answers_are_told_and_nothing_saved(world: World) -> None:
    agreement, round_id = agreed(world)
    head = at(world, "head", round_id, agreement)
    for wrong in (
        {"outcome": "", "next_day": "07.04.2026"},
        {"outcome": "kept", "next_day": ""},
        {"outcome": "kept", "next_day": "30.02.2026"},
        {"outcome": "kept", "next_day": "01.03.2026"},
        {"outcome": "kept", "goes_on": "closed", "effect_on": "01.03.2026"},
    ):
        head.submit(f"/aftale/{agreement}", **wrong)
        assert (wrong, head.status) == (wrong, 422)
    [asked] = followups(world, agreement)
    assert asked.outcome is None


def test_whose_it_is_says_how_it_went_and_nobody_else_but_the_leader(world: World) -> None:
    agreement, round_id = agreed(world)
    statuses = {who: at(world, who, round_id, agreement).status for who in ("head", "ann", "bo", "lis", "hr", "sa")}
    assert statuses == {"head": 200, "ann": 200, "bo": 404, "lis": 404, "hr": 404, "sa": 404}
    ann = at(world, "ann", round_id, agreement)
    assert not ann.page.select("input[value=closed]")
    ann.submit(f"/aftale/{agreement}", outcome="kept", goes_on="closed")
    assert ann.status in (404, 422)
