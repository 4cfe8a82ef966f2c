"""Tool 2 whole on a screen 360 wide, by keyboard alone; and the same without scripts."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser as Chromium

from tests.journeys.group_tool import walk
from tests.journeys.keyboard import Keyboard
from tests.worlds import World
from tracker.access import service as access
from tracker.web.transaction import COOKIE

Sit = Callable[[str], Keyboard]


@pytest.fixture
def sit(world: World, base: str, browser: Chromium, request: pytest.FixtureRequest) -> Iterator[Sit]:
    """Somebody signed in; the same at a second call."""
    people: dict[str, Keyboard] = {}

    def down(who: str) -> Keyboard:
        if who not in people:
            people[who] = Keyboard(browser, base, scripts=request.node.callspec.params["scripts"])
            with world.store.work() as uow:
                token = access.sign_in(uow, world.ids[who])
            people[who].context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
        return people[who]

    yield down
    for person in people.values():
        person.context.close()


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_group_tool_is_walked_by_keyboard_alone_on_a_narrow_screen(world: World, sit: Sit, scripts: bool) -> None:
    walk(world, sit)
