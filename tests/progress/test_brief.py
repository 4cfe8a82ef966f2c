"""MED/AMO's brief for a meeting: since last time, now, what to ask; never a word, nothing below five."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.escalations import service as escalations
from tracker.escalations.rules import Draft
from tracker.kernel.errors import RuleBroken
from tracker.progress import rules

SECRET = "Fortroligt7711"
TODAY = date(2026, 2, 3)


@pytest.mark.parametrize("day", [TODAY, date(2026, 2, 4), date(2022, 1, 1)])
def test_the_last_meeting_was_before_today_and_not_long_ago(day: date):
    with pytest.raises(RuleBroken):
        rules.since(day, TODAY)


def _raise(world: World, count: int) -> None:
    for _ in range(count):
        with world.acting("head") as uow:
            escalations.raise_escalation(uow, world.group, Draft(SECRET, SECRET, SECRET, "HR"))


def test_the_brief_tells_what_came_since_the_last_meeting_and_how_it_stands(world: World) -> None:
    year.published(world)
    _raise(world, 4)
    med = world.client("med")
    med.get("/fremdrift")
    med.follow("Oplæg til MED/AMO")
    assert "Version 1 af planen blev publiceret 3. februar 2026" in med.text
    assert "Modtagne eskaleringer: færre end fem" in med.text
    assert "Klare forventninger 0 0 1 0" in med.text
    assert "Hvordan får de grupper, der ikke har talt om planen, det gjort?" in med.text
    assert SECRET not in med.text
    _raise(world, 1)
    world.move(days=150)
    med.get("/fremdrift/moede?fra=01.02.2026")
    assert "Modtagne eskaleringer: 5" in med.text
    assert "Klare forventninger 0 0 0 1" in med.text
    med.get("/fremdrift/moede?fra=04.02.2026")
    assert "Modtagne eskaleringer: 0" in med.text
    assert "blev publiceret" not in med.text


def test_the_brief_is_for_who_follows_progress_and_stands_before_there_is_a_plan(world: World) -> None:
    got = {key: world.client(key).http.get("/fremdrift/moede").status_code for key in ("tm", "hr", "ann", "med", "sa")}
    assert got == {"tm": 200, "hr": 200, "ann": 200, "med": 200, "sa": 404}
    assert world.client("sa").http.get("/fremdrift/moede.pdf").status_code == 404
    med = world.client("med")
    for wrong in ("i+gaar", "2026-02-30", "03.02.2026", ""):
        med.get(f"/fremdrift/moede?fra={wrong}")
        assert med.status == 422, wrong
        assert "Hvornår begynder ledelsen på en plan" in med.text


@pytest.mark.usefixtures("paper")
def test_the_brief_goes_on_paper(world: World) -> None:
    year.published(world)
    answer = world.client("med").http.get("/fremdrift/moede.pdf?fra=01.01.2026")
    paper = PdfReader(io.BytesIO(answer.data))
    root: Any = paper.trailer["/Root"]
    assert [root["/Lang"], bool(root["/MarkInfo"]["/Marked"])] == ["da", True]
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    places = [
        text.find(words) for words in ("Oplæg til MED/AMO", "Siden 1. januar 2026", "Sådan står det", "Det kan vi")
    ]
    assert places == sorted(places)
    assert -1 not in places


def test_the_brief_goes_into_word_and_says_the_same(world: World) -> None:
    year.published(world)
    answer = world.client("med").http.get("/fremdrift/moede.docx?fra=01.01.2026")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="med-amo.docx"'
    found = Document(io.BytesIO(answer.data))
    heads = [one.text for one in found.paragraphs if one.style and str(one.style.name).startswith("Heading")]
    assert heads == ["Oplæg til MED/AMO", "Siden 1. januar 2026", "Sådan står det", "Det kan vi spørge om"]
    assert found.core_properties.title == "Oplæg til MED/AMO – Prøvekommune"
    assert [cell.text for cell in found.tables[0].rows[1].cells][:2] == ["Klare forventninger", "0"]
    assert [one.style.name for one in found.paragraphs if one.style and "Hvordan får de grupper" in one.text] == [
        "List Number"
    ]
    clients = {key: world.client(key).http for key in ("sa", None, "ann")}
    got = {key: http.get("/fremdrift/moede.docx").status_code for key, http in clients.items()}
    assert got == {"sa": 404, None: 303, "ann": 200}
    assert world.client("med").http.get("/fremdrift/moede.docx?fra=i+gaar").status_code == 404
