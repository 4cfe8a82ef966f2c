"""Every fact comes back from the outbox as it went in."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from types import NoneType
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest

from tracker.kernel.facts import Fact
from workers.subscriptions import EFFECTS, REACTIONS

ONE, OTHER = UUID(int=1), UUID(int=2)
SAMPLES: dict[Any, Any] = {
    UUID: ONE,
    str: "a code",
    int: 3,
    bool: True,
    float: 2.5,
    date: date(2028, 2, 29),
    datetime: datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
}
KINDS = [kind for _, kind in sorted(Fact.registry.items())]
each_fact = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def sample(hint: Any, *, empty: bool) -> Any:
    """A value of a field's type; None or nothing where that is allowed and wanted."""
    if hint in SAMPLES:
        return SAMPLES[hint]
    parts = get_args(hint)
    if NoneType in parts:
        return None if empty else sample(next(part for part in parts if part is not NoneType), empty=empty)
    if parts:
        return () if empty else (sample(parts[0], empty=empty),) * 2
    return next(iter(hint))


def made(kind: type[Fact], *, empty: bool) -> Fact:
    hints = get_type_hints(kind)
    return kind(**{field.name: sample(hints[field.name], empty=empty) for field in fields(kind)})


@each_fact
@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
def test_a_fact_is_the_same_after_a_trip_through_the_outbox(kind, empty):
    fact = made(kind, empty=empty)
    back = kind.revive(fact.matter, json.loads(json.dumps(fact.payload())))
    assert back == fact
    assert [type(getattr(back, f.name)) for f in fields(kind)] == [type(getattr(fact, f.name)) for f in fields(kind)]


@each_fact
def test_what_a_newer_schema_adds_is_dropped(kind):
    fact = made(kind, empty=False)
    assert kind.revive(fact.matter, fact.payload() | {"added_in_a_later_year": 1}) == fact


@each_fact
def test_a_fact_says_what_it_is_and_states_its_contract(kind):
    capability, _, what = kind.name.partition(".")
    assert (kind.__module__, bool(what)) == (f"tracker.{capability}.facts", True)
    assert kind.schema >= 1
    assert kind.__doc__
    assert "matter" not in made(kind, empty=False).payload()


def test_whatever_is_heard_is_a_known_fact():
    assert {*REACTIONS, *EFFECTS} <= set(Fact.registry)


def test_two_facts_cannot_have_the_same_name():
    with pytest.raises(TypeError, match=r"escalations\.raised"):
        type("Impostor", (Fact,), {}, name="escalations.raised")
