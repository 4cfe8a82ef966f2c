"""A leadership group at one table, in Chromium and over HTTP."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from tests.chromium import Person
from tests.installations import Installation
from tests.journeys.meeting import Table, meet, ready_to_meet
from tests.journeys.set_ups import on_both_ends
from tests.rounds import acting
from tests.worlds import GROUP, World


@on_both_ends
def test_six_at_one_table_see_each_others_moves(installation: Installation, sit_down: Callable[[str], Person]):
    round_id = ready_to_meet(installation.world)
    meet(Table(round_id, sit_down))


@pytest.mark.parametrize(
    "day_and_low",
    [[(date(2026, 2, 10), {"1A", "2A"}), (date(2026, 5, 12), {"2A"}), (date(2026, 8, 11), set())]],
    ids=["three rounds"],
)
def test_a_group_goes_through_three_rounds_and_sees_its_card_move(
    world: World, day_and_low: list[tuple[date, set[str]]]
):
    for day, low in day_and_low:
        hold_round(world, day, low)
    ann = world.client("ann")
    ann.get(f"/runder/gruppe/{world.group}/historik")
    cards = [[text.get_text() for text in card.select("text")] for card in ann.page.select("svg.past-card")]
    assert ["1A→" in card for card in cards] == [False, True, False]
    assert ["2A→" in card for card in cards] == [False, False, True]
    assert "Vi begynder med målet den 10.02" in ann.text


def hold_round(world: World, day: date, low: set[str]) -> None:
    """Over HTTP from the plan to the day of the next talk; last time's agreement is closed at the next meeting."""
    world.move_to(datetime.combine(day, time(8), UTC))
    head = world.client("head")
    head.get(f"/runder/ny/{world.group}")
    head.submit(f"/ny/{world.group}", day=f"{day:%d.%m.%Y}", time="13.00", show_mode="open")
    at = head.path
    for who in GROUP:
        acting.answer(world, UUID(at.rsplit("/", 1)[1]), who, dict.fromkeys(low, "LH"))
    head.get(f"{at}/moede")
    while head.page.select("main a[href*='/moede/aftale/']"):
        head.go("/moede/aftale/")
        head.submit(head.path.rsplit("/", 1)[1], outcome="kept", goes_on="closed")
        assert head.path == f"{at}/moede"
    head.submit("/moede/kort")
    head.get(f"{at}/valg")
    head.submit("/valg", statements=["1A"])
    head.get(f"{at}/aftaler")
    text = f"Vi begynder med målet den {day:%d.%m}"
    head.submit("/aftaler", text=text, owners=[str(world.ids["ann"])], first=f"{day:%Y-%m}-27")
    head.submit("/afslut", next_talk="01.12.2026")
    assert head.status == 200, head.text
