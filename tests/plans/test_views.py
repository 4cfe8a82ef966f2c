"""The plan, from its start to the groups that talk about it, over HTTP."""

import pytest

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.people import queries as people


def test_a_plan_is_made_published_and_talked_about(world: World) -> None:
    year.start(world)
    ann = world.client("ann")
    theme = year.propose(ann, "Klare forventninger")
    assert "Foreslået" in ann.text
    hr = world.client("hr")
    hr.get("/plan")
    assert "1 tema afventer" in hr.text
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    hr.get("/plan/svar")
    hr.submit("/plan/svar", **year.ANSWERS)
    tm = year.publish(world)
    assert tm.path == "/plan/version/1"
    assert "Aftal en fast skabelon" in tm.text
    assert "Ann Prøvesen" in tm.text
    world.drain()
    leader = world.client("head")
    leader.get("/indbakke")
    assert "bedt om at tale om planen" in leader.text
    leader.get(f"/plan/droeftelse/{world.group}")
    leader.submit(f"/plan/droeftelse/{world.group}", talked_on="03.02.2026", words="Vi begynder med tema 1.")
    assert "Vi begynder med tema 1." in leader.text
    ann.get("/indbakke")
    assert "Klare forventninger" in ann.text
    ann.get("/plan")
    assert "1 af 2" in ann.text


def test_a_plan_can_be_read_in_english(world: World) -> None:
    year.published(world)
    reader = world.client("ann", language="en")
    reader.get("/plan")
    assert "Version 1 was published on 3 February 2026." in reader.text
    reader.get("/plan/version/1")
    assert "What we do" in reader.text


def test_a_theme_of_the_catalogue_is_read_in_both_languages(world: World) -> None:
    year.start(world)
    ann = world.client("ann")
    ann.get("/plan/foreslaa?tema=collegial-support")
    ann.submit("/plan/foreslaa", why="Vi sidder hver for sig.")
    assert "Kollegial støtte" in ann.text
    english = world.client("head", language="en")
    english.get(ann.path)
    assert ["Collegial support" in english.text, "Kollegial støtte" in english.text] == [True, False]


def test_a_group_leader_proposes_for_the_group_and_a_member_does_not(world: World) -> None:
    year.start(world)
    head = world.client("head")
    theme = year.propose(head, "Fælles retning", behalf=world.group)
    assert "Fra en ledelsesgruppe" in head.text
    assert "Ledelsen group" in world.client("hr").get(theme).text
    ann = world.client("ann")
    year.propose(ann, "I gruppens navn", behalf=world.group)
    assert ann.status == 422


def test_an_unimportant_theme_stays_outside_and_its_proposer_reads_why(world: World) -> None:
    year.start(world)
    ann, hr = world.client("ann"), world.client("hr")
    theme = year.propose(ann, "Nye stole")
    hr.get(f"{theme}/vurder")
    hr.submit("/vurder", importance="L", success="H")
    assert hr.status == 422
    hr.submit("/vurder", importance="L", success="H", reason="Hører til i indkøb.")
    world.drain()
    ann.get("/indbakke")
    assert "taget stilling" in ann.text
    ann.get(theme)
    assert "Hører til i indkøb." in ann.text
    assert "Udenfor denne gang" in ann.text


def test_a_sixth_theme_takes_a_reason(world: World) -> None:
    year.start(world)
    hr = world.client("hr")
    themes = [year.propose(hr, f"Tema {number}") for number in range(6)]
    for theme in themes[:5]:
        year.choose(hr, theme)
    hr.get(f"{themes[5]}/vurder")
    hr.submit("/vurder", importance="H", success="L")
    hr.get(f"{themes[5]}/valg")
    hr.submit("/valg", goes_on="yes")
    assert hr.status == 422
    assert "Der er allerede valgt 5 temaer" in hr.text
    hr.submit("/valg", goes_on="yes", reason="Loven kræver det.")
    assert "Valgt (6)" in hr.text


def test_a_theme_stands_differently_in_different_columns_of_the_card(world: World) -> None:
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Sparring")
    year.choose(hr, theme)
    for column, row in (("LE", "low"), ("LL", "high")):
        hr.get("/plan/kort")
        hr.submit("/plan/kort", theme=theme.split("/")[-1], column=column, row=row, **{row: f"De gør det i {column}"})
    assert [f"De gør det i {column}" in hr.text for column in ("LE", "LL")] == [True, True]
    hr.submit("/plan/kort", theme=theme.split("/")[-1], column="LE", row="high", high="Igen")
    assert hr.status == 422
    hr.get("/plan/kort")
    hr.go("/plan/kort/")
    hr.submit("/fjern")
    assert "De gør det i LL" not in hr.text


def test_offers_stand_on_the_card_and_come_along_into_theme_and_version(world: World) -> None:
    year.start(world)
    hr = world.client("hr")
    hr.get("/plan/tilbud/ny")
    hr.submit("/plan/tilbud/ny", title="Mentor", what="Et halvt år", contact="HR")
    assert hr.status == 422
    hr.submit("/plan/tilbud/ny", title="Mentor", what="Et halvt år", contact="HR", columns=["LE"])
    theme = year.propose(hr, "Sparring")
    year.choose(hr, theme)
    hr.get(f"{theme}/tilbud")
    hr.submit("/tilbud", offers=[str(box["value"]) for box in hr.page.find_all("input", attrs={"name": "offers"})])
    assert "Mentor" in hr.text
    assert "Mentor" in year.publish(world).text


def test_a_measure_of_the_catalogue_is_taken_over_into_an_action(world: World) -> None:
    year.start(world)
    hr = world.client("hr")
    hr.get("/plan/foreslaa?tema=collegial-support")
    hr.submit("/plan/foreslaa", why="Vi sidder hver for sig.")
    theme = hr.path
    year.choose(hr, theme)
    hr.get(theme)
    hr.go("forslag=")
    hr.submit("/handling", role="LL", person="", due="")
    assert "ingen person endnu" in hr.text


def test_actions_that_all_lie_with_the_individual_are_noted_kindly(world: World) -> None:
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Balance")
    year.choose(hr, theme)
    hr.get(f"{theme}/handling")
    hr.submit("/handling", what="Gå tur", role="LE", person="", due="", level="I")
    assert "Det hele ligger hos den enkelte" in hr.text


def test_publishing_tells_what_was_forgotten_and_stops_only_without_a_theme(world: World) -> None:
    tm = year.start(world)
    tm.get("/plan/publicer")
    assert "Der er ikke valgt noget tema" in tm.text
    tm.submit("/plan/publicer")
    assert tm.status == 422
    hr = world.client("hr")
    year.choose(hr, year.propose(hr, "Sparring"))
    tm.get("/plan/publicer")
    assert "har ingen handlinger" in tm.text
    tm.submit("/plan/publicer")
    assert tm.path == "/plan/version/1"


def test_a_published_version_never_changes_and_the_next_says_what_did(world: World) -> None:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(f"{theme}/beskriv")
    hr.submit("/beskriv", description="Helt nye ord.")
    year.choose(hr, year.propose(hr, "Et tema mere"))
    hr.get("/plan/version/1")
    assert "Helt nye ord." not in hr.text
    tm = year.publish(world, note="Vi har lyttet.")
    assert [words in tm.text for words in ("Vi har lyttet.", "Nyt tema: Et tema mere", "Helt nye ord.")] == [True] * 3
    tm.get("/plan/version/1")
    assert "Der er en nyere version" in tm.text


def test_the_owner_of_a_published_action_marks_it_done(world: World) -> None:
    theme = year.published(world)
    ann = world.client("ann")
    ann.get(theme)
    ann.submit("/faerdig")
    assert "En handling blev gennemført · Dig" in ann.text
    bo = world.client("bo")
    bo.get(theme)
    assert "Din del af det" not in bo.text


@pytest.mark.parametrize("path", ["/plan/kort", "/plan/publicer", "/plan/svar", "/plan/ret", "/plan/tilbud/ny"])
@pytest.mark.parametrize("key", ["ann", "head", "med", "sa"])
def test_those_who_do_not_make_the_plan_find_nothing_of_its_making(world: World, key: str, path: str) -> None:
    year.start(world)
    browser = world.client(key)
    browser.get(path)
    assert browser.status == 404


def test_med_sees_its_own_and_published_themes_and_no_draft(world: World) -> None:
    year.start(world)
    theme = year.propose(world.client("ann"), "Fortroligt udkast")
    med = world.client("med")
    med.get(theme)
    assert med.status == 404
    own = year.propose(med, "Mødefri fredag")
    med.get("/plan/temaer")
    assert ["Mødefri fredag" in med.text, "Fortroligt udkast" in med.text] == [True, False]
    med.get("/plan")
    assert "bærer kvaliteten" not in med.text
    hr = world.client("hr")
    year.choose(hr, theme)
    year.publish(world)
    world.drain()
    med.get("/indbakke")
    assert "En version af planen er publiceret" in med.text
    med.get("/plan/version/1")
    assert "Fortroligt udkast" in med.text
    med.get(own)
    assert "Mødefri fredag" in med.text


def test_a_leader_sees_a_themes_status_and_not_its_qualification(world: World) -> None:
    year.start(world)
    hr, ann = world.client("hr"), world.client("ann")
    theme = year.propose(ann, "Klare forventninger")
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    bo = world.client("bo")
    bo.get(theme)
    assert ["Med i planen" in bo.text, "Opgaverne mangler" in bo.text, "Ann" in bo.text] == [True, False, False]
    for path in ("beskriv", "handling", "indspil", "tilbud", "vurder", "valg"):
        bo.get(f"{theme}/{path}")
        assert bo.status == 404


def test_a_coordinator_has_the_rights_of_hr_over_the_plan(world: World) -> None:
    year.start(world)
    cia = world.client("cia")
    cia.get("/plan/kort")
    assert cia.status == 404
    tm = world.client("tm")
    tm.get("/plan/ret")
    tm.submit("/plan/ret", coordinator=world.ids["cia"])
    theme = year.propose(cia, "Tid til ledelse")
    year.choose(cia, theme)
    year.qualify(world, cia, theme)
    assert "Aftal en fast skabelon" in cia.text
    cia.get("/plan/publicer")
    assert cia.page.find("form", action="/plan/publicer") is None


def test_a_published_plan_is_public_only_where_the_organisation_opened_it(world: World) -> None:
    year.published(world)
    nobody, stranger = world.client(None), world.client("sa")
    nobody.get("/plan/version/1")
    closed = nobody.status
    stranger.get("/plan/version/1")
    assert [closed, stranger.status] == [404, 404]
    with world.store.work() as uow:
        people.organisation(uow.session).plan_is_open = True
    nobody.get("/plan/version/1")
    assert nobody.status == 200
    assert ["Aftal en fast skabelon" in nobody.text, "Ann Prøvesen" in nobody.text] == [True, False]
    nobody.get("/plan/version/2")
    assert nobody.status == 404


def test_a_groups_words_about_the_plan_are_the_groups_own(world: World) -> None:
    year.published(world)
    head = world.client("head")
    address = f"/plan/droeftelse/{world.group}"
    head.get(address)
    head.submit(address, talked_on="04.02.2026")
    assert head.status == 422
    head.submit(address, talked_on="03.02.2026", words="Kun for os.")
    bo = world.client("bo")
    bo.get(address)
    assert "Kun for os." in bo.text
    assert bo.page.find("form", action=address) is None
    for key in ("lis", "tm", "hr", "med", "sa"):
        other = world.client(key)
        other.get(address)
        assert other.status == 404, key


def test_pressing_twice_makes_one_theme(world: World) -> None:
    year.start(world)
    ann = world.client("ann")
    ann.get("/plan/foreslaa")
    fields, target = ann.fields("/plan/foreslaa")
    for _ in range(2):
        ann.http.post(target, data=fields | {"title": "Kun én gang", "why": "Fordi."})
    ann.get("/plan/temaer")
    assert ann.text.count("Kun én gang") == 1


def test_the_second_who_writes_the_same_description_is_told(world: World) -> None:
    year.start(world)
    one, two = world.client("hr"), world.client("hr2")
    theme = year.propose(one, "Sparring")
    year.choose(one, theme)
    for browser in (one, two):
        browser.get(f"{theme}/beskriv")
    one.submit("/beskriv", description="Først.")
    two.submit("/beskriv", description="Bagefter.")
    assert two.status == 409
    assert "Først." in one.get(theme).text


def test_two_who_move_the_same_card_are_told(world: World) -> None:
    year.start(world)
    one, two = world.client("hr"), world.client("hr2")
    theme = year.propose(one, "Sparring")
    year.choose(one, theme)
    one.get("/plan/kort")
    one.submit("/plan/kort", theme=theme.split("/")[-1], column="LE", row="low", low="Sammen")
    for browser in (one, two):
        browser.get("/plan/kort")
        browser.go("/plan/kort/")
    one.submit(one.path, row="high", high="Godt")
    two.submit(two.path, column="MED")
    assert two.status == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "   "},
        {"publish_by": "01.01.2026"},
        {"ends": "2026-02-30"},
        {"ends": "01.01.9999"},
        {"coordinator": "en anden"},
        {"purpose": ""},
    ],
)
def test_a_plan_with_something_wrong_is_not_started(world: World, wrong: dict[str, str]) -> None:
    tm = world.client("tm")
    tm.get("/plan/ny")
    good = {"title": "Plan", "purpose": "Fordi", "coordinator": world.ids["hr"]}
    tm.submit("/plan/ny", **good | wrong)
    assert tm.status == 422
    assert tm.page.find(role="alert") is not None
    tm.get("/plan")
    assert "Start planen" in tm.text


def test_leaders_do_not_start_a_plan_and_there_is_one_at_a_time(world: World) -> None:
    for key in ("ann", "med", "sa"):
        browser = world.client(key)
        browser.get("/plan/ny")
        assert browser.status == 404
    year.start(world)
    hr = world.client("hr")
    hr.get("/plan/ny")
    assert "Der er allerede en plan" in hr.text


def test_med_finds_its_brief_from_the_plan_it_was_told_of(world: World) -> None:
    year.published(world)
    med = world.client("med")
    for page in ("/plan", "/plan/version/1"):
        med.get(page)
        med.follow("Tag oplægget med")
        assert med.path == "/fremdrift/moede"
    ann = world.client("ann")
    ann.get("/plan/version/1")
    assert "Tag oplægget med" not in ann.text
