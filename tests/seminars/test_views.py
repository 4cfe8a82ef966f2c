"""The seminar over HTTP: from its plan to its figures, on both databases."""

from uuid import UUID, uuid4

import pytest

from tests.plans import plan_year as year
from tests.seminars import acting
from tests.worlds import GROUP, World


def test_a_seminar_goes_from_invitation_to_figures(world: World):
    year.start(world)
    hr = world.client("hr")
    hr.get("/plan/temaer")
    hr.go("/seminar/plan/")
    hr.submit("/nyt", mode="meeting", opens="03.02.2026", closes="", audience=["LE", "LL"], facilitator="")
    at = hr.path.removesuffix("/styr")
    world.drain()
    ann = world.client("ann")
    assert "inviteret til at foreslå" in " ".join(ann.get("/indbakke").get_text(" ").split())
    hr.submit("/trin")
    ann.get(at)
    ann.submit("/foreslaa", title="Tid til ledelse", why="Driften tager det hele")
    bo = world.client("bo")
    assert ["Tid til ledelse" in bo.get(at).get_text(), "Ann" in bo.text] == [True, False]
    bo.submit(_support_of(bo))
    assert "2 støtter det" in bo.text
    hr.get(f"{at}/styr")
    hr.submit("/trin", step="rate")
    theme = None
    for who in GROUP[:5]:
        browser = world.client(who)
        browser.get(f"{at}/vurder")
        theme = next(str(one["name"]) for one in browser.page.select("input[name^=importance-]")).split("-", 1)[1]
        browser.submit("/vurder", **{f"importance-{theme}": "H", f"success-{theme}": "H" if who == "ann" else "L"})
        assert browser.path == at
    hr.get(f"{at}/styr")
    hr.submit("/trin", step="closed")
    assert "mindst 4 af 5" in hr.text
    assert "højst 1 af 5" in hr.text
    assert "mindst 4 af 5" in world.client("eva").get(at).get_text()


def _support_of(browser: object) -> str:
    form = browser.page.select_one("form[action*='/stoet/']")  # type: ignore[attr-defined]
    return str(form["action"]).rsplit("/", 2)[-2] + "/" + str(form["action"]).rsplit("/", 1)[-1]


def test_figures_come_from_five_or_more(world: World):
    made = acting.gathering(world)
    few, many = acting.propose(world, made, "Få"), acting.propose(world, made, "Mange")
    acting.go(world, made, "rate")
    acting.rate(world, made, few, "HL", GROUP[:4])
    acting.rate(world, made, many, "HL", GROUP[:5])
    hr = world.client("hr")
    assert "af 5" not in hr.get(f"/seminar/{made}/styr").get_text()
    hr.submit("/trin", step="closed")
    notes = {str(row.a["href"]): "Vigtigt her" in row.get_text() for row in hr.page.select(".list-rows li") if row.a}
    assert notes == {f"/plan/tema/{few}": False, f"/plan/tema/{many}": True}


def test_similar_themes_are_joined_with_their_supporters_and_the_proposer_is_told(world: World):
    made = acting.gathering(world)
    one, two = acting.propose(world, made, "Tid"), acting.propose(world, made, "Mere tid", "bo")
    hr = world.client("hr")
    hr.get(f"/seminar/{made}/styr")
    hr.submit("/saml", themes=[str(one), str(two)], into=str(one))
    assert "Sammen med: Mere tid" in " ".join(world.client("cia").get(f"/seminar/{made}").get_text(" ").split())
    assert "2 støtter det" in world.client("cia").get(f"/seminar/{made}").get_text()
    world.drain()
    bo = world.client("bo")
    assert "lagt sammen med et andet" in bo.get("/indbakke").get_text()
    assert "Lagt sammen" in bo.get(f"/plan/tema/{two}").get_text()
    hr.get(f"/seminar/{made}/styr")
    hr.submit(f"/skil/{two}")
    assert "1 støtter det" in world.client("cia").get(f"/seminar/{made}").get_text()


def test_one_theme_alone_cannot_be_joined(world: World):
    made = acting.gathering(world)
    one = acting.propose(world, made, "Tid")
    hr = world.client("hr")
    hr.get(f"/seminar/{made}/styr")
    hr.submit("/saml", themes=[str(one)], into=str(one))
    assert [hr.status, "mindst to" in hr.text] == [422, True]


@pytest.mark.parametrize("who", ["sa", "med"])
def test_who_is_not_part_of_it_finds_nothing(world: World, who: str):
    made = acting.gathering(world)
    theme = acting.propose(world, made, "Tid")
    other = world.client(who)
    pages = [f"/seminar/{made}{end}" for end in ("", "/nu", "/skaerm", "/skaerm/nu", "/styr", "/vurder", "/ret")]
    assert {other.get(page) and other.status for page in pages} == {404}
    other.get("/")
    posts = ["/foreslaa", f"/stoet/{theme}", f"/stoet-ikke/{theme}", "/vurder", "/trin", "/saml", f"/skil/{theme}"]
    assert {other.post(f"/seminar/{made}{end}", title="Mit") and other.status for end in posts} == {404}


def test_a_representative_takes_part_where_invited(world: World):
    made = acting.planned(world, audience=["LE", "MED"])
    acting.go(world, made, "gather")
    med = world.client("med")
    med.get(f"/seminar/{made}")
    med.submit("/foreslaa", title="Fælles retning", why="")
    assert "Fælles retning" in med.text


def test_a_leader_takes_part_and_does_not_run_it(world: World):
    made = acting.gathering(world)
    ann = world.client("ann")
    found = [ann.get(f"/seminar/{made}{end}") and ann.status for end in ("", "/skaerm", "/styr", "/ret")]
    assert found == [200, 200, 404, 404]
    ann.post(f"/seminar/{made}/trin", step="closed")
    assert ann.status == 404


def test_a_facilitator_runs_it_and_sees_nothing_else_of_the_plan(world: World):
    made = acting.planned(world, facilitator_id=world.ids["sa"])
    sa = world.client("sa")
    sa.get(f"/seminar/{made}/styr")
    sa.submit("/trin", step="gather")
    assert sa.status == 200
    assert [sa.get(page) and sa.status for page in ("/plan", f"/seminar/{made}/ret")] == [404, 404]


def test_the_short_link_leads_through_signing_in(world: World):
    made = acting.gathering(world)
    screen = world.client("hr").get(f"/seminar/{made}/skaerm")
    code = screen.select_one(".short-link").get_text(strip=True).rsplit("/", 1)[1]  # type: ignore[union-attr]
    assert screen.select_one(".qr svg")
    ann = world.client("ann")
    ann.get(f"/s/{code.upper()}")
    assert ann.path == f"/seminar/{made}"
    ann.get("/s/findesikke")
    assert ann.status == 404


def test_what_did_not_change_is_not_sent_again(world: World):
    made = acting.gathering(world)
    ann, page = world.client("ann"), f"/seminar/{made}/nu"
    tag = ann.http.get(page).headers["ETag"]
    assert ann.http.get(page, headers={"If-None-Match": tag}).status_code == 304
    acting.propose(world, made, "Nyt", "bo")
    assert ann.http.get(page, headers={"If-None-Match": tag}).status_code == 200


def test_ones_own_answers_are_ones_own(world: World):
    made = acting.gathering(world)
    theme = acting.propose(world, made, "Tid")
    acting.go(world, made, "rate")
    acting.rate(world, made, theme, "HL", ["ann"])
    marked = {
        who: len(world.client(who).get(f"/seminar/{made}/vurder").select("input[checked]"))
        for who in ("ann", "bo", "hr")
    }
    assert marked == {"ann": 2, "bo": 0, "hr": 0}


def test_half_an_answer_is_asked_about_and_nothing_is_lost(world: World):
    made = acting.gathering(world)
    theme = acting.propose(world, made, "Tid")
    acting.go(world, made, "rate")
    ann = world.client("ann")
    ann.get(f"/seminar/{made}/vurder")
    ann.submit("/vurder", **{f"importance-{theme}": "H"})
    assert [ann.status, len(ann.page.select("input[checked]"))] == [422, 1]


def test_pressing_twice_proposes_once(world: World):
    made = acting.gathering(world)
    ann = world.client("ann")
    ann.get(f"/seminar/{made}")
    fields, target = ann.fields("/foreslaa")
    for _ in range(2):
        ann.http.post(target, data=fields | {"title": "Én gang"})
    assert str(ann.get(f"/seminar/{made}")).count('class="panel" id="t') == 1


def test_what_comes_too_late_is_said_and_kept(world: World):
    made = acting.gathering(world)
    ann = world.client("ann")
    ann.get(f"/seminar/{made}")
    acting.go(world, made, "rate")
    ann.submit("/foreslaa", title="For sent", why="")
    assert [ann.status, "samles ikke ind lige nu" in ann.text] == [422, True]
    ann.post(f"/seminar/{made}/stoet/{uuid4()}")
    assert ann.status == 422


def test_a_second_seminar_waits_for_the_first(world: World):
    acting.gathering(world)
    hr = world.client("hr")
    hr.get(f"/seminar/plan/{acting.plan_id(world)}/nyt")
    hr.submit("/nyt")
    assert [hr.status, "allerede et seminar" in hr.text] == [422, True]


def test_a_closed_seminar_stays_closed(world: World):
    made = acting.gathering(world)
    acting.go(world, made, "closed")
    hr = world.client("hr")
    hr.get("/")
    hr.post(f"/seminar/{made}/trin", step="gather")
    assert [hr.status, "er lukket" in hr.text] == [422, True]


def test_a_theme_of_another_plan_is_nothing_here(world: World):
    made = acting.gathering(world)
    ann = world.client("ann")
    ann.get("/")
    ann.post(f"/seminar/{made}/stoet/{UUID(int=1)}")
    assert ann.status == 404


def test_it_is_read_in_english(world: World):
    made = acting.gathering(world)
    acting.propose(world, made, "Tid")
    ann = world.client("ann", language="en")
    assert "Put it on the wall" in ann.get(f"/seminar/{made}").get_text()


def test_a_facilitator_is_led_to_no_page_of_the_plan(world: World):
    made = acting.gathering(world, facilitator_id=world.ids["sa"])
    acting.propose(world, made, "Sparring")
    acting.go(world, made, "closed")
    browser = world.client("sa")
    for page in ("", "/styr", "/skaerm"):
        main = browser.get(f"/seminar/{made}{page}")
        assert [str(one["href"]) for one in main.select("main a[href^='/plan'], .breadcrumbs a[href^='/plan']")] == []


def test_the_seminar_stands_under_the_plan_in_the_navigation(world: World):
    made = acting.gathering(world)
    here = world.client("ann").get(f"/seminar/{made}").select_one("a[aria-current='page'][href='/plan']")
    assert here is not None
