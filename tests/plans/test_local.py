"""A plan of a part of the organisation: its own, beside the one above, with themes going both ways."""

from tests.escalations import sending
from tests.plans import plan_year as year
from tests.worlds import World
from tracker.notifications.audit import compare
from tracker.people.models import Person
from tracker.people.past import Past
from tracker.plans.owed import owed


def _here(world: World) -> str:
    return year.home(world, "school")


def local_plan(world: World) -> str:
    """A local plan with one qualified theme, published. Returns the theme's address."""
    head = year.start(world, "head", part="school")
    theme = year.propose(world.client("ann"), "Fælles skema", _here(world))
    head.get(f"{theme}/vurder")
    head.submit("/vurder", importance="H", success="L")
    head.get(f"{_here(world)}/temaer")
    head.submit(f"{theme}/valg")
    year.qualify(world, head, theme)
    year.publish(world, "head", _here(world))
    world.drain()
    return theme


def test_who_leads_a_part_makes_and_publishes_a_plan_of_its_own(world: World) -> None:
    year.published(world)
    theme = local_plan(world)
    head = world.client("head")
    head.get("/plan/dele")
    head.follow("Skoler")
    assert "En lokal plan for Skoler" in head.text
    head.go("/version/1")
    assert head.path == f"{_here(world)}/version/1"
    assert ["Fælles skema" in head.text, "Klare forventninger" in head.text] == [True, False]
    head.get("/plan/version/1")
    assert ["Fælles skema" in head.text, "Klare forventninger" in head.text] == [False, True]
    head.get(theme)
    assert f"{_here(world)}/temaer" in str(head.page)


def test_only_the_groups_of_the_part_are_asked_and_each_thing_owed_was_told(world: World) -> None:
    local_plan(world)
    lis = world.client("lis")
    lis.get("/indbakke")
    assert "bedt om at tale om planen" in lis.text
    lis.get(f"{_here(world)}/droeftelse/{world.small}")
    lis.submit(f"/droeftelse/{world.small}", talked_on="03.02.2026")
    assert "I talte om den" in lis.text
    world.drain()
    lis.get("/")
    assert "Tal om planen" not in lis.text
    with world.reading() as uow:
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()


def test_a_theme_above_is_taken_up_once_and_assessed_here(world: World) -> None:
    year.published(world)
    head = year.start(world, "head", part="school")
    head.get(f"{_here(world)}/ovenfra")
    fields = head.fields(str(head.page.select("main form")[0]["action"]))
    head.submit(fields[1])
    assert "Taget op fra planen ovenover" in head.text
    assert "Fra planen ovenover" in head.text
    head.get(f"{_here(world)}/ovenfra")
    assert not head.page.select("main form")
    head.post(fields[1])
    assert head.status == 422


def test_a_theme_is_passed_up_and_what_becomes_of_it_is_seen_and_told(world: World) -> None:
    year.start(world)
    head = year.start(world, "head", part="school")
    theme = year.propose(head, "Fælles skema", _here(world))
    head.get(f"{theme}/op")
    head.submit("/op", why="Andre deler det.")
    assert "Sendt op til planen ovenover" in head.text
    head.get(f"{theme}/op")
    head.submit("/op", why="Igen")
    assert head.status == 422
    hr = world.client("hr")
    hr.get("/plan/temaer")
    assert "Fra en lokal plan" in hr.text
    hr.go("/vurder")
    hr.submit("/vurder", importance="H", success="L")
    head.get(theme)
    assert "Vigtigt" in head.text


def test_who_does_not_lead_the_part_finds_nothing_of_its_making(world: World) -> None:
    year.start(world, "head", part="school")
    pages = ("ny", "ret", "publicer", "kort", "ovenfra", "svar")
    for browser in map(world.client, ("ann", "med", "sa")):
        assert {browser.http.get(f"{_here(world)}/{page}").status_code for page in pages} == {404}


def test_there_is_no_plan_of_a_unit_that_is_not_there(world: World) -> None:
    tm = world.client("tm")
    for unit in (world.group, world.ids["root"]):
        tm.get(f"/plan/lokal/{unit}")
        assert tm.status == 404


def test_leading_a_part_gives_no_right_to_the_plan_above(world: World) -> None:
    theme = year.published(world)
    year.start(world, "head", part="school")
    head = world.client("head")
    for path in ("/plan/ret", "/plan/publicer", f"{theme}/beskriv", f"{_here(world)}/version/1"):
        head.get(path)
        assert head.status == 404, path


def test_a_nearest_leader_takes_an_escalation_into_the_plan_of_their_part(world: World) -> None:
    year.start(world)
    with world.store.work() as uow:
        uow.get(Person, world.ids["lis"]).nearest_leader_id = world.ids["head"]
    escalation = sending.sent(world, "NL", who="lis")
    sending.acknowledge(world, "head", escalation)
    head = world.client("head")
    head.get(f"/eskaleringer/{escalation}")
    head.go("/plan/eskalering/")
    assert head.path == "/plan/dele"
    year.start(world, "head", part="school")
    head.get(f"/plan/eskalering/{escalation}")
    assert head.path == f"{_here(world)}/eskalering/{escalation}"
    head.submit(head.path, theme="new", title="Hasteopgaver", why="De vælter ugen.", answer="Det er med i vores plan.")
    assert "Det er med i vores plan." in head.text
    head.get(f"{_here(world)}/temaer")
    assert "Hasteopgaver" in head.text
    hr = world.client("hr")
    hr.get("/plan/temaer")
    assert "Hasteopgaver" not in hr.text
