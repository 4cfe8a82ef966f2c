"""Whose turn it is: everybody in turn, room for an acute case, nobody loses a turn."""

from datetime import date
from uuid import UUID

import pytest

from tracker.kernel.errors import RuleBroken
from tracker.supervision import rota
from tracker.supervision.rota import Agreed, Cast

A, B, C, D = (UUID(int=number) for number in range(1, 5))
DAYS = [date(2026, month, 3) for month in (2, 3, 4, 5)]


def test_who_is_new_comes_last_and_who_left_drops_out() -> None:
    assert rota.order([A, B, C], [C, D, A]) == [A, C, D]


def test_parts_follow_the_order_and_one_of_the_team_keeps_the_time() -> None:
    assert rota.cast([A, B, C, D], set()) == Cast(A, B, C, (C, D))


def test_three_are_enough_and_two_manage() -> None:
    assert rota.cast([A, B, C], set()) == Cast(A, B, C, (C,))
    assert rota.cast([A, B], set()) == Cast(A, B, B)
    assert rota.cast([A], set()) == Cast(A, None, None)
    assert rota.cast([], set()) == Cast(None, None, None)


def test_whoever_is_away_is_passed_over() -> None:
    assert rota.cast([A, B, C, D], {A, C}) == Cast(B, D, D)


def test_what_was_agreed_goes_before_the_order_where_those_are_there() -> None:
    agreed = Agreed(acute=D, interviewer=A, keeper=C)
    assert rota.cast([A, B, C, D], set(), agreed) == Cast(D, A, C, (B, C), is_acute=True)
    assert rota.cast([A, B, C, D], {D, A}, agreed) == Cast(B, C, C)
    assert rota.cast([A, B, C, D], set(), Agreed(keeper=B)) == Cast(A, C, B, (B, D))


def test_who_had_the_turn_goes_last_and_an_acute_case_takes_nobodys() -> None:
    assert rota.after([A, B, C], A, acute=None) == [B, C, A]
    assert rota.after([A, B, C], C, acute=C) == [A, B, C]
    assert rota.after([A, B, C], B, acute=None) == [A, C, B]
    assert rota.after([A, B, C], None, acute=None) == [A, B, C]


def test_two_who_swap_have_each_others_places() -> None:
    assert rota.swapped([A, B, C, D], A, C) == [C, B, A, D]


def test_whoever_is_away_has_the_turn_the_time_after() -> None:
    found = rota.coming([A, B, C], DAYS, [(A, frozenset({DAYS[0]}))])
    assert [who for _, who in found] == [B, A, C, B]


def test_an_acute_case_is_for_somebody_else_than_whose_turn_it_is() -> None:
    rota.take(B, [A, B], A, None)
    for person, focus, acute in ((C, A, None), (A, A, None), (B, A, A)):
        with pytest.raises(RuleBroken):
            rota.take(person, [A, B], focus, acute)


def test_only_an_offered_turn_is_taken() -> None:
    rota.swap(A, B, [A, B], [B])
    for me, other, offered in ((A, B, [A]), (A, A, [A]), (C, B, [B])):
        with pytest.raises(RuleBroken):
            rota.swap(me, other, [A, B], offered)
