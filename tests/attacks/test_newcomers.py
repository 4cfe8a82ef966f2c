"""Who joined later, who took over, who left, and who wears another hat."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from tests.escalations.sending import TITLE, acknowledge, read, sent
from tests.notifications.post import answer
from tests.plans.plan_year import published
from tests.rounds import acting
from tests.worlds import World
from tracker.access import service as access
from tracker.followups import queries as followups
from tracker.followups import service as followup
from tracker.notifications.models import MailboxEntry, Notice
from tracker.people.models import Grant, Membership
from tracker.web.transaction import COOKIE


def join(world: World, who: str, role: str = "member") -> None:
    """From today, in the larger group."""
    with world.store.work() as uow:
        if who not in world.ids:
            world.employ(uow, who, "tm")
        values = {"group_id": world.group, "person_id": world.ids[who], "role": role}
        uow.session.add(Membership(id=uuid4(), starts=world.now.date(), **values))


def leave(world: World, who: str) -> None:
    """Yesterday was the last day."""
    mine = (Membership.person_id == world.ids[who], Membership.group_id == world.group)
    with world.store.work() as uow:
        uow.session.execute(update(Membership).where(*mine).values(ends=world.now.date() - timedelta(days=1)))


def followed(world: World, *, answered: bool = False) -> UUID:
    """Ann's agreement, due on the ninth."""
    with world.acting("head") as uow:
        values: dict[str, Any] = {
            "about": "agreement",
            "matter": uuid4(),
            "story": uuid4(),
            "title": "Korte møder",
            "lang": "da",
        }
        owners = [world.ids["ann"]]
        id_ = followup.schedule(uow, owner_ids=owners, group_id=world.group, first=date(2026, 2, 9), **values)
    if answered:
        with world.acting("ann") as uow:
            at = followups.show(uow, id_).view.version
            said: dict[str, Any] = {"outcome": "kept", "learned": "Lært", "lang": "da", "next_day": None}
            followup.answer(uow, id_, version=at, **said)
    return id_


def status(world: World, who: str, path: str) -> int:
    browser = world.client(who)
    browser.get(path)
    return browser.status


def test_a_new_leader_takes_over_what_is_open_and_not_what_was_done_before(world: World) -> None:
    open_, done = followed(world), followed(world, answered=True)
    escalation = sent(world)
    acknowledge(world, "hr", escalation)
    answer(world, "hr", escalation)
    world.move(days=2)
    leave(world, "head")
    join(world, "rie", "leader")
    assert [status(world, "rie", f"/opfolgninger/{id_}") for id_ in (open_, done)] == [200, 404]
    rie = world.client("rie")
    rie.get(f"/eskaleringer/{escalation}")
    rie.submit("/luk", helped="yes")
    assert (rie.status, read(world, escalation).helped) == (200, True)
    rie.get(f"/opfolgninger/{open_}")
    rie.submit("/svar", outcome="kept", learned="")
    assert rie.status == 200
    assert status(world, "head", f"/eskaleringer/{escalation}") == 404


def test_a_new_member_is_not_told_what_became_of_what_was_sent_before(world: World) -> None:
    escalation = sent(world)
    world.drain()
    world.move(days=1)
    join(world, "rie")
    acknowledge(world, "hr", escalation)
    world.drain()
    with world.reading() as uow:
        told = set(uow.session.scalars(select(Notice.person_id).where(Notice.kind == "escalation.acknowledged")))
    assert world.ids["ann"] in told
    assert world.ids["rie"] not in told
    assert TITLE not in str(world.client("rie").get("/eskaleringer"))


def test_a_card_that_was_closed_before_its_day_is_the_past_for_whoever_joins_between(world: World) -> None:
    round_id = acting.plan(world)
    for who in ("ann", "bo"):
        acting.answer(world, round_id, who)
    acting.close(world, round_id)
    world.move(days=2)
    join(world, "rie")
    assert [status(world, who, f"/runder/{round_id}/kort") for who in ("ann", "rie")] == [200, 404]


def test_who_is_handed_a_follow_up_sees_that_one_and_nothing_before_it(world: World) -> None:
    first = followed(world)
    with world.acting("ann") as uow:
        said: dict[str, Any] = {"outcome": "not", "learned": "Lært før", "lang": "da", "next_day": date(2026, 2, 16)}
        second = followup.answer(uow, first, version=followups.show(uow, first).view.version, **said)
    assert second
    world.move(days=1)
    join(world, "rie")
    assert status(world, "rie", f"/opfolgninger/{second}") == 404
    with world.acting("ann") as uow:
        at = followups.show(uow, second).view.version
        followup.hand_over(uow, second, to=world.ids["rie"], version=at)
    rie = world.client("rie")
    rie.get(f"/opfolgninger/{second}")
    assert (rie.status, "Lært før" in rie.text) == (200, False)
    assert status(world, "rie", f"/opfolgninger/{first}") == 404


def test_the_words_of_a_talk_are_for_those_who_were_there(world: World) -> None:
    published(world)
    head = world.client("head")
    head.get(f"/plan/droeftelse/{world.group}")
    head.submit(f"/droeftelse/{world.group}", talked_on="03.02.2026", words="Vores ord")
    world.move(days=1)
    leave(world, "head")
    join(world, "rie", "leader")
    rie = world.client("rie")
    rie.get(f"/plan/droeftelse/{world.group}")
    assert (rie.status, "Vores ord" in str(rie.page), rie.page.select("textarea")) == (200, False, [])
    rie.post(f"/plan/droeftelse/{world.group}", talked_on="03.02.2026", words="", version="2")
    assert rie.status == 404
    assert "Vores ord" in world.client("ann").get(f"/plan/droeftelse/{world.group}").get_text()


def test_a_mail_about_a_round_goes_to_nobody_who_has_left(world: World) -> None:
    acting.plan(world)
    world.drain()
    leave(world, "eva")
    world.move(days=2)
    with world.reading() as uow:
        mailed = set(uow.session.scalars(select(MailboxEntry.recipient)))
    assert "ann@example.org" in mailed
    assert "eva@example.org" not in mailed


def test_under_the_hat_of_a_representative_a_leader_sends_and_reads_nothing_as_leader(world: World) -> None:
    with world.store.work() as uow:
        values = {"role": "MED", "seat": "leader", "unit_id": world.ids["root"], "starts": date(2020, 1, 1)}
        uow.session.add(Grant(person_id=world.ids["head"], **values))
    escalation = sent(world)
    head = world.client(None)
    with world.store.work() as uow:
        head.http.set_cookie(COOKIE, access.sign_in(uow, world.ids["head"], hat="med"))
    for path in ("/eskaleringer/ny", f"/eskaleringer/{escalation}", "/varsler/stoette"):
        head.get(path)
        assert head.status == 404, path
    head.get("/fremdrift")
    assert head.status == 200


def test_what_was_taken_back_is_the_groups_own_again(world: World) -> None:
    escalation = sent(world)
    assert status(world, "hr", f"/eskaleringer/{escalation}") == 200
    head = world.client("head")
    head.get(f"/eskaleringer/{escalation}")
    head.submit("/traek-tilbage")
    assert [status(world, who, f"/eskaleringer/{escalation}") for who in ("ann", "hr")] == [200, 404]
    assert TITLE not in str(world.client("hr").get("/eskaleringer"))
