"""The hearing of MED/AMO: the draft sent, commented, answered, and shown with the version."""

from tests.plans import plan_year as year
from tests.worlds import Browser, World
from tracker.notifications.audit import compare
from tracker.people.past import Past
from tracker.plans.owed import owed


def hear(world: World, until: str = "24.02.2026") -> str:
    """HR sends a draft with one chosen theme. Returns the hearing's address."""
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Klare forventninger")
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    hr.get("/plan/hoering/ny")
    hr.submit("/hoering/ny", deadline=until, note="Er det nok?")
    world.drain()
    return hr.path


def commented(world: World, at: str, words: str = "Det mangler en dato.") -> Browser:
    """MED says something about the one theme."""
    med = world.client("med")
    med.get(at)
    choices = [str(one["value"]) for one in med.page.select("select[name=theme] option")]
    med.submit("/kommentar", text=words, theme=choices[-1])
    return med


def told(world: World, key: str) -> str:
    world.drain()
    return str(world.client(key).get("/indbakke"))


def test_the_draft_is_read_commented_answered_and_shown_with_the_version(world: World) -> None:
    at = hear(world)
    assert "sendt i høring hos dig" in told(world, "med")
    med = world.client("med")
    med.get("/")
    med.follow("Kommentér udkastet")
    assert [words in med.text for words in ("Opgaverne mangler en retning.", "Er det nok?")] == [True, True]
    med = commented(world, at)
    med.submit("/kommentar", text="  ")
    assert med.status == 422
    tm = world.client("tm")
    tm.get("/plan/publicer")
    assert "En kommentar fra MED/AMO mangler et svar" in tm.text
    tm.follow("mangler et svar")
    tm.go("/svar")
    tm.submit("/svar", answer="Datoen er skrevet ind.")
    assert "Ledelsen har svaret" in told(world, "med")
    tm.get("/plan/publicer")
    assert "MED/AMO er hørt" in tm.text
    tm = year.publish(world)
    assert ["Det mangler en dato." in tm.text, "Datoen er skrevet ind." in tm.text] == [True, True]
    assert "Med Prøvesen" not in tm.page.select("section:not([class])")[0].get_text()
    tm.get(at)
    assert not tm.page.select("a[href$='/svar']")


def test_the_silent_are_reminded_before_the_deadline_and_management_after_it(world: World) -> None:
    at = hear(world)
    world.move(days=16)
    assert "En høring slutter snart" in told(world, "med")
    commented(world, at)
    world.move(days=7)
    assert "kommentarer afventer dit svar" in told(world, "hr")
    med = world.client("med")
    med.get(at)
    assert [form for form in med.page.select("main form") if "kommentar" in str(form)] == []
    world.move(days=10)
    assert "afventer stadig dit svar" in told(world, "hr")
    with world.reading() as uow:
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()


def test_who_has_spoken_is_not_reminded_and_nobody_answers_where_all_is_answered(world: World) -> None:
    at = hear(world)
    commented(world, at)
    hr = world.client("hr")
    hr.get(at)
    hr.go("/svar")
    hr.submit("/svar", answer="Ja.")
    world.move(days=35)
    assert "slutter snart" not in told(world, "med")
    assert "svar i" not in told(world, "hr").replace("svaret i", "")


def test_only_management_and_med_find_the_hearing(world: World) -> None:
    at = hear(world)
    commented(world, at)
    found = {key: world.client(key).http.get(at).status_code for key in ("tm", "hr", "med", "ann", "head", "sa")}
    assert found == {"tm": 200, "hr": 200, "med": 200, "ann": 404, "head": 404, "sa": 404}
    hr = world.client("hr")
    hr.get(at)
    hr.post(f"{at}/kommentar", text="Fra HR", theme="")
    assert hr.status == 404
    med = world.client("med")
    med.get(at)
    med.go("/plan/hoering/kommentar/")
    at_comment = med.path
    med.submit(at_comment, text="Anderledes sagt.")
    assert "Anderledes sagt." in med.text
    med.get(f"{at_comment}/svar")
    assert med.status == 404
    hr.get(at_comment)
    assert hr.status == 404


def test_a_deadline_lies_ahead_and_there_is_one_hearing_at_a_time(world: World) -> None:
    at = hear(world)
    hr = world.client("hr")
    hr.get(at)
    hr.submit("/frist", deadline="03.02.2026")
    assert hr.status == 422
    hr.get(at)
    hr.submit("/frist", deadline="03.03.2026")
    assert "3. marts 2026" in hr.text
    hr.post("/plan/hoering/ny", deadline="01.04.2026", note="")
    assert hr.status == 422


def test_two_who_answer_the_same_comment_see_both_answers(world: World) -> None:
    at = hear(world)
    commented(world, at)
    first, second = world.client("hr"), world.client("tm")
    for browser in (first, second):
        browser.get(at)
        browser.go("/svar")
    first.submit("/svar", answer="Det gør vi.")
    second.submit("/svar", answer="Det gør vi ikke.")
    assert second.status == 409
    assert ["Det gør vi." in second.text, "Det gør vi ikke." in str(second.page)] == [True, True]
