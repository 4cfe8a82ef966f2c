"""The permission table: whole, default deny, and twice written where most hangs on it."""

import pytest

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import ANONYMOUS, OBJECTS, SYSTEM, TABLE, Actor, Role, Standing, may

# Written down a second time by hand, from what the product promises.
ESCALATION = {
    "TM": {"R:addr", "S:addr", "P"},
    "HR": {"R:addr", "S:addr", "P"},
    "GL": {"C:grp", "R:grp", "D:grp"},
    "L": {"R:grp"},
    "NL": {"R:addr", "S:addr"},
    "MED": {"P"},
    "SA": set(),
    "F": {"R:asg"},
}
NOTICE = {role.value: {"R:own", "U:own"} for role in Role}
ACTIONS = "CRUDSPAT"
RELATIONS = {"own", "grp", "unit", "sub", "addr", "asg", "party", "sent", "shown", "near", "close", "ask"}
RELATIONS |= {"acts", "technical"}


@pytest.mark.parametrize(("kind", "row"), [("escalation", ESCALATION), ("notice", NOTICE)])
@pytest.mark.parametrize("role", Role)
def test_a_cell_says_what_is_promised(kind, row, role):
    assert TABLE[kind, role] == row[role.value]


@pytest.mark.parametrize("role", Role)
def test_asking_grants_what_the_cell_says_and_nothing_else(role):
    asked = {(action, relation): f"{action}:{relation}" for action in ACTIONS for relation in RELATIONS}
    granted = {
        right
        for (action, relation), right in asked.items()
        if may(action, "escalation", Standing(frozenset({role}), frozenset({relation})))
    }
    cell = ESCALATION[role.value]
    assert granted == {right for (action, _), right in asked.items() if {action, right} & cell}


def test_every_object_has_a_cell_for_every_role_in_words_the_table_knows():
    assert set(TABLE) == {(kind, role) for kind in OBJECTS for role in Role}
    rights = {right for cell in TABLE.values() for right in cell}
    assert {right.partition(":")[0] for right in rights} <= set(ACTIONS)
    assert {right.partition(":")[2] for right in rights} - {""} <= RELATIONS


def test_nobody_may_do_anything_without_a_role():
    every_relation = Standing(frozenset(), frozenset(RELATIONS))
    assert not any(may(action, kind, every_relation) for action in ACTIONS for kind in OBJECTS)


def test_an_object_that_is_not_in_the_table_cannot_be_asked_about():
    with pytest.raises(KeyError):
        may("R", "salary", Standing(frozenset(Role)))


def test_the_administrator_has_no_right_to_any_content():
    mine = {kind: TABLE[kind, Role.SA] for kind in OBJECTS if TABLE[kind, Role.SA]}
    assert set(mine) <= {"offer", "catalogue", "notice", "people", "system", "audit", "my_data", "keeping"}


def test_the_contract_with_oneself_is_its_owners_alone():
    assert {right for role in Role for right in TABLE["contract", role]} == {"C:own", "R:own", "U:own", "D:own"}


def test_only_the_system_is_the_system():
    everything = Actor(None, frozenset(Role))
    assert [actor.is_system for actor in (SYSTEM, ANONYMOUS, everything)] == [True, False, False]


@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM])
def test_whoever_is_nobody_has_nothing_of_their_own(actor):
    with pytest.raises(NotFound):
        _ = actor.me
