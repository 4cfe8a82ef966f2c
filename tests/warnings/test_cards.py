"""What a group's card gives early warnings of, when a round has been held."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.worlds import World
from tracker.notifications.models import Notice
from tracker.rounds.facts import RoundHeld
from tracker.rounds.models import Placement, Round
from tracker.rounds.rules import State
from tracker.warnings import rules, service
from tracker.warnings.models import EarlyWarning
from tracker.warnings.rules import SAFETY, SLIDES

WELL = dict.fromkeys(("1A", "2A", "3A", "4A", "5C"), 2)


def held(world: World, **fields: int) -> UUID:
    """A round that has been held, a few statements on its card: in field 2, where nothing else is said."""
    round_id = uuid4()
    values = {"planned_by": world.ids["head"], "show_mode": "open", "state": State.HELD, "version": 1}
    with world.store.work() as uow:
        values |= {"meeting_at": uow.now, "closed_at": uow.now, "held_at": uow.now}
        uow.session.add(Round(id=round_id, group_id=world.group, **values))
        uow.session.flush()
        for code, field in (WELL | fields).items():
            uow.session.add(Placement(round_id=round_id, statement=code, first=field, field=field))
        next_talk = uow.today + timedelta(days=90)
        uow.record(RoundHeld(matter=round_id, group_id=world.group, next_talk=next_talk))
    world.move(days=1)
    return round_id


def stand(world: World) -> list[str]:
    """The rules that warn now."""
    with world.reading() as uow:
        return sorted(uow.session.scalars(select(EarlyWarning.rule).where(EarlyWarning.ended_at.is_(None))))


@pytest.mark.parametrize(
    ("moves", "wanted"),
    [
        (["left", "left", "left"], True),
        (["left", "left", None], False),
        (["left"] * 3 + ["right"] * 3, False),
        (["left"] * 4 + ["right"] * 3, True),
        (["up", "down", "left"], False),
        ([], False),
    ],
)
def test_a_card_slides_where_more_moved_left_than_right_and_enough_of_them(
    moves: list[str | None], wanted: bool
) -> None:
    assert rules.slides(moves, 3) is wanted


def test_a_card_that_slides_warns_the_groups_leader_and_is_over_with_the_next(world: World) -> None:
    held(world)
    assert stand(world) == []
    held(world, **{"1A": 1, "2A": 1, "3A": 4})
    assert stand(world) == [SLIDES]
    with world.reading() as uow:
        [told] = uow.session.scalars(select(Notice.person_id).where(Notice.kind == "warning.card"))
        [warning_id] = uow.session.scalars(select(EarlyWarning.id))
    assert told == world.ids["head"]
    leader = world.client("head")
    leader.get(f"/varsler/{warning_id}")
    assert all(words in leader.text for words in ("1A Klare mål", "3A Kompetencer", "mindst 3 udsagn"))
    assert "4A" not in leader.text
    leader.submit("/svar", choice="later")
    assert leader.status == 200
    held(world)
    assert stand(world) == []
    for who in ("hr", "tm", "lis"):
        stranger = world.client(who)
        stranger.get(f"/varsler/{warning_id}")
        assert stranger.status == 404


def test_psychological_safety_in_field_one_warns_with_signs_to_talk_about(world: World) -> None:
    held(world, **{"5C": 1})
    assert stand(world) == [SAFETY]
    with world.reading() as uow:
        warning_id = uow.session.scalars(select(EarlyWarning.id)).one()
    leader = world.client("head")
    leader.get(f"/varsler/{warning_id}")
    assert "I en utryg gruppe ser man" in leader.text
    assert "Psykologisk tryghed" in leader.text


def test_hr_turns_the_dial_of_a_rule_within_its_bounds(world: World) -> None:
    hr = world.client("hr")
    hr.get("/varsler/regler")
    hr.submit(f"/regler/{SLIDES}", number="5")
    assert "mindst 5 udsagn" in hr.text
    hr.submit(f"/regler/{SLIDES}", number="99")
    assert hr.status == 422
    hr.get("/varsler/regler")
    assert "mindst 5 udsagn" in hr.text
    held(world)
    held(world, **{"1A": 1, "2A": 1, "3A": 1})
    assert stand(world) == []


def test_a_rule_that_is_off_warns_of_no_card(world: World) -> None:
    with world.acting("hr") as uow:
        service.switch(uow, SAFETY, on=False)
    held(world, **{"5C": 1})
    assert stand(world) == []


def test_a_warning_put_off_twice_comes_back_once(world: World) -> None:
    held(world, **{"5C": 1})
    with world.reading() as uow:
        warning_id = uow.session.scalars(select(EarlyWarning.id)).one()
    leader = world.client("head")
    leader.get(f"/varsler/{warning_id}")
    leader.submit("/svar", choice="later")
    world.move(days=16)
    leader.get(f"/varsler/{warning_id}")
    assert not leader.page.select("input[value=later]")
    leader.submit("/svar", choice="later")
    assert leader.status == 422
    leader.submit("/svar", choice="declined")
    assert leader.status == 200
