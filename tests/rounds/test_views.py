"""A round, all the way, in the browser."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import update

from tests.rounds import acting
from tests.worlds import GROUP, SMALL, Browser, World
from tracker.people.models import Membership

CODES = acting.CODES


def text_in(browser: Browser, place: str) -> str:
    """The words in the first such place of a page."""
    return browser.page.select(place)[0].get_text()


def id_of(at: str) -> UUID:
    """The round at an address."""
    return UUID(at.rsplit("/", 1)[1])


def plan(world: World, leader: str = "head", group: str = "group", mode: str = "open", day: str = "10.02.2026") -> str:
    """A round planned by its group's leader; returns its address."""
    browser = world.client(leader)
    browser.get(f"/runder/ny/{world.ids[group]}")
    browser.submit(f"/runder/ny/{world.ids[group]}", day=day, time="13.00", show_mode=mode)
    assert browser.status == 200, browser.text
    return browser.path


def prepare(world: World, at: str, who: str, answers: dict[str, str] | None = None, **more: object) -> Browser:
    """All statements answered, HH where nothing else is said; written as succeeds + important."""
    browser = world.client(who)
    browser.get(f"{at}/forbered/1A")
    for _ in CODES:
        code = browser.path.rsplit("/", 1)[1]
        both = (answers or {}).get(code, "HH")
        browser.submit(f"/forbered/{code}", succeeds=both[0], important=both[1], **more)
    assert browser.path == f"{at}/forbered", browser.path
    return browser


def close(world: World, at: str, leader: str = "head") -> Browser:
    """The preparation closed by the leader, who sees the card."""
    browser = world.client(leader)
    browser.get(at)
    browser.submit("/luk")
    assert browser.path == f"{at}/kort"
    return browser


def carded(world: World, people: Iterable[str] = GROUP, **plan_values: str) -> str:
    """A round whose card is open: everyone answers HH but 5C, on which they are split."""
    at = plan(world, **plan_values)
    for number, who in enumerate(people):
        acting.answer(world, id_of(at), who, {"5C": "LH" if number % 2 else "HL", "1A": "LH"})
    close(world, at, plan_values.get("leader", "head"))
    return at


def test_a_group_goes_through_its_round(world: World) -> None:
    """Plan, be invited, prepare, meet, choose, agree, end; the follow-up is set."""
    at = plan(world)
    world.drain()
    ann = world.client("ann")
    ann.get("/indbakke")
    assert "Ledelsen group" in ann.text
    prepare(world, at, "ann", {"5C": "LH", "1A": "LH"})
    for who in GROUP:
        if who != "ann":
            acting.answer(world, id_of(at), who, {"5C": "HL" if who in ("bo", "dan", "eva") else "LH", "1A": "LH"})
    leader = close(world, at)
    assert [heading.text[0] for heading in leader.page.select(".card-cell > h3")] == ["1", "2", "4", "3"]
    assert "1A" in text_in(leader, ".card-cell.field-1")
    assert "5C" in text_in(leader, ".panel-soft")
    leader.submit("/kort/1A", field="4")
    assert "1A" in text_in(leader, ".card-cell.field-4")
    leader.get(f"{at}/valg")
    leader.submit("/valg", statements=["1A", "5C"])
    leader.submit("/valg/1A", meaning="Vi ved, hvad vi skal nå.", place="Felt 4", rightwards="En fast dagsorden")
    assert "Vi ved, hvad vi skal nå." in leader.text
    [escalate] = leader.page.select("main a[href*='/eskaleringer/ny']")
    assert "statement=1A" in urlsplit(str(escalate["href"])).query
    leader.get(f"{at}/aftaler")
    values = {"text": "Vi begynder med målet", "sign": "Alle kan sige det", "statement": "1A", "cadence": "monthly"}
    owners = [str(world.ids["ann"]), str(world.ids["head"])]
    leader.submit("/aftaler", **values, owners=owners, first="16.02.2026")
    assert "Vi begynder med målet" in leader.text
    ann.get(at)
    assert "Runden blev holdt" not in ann.text
    leader.submit("/afslut", next_talk="11.05.2026")
    assert leader.path == at
    assert "11. maj 2026" in leader.text
    world.drain()
    ann.get(at)
    assert "Vi begynder med målet" in ann.text
    ann.get("/opfolgninger")
    assert "Vi begynder med målet" in ann.text


def test_a_round_id_is_shown_to_its_group_alone(world: World) -> None:
    """Another group, MED, HR, the administrator and top management get what is not there."""
    at = carded(world)
    for who in ("lis", "mads", "med", "sa", "hr", "tm"):
        browser = world.client(who)
        for path in ("", "/kort", "/forbered", "/forbered/1A", "/valg", "/valg/1A", "/aftaler", "/ret"):
            browser.get(at + path)
            assert (who, path, browser.status) == (who, path, 404)


def test_a_member_moves_on_the_card_and_does_no_more(world: World) -> None:
    """Everybody at the table moves; choosing, agreeing, closing and ending are the leader's."""
    at = carded(world)
    leader, ann = world.client("head"), world.client("ann")
    ann.get(f"{at}/kort")
    assert ann.status == 200
    ann.submit("/kort/1A", field="3")
    leader.get(f"{at}/kort")
    assert "1A" in text_in(leader, ".card-cell.field-3")
    for path in ("/valg", "/afslut", "/luk", "/aftaler", "/ret"):
        answer = ann.http.post(at + path, data={"once": str(UUID(int=7)), "csrf_token": _token(ann, at)})
        assert (path, answer.status_code) == (path, 404)


def _token(browser: Browser, at: str) -> str:
    browser.get(at)
    return str(browser.page.select("input[name=csrf_token]")[0]["value"])


def test_the_second_to_move_a_statement_is_told(world: World) -> None:
    """Conflict on the card: the first move stands, and the page says where."""
    at = carded(world)
    first, second = world.client("head"), world.client("head")
    first.get(f"{at}/kort")
    second.get(f"{at}/kort")
    first.submit("/kort/1A", field="3")
    second.submit("/kort/1A", field="2")
    assert second.status == 409
    assert "1A" in text_in(second, ".card-cell.field-3")
    assert "1A" in text_in(second, ".alert-error")


def test_the_second_to_write_about_a_statement_keeps_both_texts(world: World) -> None:
    """P7."""
    at = carded(world)
    first, second = world.client("head"), world.client("head")
    first.get(f"{at}/valg")
    first.submit("/valg", statements=["1A"])
    second.get(f"{at}/valg/1A")
    first.submit("/valg/1A", meaning="Det første")
    second.submit("/valg/1A", meaning="Det andet")
    assert second.status == 409
    assert all(text in second.text for text in ("Det første", "Det andet"))


def test_not_more_than_three_are_chosen(world: World) -> None:
    """And not none."""
    at = carded(world, SMALL, leader="lis", group="small")
    leader = world.client("lis")
    leader.get(f"{at}/valg")
    leader.submit("/valg", statements=["1A", "2A", "3A", "4A"])
    assert leader.status == 422
    leader.submit("/valg", statements=[])
    assert leader.status == 422
    leader.submit("/valg", statements=["1A", "2A", "3A"])
    assert leader.status == 200


def test_bad_input_is_told_and_nothing_saved(world: World) -> None:
    """422 on every form."""
    leader = world.client("head")
    new = f"/runder/ny/{world.group}"
    leader.get(new)
    for values in (
        {"day": "30.02.2026"},
        {"day": "01.01.2020"},
        {"day": "01.01.9999"},
        {"day": "10.02.2026", "time": "25.00"},
        {"day": "10.02.2026", "time": "９.00"},
        {"day": "10.02.2026", "show_mode": "names"},
    ):
        leader.submit(new, **values)
        assert (values, leader.status) == (values, 422)
    at = plan(world)
    leader.get(f"{at}/forbered/1A")
    for values in ({"succeeds": "H"}, {"succeeds": "X", "important": "H"}):
        leader.submit("/forbered/1A", **values)
        assert leader.status == 422
    leader.get(at)
    leader.submit("/luk")
    leader.get(f"{at}/aftaler")
    owner = str(world.ids["ann"])
    stranger = str(world.ids["mads"])
    refused: list[dict[str, object]] = [
        {"text": "", "owners": [owner], "first": "16.02.2026"},
        {"text": "A", "owners": [], "first": "16.02.2026"},
        {"text": "A", "owners": [stranger], "first": "16.02.2026"},
        {"text": "A", "owners": [owner], "first": "01.02.2026"},
        {"text": "A", "owners": [owner], "first": "16.02.2026", "cadence": "hourly"},
    ]
    for wrong in refused:
        leader.submit("/aftaler", **wrong)
        assert (wrong, leader.status) == (wrong, 422)
    leader.submit("/afslut", next_talk="01.02.2026")
    assert leader.status == 422


def test_pressing_twice_makes_one_round_and_one_agreement(world: World) -> None:
    """The idempotency key."""
    leader = world.client("head")
    new = f"/runder/ny/{world.group}"
    leader.get(new)
    fields, target = leader.fields(new)
    fields |= {"day": "10.02.2026", "time": "13.00"}
    places = [leader.http.post(target, data=fields).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    at = places[0]
    leader.get(at)
    leader.submit("/luk")
    leader.get(f"{at}/aftaler")
    fields, target = leader.fields("/aftaler")
    fields |= {"text": "Kun én gang", "owners": [str(world.ids["ann"])], "first": "16.02.2026"}
    for _ in range(2):
        leader.http.post(target, data=fields)
    leader.get(f"{at}/aftaler")
    assert leader.text.count("Kun én gang") == 2  # the agreement, and its button's name for those who do not see


def test_a_new_member_sees_nothing_from_before_they_joined(world: World) -> None:
    """Nor in the list."""
    at = carded(world)
    world.move(days=30)
    with world.store.work() as uow:
        joined = update(Membership).where(Membership.person_id == world.ids["eva"]).values(starts=date(2026, 2, 11))
        uow.session.execute(joined)
    eva, ann = world.client("eva"), world.client("ann")
    eva.get("/runder")
    ann.get("/runder")
    assert [at in str(browser.page) for browser in (eva, ann)] == [False, True]
    eva.get(f"{at}/kort")
    assert eva.status == 404


def test_who_is_in_no_group_sees_how_many_there_are(world: World) -> None:
    """Top management, HR and MED: counts. The administrator: nothing."""
    carded(world)
    for who, status in (("tm", 200), ("hr", 200), ("med", 200), ("sa", 404)):
        browser = world.client(who)
        browser.get("/runder")
        assert (who, browser.status) == (who, status)
        assert "Ledelsen group" not in browser.text
