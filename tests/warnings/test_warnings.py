"""Early warnings: when they come, whom they tell, and what becomes of them."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.worlds import Browser, World
from tracker.escalations import service as escalations
from tracker.escalations.rules import Draft, Reply
from tracker.followups import queries as followups
from tracker.followups import service as followup
from tracker.notifications.matters import readable_titles
from tracker.notifications.models import Notice
from tracker.warnings import service
from tracker.warnings.models import EarlyWarning, SupportRequest
from tracker.warnings.rules import FOLLOWUP_TWICE, UNANSWERED

WORDS = "Vi når det ikke i budgetmånederne."


def scheduled(world: World, *, about: str = "agreement", cadence: str | None = None) -> UUID:
    """Ann's follow-up in the larger group, due on Monday 9 February."""
    with world.acting("head") as uow:
        return followup.schedule(
            uow,
            about=about,
            matter=uuid4(),
            story=uuid4(),
            owner_ids=[world.ids["ann"]],
            group_id=world.group,
            title="Korte møder",
            lang="da",
            first=date(2026, 2, 9),
            cadence=cadence,
        )


def answer(world: World, followup_id: UUID, outcome: str, next_day: date | None = None) -> UUID | None:
    with world.acting("ann") as uow:
        version = followups.show(uow, followup_id).view.version
        values = {"outcome": outcome, "learned": "", "lang": "da", "next_day": next_day}
        return followup.answer(uow, followup_id, version=version, **values)  # type: ignore[arg-type]


def move(world: World, followup_id: UUID, to: date) -> None:
    with world.acting("ann") as uow:
        version = followups.show(uow, followup_id).view.version
        followup.move(uow, followup_id, to=to, why="", lang="da", version=version)


def rows(world: World) -> list[EarlyWarning]:
    world.drain()
    with world.reading() as uow:
        return list(uow.session.scalars(select(EarlyWarning).order_by(EarlyWarning.raised_at)))


def told(world: World, kind: str) -> list[UUID]:
    """Who was told, of what still waits for them."""
    world.drain()
    with world.reading() as uow:
        return list(uow.session.scalars(select(Notice.person_id).where(Notice.kind == kind, Notice.done_at.is_(None))))


@pytest.fixture
def warned(world: World) -> UUID:
    """A warning about the larger group: its follow-up was moved twice."""
    followup_id = scheduled(world)
    move(world, followup_id, date(2026, 2, 16))
    move(world, followup_id, date(2026, 2, 23))
    return rows(world)[0].id


def opened(world: World, who: str, warning_id: UUID) -> Browser:
    browser = world.client(who)
    browser.get(f"/varsler/{warning_id}")
    return browser


def test_missed_twice_warns_the_groups_leader_alone(world: World) -> None:
    scheduled(world, cadence="weekly")
    world.move(days=15)
    assert rows(world) == []
    world.move(days=7)
    [row] = rows(world)
    assert (row.rule, row.group_id, row.state) == (FOLLOWUP_TWICE, world.group, "new")
    assert told(world, "warning.group") == [world.ids["head"]]
    world.move(days=30)
    assert len(rows(world)) == 1
    page = opened(world, "head", row.id)
    assert "9. februar 2026: ikke besvaret" in page.text
    assert "16. februar 2026: ikke besvaret" in page.text


def test_not_kept_and_then_missed_is_twice_in_a_row(world: World) -> None:
    following = answer(world, scheduled(world), "not", date(2026, 2, 16))
    assert following is not None
    assert rows(world) == []
    world.move(days=40)
    assert [row.rule for row in rows(world)] == [FOLLOWUP_TWICE]


def test_kept_in_between_is_no_sign(world: World) -> None:
    second = answer(world, scheduled(world), "not", date(2026, 2, 16))
    third = answer(world, second or uuid4(), "partly", date(2026, 2, 23))
    answer(world, third or uuid4(), "not")
    assert rows(world) == []


def test_a_warning_is_over_when_it_was_kept_and_may_come_anew(world: World, warned: UUID) -> None:
    with world.acting("ann") as uow:
        [followup_id] = [view.id for view in followups.mine(uow).coming]
    following = answer(world, followup_id, "kept", date(2026, 3, 2))
    assert [row.ended_at is not None for row in rows(world)] == [True]
    assert told(world, "warning.group") == []
    for day in (date(2026, 3, 9), date(2026, 3, 16)):
        move(world, following or uuid4(), day)
    assert [row.ended_at is not None for row in rows(world)] == [True, False]


def test_a_rule_switched_off_warns_nobody(world: World) -> None:
    with world.acting("hr") as uow:
        service.switch(uow, FOLLOWUP_TWICE, on=False)
    scheduled(world, cadence="weekly")
    world.move(days=30)
    assert rows(world) == []


def test_an_action_of_the_plan_warns_nobody(world: World) -> None:
    followup_id = scheduled(world, about="action")
    move(world, followup_id, date(2026, 2, 16))
    move(world, followup_id, date(2026, 2, 23))
    assert rows(world) == []


def test_the_leader_accepts_an_offer_and_hr_is_told_and_reads_it(world: World, warned: UUID) -> None:
    leader = opened(world, "head", warned)
    assert "Trænger det her til hjælp?" in leader.text
    leader.submit("/svar", choice="accepted", support="mentor", words=WORDS)
    assert leader.status == 200
    assert told(world, "warning.group") == []
    assert set(told(world, "support.asked")) == {world.ids["hr"], world.ids["hr2"]}
    hr = world.client("hr")
    hr.get("/indbakke")
    hr.get(str(hr.page.select('a[href^="/i/"]')[0]["href"]))
    assert WORDS in hr.text
    assert "Head Prøvesen" in hr.text
    leader.get("/varsler")
    leader.get(str(leader.page.select('a[href^="/varsler/stoette/"]')[0]["href"]))
    assert "Hr Prøvesen" in leader.text


def test_declining_is_told_to_nobody(world: World, warned: UUID) -> None:
    leader = opened(world, "head", warned)
    leader.submit("/svar", choice="declined")
    assert rows(world)[0].state == "declined"
    assert told(world, "warning.group") == told(world, "support.asked") == []
    for who in ("hr", "tm", "med", "ann"):
        browser = world.client(who)
        for path in ("/varsler", f"/varsler/{warned}", "/indbakke"):
            browser.get(path)
            assert "Takket nej" not in browser.text


def test_later_comes_back_after_ten_working_days(world: World, warned: UUID) -> None:
    leader = opened(world, "head", warned)
    leader.submit("/svar", choice="later")
    assert told(world, "warning.group") == []
    world.move(days=12)
    assert told(world, "warning.group") == []
    world.move(days=3)
    assert told(world, "warning.group") == [world.ids["head"]]


def test_a_member_sees_why_it_came_and_nothing_of_the_answer(world: World, warned: UUID) -> None:
    member = opened(world, "bo", warned)
    assert member.status == 200
    assert not member.page.select("main form")
    member.get("/varsler")
    assert "Korte møder" not in member.text


@pytest.mark.parametrize("who", ["tm", "hr", "lis", "med", "sa"])
def test_nobody_outside_the_group_finds_it(world: World, warned: UUID, who: str) -> None:
    stranger = opened(world, who, warned)
    assert stranger.status == 404
    values = {"once": str(uuid4()), "choice": "declined", "version": "1"}
    assert stranger.http.post(f"/varsler/{warned}/svar", data=values).status_code in (400, 404)
    assert rows(world)[0].state == "new"
    stranger.get("/varsler")
    assert "Korte møder" not in stranger.text


@pytest.mark.parametrize(("who", "status"), [("tm", 200), ("med", 200), ("sa", 404)])
def test_those_who_follow_progress_see_a_band(world: World, warned: UUID, who: str, status: int) -> None:
    browser = world.client(who)
    browser.get("/varsler")
    assert browser.status == status
    assert ("færre end fem" in browser.text) is (status == 200)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"choice": "perhaps"},
        {"choice": "accepted"},
        {"choice": "accepted", "support": "gold"},
        {"choice": "accepted", "support": "coach", "words": "x" * 5000},
    ],
)
def test_bad_input_is_shown_again(world: World, warned: UUID, values: dict[str, str]) -> None:
    leader = opened(world, "head", warned)
    leader.submit("/svar", **values)
    assert leader.status == 422
    assert leader.page.find(role="alert")
    assert rows(world)[0].state == "seen"
    with world.reading() as uow:
        assert uow.session.scalar(select(SupportRequest.id)) is None


def test_the_second_of_two_answers_is_told(world: World, warned: UUID) -> None:
    first, second = (opened(world, "head", warned) for _ in range(2))
    first.submit("/svar", choice="later")
    second.submit("/svar", choice="declined")
    assert second.status == 409
    assert rows(world)[0].state == "later"


def raised(world: World, concerns: str | None = None) -> UUID:
    """An escalation to top management that nobody answers."""
    with world.acting("head") as uow:
        draft = Draft(
            title="Uklare bestillinger",
            wording="Uden mål.",
            ask="En skabelon.",
            addressed="TM",
            lang="da",
            concerns_id=world.ids[concerns] if concerns else None,
        )
        escalation_id = escalations.raise_escalation(uow, world.group, draft)
    world.move(days=12)
    return escalation_id


def test_an_escalation_nobody_answers_is_told_to_hr_without_its_words(world: World) -> None:
    escalation_id = raised(world)
    assert [row.rule for row in rows(world)] == [UNANSWERED]
    assert set(told(world, "warning.unanswered")) == {world.ids["hr"], world.ids["hr2"]}
    hr = opened(world, "hr", rows(world)[0].id)
    assert "Ledelsen group" in hr.text
    assert "Uklare bestillinger" not in hr.text
    with world.acting("tm") as uow:
        escalations.acknowledge(uow, escalation_id, version=escalation_version(world, escalation_id))
    with world.acting("tm") as uow:
        escalations.answer(uow, escalation_id, Reply("handled", "Vi gør det."))
    assert told(world, "warning.unanswered") == []
    assert rows(world)[0].ended_at is not None


def escalation_version(world: World, escalation_id: UUID) -> int:
    with world.reading() as uow:
        return escalations.audience(uow, escalation_id)[0].version


def test_whoever_an_escalation_concerns_hears_nothing_of_its_warning(world: World) -> None:
    raised(world, concerns="hr")
    assert told(world, "warning.unanswered") == [world.ids["hr2"]]
    concerned = opened(world, "hr", rows(world)[0].id)
    assert concerned.status == 404
    concerned.get("/varsler")
    assert "Ledelsen group" not in concerned.text


def test_the_titles_of_the_inbox_are_the_follow_ups(world: World, warned: UUID) -> None:
    with world.acting("head") as uow:
        assert readable_titles(uow, [("warning", warned)]) == {("warning", warned): "Korte møder"}


def test_hr_switches_rules_and_others_read_them(world: World) -> None:
    hr = world.client("hr")
    hr.get("/varsler/regler")
    hr.submit(f"/regler/{UNANSWERED}")
    assert "Slået fra" in hr.text
    hr.submit(f"/regler/{UNANSWERED}")
    assert "Slået fra" not in hr.text
    for who, status in (("head", 200), ("med", 200), ("sa", 404)):
        reader = world.client(who)
        reader.get("/varsler/regler")
        assert reader.status == status
        assert not reader.page.select("main form")
    stranger = world.client("head")
    stranger.get("/varsler/regler")
    posted = stranger.http.post(f"/varsler/regler/{UNANSWERED}", data={"once": str(uuid4())})
    assert posted.status_code in (400, 404)
