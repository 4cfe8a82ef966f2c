"""How far the asking of the groups is, on the page of a version, while the workers tell their leaders."""

from sqlalchemy import select

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.notifications import queries as notifications
from tracker.notifications.audit import compare
from tracker.people import queries as people
from tracker.people.models import Membership
from tracker.people.past import Past
from tracker.plans.owed import owed

NOW = "/plan/version/1/spurgt"
ALL = "alle 2 ledelsesgrupper er bedt om at tale om planen"


def ready(world: World) -> None:
    """A plan that can be published."""
    year.start(world)
    theme = year.propose(world.client("ann"), "Klare forventninger")
    hr = world.client("hr")
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    world.drain()


def told(world: World, key: str) -> list[str]:
    """What kinds of items about the plan's talks somebody has."""
    with world.acting(key) as uow:
        return [one.kind for one in notifications.inbox(uow) if one.kind == "plan.talk"]


def test_the_page_says_at_once_that_it_is_published_and_counts_while_leaders_are_told(world: World) -> None:
    ready(world)
    browser = year.publish(world)
    assert ["0 af 2" in browser.text, ALL in browser.text] == [True, False]
    assert (told(world, "head"), told(world, "lis")) == ([], [])
    world.drain()
    assert ALL in browser.get("/plan/version/1").get_text()
    assert (told(world, "head"), told(world, "lis")) == (["plan.talk"], ["plan.talk"])


def test_what_has_not_changed_is_not_sent_again(world: World) -> None:
    ready(world)
    http = year.publish(world).http
    first = http.get(NOW)
    headers = {"If-None-Match": first.headers["ETag"]}
    assert (first.status_code, http.get(NOW, headers=headers).status_code) == (200, 304)
    world.drain()
    later = http.get(NOW, headers=headers)
    assert (later.status_code, ALL in later.get_data(as_text=True)) == (200, True)


def test_who_only_reads_the_plan_sees_none_of_it(world: World) -> None:
    year.published(world)
    for who in ("ann", "head", "med"):
        browser = world.client(who)
        assert 'id="live"' not in str(browser.get("/plan/version/1"))
        browser.get(NOW)
        assert browser.status == 404


def test_a_version_that_asks_nobody_has_nothing_to_count(world: World) -> None:
    year.published(world)
    browser = year.publish(world, note="Kun et ord er rettet.", ask_groups="")
    assert (browser.path, "er bedt om at tale" in browser.text) == ("/plan/version/2", False)
    browser.get("/plan/version/2/spurgt")
    assert browser.status == 404


def test_a_new_version_that_asks_again_asks_once_more_and_the_old_question_is_over(world: World) -> None:
    year.published(world)
    year.publish(world, note="Nyt.")
    world.drain()
    with world.acting("head") as uow:
        waits = [one.kind for one in notifications.inbox(uow, waiting_only=True) if one.kind == "plan.talk"]
    assert (told(world, "head"), waits) == (["plan.talk", "plan.talk"], ["plan.talk"])


def test_who_leads_two_groups_is_asked_once(world: World) -> None:
    ready(world)
    with world.store.work() as uow:
        held = {"group_id": world.small, "role": people.LEADER, "ends": None}
        row = uow.session.scalars(select(Membership).filter_by(**held)).one()
        row.person_id = world.ids["head"]
    browser = year.publish(world)
    world.drain()
    assert (told(world, "head"), told(world, "lis")) == (["plan.talk"], [])
    assert ALL in browser.get("/plan/version/1").get_text()
    with world.reading() as uow:
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()
