"""Round after round: the cards beside each other, a few at a time."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from tests.rounds import acting
from tests.web.test_page_cost import counted
from tests.worlds import World
from tracker.rounds import service

PEOPLE = ("head", "ann")


def round_on(world: World, day: date, answers: dict[str, str]) -> UUID:
    """A round held on a day: everybody answers the same."""
    world.move_to(datetime.combine(day, time(9), world.now.tzinfo))
    with world.acting("head") as uow:
        round_id = service.plan(uow, world.group, day=day, at=time(13), show_mode="open")
    for who in PEOPLE:
        acting.answer(world, round_id, who, answers)
    acting.close(world, round_id)
    return round_id


def test_a_group_sees_its_statements_move(world: World) -> None:
    round_on(world, date(2026, 2, 10), {"1A": "LH", "2A": "HH"})
    round_on(world, date(2026, 5, 12), {"1A": "HH", "2A": "LH"})
    ann = world.client("ann")
    ann.get(f"/runder/gruppe/{world.group}/historik")
    assert ann.status == 200
    rows = {row.get_text().split()[0]: row for row in ann.page.select("tbody tr")}
    assert "mod højre" in rows["1A"].get_text()
    assert "mod venstre" in rows["2A"].get_text()
    assert "mod" not in rows["3A"].get_text()
    [first, second] = ann.page.select("svg.past-card")
    assert "1A→" not in first.get_text()
    assert "1A→" in second.get_text()


def test_a_group_of_many_years_opens_as_a_new_one(world: World) -> None:
    with world.store.work():
        pass
    for number in range(6):
        round_on(world, date(2026, 2, 10) + timedelta(days=28 * number), {"1A": "LH" if number % 2 else "HH"})
    ann = world.client("ann")
    path = f"/runder/gruppe/{world.group}/historik"
    with counted(world.store.engine) as statements:
        ann.get(path)
    assert len(statements) <= 9, statements  # the moved clock is one
    assert len(ann.page.select("svg.past-card")) == 4
    ann.follow("Runderne før disse")
    assert len(ann.page.select("svg.past-card")) == 2
    for nonsense in ("?foer=i%20gaar", "?foer=2026-02-10", "?foer=9999-99-99"):
        ann.get(path + nonsense)
        assert (ann.status, len(ann.page.select("svg.past-card"))) == (200, 4)


def test_the_history_of_a_group_is_its_own(world: World) -> None:
    round_on(world, date(2026, 2, 10), {})
    for who, status in (("eva", 200), ("lis", 404), ("tm", 404), ("hr", 404), ("med", 404), ("sa", 404)):
        browser = world.client(who)
        browser.get(f"/runder/gruppe/{world.group}/historik")
        assert (who, browser.status) == (who, status)
