"""The published plan in Word, read back."""

import io
from typing import Any

from docx import Document

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.people import queries as people


def _word(world: World, key: str | None, language: str | None = None) -> Any:
    answer = world.client(key, language=language).http.get("/plan/version/1/plan.docx")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan-for-ledertrivsel-1.docx"'
    return Document(io.BytesIO(answer.data))


def _heads(found: Any, level: int) -> list[str]:
    return [one.text for one in found.paragraphs if one.style.name == f"Heading {level}"]


def test_the_plan_in_word_says_what_the_page_says(world: World) -> None:
    year.rich(world, "Klare forventninger", "Tid til ledelse")
    year.publish(world)
    found = _word(world, "ann")
    assert _heads(found, 1) == ["Plan for ledertrivsel 2026"]
    assert _heads(found, 2) == [
        "1. Klare forventninger",
        "2. Tid til ledelse",
        "Planens kort",
        "Når du har brug for at vide det",
        "MED/AMO er hørt",
        "Tilbud, der allerede findes",
        "Underskrevet af",
        "Om planen",
    ]
    (card,) = found.tables
    assert [len(card.rows), len(card.columns)] == [4, 6]
    assert card.cell(2, 1).text == (
        "1. Klare forventninger\nSkolelederne får hjælp.\n2. Tid til ledelse\nSkolelederne får hjælp."
    )
    assert [card.cell(3, column).text for column in (1, 2, 5)] == ["A. Mentorordning", "–", "A. Mentorordning"]
    text = "\n".join(one.text for one in found.paragraphs)
    assert "Tm Prøvesen, Kommunaldirektør, 3. februar 2026" in text
    assert "Husk de små skoler." in text
    assert text.count("Prøvesen") == 1
    assert found.core_properties.title == "Plan for ledertrivsel 2026"


def test_who_is_not_signed_in_reads_that_med_was_heard_and_not_what_it_said(world: World) -> None:
    year.rich(world, "Klare forventninger")
    year.publish(world)
    with world.store.work() as uow:
        people.organisation(uow.session).plan_is_open = True
    nobody = world.client(None)
    for form in ("", "/uddrag", "/plan.json"):
        text = nobody.http.get(f"/plan/version/1{form}").get_data(as_text=True)
        assert ["Tm Prøvesen" in text, "Husk de" in text, "dem glemmer vi" in text] == [True, False, False]
        assert "Husk de små skoler." in world.client("ann").http.get(f"/plan/version/1{form}").get_data(as_text=True)
    text = "\n".join(one.text for one in _word(world, None, "en").paragraphs)
    assert "There was 1 comment." in text
    assert "Husk de" not in text
