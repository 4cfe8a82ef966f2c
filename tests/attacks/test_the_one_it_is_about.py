"""An escalation about the nearest leader: no list, count, notice, mail, theme or story tells that leader of it."""

from uuid import UUID

from sqlalchemy import select

from tests.attacks.crawling import Crawl
from tests.escalations.sending import ASK, TITLE, WORDING, acknowledge, read, sent
from tests.plans.plan_year import propose, start
from tests.worlds import World
from tracker.notifications.models import Mail, MailboxEntry, Notice
from tracker.warnings.models import EarlyWarning

TOLD = ("/fremdrift", "/eskaleringer", "/varsler", "/indbakke", "/", "/plan", "/plan/temaer")


def looks(world: World, who: str) -> dict[str, str]:
    """The words of all pages that count or list."""
    browser = world.client(who, language="en")
    found = {}
    for path in TOLD:
        browser.get(path)
        found[path] = browser.text
    return found


def counted(world: World, who: str) -> str:
    """What the page of progress says of escalations."""
    browser = world.client(who, language="en")
    browser.get("/fremdrift")
    [section] = browser.page.select("section[aria-labelledby=escalations]")
    return " ".join(section.get_text(" ").split())


def test_what_the_leader_sees_is_what_it_was_before(world: World) -> None:
    start(world)
    world.drain()
    before, for_med = looks(world, "tm"), looks(world, "med")
    id_ = sent(world, "HR", concerns="tm")
    world.drain()
    assert looks(world, "tm") == before
    acknowledge(world, "hr", id_)
    world.drain()
    assert looks(world, "tm") == before
    assert looks(world, "med") == for_med


def test_it_is_unanswered_to_the_end_and_the_leader_is_told_nothing(world: World) -> None:
    before = [counted(world, who) for who in ("tm", "med")]
    id_ = sent(world, "NL", concerns="tm")
    world.drain()
    world.move(days=40)
    assert read(world, id_).stranded
    assert [counted(world, who) for who in ("tm", "med")] == before
    with world.reading() as uow:
        assert uow.session.scalars(select(EarlyWarning.concerns_id)).all() == [world.ids["tm"]]
        for model in (Notice, Mail):
            assert world.ids["tm"] not in set(uow.session.scalars(select(model.person_id)))
        assert "tm@example.org" not in set(uow.session.scalars(select(MailboxEntry.recipient)))
    crawl = Crawl(world, "tm")
    assert [word for word in (TITLE, WORDING, ASK, str(id_)) if any(crawl.found(word)) and word != str(id_)] == []
    assert crawl.statuses <= {200, 302, 303, 404, 503}
    pages = looks(world, "tm")
    assert "Ledelsen group" not in " ".join(pages.values())


def take(world: World, id_: UUID, theme: str) -> None:
    acknowledge(world, "hr", id_)
    hr = world.client("hr")
    hr.get(f"/plan/eskalering/{id_}")
    hr.submit(f"/eskalering/{id_}", theme=theme, title="Mødekultur", why="Det fylder.", answer="Vi tager den med.")
    assert hr.status == 200


def test_taken_into_the_plan_it_leaves_no_trace_of_itself_there(world: World) -> None:
    start(world)
    theme = propose(world.client("hr"), "Ro til at lede").rpartition("/")[2]
    for chosen in ("new", theme):
        take(world, sent(world, "HR", concerns="tm"), chosen)
    world.drain()
    crawl = Crawl(world, "tm")
    assert crawl.found("Mødekultur")
    told = [path for path, page in crawl.pages.items() if path.startswith("/plan") and "skalering" in _main(page)]
    assert told == []
    take(world, sent(world, "HR"), theme)
    assert "1 eskalering" in world.client("tm").get("/plan/temaer").get_text()


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0].partition("Din rolle")[0]
