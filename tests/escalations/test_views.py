"""An escalation, all the way, in the browser."""

from tests.escalations.sending import sent
from tests.plans import plan_year as year
from tests.worlds import World


def test_a_group_leader_escalates_hr_answers_and_the_group_sees_it(world: World) -> None:
    """The first fact on the road, end to end."""
    leader = world.client("head")
    leader.get("/eskaleringer/ny")
    leader.submit(
        "/eskaleringer/ny",
        title="Uklare bestillinger",
        wording="Vi får opgaver uden mål.",
        ask="En fast skabelon.",
        addressed="HR",
    )
    assert leader.status == 200
    assert "Uklare bestillinger" in leader.text
    world.drain()
    hr = world.client("hr")
    hr.get("/indbakke")
    assert "Uklare bestillinger" in hr.text
    hr.get("/eskaleringer")
    hr.follow("Uklare bestillinger")
    hr.submit("/kvitter")
    hr.submit("/svar", kind="handled", by="01.03.2026", text="Vi laver skabelonen.")
    assert "Vi laver skabelonen" in hr.text
    world.drain()
    member = world.client("ann")
    member.get("/indbakke")
    assert "Uklare bestillinger" in member.text
    member.get("/eskaleringer")
    member.follow("Uklare bestillinger")
    assert "Vi laver skabelonen" in member.text
    assert [name in member.text for name in ("Head Prøvesen", "Hr Prøvesen")] == [True, True]


def test_what_reached_the_top_unanswered_is_on_the_plan_owners_next_agenda(world: World) -> None:
    year.start(world)
    id_ = sent(world, "TM")
    about_tm = sent(world, "HR", who="lis", concerns="tm")
    tm = world.client("tm", language="en")
    tm.get("/plan")
    assert "On the next agenda" not in tm.text
    world.move(days=30)
    tm.get("/plan")
    agenda = [link["href"] for link in tm.page.select('.panel-soft a[href^="/eskaleringer/"]')]
    assert agenda == [f"/eskaleringer/{id_}"]
    assert "the status on 3 August 2026" in tm.text
    hr = world.client("hr")
    hr.get("/plan")
    assert {link["href"] for link in hr.page.select('.panel-soft a[href^="/eskaleringer/"]')} == {
        f"/eskaleringer/{about_tm}"
    }
    for who in ("ann", "med"):
        other = world.client(who, language="en")
        other.get("/plan")
        assert "On the next agenda" not in other.text
