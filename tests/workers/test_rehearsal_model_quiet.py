"""The rehearsal's model knows when two have not talked for long, and when a new leader has not been received."""

from dataclasses import replace
from datetime import date

import pytest

from tests.workers.test_rehearsal_model import act, instant, register
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.quiet import expect
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act, Event, Register, Span

TWO = {"leader": "bo", "nearest": "lead"}
TALKED = act("2027-09-06 10:00", "bo", "dialogue.set", "d", **TWO, day="2027-09-13")
ENDS = "2028-01-31 12:00"
QUIET = ("v:dialogue.quiet:bo:lead:2027-12-07", "v:dialogue.quiet:lead:bo:2027-12-07")
NEW = "v:leader.new:lead:stranger:2027-11-08"


def organisation() -> Register:
    """Somebody comes new into the group in October."""
    made, since = register(), instant("2020-01-01 08:00")
    nearest = made.nearest | {"bo": [(since, "lead")], "stranger": [(since, "lead")]}
    newcomer = Span("stranger", "g", date(2027, 10, 11), None, "member")
    return replace(made, nearest=nearest, members=[*made.members, newcomer])


def warned(*matters: str) -> list[Event]:
    """That the product said so, on the day each is called after."""
    return [Event("warnings.person_warned", one, instant(f"{one[-10:]} 08:00")) for one in matters]


def found(acts: list[Act], events: list[Event], ends: str = ENDS) -> list[tuple[str, str]]:
    told = Expected()
    expect(told, Who(organisation()), acts, events, instant(ends))
    return sorted((one.what, one.text.partition(",")[0].partition(" came")[0]) for one in told.breaches)


def test_twelve_weeks_after_the_last_dialogue_each_of_the_two_hears_of_it():
    assert found([TALKED], warned(*QUIET, NEW)) == []
    told = Expected()
    expect(told, Who(organisation()), [TALKED], warned(*QUIET, NEW), instant(ENDS))
    assert {who for who, _, matter in told.told if matter in QUIET} == {"bo", "lead"}
    assert ("lead", "warning.new_leader", NEW) in told.told


@pytest.mark.parametrize("left_out", [*QUIET, NEW])
def test_whoever_never_hears_of_it_is_missed(left_out: str):
    events = [event for event in warned(*QUIET, NEW) if event.matter != left_out]
    assert [what for what, _ in found([TALKED], events)] == ["lost"]


@pytest.mark.parametrize(
    "wrong",
    [
        "v:dialogue.quiet:top:bo:2027-12-07",
        "v:dialogue.quiet:lead:cia:2027-12-07",
        "v:dialogue.quiet:bo:lead:2027-12-06",
        "v:leader.new:hr:stranger:2027-11-08",
        "v:leader.new:lead:stranger:2027-11-05",
        "v:leader.new:lead:bo:2027-11-08",
    ],
)
def test_what_comes_too_early_or_to_somebody_else_is_found(wrong: str):
    assert found([TALKED], warned(*QUIET, NEW, wrong)) == [("stranger", wrong)]


def test_whoever_has_a_day_set_is_left_in_peace():
    again = act("2027-12-01 10:00", "bo", "dialogue.set", "d2", **TWO, day="2028-01-10")
    assert found([TALKED, again], warned(NEW)) == []
    assert [what for what, _ in found([TALKED, again], warned(*QUIET, NEW))] == ["stranger", "stranger"]
    off = act("2028-01-03 10:00", "bo", "dialogue.off", "d2", **TWO)
    late = [one.replace("2027-12-07", "2028-01-04") for one in QUIET]
    assert found([TALKED, again, off], warned(NEW, *late)) == []


def test_a_new_leader_who_has_talked_is_received():
    met = act("2027-10-12 10:00", "lead", "dialogue.set", "d3", leader="stranger", nearest="lead", day="2027-10-20")
    assert found([TALKED, met], warned(*QUIET), "2027-12-31 12:00") == []
    assert found([TALKED, met], warned(*QUIET, NEW), "2027-12-31 12:00") == [("stranger", NEW)]


def test_of_a_card_the_leader_of_its_group_hears_and_it_slides_beside_an_earlier_one():
    held = [act(f"2027-1{month}-04 10:00", "lead", "round.hold", f"r:g:{month}", group="g") for month in (0, 1)]
    for matter, broken in (("w:card.slides:r:g:0:2027-10-04", 1), ("w:card.slides:r:g:1:2027-11-04", 0)):
        told = Expected()
        event = Event("warnings.raised", matter, instant(f"{matter[-10:]} 10:01"))
        expect(told, Who(organisation()), held, [event], instant("2027-11-05 12:00"))
        assert len(told.breaches) == broken
        assert [who for who, kind, _ in told.told if kind == "warning.card"] == ["lead"]
