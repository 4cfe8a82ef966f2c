"""The published plan read by machines and aloud: valid, in order, with everything named."""

import io
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.plans import plan_year as year
from tests.plans import reading
from tests.worlds import Browser, World
from tracker.people import queries as people

OF_A_FEED, OF_AN_ENTRY = ("id", "title", "updated", "author"), ("id", "title", "updated", "published", "summary")
"""RFC 4287, 4.1.1 and 4.1.2: what must be there, and what we promise besides"""


@pytest.fixture
def full(world: World) -> World:
    """A plan with everything in it, published twice and open to all."""
    year.rich(world, "Klare forventninger & <mål>", "Tid til ledelse")
    year.publish(world)
    hr = world.client("hr")
    hr.get("/plan/svar")
    hr.submit("/plan/svar", worries="Gå til din kollega.")
    year.publish(world, note="Vi har lyttet.")
    with world.store.work() as uow:
        people.organisation(uow.session).plan_is_open = True
    return world


def _pages(world: World) -> list[Browser]:
    found = []
    for key, language in (("ann", None), (None, "en")):
        for path in ("/plan/version/2", "/plan/version/2/aendringer"):
            browser = world.client(key, language=language)
            browser.get(path)
            found.append(browser)
    return found


def test_its_pages_and_pieces_are_valid_html(full: World) -> None:
    nobody = full.client(None).http
    for path in ("/plan/version/2", "/plan/version/2/aendringer", "/plan/version/2/ramme"):
        reading.valid(nobody.get(path).get_data(as_text=True))
    reading.valid(full.client("ann").http.get("/plan/version/2").get_data(as_text=True))
    reading.valid(nobody.get("/plan/version/2/uddrag").get_data(as_text=True), whole=False)


def test_headings_step_down_one_at_a_time_and_tables_and_links_have_names(full: World) -> None:
    for browser in _pages(full):
        main = browser.page.find("main")
        assert main is not None
        found = reading.levels(main)
        assert (found[0], found.count(1), reading.skipped(found)) == (1, 1, []), browser.path
        assert reading.unnamed_tables(main) == []
        assert reading.vague_links(main) == []
    piece = BeautifulSoup(full.client(None).http.get("/plan/version/2/uddrag").get_data(as_text=True), "html.parser")
    assert (reading.levels(piece)[0], reading.skipped(reading.levels(piece))) == (2, [])
    assert reading.unnamed_tables(piece) == []


def test_what_people_wrote_is_said_in_its_language_on_a_page_in_another(full: World) -> None:
    reader = full.client("ann", language="en")
    reader.get("/plan/version/2")
    written = reader.page.select("main .written")
    assert len(written) > 8
    assert {reading.language_of(one) for one in written} == {"da"}
    assert {reading.language_of(one) for one in reader.page.select("main h2") if "Signed" in one.get_text()} == {"en"}


def test_the_page_is_read_in_the_order_of_the_plan(full: World) -> None:
    reader = full.client("ann")
    reader.get("/plan/version/2")
    heads = [one.get_text(" ", strip=True) for one in reader.page.select("main :is(h1, h2)")]
    assert heads == [
        "Plan for ledertrivsel 2026",
        "Hvad der er ændret",
        "1. Klare forventninger & <mål>",
        "2. Tid til ledelse",
        "Planens kort",
        "Når du har brug for at vide det",
        "Tilbud, der allerede findes",
        "Underskrevet af",
        "Om planen",
    ]
    picture = reader.page.select_one("main svg[role=img]")
    assert picture is not None
    named = str(picture["aria-labelledby"]).split()
    assert [picture.find(id=one) is not None for one in named] == [True, True]
    ids = [str(one["id"]) for one in reader.page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_the_feed_has_what_the_standard_asks_for(full: World) -> None:
    answer = full.client(None).http.get("/plan/versioner.atom")
    found = feedparser.parse(answer.data)
    assert (found.bozo, found.version) == (False, "atom10")
    assert [name for name in OF_A_FEED if not found.feed.get(name)] == []
    assert [name for one in found.entries for name in OF_AN_ENTRY if not one.get(name)] == []
    assert {link.rel for link in found.feed.links} == {"self", "alternate"}
    assert all([link.rel for link in one.links] == ["alternate"] for one in found.entries)
    times = [one.updated_parsed for one in found.entries]
    assert times == sorted(times, reverse=True)
    assert found.feed.updated_parsed == times[0]


@pytest.mark.usefixtures("paper")
def test_on_paper_every_heading_table_picture_and_link_is_tagged_and_named(full: World) -> None:
    data = full.client("ann").http.get("/plan/version/2/plan.pdf").data
    found = reading.tagged(data)
    heads = [int(name[1]) for name, _ in found if name in ("H1", "H2", "H3", "H4")]
    assert (heads[0], heads.count(1), reading.skipped(heads)) == (1, 1, [])
    figures = [one for name, one in found if name == "Figure"]
    assert [str(one["/Alt"]) for one in figures] == ["Planens kort som tegning"]
    names = [name for name, _ in found]
    assert [names.count(name) for name in ("Table", "Caption", "TH")] == [1, 1, 9]
    ids = {str(one["/ID"]) for name, one in found if name == "TH"}
    cells: list[Any] = [one["/A"] for name, one in found if name == "TD"]
    assert [len({str(head) for head in one["/Headers"]} & ids) for one in cells] == [2] * 15  # its row and its column
    paper = PdfReader(io.BytesIO(data))
    links = [one.get_object() for page in paper.pages for one in page.get("/Annots", [])]
    assert links
    assert all(one.get("/Contents") and "/StructParent" in one for one in links)
    assert all(page.get("/Tabs") == "/S" for page in paper.pages)
    drawn: list[Any] = [page["/Resources"] for page in paper.pages]
    fonts = {str(one.get_object()["/BaseFont"]) for resources in drawn for one in resources["/Font"].values()}
    assert all("+" in one for one in fonts), fonts  # each a part of a font that comes along
