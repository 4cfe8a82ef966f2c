"""Where a load lies in the picture, and what a new member sees of it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.preparedness.expecting import expected
from tests.worlds import World
from tracker.people.models import Membership
from tracker.preparedness.horizon import LEAST, MONTHS, WIDE, picture
from tracker.preparedness.models import Load
from tracker.storage.outbox import FactRow

TODAY = date(2026, 11, 21)


def test_the_picture_has_this_month_and_the_six_to_come() -> None:
    found = picture([], TODAY)
    assert [month.number for month in found.months] == [11, 12, 1, 2, 3, 4, 5]
    assert 0 < found.today < WIDE / MONTHS


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 11, 21), date(2026, 11, 21)),
        (date(2026, 1, 1), date(2028, 1, 1)),
        (date(2027, 5, 31), date(2027, 5, 31)),
        (date(2027, 2, 28), date(2027, 3, 31)),
        (date(2025, 1, 1), date(2026, 11, 1)),
    ],
)
def test_every_bar_lies_within_the_picture_and_can_be_seen(starts: date, ends: date) -> None:
    [bar] = picture([(starts, ends)], TODAY).bars
    assert bar.x >= 0
    assert bar.wide >= LEAST
    assert bar.x + bar.wide <= WIDE + 0.1


def test_what_is_expected_stands_in_no_fact(world: World) -> None:
    load = expected(world, words="Vi lukker for gæster.")
    with world.reading() as uow:
        [payload] = uow.session.scalars(select(FactRow.payload).where(FactRow.matter == load))
        assert set(payload) == {"seer_id", "by_id"}


def test_a_new_member_sees_what_lies_ahead_and_not_what_was_over(world: World) -> None:
    old = expected(world, starts=world.now.date(), ends=world.now.date(), title="Det gamle")
    ahead = expected(world, title="Det kommende")
    world.move(days=7)
    with world.store.work() as uow:
        joined = {"group_id": world.group, "person_id": world.ids["nina"], "role": "member", "starts": uow.today}
        uow.session.add(Membership(**joined))
    newcomer = world.client("nina")
    newcomer.get(f"/beredskab/{ahead}")
    assert newcomer.status == 200
    newcomer.get(f"/beredskab/{old}")
    assert newcomer.status == 404
    newcomer.get("/beredskab")
    assert "Det gamle" not in newcomer.text
    with world.reading() as uow:
        assert len(uow.session.scalars(select(Load.id)).all()) == 2
