"""A MED meeting from brief to comment, and management's answer."""

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.notifications import queries as notifications

WORDS = "Hvem fjerner det, der står i vejen?"


def _told(world: World, key: str) -> list[str]:
    with world.acting(key) as uow:
        return [one.kind for one in notifications.inbox(uow) if one.kind.startswith("remark.")]


def test_med_brings_a_comment_back_from_the_meeting_and_management_answers_it(world: World) -> None:
    year.published(world)
    med = world.client("med")
    med.get("/fremdrift/moede")
    med.submit("/bemaerkning", text=WORDS)
    assert "Gemt" in med.text
    assert WORDS in med.text
    assert "Afventer ledelsens svar" in med.text
    world.drain()
    assert (_told(world, "tm"), _told(world, "hr"), _told(world, "ann")) == (["remark.made"], ["remark.made"], [])
    tm = world.client("tm")
    tm.get("/")
    tm.follow("Svar på en kommentar fra MED/AMO")
    tm.submit(tm.path, answer="HR gør, inden juni.")
    assert "HR gør, inden juni." in tm.text
    world.drain()
    assert _told(world, "med") == ["remark.answered"]
    med.get("/fremdrift/moede")
    assert "HR gør, inden juni." in med.text


def test_a_comment_without_words_is_asked_for_again_and_nobody_else_reads_or_writes_one(world: World) -> None:
    med = world.client("med")
    med.get("/fremdrift/moede")
    med.submit("/bemaerkning", text=" ")
    assert med.status == 422
    med.submit("/bemaerkning", text=WORDS)
    for key in ("ann", "head"):
        page = world.client(key)
        page.get("/fremdrift/moede")
        assert WORDS not in page.text
        page.post("/fremdrift/moede/bemaerkning", text=WORDS)
        assert page.status == 404
    hr = world.client("hr")
    hr.get("/fremdrift/moede")
    hr.follow("Svar på kommentaren")
    hr.submit(hr.path, answer="")
    assert hr.status == 422


def test_the_second_answer_to_a_comment_is_told_of_the_first(world: World) -> None:
    med = world.client("med")
    med.get("/fremdrift/moede")
    med.submit("/bemaerkning", text=WORDS)
    tm, hr = world.client("tm"), world.client("hr")
    for page in (tm, hr):
        page.get("/fremdrift/moede")
        page.follow("Svar på kommentaren")
    tm.submit(tm.path, answer="Ja.")
    hr.submit(hr.path, answer="Nej.")
    assert hr.status == 409
    assert "Nej." in str(hr.page)
