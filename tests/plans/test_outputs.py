"""A published version passed on: PDF, JSON, a fragment and a feed, for who may read its page."""

import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.people import queries as people
from tracker.web import pdf

FORMS = ["plan.json", "uddrag", "plan.docx", "plan.pdf"]
NASTY = '<script>alert(1)</script>{{7*7}} & "ord" \x0b'
ALLOWED = {"ann": 200, "med": 200, "sa": 404, None: 404}
ATOM = "{http://www.w3.org/2005/Atom}"
needs_paper = pytest.mark.usefixtures("paper")


def _open(world: World, *, is_open: bool) -> None:
    with world.store.work() as uow:
        people.organisation(uow.session).plan_is_open = is_open


def _paper(world: World, key: str | None, language: str | None = None) -> PdfReader:
    answer = world.client(key, language=language).http.get("/plan/version/1/plan.pdf")
    assert answer.status_code == 200
    return PdfReader(io.BytesIO(answer.data))


def test_the_version_as_values_names_who_signed_but_no_other_persons_and_no_ids(world: World) -> None:
    theme = year.published(world)
    answer = world.client("ann").http.get("/plan/version/1/plan.json")
    said = json.loads(answer.data)
    assert said["schema"] == "ledertrivsel.plan/1"
    assert said["version"] == 1
    assert said["published_on"] == "2026-02-03"
    assert said["themes"][0]["actions"] == [
        {"what": "Aftal en fast skabelon", "lang": "da", "role": "HR", "due": "2026-06-01", "level": "O"}
    ]
    assert said["signatures"] == [{"name": "Tm Prøvesen", "title": "Kommunaldirektør", "on": "2026-02-03"}]
    text = answer.get_data(as_text=True)
    assert text.count("Prøvesen") == 1
    assert not [one for one in (theme.rsplit("/", 1)[-1], *map(str, world.ids.values())) if one in text]


def test_every_form_is_for_who_may_read_the_page(world: World) -> None:
    year.published(world)
    forms = FORMS if pdf.is_available() else FORMS[:-1]
    paths = [f"/plan/version/1/{form}" for form in forms]
    clients = {key: world.client(key).http for key in ("ann", "med", "sa", None)}
    for path in paths:
        assert {key: http.get(path).status_code for key, http in clients.items()} == ALLOWED
        assert clients["ann"].get(path.replace("/1/", "/2/")).status_code == 404
    _open(world, is_open=True)
    answers = {path: clients[None].get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in answers.values()} == {"*"}
    _open(world, is_open=False)
    again = [clients[None].get(path, headers={"If-None-Match": one.headers["ETag"]}) for path, one in answers.items()]
    assert {answer.status_code for answer in again} == {404}


def test_who_has_it_already_is_told_that_nothing_is_new(world: World) -> None:
    year.published(world)
    http = world.client("ann").http
    for path in (
        "/plan/version/1/plan.json",
        "/plan/version/1/uddrag",
        "/plan/version/1/plan.docx",
        "/plan/versioner.atom",
    ):
        first = http.get(path)
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = http.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert [again.status_code, again.data] == [304, b""]


def test_the_fragment_is_plain_html_that_brings_nothing_along(world: World) -> None:
    year.start(world)
    theme = year.propose(world.client("ann"), NASTY)
    hr = world.client("hr")
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    year.publish(world)
    text = world.client("ann").http.get("/plan/version/1/uddrag").get_data(as_text=True)
    page = BeautifulSoup(text, "html.parser")
    assert [tag.name for tag in page.find_all(["script", "style", "link", "img", "form", "html", "body"])] == []
    assert not page.find_all(style=True)
    assert [level.name for level in page.find_all(["h1", "h2", "h3"])][:2] == ["h2", "h3"]
    assert "{{7*7}}" in page.get_text()
    assert all(str(link["href"]).startswith(("http://", "https://")) for link in page.find_all("a"))


def test_the_feed_lists_the_versions_and_is_well_formed(world: World) -> None:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(f"{theme}/beskriv")
    hr.submit("/beskriv", description="En ny beskrivelse.")
    year.publish(world, note=NASTY)
    answer = world.client("ann").http.get("/plan/versioner.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    assert all(len(feed.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
    entries = feed.findall(f"{ATOM}entry")
    assert [str(one.findtext(f"{ATOM}title")).rsplit(" ", 1)[-1] for one in entries] == ["2", "1"]
    assert all(one.findtext(f"{ATOM}{name}") for one in entries for name in ("id", "title", "updated", "summary"))
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2
    assert "<script>" in str(entries[0].findtext(f"{ATOM}summary"))
    links = [str(one.attrib["href"]) for one in feed.iter(f"{ATOM}link")]
    assert all(link.startswith(world.runtime.settings.base_url) for link in links)


def test_the_feed_is_for_who_may_read_the_plan(world: World) -> None:
    year.start(world)
    assert world.client("ann").http.get("/plan/versioner.atom").status_code == 404
    assert world.client("ann").http.get("/plan/seneste").status_code == 404
    year.propose(world.client("ann"), "Uro")
    assert [world.client(key).http.get("/plan/versioner.atom").status_code for key in ("sa", None)] == [404, 404]


def test_one_address_always_leads_to_the_version_that_stands(world: World) -> None:
    year.published(world)
    reader = world.client("ann").http
    assert reader.get("/plan/seneste").headers["Location"] == "/plan/version/1"
    assert reader.get("/plan/seneste/uddrag").headers["Location"] == "/plan/version/1/uddrag"
    assert [world.client(key).http.get("/plan/seneste/plan.json").status_code for key in ("sa", None)] == [404, 404]


@needs_paper
def test_the_paper_is_tagged_has_a_language_a_title_bookmarks_and_its_words_in_order(world: World) -> None:
    year.published(world)
    paper = _paper(world, "ann")
    root: Any = paper.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/StructTreeRoot"]["/K"]
    assert paper.metadata is not None
    assert paper.metadata.title == "Plan for ledertrivsel 2026"
    assert b"pdfuaid" in paper.xmp_metadata.stream.get_data() if paper.xmp_metadata else False
    assert [one.title for one in paper.outline if not isinstance(one, list)] == ["Plan for ledertrivsel 2026"]
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    order = ["Plan for ledertrivsel 2026", "Trivsel hos ledere", "1. Klare forventninger", "Aftal en fast", "Om planen"]
    places = [text.find(words) for words in order]
    assert places == sorted(places)
    assert -1 not in places
    assert text.count("Prøvesen") == text.count("Tm Prøvesen, Kommunaldirektør, 3. februar 2026") == 1


@needs_paper
def test_the_paper_speaks_the_readers_language_and_is_not_drawn_twice(world: World) -> None:
    year.published(world)
    root: Any = _paper(world, "ann", "en").trailer["/Root"]
    assert root["/Lang"] == "en"
    http = world.client("ann").http
    first = http.get("/plan/version/1/plan.pdf")
    assert http.get("/plan/version/1/plan.pdf").data == first.data
    again = http.get("/plan/version/1/plan.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_where_nothing_can_draw_there_is_neither_link_nor_paper(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    year.published(world)
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    reader = world.client("ann")
    reader.get("/plan/version/1")
    assert "Planen som PDF" not in reader.text
    assert reader.http.get("/plan/version/1/plan.pdf").status_code == 404
