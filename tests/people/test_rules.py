"""What must hold between the lines of a file and what stands already."""

import pytest

from tests.people.files import GROUPS, MEMBERS, PEOPLE, ROLES, UNITS, WHOLE, file
from tracker.people import rules
from tracker.people.reading import read
from tracker.people.rules import Register


def stands(*lines: str) -> Register:
    """A register in which these lines stand already."""
    return {(record.kind, record.key): record.values for record in read(file(*lines))[0]}


def said(*lines: str, register: Register | None = None) -> list[tuple[int, str]]:
    """Line and reason of each refusal."""
    records, unreadable = read(file(*lines))
    assert unreadable == []
    return [(each.line, each.message % each.values) for each in rules.refusals(records, register or {})]


def test_a_whole_file_stands_by_itself_in_any_order():
    assert said(*WHOLE) == []
    assert said(*reversed(WHOLE)) == []


def test_a_part_of_a_file_stands_on_what_is_there():
    assert said(*MEMBERS, register=stands(*WHOLE)) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("unit;x;Hus;nobody;;;;;;;;", "There is no unit with the id nobody"),
        ("person;x;X;nobody;x@example.org;;;;k;;2020-01-01;", "There is no person with the id nobody"),
        ("person;x;X;;x@example.org;;;;nowhere;;2020-01-01;", "There is no unit with the id nowhere"),
        ("group;x;X;;;;;;nowhere;;;", "There is no unit with the id nowhere"),
        ("member;none;;;;;;anna;;member;2020-01-01;", "There is no group with the id none"),
        ("member;g;;;;;;nobody;;member;2020-01-01;", "There is no person with the id nobody"),
        ("role;;;;;;;nobody;k;HR;2020-01-01;", "There is no person with the id nobody"),
        ("unit;x;En til;;;;;;;;;", "There is a unit at the top already; this one needs a parent"),
        ("unit;s;Skoler;k;;;;;;;;", "The same stands in line 3 already"),
        ("person;x;X;;ANNA@example.org;;;;k;;2020-01-01;", "The e-mail address is already that of anna"),
        ("member;g;;;;;;bo;;leader;2022-01-01;2022-06-30", "The group has two leaders at once: anna and bo"),
        ("member;g;;;;;;bo;;member;2022-01-01;", "bo holds this already in the same time"),
        ("role;;;;;;;anna;k;TM;2023-01-01;", "anna holds this already in the same time"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_line(line: str, reason: str):
    assert (len(WHOLE) + 2, reason) in said(*WHOLE, line)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["unit;a;A;b;;;;;;;;", "unit;b;B;a;;;;;;;;"], "The parents go in a circle: a → b → a"),
        (["unit;a;A;a;;;;;;;;"], "The parents go in a circle: a → a"),
    ],
)
def test_a_circle_of_parents_is_refused(lines: list[str], reason: str):
    assert said(*UNITS, *lines) == [(4, reason)]


def test_leaders_in_a_circle_are_refused_also_when_half_of_it_stands():
    register = stands(*UNITS, *PEOPLE)
    again = PEOPLE[0].replace("Anna Ås;;", "Anna Ås;bo;")
    assert said(again, register=register) == [(2, "The parents go in a circle: anna → bo → anna")]


def test_a_leader_may_follow_another():
    ended = MEMBERS[0] + "2022-12-31"
    next_one = "member;g;;;;;;bo;;leader;2023-01-01;"
    lines = [*UNITS, *PEOPLE, *GROUPS, ended, MEMBERS[1] + "2022-12-31", next_one]
    assert said(*lines) == []


def test_two_may_change_e_mail_addresses():
    swapped = [
        PEOPLE[0].replace("anna@", "x@").replace("x@", "bo@"),
        PEOPLE[1].replace("bo@", "anna@"),
    ]
    assert said(*swapped, register=stands(*UNITS, *PEOPLE)) == []


def test_each_line_is_said_to_add_change_end_or_leave():
    register = stands(*UNITS, *PEOPLE, *GROUPS, *MEMBERS)
    lines = [UNITS[0], UNITS[1].replace("Skoler", "Skole og klub"), MEMBERS[1] + "2026-01-31", ROLES[0]]
    found = rules.changes(read(file(*lines))[0], register)
    assert [(change.what, change.fields) for change in found] == [
        ("unchanged", ()),
        ("changed", ("name",)),
        ("ended", ("to",)),
        ("added", ()),
    ]
