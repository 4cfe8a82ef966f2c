"""Requests no browser sends: what is too much, twice, missing, forged or not a number. Told, never an error of ours."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.attacks.confidential import fill
from tests.plans.plan_year import propose, start
from tests.rounds import acting
from tests.worlds import Browser, World
from tracker.escalations.models import Escalation
from tracker.followups.models import FollowUp
from tracker.plans.models import Placement, Theme
from tracker.rounds.models import Agreement, Owner, Round

FORM = "application/x-www-form-urlencoded"
BAD_DATES = [
    "2026-02-30",
    "31.02.2026",
    "9999-12-31",
    "٠٢.٠٣.٢٠٢٦",
    "2026-13-01",
    "0001-01-01",
    "i morgen",
    "1e9",
    "NaN",
]


def at(world: World, who: str, path: str) -> Browser:
    browser = world.client(who, language="en")
    browser.get(path)
    return browser


def planned(world: World) -> UUID:
    """A round that is closed already."""
    round_id = acting.plan(world)
    for who in ("ann", "bo"):
        acting.answer(world, round_id, who)
    acting.close(world, round_id)
    return round_id


def test_a_day_that_is_none_is_told(world: World) -> None:
    head, tm = at(world, "head", f"/runder/ny/{world.group}"), at(world, "tm", "/plan/ny")
    for bad in BAD_DATES:
        head.submit(f"/ny/{world.group}", day=bad, time="13", show_mode="open")
        assert (head.status, bool(head.page.select('[aria-labelledby=error-summary] a[href="#day"]'))) == (422, True)
        tm.submit("/plan/ny", title="P", purpose="F", coordinator=world.ids["hr"], ends=bad)
        assert tm.status == 422, bad
    with world.reading() as uow:
        assert uow.session.scalars(select(Round)).all() == []


def test_only_l_and_h_are_answers(world: World) -> None:
    round_id = acting.plan(world)
    ann = at(world, "ann", f"/runder/{round_id}/forbered/1A")
    for bad in ("0", "NaN", "1e9", "l", "HH", "٣", "", "H\x00L"):
        ann.get(f"/runder/{round_id}/forbered/1A")
        ann.submit("/1A", succeeds=bad, important="H")
        assert ann.status == 422, bad
        assert ann.page.select("[aria-labelledby=error-summary]")
    ann.get(f"/runder/{round_id}/forbered")
    assert "0" in ann.text


def test_what_is_sent_along_changes_nothing(world: World) -> None:
    head = at(world, "head", f"/runder/ny/{world.group}")
    more = {"group_id": world.small, "state": "held", "planned_by": world.ids["ann"], "version": "7", "locked_at": "1"}
    head.submit(f"/ny/{world.group}", day="2026-02-10", time="13", show_mode="open", **more)
    with world.reading() as uow:
        row = uow.session.scalars(select(Round)).one()
    assert (row.group_id, row.state, row.planned_by, row.locked_at) == (
        world.group,
        "planned",
        world.ids["head"],
        None,
    )
    start(world)
    theme = propose(world.client("ann"), "Ro", state="chosen", importance="H", source="tm", proposed_by=world.ids["bo"])
    with world.reading() as uow:
        found = uow.get(Theme, UUID(theme.rpartition("/")[2]))
    assert (found.state, found.importance, found.source, found.proposed_by) == (
        "proposed",
        None,
        "leader",
        world.ids["ann"],
    )


def test_nobody_outside_the_group_takes_care_of_an_agreement(world: World) -> None:
    round_id = planned(world)
    for owners in ([world.ids["nina"]], [world.ids["ann"], world.ids["nina"]], [uuid4()], ["x"], []):
        head = at(world, "head", f"/runder/{round_id}/aftaler")
        head.submit("/aftaler", text="Aftale", owners=[str(one) for one in owners], first="2026-02-10")
        assert head.status == 422, owners
    with world.reading() as uow:
        assert uow.session.scalars(select(Agreement)).all() == []
        assert uow.session.scalars(select(Owner)).all() == []


def test_an_unknown_statement_is_the_page_for_what_does_not_exist(world: World) -> None:
    round_id, open_ = planned(world), acting.plan(world)
    head = at(world, "head", "/indbakke")
    for id_, code in ((round_id, "99Z"), (round_id, "2A"), (open_, "1A"), (round_id, "%00"), (round_id, "æ" * 300)):
        for tail, more in (
            (f"valg/{code}", {}),
            (f"valg/{code}", {"version": "1"}),
            (f"kort/{code}", {"version": "1"}),
        ):
            head.get("/indbakke")
            head.post(f"/runder/{id_}/{tail}", **more)
            assert head.status in (404, 409, 422), (code, tail)
    head = at(world, "head", f"/runder/{round_id}/valg")
    head.submit("/valg", statements=["1A", "99Z"])
    assert head.status == 422


def test_another_groups_round_is_not_written_into_an_escalation(world: World) -> None:
    theirs = acting.plan(world, leader="lis", group="small")
    words = {"title": "T", "wording": "O", "ask": "B", "addressed": "HR"}
    for values in ({"round": theirs, "statement": "1A"}, {"round": uuid4()}):
        head = at(world, "head", "/eskaleringer/ny")
        head.submit("/ny", **words, **values)
        assert head.status == 404
    head = at(world, "head", "/eskaleringer/ny")
    head.submit("/ny", **words, statement="99Z", field="3", concerns_id=world.ids["hr"], chain="TM")
    with world.reading() as uow:
        [row] = uow.session.scalars(select(Escalation))
    assert (row.statement, row.field, row.round_id, row.concerns_id, row.chain) == (
        None,
        None,
        None,
        None,
        ["HR", "TM"],
    )


def test_a_theme_of_no_plan_is_not_placed(world: World) -> None:
    start(world)
    for theme in (uuid4(), "x", ""):
        hr = at(world, "hr", "/plan/kort")
        hr.get("/indbakke")
        hr.post("/plan/kort", theme=theme, column="LL", row="low", low="Tekst")
        assert hr.status == 422
    with world.reading() as uow:
        assert uow.session.scalars(select(Placement)).all() == []


def test_a_number_no_database_holds_is_the_page_for_what_does_not_exist(world: World) -> None:
    for who in (None, "ann", "sa"):
        for number in ("0", "99999999999", "9" * 40, "1e3", "-1", "٣"):
            assert world.client(who).http.get(f"/plan/version/{number}").status_code == 404
    ann = world.client("ann").http
    rules = [rule.rule for rule in world.app.url_map.iter_rules() if "<int:number>" in rule.rule]
    for rule in (one for one in rules if one.count("<") == 1):
        assert ann.get(rule.replace("<int:number>", "9" * 21)).status_code == 404, rule


def test_too_much_twice_missing_and_broken_are_no_errors_of_ours(world: World) -> None:
    fill(world)
    with world.reading() as uow:
        followup = uow.session.scalars(select(FollowUp.id).where(FollowUp.due == date(2026, 2, 24))).one()
    ann = at(world, "ann", f"/opfolgninger/{followup}")
    fields, target = ann.fields("/svar")
    token = f"csrf_token={fields['csrf_token']}"
    good = f"{token}&once={uuid4()}"
    for body, wanted in (
        (f"{token}&outcome=kept", {400}),
        (f"{token}&once=", {400}),
        (f"once={uuid4()}", {400}),
        (f"csrf_token=x&once={uuid4()}", {400}),
        (f"{good}&outcome=kept&outcome=not&version=1&version=99", {409, 422}),
        (f"{good}&outcome=%ff%fe&learned=%c3%28&version=%f0%28", {422}),
        (good + "&x=1" * 100_000, {413, 422}),
        (good + "".join(f"&n{number}=1" for number in range(20_000)), {413, 422}),
        (f"{good}&version=" + "9" * 4000 + "&outcome=kept", {409, 422}),
    ):
        answer = ann.http.post(target, data=body, content_type=FORM)
        assert answer.status_code in wanted, (body[:80], answer.status_code)
        assert "Traceback" not in answer.get_data(as_text=True)
    for kind, data in (("application/json", b"[" * 100_000), ("multipart/form-data; boundary=x", b"--x\r\n" * 5000)):
        assert ann.http.post(target, data=data, content_type=kind).status_code in (400, 413)


def test_strange_addresses_and_cookies_are_no_errors_of_ours(world: World) -> None:
    ann = world.client("ann")
    for path in (
        "/%00",
        "/%ff",
        "/eskaleringer/%2e%2e",
        "/indbakke?lang=%ed%a0%80",
        "/plan?a=%00&a=%ff",
        "/i/%0d%0aX:1",
    ):
        assert ann.http.get(path).status_code in (200, 302, 303, 404), path
    for cookie in (b"\xed\xa0\x80", b"\x00", b"x" * 3000, b"\xff\xfe"):
        headers = {"Cookie": b"ledertrivsel=" + cookie + b"; ledertrivsel_form=" + cookie}
        answer = world.app.test_client(use_cookies=False).get(
            "/", headers={"Cookie": headers["Cookie"].decode("latin1")}
        )
        assert answer.status_code == 303
    strange = world.client(None)
    strange.http.get(f"/runder/{uuid4()}/valg/%0d%0aSet-Cookie:x=1?a=%0d%0ab")
    answer = strange.http.get("/log-ind")
    assert answer.status_code == 200


def test_an_error_of_ours_is_logged_by_where_it_was_and_not_by_its_words(world: World, caplog) -> None:
    word = "Fortroligt" + str(8812)

    def explode() -> str:
        raise ValueError(word)

    world.app.add_url_rule("/i-stykker", view_func=explode)
    answer = world.client("ann").http.get("/i-stykker")
    assert (answer.status_code, word in caplog.text, "in explode" in caplog.text) == (500, False, True)
