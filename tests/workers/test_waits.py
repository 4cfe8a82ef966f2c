"""How long is waited between tries."""

from datetime import timedelta
from uuid import uuid4

from workers import waits


def test_an_effect_waits_one_two_five_ten_fifteen_thirty_minutes():
    minutes = [waits.outside(uuid4(), attempts) // timedelta(minutes=1) for attempts in range(1, 7)]
    assert minutes == [1, 2, 5, 10, 15, 30]


def test_afterwards_half_an_hour_spread_by_a_fifth_and_differently_for_each():
    found = {waits.outside(uuid4(), attempts) for attempts in range(7, 107)}
    assert min(found) >= timedelta(minutes=24)
    assert max(found) <= timedelta(minutes=36)
    assert len(found) > 90
    assert min(found) < timedelta(minutes=27) < timedelta(minutes=33) < max(found)


def test_the_same_try_of_the_same_delivery_waits_the_same():
    one = uuid4()
    assert waits.outside(one, 9) == waits.outside(one, 9) != waits.outside(one, 10)


def test_a_reaction_waits_seconds_and_never_more_than_a_minute():
    assert [waits.inside(attempts).total_seconds() for attempts in (1, 2, 3, 4, 5, 50)] == [0, 1, 5, 30, 60, 60]
