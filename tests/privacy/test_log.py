"""Who looked at what, each sees of it what is theirs; and what cannot be logged is not shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from tests.escalations.sending import WORDING, acknowledge, sent
from tests.plans.plan_year import start
from tests.worlds import World
from tracker.escalations import clusters
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


def ways_to_read(world: World, asked: Any) -> list[tuple[str, str, dict[str, object]]]:
    """Each way on which HR comes upon another's words: the page, the form on it, and what to write in that."""
    first, second = sent(world), sent(world, who="lis")
    acknowledge(world, "hr", first)
    with world.acting("hr") as uow:
        cluster = clusters.join(uow, [first, second])
    start(world)
    world.drain()
    return [
        (f"/varsler/stoette/{asked}", "", {}),
        (f"/eskaleringer/{first}", "", {}),
        (f"/eskaleringer/samlet/{cluster}", "", {}),
        (f"/plan/eskalering/{first}", "", {}),
        (f"/eskaleringer/{first}", "/svar", {"kind": "nonsense"}),
        (f"/eskaleringer/{first}", "/svar", {"kind": "handled", "text": "Ja.", "version": "0"}),
        (f"/plan/eskalering/{first}", f"/plan/eskalering/{first}", {"theme": "nonsense"}),
    ]


def test_what_cannot_be_logged_is_not_shown(world: World, asked: Any) -> None:
    hr = world.client("hr")
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    for path, action, values in ways_to_read(world, asked):
        hr.get(path)
        form = hr.fields(action) if action else None
        refuse_readings(world)
        answer = hr.http.post(form[1], data=form[0] | values) if form else hr.http.get(path)
        allow_readings(world)
        assert answer.status_code == 500, (path, action)
        assert [word for word in (WORDS, WORDING) if word in answer.get_data(as_text=True)] == []


def test_what_is_read_is_logged_by_whoever_reads_it_in_one_transaction(world: World, asked: Any) -> None:
    hr = world.client("hr")
    for path, action, values in ways_to_read(world, asked):
        hr.get(path)
        form = hr.fields(action) if action else None
        with steps(world) as found:
            answer = hr.http.post(form[1], data=form[0] | values) if form else hr.http.get(path)
        assert answer.status_code in (200, 409, 422), path
        [who] = {who for who, what in found if what.startswith("INSERT INTO reading")}
        own = " | ".join(what for one, what in found if one == who).rpartition("BEGIN")[2]
        assert own.find(" FROM support_request" if "stoette" in path else " FROM escalation") > 0, path
        assert own.find("INSERT INTO reading") < own.find("COMMIT"), path


@contextmanager
def steps(world: World) -> Iterator[list[tuple[int, str]]]:
    """What is asked of the database meanwhile, each by the connection it goes over."""
    found: list[tuple[int, str]] = []
    engine = world.store.engine
    heard: list[tuple[str, Any]] = [
        ("before_cursor_execute", lambda one, _cursor, what, *_: found.append((id(one), " ".join(what.split())))),
        ("begin", lambda one: found.append((id(one), "BEGIN"))),
        ("commit", lambda one: found.append((id(one), "COMMIT"))),
        ("rollback", lambda one: found.append((id(one), "ROLLBACK"))),
    ]
    for name, listener in heard:
        event.listen(engine, name, listener)
    yield found
    for name, listener in heard:
        event.remove(engine, name, listener)


def refuse_readings(world: World) -> None:
    """Let the database take no reading any more."""
    sqlite = world.store.engine.dialect.name == "sqlite"
    how = "BEGIN SELECT RAISE(ABORT, 'refused'); END" if sqlite else "FOR EACH ROW EXECUTE FUNCTION only_added_to()"
    with world.store.engine.begin() as connection:
        connection.execute(text(f"CREATE TRIGGER refused BEFORE INSERT ON reading {how}"))


def allow_readings(world: World) -> None:
    """Let it take them again."""
    on = "" if world.store.engine.dialect.name == "sqlite" else " ON reading"
    with world.store.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER refused{on}"))
