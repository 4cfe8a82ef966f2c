"""The nearest leader need not be in a leadership group to receive what is addressed to them."""

from tests.escalations.sending import acknowledge, read, sent, told
from tracker.escalations.rules import State


def test_top_management_receives_as_nearest_leader_and_can_answer(world):
    id_ = sent(world, "NL")
    world.drain()
    assert told(world)["tm", "received"] == 1
    tm = world.client("tm", language="en")
    tm.get(f"/eskaleringer/{id_}")
    assert (tm.status, "Zebraord" in tm.text) == (200, True)
    acknowledge(world, "tm", id_)
    assert read(world, id_).state == State.ACKNOWLEDGED
    tm.get("/eskaleringer")
    assert "Zebratema" in tm.text
