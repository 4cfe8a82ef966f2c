"""Few people, and people who come, go, say nothing, or sit at two devices."""

import json
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select

from tests.attacks.test_newcomers import join, leave
from tests.rounds import acting
from tests.rounds.test_planning import statuses
from tests.worlds import Browser, World
from tracker.kernel.errors import Conflict, NotFound
from tracker.people.models import Membership
from tracker.rounds import queries, service
from tracker.rounds.models import Answer


def only(world: World, *members: str) -> None:
    """The small group without the others."""
    gone = [world.ids[one] for one in ("lis", "mads", "nina") if one not in members]
    with world.store.work() as uow:
        uow.session.execute(delete(Membership).where(Membership.person_id.in_(gone)))


def answer_one(browser: Browser, at: str, succeeds: str, important: str, **more: object) -> None:
    browser.get(f"{at}/forbered/1A")
    browser.submit("/forbered/1A", succeeds=succeeds, important=important, **more)


def test_a_group_of_two_is_told_what_open_means_for_two_before_anybody_answers(world: World) -> None:
    only(world, "lis", "mads")
    lis, mads = world.client("lis"), world.client("mads")
    lis.get(f"/runder/ny/{world.small}")
    assert "I er to." in lis.text
    lis.submit(f"/ny/{world.small}", day="10.02.2026", show_mode="open")
    mads.get(f"{lis.path}/forbered")
    assert "kan hver af jer regne ud" in mads.text


@pytest.mark.parametrize(
    ("mode", "both", "shown"), [("open", True, True), ("open", False, False), ("from_five", True, False)]
)
def test_two_see_a_distribution_only_where_both_answered_and_were_told(
    world: World, mode: str, both: bool, shown: bool
) -> None:
    only(world, "lis", "mads")
    round_id = acting.plan(world, "lis", "small", mode)
    acting.answer(world, round_id, "lis")
    if both:
        acting.answer(world, round_id, "mads")
    acting.close(world, round_id, "lis")
    with world.reading() as uow:
        spots = queries.card(uow.session, round_id)
    assert {spot.counts is not None for spot in spots.values()} == {shown}


def test_one_who_never_answers_keeps_nobody_waiting_and_is_named_to_nobody(world: World) -> None:
    round_id = acting.plan(world, "lis", "small")
    for who in ("lis", "mads"):
        acting.answer(world, round_id, who)
    acting.close(world, round_id, "lis")
    lis = world.client("lis")
    lis.get(f"/runder/{round_id}/kort")
    assert "2 svar" in lis.text
    assert "Nina" not in lis.page.select("main")[0].get_text()
    assert statuses(world.client("nina"), f"/runder/{round_id}", "", "/kort", "/forbered") == [200, 200, 200]


def test_what_a_leaver_answered_counts_for_nothing_and_is_deleted_at_the_close(world: World) -> None:
    round_id = acting.plan(world)
    for who in ("ann", "eva"):
        acting.answer(world, round_id, who, note="Nu går jeg", share=who == "eva")
    world.move(days=1)
    leave(world, "eva")
    assert statuses(world.client("eva"), f"/runder/{round_id}", "", "/forbered", "/forbered/1A") == [404] * 3
    with world.acting("eva") as uow, pytest.raises(NotFound):
        service.save_answer(uow, round_id, "1A", succeeds="H", important="H")
    acting.close(world, round_id)
    world.drain()
    with world.reading() as uow:
        assert set(uow.session.scalars(select(Answer.person_id))) == {world.ids["ann"]}
        assert queries.shared_notes(uow.session, round_id) == {}


def test_what_somebody_answered_who_leaves_after_the_close_stays_in_the_card_alone(world: World) -> None:
    round_id = acting.plan(world)
    for who in ("ann", "bo", "eva"):
        acting.answer(world, round_id, who)
    acting.close(world, round_id)
    world.move(days=1)
    leave(world, "eva")
    with world.reading() as uow:
        assert {spot.counts.answers for spot in queries.card(uow.session, round_id).values() if spot.counts} == {3}
    assert statuses(world.client("eva"), f"/runder/{round_id}", "/kort", "/forbered") == [404, 404]


def test_a_new_leader_carries_on_with_the_round_and_the_old_one_has_it_no_more(world: World) -> None:
    round_id = acting.plan(world)
    acting.answer(world, round_id, "ann")
    world.move(days=1)
    leave(world, "head")
    join(world, "rie", "leader")
    rie, head = world.client("rie"), world.client("head")
    rie.get(f"/runder/{round_id}/ret")
    rie.submit("/ret", day="11.02.2026")
    acting.answer(world, round_id, "rie")
    rie.get(f"/runder/{round_id}")
    rie.submit("/luk")
    assert (rie.status, rie.path) == (200, f"/runder/{round_id}/kort")
    assert statuses(head, f"/runder/{round_id}", "", "/kort", "/ret") == [404] * 3


def test_a_new_leader_ends_what_the_old_one_left_open(world: World) -> None:
    round_id = acting.plan(world)
    for who in ("ann", "bo"):
        acting.answer(world, round_id, who)
    world.move_to(world.now.replace(day=10, hour=12))
    acting.close(world, round_id)
    world.move(days=1)
    leave(world, "head")
    join(world, "rie", "leader")
    join(world, "eva2")
    rie = world.client("rie")
    rie.get(f"/runder/{round_id}/moede")
    assert rie.status == 200
    rie.get(f"/runder/{round_id}/aftaler")
    rie.submit("/afslut", next_talk="12.05.2026")
    assert rie.status == 200
    assert statuses(world.client("eva2"), f"/runder/{round_id}", "", "/kort") == [404, 404]


def test_two_devices_of_one_person_do_not_write_over_each_other(world: World) -> None:
    at = f"/runder/{acting.plan(world)}"
    phone, desk = world.client("ann"), world.client("ann")
    for browser in (phone, desk):
        browser.get(f"{at}/forbered/1A")
    phone.submit("/forbered/1A", succeeds="H", important="H", note="Fra toget")
    desk.submit("/forbered/1A", succeeds="L", important="H", note="Fra skrivebordet")
    assert desk.status == 409
    assert all(words in desk.text for words in ("Fra toget", "Fra skrivebordet"))
    desk.submit("/forbered/1A")
    assert desk.status == 200
    phone.get(f"{at}/forbered")
    assert "Fra skrivebordet" in phone.text


def test_the_same_answer_from_two_devices_is_no_conflict(world: World) -> None:
    at = f"/runder/{acting.plan(world)}"
    phone, desk = world.client("ann"), world.client("ann")
    for browser in (phone, desk):
        browser.get(f"{at}/forbered/1A")
    for browser in (phone, desk):
        browser.submit("/forbered/1A", succeeds="H", important="L", note="Det samme")
        assert browser.status == 200
    with world.acting("ann") as uow, pytest.raises(Conflict):
        service.save_answer(uow, UUID(at.rsplit("/", 1)[1]), "1A", succeeds="L", important="L", version=0)


def test_one_goes_on_on_another_device_where_one_left(world: World) -> None:
    at = f"/runder/{acting.plan(world)}"
    phone, desk = world.client("ann"), world.client("ann")
    answer_one(phone, at, "H", "L", note="Husk det")
    desk.get(f"{at}/forbered/alle")
    fields, _ = desk.fields("/forbered/1A")
    assert (fields["succeeds"], fields["important"], fields["note"], fields["version"]) == ("H", "L", "Husk det", "1")
    assert "1 af 25" in desk.text


def test_all_on_one_page_works_without_a_script(world: World) -> None:
    at = f"/runder/{acting.plan(world)}"
    ann = world.client("ann")
    ann.get(f"{at}/forbered/alle")
    ann.submit("/forbered/5C", succeeds="H")
    assert ann.status == 422
    assert len(ann.page.select("form[data-answer]")) == 25
    ann.submit("/forbered/5C", succeeds="H", important="H")
    assert (ann.status, ann.path) == (200, f"{at}/forbered/alle")
    assert "1 af 25" in ann.text


def test_an_answer_that_is_sent_quietly_says_how_far_one_is_and_sent_again_changes_nothing(world: World) -> None:
    at = f"/runder/{acting.plan(world)}"
    ann = world.client("ann")
    ann.get(f"{at}/forbered/alle")
    fields, _ = ann.fields("/forbered/2A")
    sent = fields | {"succeeds": "L", "important": "H", "note": "", "once": str(uuid4())}
    for _ in range(2):
        answer = ann.http.post(f"{at}/forbered/2A?fra=stille", data=sent, follow_redirects=True)
        assert json.loads(answer.data) == {"answered": 1, "total": 25, "finished": False, "version": 1}
    stale = ann.http.post(f"{at}/forbered/2A?fra=stille", data=sent | {"once": str(uuid4()), "succeeds": "H"})
    assert stale.status_code == 409
    signed_out = world.app.test_client().post(f"{at}/forbered/2A?fra=stille", data=sent)
    assert signed_out.status_code in (303, 400)
    ann.get(f"{at}/forbered")
    assert "Gemt" not in ann.page.select(".flashes")[0].get_text()


@pytest.mark.parametrize("who", ["tm", "hr", "med", "sa", "lis"])
def test_how_far_somebody_is_is_nobody_elses_to_ask(world: World, who: str) -> None:
    at = f"/runder/{acting.plan(world)}"
    paths = ("/forbered/alle", "/forbered/hvor-langt", "/forbered/hvor-langt?code=1A")
    assert statuses(world.client(who), at, *paths) == [404] * 3
