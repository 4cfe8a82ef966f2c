"""The meeting: everybody at the table sees the same, at once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update

from tests.rounds import acting
from tests.web.test_page_cost import counted
from tests.worlds import GROUP, Browser, World
from tracker.people.models import Membership
from tracker.rounds import service as rounds
from tracker.rounds.models import Facilitation

AT_ONCE = {"HX-Request": "true"}


def opened(world: World, people: list[str] = GROUP) -> UUID:
    """A round whose card is open: 1A in field 1, all else in field 2, 5C where they are split."""
    round_id = acting.plan(world)
    for number, who in enumerate(people):
        acting.answer(world, round_id, who, {"5C": "LH" if number % 2 else "HL", "1A": "LH"})
    acting.close(world, round_id)
    return round_id


def at_table(world: World, round_id: UUID, who: str) -> Browser:
    browser = world.client(who)
    browser.get(f"/runder/{round_id}/moede")
    assert browser.status == 200
    return browser


def look(browser: Browser, round_id: UUID, tag: str | None = None) -> Any:
    """What the page asks for by itself."""
    headers = {"If-None-Match": tag} if tag else {}
    return browser.http.get(f"/runder/{round_id}/moede/nu", headers=headers)


def sent(browser: Browser, action: str, **values: object) -> Any:
    """A form sent without leaving the page."""
    fields, target = browser.fields(action)
    return browser.http.post(target, data=fields | values, headers=AT_ONCE, follow_redirects=True)


def test_the_meeting_opens_with_what_was_agreed_last_time_and_its_times(world: World) -> None:
    round_id = acting.plan(world)
    ann = at_table(world, round_id, "ann")
    times = [one.get_text() for one in ann.page.select(".agenda-time")]
    assert (times[0], times[-1], len(times)) == ("13.00–13.15", "14.50–15.00", 6)
    [current] = ann.page.select("[aria-current=step]")
    assert "sidst" in current.get_text()
    assert not ann.page.select("form[action$='/moede/kort']")


def test_where_the_leader_is_everybody_is(world: World) -> None:
    round_id = acting.plan(world)
    head, ann = at_table(world, round_id, "head"), at_table(world, round_id, "ann")
    tag = look(ann, round_id).headers["ETag"]
    assert look(ann, round_id, tag).status_code == 304
    head.submit("/moede/kort")
    assert "14.50" in head.text
    changed = look(ann, round_id, tag)
    assert (changed.status_code, 'id="s1A"' in changed.text) == (200, True)
    sent(head, "/moede/trin", step="agree")
    assert 'id="s1A"' not in look(ann, round_id).text


def test_a_member_does_not_say_where_the_meeting_is(world: World) -> None:
    round_id = opened(world)
    ann = at_table(world, round_id, "ann")
    assert not ann.page.select("form[action$='/moede/trin']")
    ann.post(f"/runder/{round_id}/moede/trin", step="agree")
    assert ann.status == 404
    head = at_table(world, round_id, "head")
    for step in ("", "gone"):
        assert sent(head, "/moede/trin", step=step).status_code == 422


def test_everybody_sees_who_moved_what(world: World) -> None:
    round_id = opened(world)
    ann, bo = at_table(world, round_id, "ann"), at_table(world, round_id, "bo")
    tag = look(bo, round_id).headers["ETag"]
    answer = sent(ann, ["/kort/1A", "ved=bord"][0], field="3")
    assert answer.status_code == 200
    seen = look(bo, round_id, tag)
    assert seen.status_code == 200
    assert "1A blev flyttet til felt 3 af Ann Prøvesen kl. 09.00" in seen.text
    assert "Gemt" not in ann.get("/indbakke").get_text()


def test_the_last_moves_are_undone_by_anybody_newest_first(world: World) -> None:
    round_id = opened(world)
    ann = at_table(world, round_id, "ann")
    ann.submit("/kort/1A", field="3")
    ann.submit("/kort/2A", field="4")
    bo = at_table(world, round_id, "bo")
    bo.submit("/kort/fortryd")
    assert bo.path.endswith("/moede")
    assert "2A blev lagt tilbage i felt 2 af Bo Prøvesen" in bo.text
    bo.submit("/kort/fortryd")
    assert "1A blev lagt tilbage i felt 1 af Bo Prøvesen" in bo.text
    assert not bo.page.select("form[action*='fortryd']")


def test_what_somebody_moved_meanwhile_is_not_undone_blindly(world: World) -> None:
    round_id = opened(world)
    ann, bo = at_table(world, round_id, "ann"), at_table(world, round_id, "bo")
    ann.submit("/kort/1A", field="3")
    bo.get(f"/runder/{round_id}/moede")
    ann.submit("/kort/2A", field="3")
    refused = sent(bo, "/kort/fortryd")
    assert refused.status_code == 409
    assert 'role="alert"' in refused.text
    assert look(bo, round_id, refused.headers["ETag"]).status_code == 304
    bo.submit("/kort/fortryd")
    assert (bo.status, "2A blev flyttet" in bo.text) == (409, True)
    bo.get(f"/runder/{round_id}/moede")
    bo.submit("/kort/fortryd", move="no id")
    assert bo.status == 404


def test_the_second_to_move_the_same_statement_is_told(world: World) -> None:
    round_id = opened(world)
    ann, bo = at_table(world, round_id, "ann"), at_table(world, round_id, "bo")
    ann.submit("/kort/1A", field="3")
    refused = sent(bo, "/kort/1A", field="4")
    assert refused.status_code == 409
    assert "felt 3 af Ann Prøvesen" in refused.text


def test_nothing_new_costs_one_query(world: World) -> None:
    """Whose session it is, with the pulse beside it."""
    round_id = opened(world)
    ann = at_table(world, round_id, "ann")
    tag = look(ann, round_id).headers["ETag"]
    with counted(world.store.engine) as statements:
        assert look(ann, round_id, tag).status_code == 304
    assert len(statements) == 1, statements


def test_access_ends_with_the_next_question_though_nothing_changed(world: World) -> None:
    round_id = opened(world)
    ann, head = at_table(world, round_id, "ann"), at_table(world, round_id, "head")
    with world.acting("head") as uow:
        rounds.ask_facilitator(uow, round_id, "hr@example.org")
    hr = at_table(world, round_id, "hr")
    tags = {browser: look(browser, round_id).headers["ETag"] for browser in (ann, head, hr)}
    assert [look(browser, round_id, tag).status_code for browser, tag in tags.items()] == [304, 304, 304]
    with world.store.work() as uow:
        gone = update(Membership).where(Membership.person_id == world.ids["ann"])
        uow.session.execute(gone.values(ends=uow.today - timedelta(days=1)))
        uow.session.execute(delete(Facilitation))
    assert [look(browser, round_id, tag).status_code for browser, tag in tags.items()] == [404, 304, 404]


def test_what_is_written_and_agreed_is_seen_at_once(world: World) -> None:
    round_id = opened(world)
    head, ann = world.client("head"), at_table(world, round_id, "ann")
    tags = [look(ann, round_id).headers["ETag"]]

    def changed() -> bool:
        tags.append(look(ann, round_id).headers["ETag"])
        return tags[-1] != tags[-2]

    head.get(f"/runder/{round_id}/valg")
    head.submit("/valg", statements=["1A"])
    assert changed()
    head.submit("/valg/1A", meaning="Vi ved hvorhen")
    assert changed()
    head.get(f"/runder/{round_id}/aftaler")
    head.submit("/aftaler", text="Mål først", owners=[str(world.ids["ann"])], first="16.02.2026")
    assert changed()
    assert not changed()


def test_who_is_not_at_the_table_sees_nothing_of_it(world: World) -> None:
    round_id = opened(world)
    for who in ("lis", "tm", "hr", "med", "sa"):
        browser = world.client(who)
        assert look(browser, round_id).status_code == 404
        browser.get(f"/runder/{round_id}/moede")
        assert browser.status == 404
    assert look(world.client(None), round_id).status_code == 303
