"""While a round is open nobody can count: no page tells one answer from four, nor five from six."""

import re

import pytest

from tests.rounds import acting
from tests.worlds import GROUP, World
from tracker.rounds import service

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LOOKING = ("head", "lis", "hr", "tm", "med")
PAGES = ("/", "/fremdrift", "/fremdrift/moede", "/runder", "/runder/planlaeg", "/varsler", "/indbakke", "/plan")
OF_THE_ROUND = ("", "/forbered", "/forbered/hvor-langt", "/moede", "/moede/nu", "/ret", "/aflys", "/facilitator")


def seen(world: World, round_id: object) -> dict[tuple[str, str], str]:
    """The words of every page that tells anything of a round, as those who have not answered find them."""
    pages = [*PAGES, *(f"/runder/{round_id}{tail}" for tail in OF_THE_ROUND), f"/runder/gruppe/{world.group}/historik"]
    found = {}
    for who in LOOKING:
        browser = world.client(who)
        for page in pages:
            answer = browser.http.get(page)
            body = re.sub(r'name="(once|csrf_token)" value="[^"]*"', "", answer.get_data(as_text=True))
            found[who, page] = f"{answer.status_code} {answer.headers.get('ETag')} {body}"
    return found


def test_no_page_tells_how_many_have_answered_but_none_some_or_five(world: World) -> None:
    round_id, pages = acting.plan(world), []
    world.drain()
    for many, who in enumerate(GROUP[1:], start=1):
        acting.answer(world, round_id, who)
        with world.acting(who) as uow:
            service.finish(uow, round_id)
        world.drain()
        if many in (1, 4, 5):
            pages.append(seen(world, round_id))
    one, four, five = pages
    assert [page for page in one if one[page] != four[page]] == []
    assert [page for page in four if four[page] != five[page]] != []
