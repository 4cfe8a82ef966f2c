"""The plan, from its start to the groups that talk about it, over HTTP."""

from tests.plans import plan_year as year
from tests.worlds import World


def test_a_plan_is_made_published_and_talked_about(world: World) -> None:
    year.start(world)
    ann = world.client("ann")
    theme = year.propose(ann, "Klare forventninger")
    assert "Foreslået" in ann.text
    hr = world.client("hr")
    hr.get("/plan")
    assert "1 tema afventer" in hr.text
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    hr.get("/plan/svar")
    hr.submit("/plan/svar", **year.ANSWERS)
    tm = year.publish(world)
    assert tm.path == "/plan/version/1"
    assert "Aftal en fast skabelon" in tm.text
    assert "Ann Prøvesen" in tm.text
    world.drain()
    leader = world.client("head")
    leader.get("/indbakke")
    assert "bedt om at tale om planen" in leader.text
    leader.get(f"/plan/droeftelse/{world.group}")
    leader.submit(f"/plan/droeftelse/{world.group}", talked_on="03.02.2026", words="Vi begynder med tema 1.")
    assert "Vi begynder med tema 1." in leader.text
    ann.get("/indbakke")
    assert "Klare forventninger" in ann.text
    ann.get("/plan")
    assert "1 af 2" in ann.text
