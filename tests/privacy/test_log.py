"""Who looked at what, each sees of it what is theirs; and what cannot be logged is not shown."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.escalations.sending import WORDING, acknowledge, sent
from tests.worlds import World
from tracker.warnings import service as warnings

WORDS = "Tavsheden7711"


def page(world: World, who: str, path: str = "/min-side/log") -> str:
    browser = world.client(who)
    browser.get(path)
    assert browser.status == 200
    return browser.text


@pytest.fixture
def asked(world: World) -> Any:
    with world.acting("ann") as uow:
        return warnings.ask(uow, support="coach", words=WORDS, lang="da")


def test_one_sees_who_read_what_one_wrote_and_nobody_else_does(world: World, asked: Any) -> None:
    assert "Ingen har læst noget fortroligt af dit" in page(world, "ann")
    assert WORDS in page(world, "hr", f"/varsler/stoette/{asked}")
    assert "Hr Prøvesen læste dit ønske om støtte" in page(world, "ann")
    assert [who for who in ("bo", "head", "hr2", "tm", "sa", "med") if "Hr Prøvesen læste" in page(world, who)] == []


def test_hr_sees_what_it_decided_itself_and_of_others_nothing(world: World) -> None:
    acknowledge(world, "hr", sent(world))
    pages = {who: page(world, who) for who in ("hr", "hr2", "head", "sa")}
    assert [who for who, found in pages.items() if "Kvitterede for en eskalering" in found] == ["hr"]


def test_the_administrator_sees_what_happened_to_accounts_without_anybodys_name(world: World) -> None:
    sa = world.client("sa")
    sa.get("/indstillinger/konti")
    sa.submit(f"/indstillinger/konti/{world.ids['ann']}/luk")
    found = page(world, "sa")
    assert "Lukkede en konto" in found
    assert world.ids["ann"].hex[:8] in found
    assert "Ann" not in found
    assert "Lukkede en konto" not in page(world, "hr")


def test_what_cannot_be_logged_is_not_shown(world: World, asked: Any) -> None:
    escalation = sent(world)
    world.drain()
    hr = world.client("hr")
    refuse_readings(world)
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    for path, words in ((f"/varsler/stoette/{asked}", WORDS), (f"/eskaleringer/{escalation}", WORDING)):
        hr.get(path)
        assert hr.status == 500
        assert words not in hr.text


def refuse_readings(world: World) -> None:
    """Let the database take no reading any more."""
    sqlite = world.store.engine.dialect.name == "sqlite"
    how = "BEGIN SELECT RAISE(ABORT, 'refused'); END" if sqlite else "FOR EACH ROW EXECUTE FUNCTION only_added_to()"
    with world.store.engine.begin() as connection:
        connection.execute(text(f"CREATE TRIGGER refused BEFORE INSERT ON reading {how}"))
