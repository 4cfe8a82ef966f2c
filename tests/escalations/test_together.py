"""The same theme from several groups: recognised, shown as one, answered once, and no group named to another."""

from uuid import UUID

from tests.escalations.sending import acknowledge, read, told
from tests.worlds import World
from tracker.escalations import service
from tracker.escalations.rules import Draft, State
from tracker.people import queries as people

THEME = "influence-autonomy"


def sent(world: World, who: str, title: str, *, theme: str | None = THEME, concerns: str | None = None) -> UUID:
    group = world.group if who == "head" else world.small
    about = world.ids[concerns] if concerns else None
    draft = Draft(title, f"{title} ord", f"{title} bøn", "HR", theme_code=theme, concerns_id=about)
    with world.acting(who) as uow:
        return service.raise_escalation(uow, group, draft)


def test_the_same_theme_of_the_catalogue_from_two_groups_is_one_with_its_count(world):
    first, second = sent(world, "head", "Zebra"), sent(world, "lis", "Yak")
    assert read(world, first).cluster_id == read(world, second).cluster_id is not None
    hr = world.client("hr", language="en")
    hr.get("/eskaleringer")
    assert "2 groups" in hr.text
    hr.get(f"/eskaleringer/samlet/{read(world, first).cluster_id}")
    assert all(title in hr.text for title in ("Zebra ord", "Yak ord"))


def test_a_group_sees_how_many_others_ask_for_the_same_but_not_who(world):
    first = sent(world, "head", "Zebra")
    second = sent(world, "lis", "Yak")
    with world.reading() as uow:
        names = people.groups(uow.session)
    for who, own, other in (("head", first, world.small), ("lis", second, world.group)):
        page = world.client(who, language="en")
        page.get(f"/eskaleringer/{own}")
        assert "2 groups have sent it up" in page.text
        assert names[other] not in page.text
        page.get(f"/eskaleringer/samlet/{read(world, first).cluster_id}")
        assert page.status == 404


def test_one_answer_reaches_every_group_and_is_counted_for_each(world):
    first, second = sent(world, "head", "Zebra"), sent(world, "lis", "Yak")
    acknowledge(world, "hr", first)
    hr = world.client("hr")
    hr.get(f"/eskaleringer/{first}")
    hr.submit("/svar", kind="returned", text="Samme svar.", yourselves="Tal sammen.", together="y")
    assert [read(world, one).state for one in (first, second)] == [State.ANSWERED] * 2
    assert [read(world, one).answer for one in (first, second)] == ["Samme svar."] * 2
    world.drain()
    assert told(world)["head", "answered"] >= 1


def test_an_answer_to_one_alone_leaves_the_others_open(world):
    first, second = sent(world, "head", "Zebra"), sent(world, "lis", "Yak")
    acknowledge(world, "hr", first)
    hr = world.client("hr")
    hr.get(f"/eskaleringer/{first}")
    hr.submit("/svar", kind="returned", text="Kun til jer.", yourselves="Tal sammen.")
    assert [read(world, one).state for one in (first, second)] == [State.ANSWERED, State.RAISED]


def test_one_that_concerns_a_person_is_counted_with_nobody(world):
    first = sent(world, "head", "Zebra")
    second = sent(world, "lis", "Yak", concerns="head")
    assert (read(world, first).cluster_id, read(world, second).cluster_id) == (None, None)
    hr = world.client("hr", language="en")
    hr.get("/eskaleringer/saml")
    hr.submit("/saml", escalations=[str(first), str(second)])
    assert hr.status == 422
    assert read(world, second).cluster_id is None


def test_some_are_put_together_by_hand_and_taken_apart_again(world):
    first, second = sent(world, "head", "Zebra", theme=None), sent(world, "lis", "Yak", theme=None)
    hr = world.client("hr", language="en")
    hr.get("/eskaleringer/saml")
    hr.submit("/saml", escalations=[str(first)])
    assert (hr.status, "Choose at least two" in hr.text) == (422, True)
    hr.submit("/saml", escalations=[str(first), str(second)])
    assert all(title in hr.text for title in ("Zebra", "Yak"))
    hr.submit(f"/{second}/skil")
    assert [read(world, one).cluster_id is None for one in (first, second)] == [False, True]


def test_only_those_who_answer_put_any_together(world):
    first, second = sent(world, "head", "Zebra", theme=None), sent(world, "lis", "Yak", theme=None)
    for key in ("head", "med", "sa", "mads"):
        page = world.client(key)
        page.get("/eskaleringer/saml")
        assert page.status == 404
        page.get("/")
        page.post("/eskaleringer/saml", escalations=[str(first), str(second)])
        assert page.status == 404
    assert read(world, first).cluster_id is None
