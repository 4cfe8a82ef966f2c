"""Who may see what of a round, and what is kept."""

from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, update

from tests.rounds.acting import CODES, answer, close, plan
from tests.worlds import GROUP, SMALL, World
from tracker.followups import queries as followups
from tracker.kernel.errors import Conflict, NotFound, RuleBroken
from tracker.people.models import Membership
from tracker.rounds import queries, service
from tracker.rounds.models import Answer, Snapshot
from tracker.rounds.service import Wording
from tracker.tables import metadata

TOKEN = "hemmeligt-ord-7f3a"


@pytest.mark.parametrize(("mode", "shown"), [("open", True), ("from_five", False)])
def test_a_group_of_three_sees_its_distribution_only_where_the_round_is_open(world: World, mode, shown):
    round_id = plan(world, "lis", "small", mode)
    for who in SMALL:
        answer(world, round_id, who, {"5C": "LH"} if who == "nina" else None)
    close(world, round_id, "lis")
    lis = world.client("lis")
    lis.get(f"/runder/{round_id}/kort")
    assert ("H 2 · L 1" in lis.text) is shown
    with world.reading() as uow:
        spot = queries.card(uow.session, round_id)["5C"]
        kept = uow.session.scalars(select(Snapshot.succeeds_high).where(Snapshot.round_id == round_id)).all()
    assert (spot.counts is not None, spot.field is not None, any(kept)) == (shown, shown, shown)


def test_a_group_with_nothing_shown_places_its_statements_itself(world: World):
    round_id = plan(world, "lis", "small", "from_five")
    close(world, round_id, "lis")
    with world.acting("lis") as uow:
        service.move(uow, round_id, "2C", field=1, version=queries.card(uow.session, round_id)["2C"].version)
    with world.reading() as uow:
        assert queries.card_of_round(uow.session, round_id)["2C"] == 1


def test_six_members_see_their_spread_and_what_to_talk_about_first(world: World):
    round_id = plan(world, mode="from_five")
    for number, who in enumerate(GROUP):
        answer(world, round_id, who, {"5C": "LH" if number % 2 else "HL", "1B": "LH" if number else "HH"})
    close(world, round_id)
    with world.reading() as uow:
        spots = queries.card(uow.session, round_id)
        widest = queries.widest(spots)
    assert widest is not None
    assert widest.statement == "5C"
    assert [spots[code].unity for code in ("5C", "1B", "2B")] == ["split", "mostly", "agree"]
    assert [spots[code].field for code in ("5C", "1B", "2B")] == [1, 1, 2]


def test_a_private_note_is_readable_by_its_writer_alone(world: World):
    round_id = plan(world)
    for who in GROUP:
        answer(world, round_id, who, note=TOKEN if who == "ann" else "")
    before = _everything_kept(world)
    close(world, round_id)
    world.drain()
    assert TOKEN.encode() not in before + _everything_kept(world)
    for who in ("ann", "head", "bo", "hr", "tm", "med", "sa"):
        browser = world.client(who)
        seen = ""
        for path in ("", "/kort", "/forbered", "/aftaler", "/valg"):
            seen += str(browser.get(f"/runder/{round_id}{path}"))
        seen += str(browser.get("/indbakke")) + str(browser.get("/"))
        assert (who, TOKEN in seen) == (who, who == "ann")


def test_a_shared_note_is_read_by_the_group_without_its_writer_and_not_before_the_close(world: World):
    round_id = plan(world)
    for who in GROUP:
        answer(world, round_id, who, note=TOKEN if who == "ann" else "", share=True)
    assert TOKEN.encode() not in _everything_kept(world)
    close(world, round_id)
    bo = world.client("bo")
    bo.get(f"/runder/{round_id}/kort")
    assert bo.text.count(TOKEN) == 1
    assert "Ann" not in bo.page.select("#s1A")[0].get_text()


def test_the_ratings_are_sealed_and_their_length_tells_nothing(world: World):
    round_id = plan(world)
    answer(world, round_id, "ann", dict(zip(CODES, ["HH", "HL", "LH", "LL"] * 6, strict=False)))
    with world.reading() as uow:
        kept = uow.session.scalars(select(Answer.ratings)).all()
    assert {len(each) for each in kept} == {len(kept[0])}
    assert len(set(kept)) == len(CODES)


def test_only_answers_of_those_who_are_in_the_group_at_the_close_count(world: World):
    round_id = plan(world)
    for who in GROUP:
        answer(world, round_id, who)
    with world.store.work() as uow:
        left = update(Membership).where(Membership.person_id == world.ids["eva"]).values(ends=date(2026, 2, 2))
        uow.session.execute(left)
    close(world, round_id)
    with world.reading() as uow:
        assert {spot.counts.answers for spot in queries.card(uow.session, round_id).values() if spot.counts} == {5}
    with world.acting("eva") as uow, pytest.raises(NotFound):
        queries.seat(uow, round_id)


def test_whoever_joins_before_the_close_prepares_too(world: World):
    round_id = plan(world)
    with world.store.work() as uow:
        values = {"group_id": world.group, "person_id": world.ids["mads"], "role": "member"}
        uow.session.add(Membership(starts=date(2026, 2, 3), **values))
    for who in ("ann", "mads"):
        answer(world, round_id, who)
    with world.reading() as uow:
        assert world.ids["mads"] not in queries.not_ready(uow, round_id)
    close(world, round_id)
    with world.reading() as uow:
        assert {spot.counts.answers for spot in queries.card(uow.session, round_id).values() if spot.counts} == {2}


def test_the_first_answer_locks_how_answers_are_shown_but_not_the_day(world: World):
    round_id = plan(world)
    answer(world, round_id, "ann")
    with world.acting("head") as uow:
        version = queries.seat(uow, round_id).round.version
        with pytest.raises(RuleBroken):
            service.edit(uow, round_id, day=date(2026, 2, 11), at=time(9), show_mode="from_five", version=version)
    with world.acting("head") as uow:
        service.edit(uow, round_id, day=date(2026, 2, 11), at=time(9), show_mode="open", version=version)
    with world.acting("head") as uow, pytest.raises(Conflict):
        service.edit(uow, round_id, day=date(2026, 2, 12), at=time(9), show_mode="open", version=version)


def test_nobody_prepares_after_the_close_and_it_is_closed_once(world: World):
    round_id = plan(world)
    close(world, round_id)
    with pytest.raises(RuleBroken):
        answer(world, round_id, "ann")
    with pytest.raises(RuleBroken):
        close(world, round_id)


def test_only_those_who_are_not_ready_are_reminded_and_only_until_they_are(world: World):
    round_id = plan(world)
    world.drain()
    answer(world, round_id, "ann")
    world.drain()
    world.move_to(world.now.replace(day=6))
    heard = {}
    for who in ("ann", "bo"):
        browser = world.client(who)
        browser.get("/indbakke")
        heard[who] = "er nær" in browser.text
    assert heard == {"ann": False, "bo": True}


def test_the_leader_sees_a_band_and_never_who_is_ready(world: World):
    round_id = plan(world)
    answer(world, round_id, "ann")
    head, bo = world.client("head"), world.client("bo")
    head.get(f"/runder/{round_id}")
    bo.get(f"/runder/{round_id}")
    assert "En til fire er klar." in head.text
    assert "er klar." not in bo.text
    assert "Ann" not in head.page.select("main")[0].get_text()


def test_a_leader_of_another_group_can_do_nothing(world: World):
    round_id = plan(world)
    close(world, round_id)
    with world.acting("lis") as uow:
        for act in (
            lambda: service.plan(uow, world.group, day=date(2026, 2, 10), at=time(9), show_mode="open"),
            lambda: service.edit(uow, round_id, day=date(2026, 2, 10), at=time(9), show_mode="open", version=2),
            lambda: service.save_answer(uow, round_id, "1A", succeeds="H", important="H"),
            lambda: service.finish(uow, round_id),
            lambda: service.close(uow, round_id),
            lambda: service.move(uow, round_id, "1A", field=1, version=1),
            lambda: service.choose(uow, round_id, ["1A"], lang="da", version=2),
            lambda: service.hold(uow, round_id, next_talk=date(2026, 5, 1), version=2),
        ):
            with pytest.raises(NotFound):
                act()


def test_an_agreement_is_followed_up_until_it_is_closed(world: World):
    round_id = plan(world)
    close(world, round_id)
    with world.acting("head") as uow:
        wording = Wording("Vi begynder med målet", "", None, "da")
        owners = [world.ids["ann"]]
        made = service.agree(uow, round_id, wording, owner_ids=owners, first=date(2026, 2, 14), cadence="weekly")
    with world.reading() as uow:
        [asked] = followups.of_matters(uow.session, [made])[made]
        assert (asked.due, asked.title, asked.story) == (date(2026, 2, 16), "Vi begynder med målet", round_id)
        assert queries.totals(uow.session, uow.today).agreements_made == 1
    with world.acting("ann") as uow, pytest.raises(NotFound):
        service.close_agreement(uow, round_id, made, version=1)
    with world.acting("head") as uow:
        service.close_agreement(uow, round_id, made, version=1)
    with world.reading() as uow:
        assert [each.is_open for each in followups.of_matters(uow.session, [made])[made]] == [False]
        assert queries.totals(uow.session, uow.today).agreements_closed == 1


def test_the_front_page_asks_each_for_what_waits(world: World):
    round_id = plan(world)
    asked = {}
    for who in ("head", "ann", "lis"):
        with world.acting(who) as uow:
            asked[who] = [item.text for item in queries.waiting(uow)]
    assert asked == {"head": ["Prepare for the round"], "ann": ["Prepare for the round"], "lis": []}
    answer(world, round_id, "ann")
    close(world, round_id)
    for who in ("head", "ann"):
        with world.acting(who) as uow:
            asked[who] = [item.text for item in queries.waiting(uow)]
    assert asked["ann"] == []
    assert len(asked["head"]) == 1


def test_the_card_page_asks_the_database_at_most_eight_times(world: World):
    round_id = plan(world)
    for who in GROUP:
        answer(world, round_id, who, note="delt", share=True)
    close(world, round_id)
    head = world.client("head")
    head.get(f"/runder/{round_id}/kort")
    asked: list[str] = []

    @event.listens_for(world.store.engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    head.get(f"/runder/{round_id}/kort")
    asked = [statement for statement in asked if not statement.startswith("BEGIN")]
    assert head.status == 200
    assert len(asked) <= 8, asked


def test_totals_count_and_name_nothing(world: World):
    round_id = plan(world)
    close(world, round_id)
    with world.acting("head") as uow:
        service.hold(uow, round_id, next_talk=date(2026, 5, 1), version=queries.seat(uow, round_id).round.version)
    with world.reading() as uow:
        assert queries.totals(uow.session, uow.today) == queries.Totals(1, 0, 0, 1)


def _everything_kept(world: World) -> bytes:
    """Every column of every table, and on SQLite the files themselves."""
    found = []
    with world.reading() as uow:
        for table in metadata.sorted_tables:
            found += [repr(tuple(row)) for row in uow.session.execute(select(table))]
        assert uow.session.scalar(select(func.count()).select_from(Answer))
    kept = "\n".join(found).encode()
    if (path := world.store.engine.url.database) and world.store.engine.dialect.name == "sqlite":
        kept += b"".join(file.read_bytes() for file in Path(path).parent.glob(f"{Path(path).name}*"))
    return kept
