"""Inputs with their files, and those who are asked to help qualify one theme."""

from datetime import date, timedelta

import pytest

from tests.plans import plan_year as year
from tests.plans.test_files import PDF
from tests.worlds import Browser, World
from tracker.plans import files
from tracker.plans.views.shared import ROOM_FOR_WORDS

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""what differs between the databases is tried where plans are made and heard"""

INPUT = {"method": "measurement", "source": "Trivselsmåling", "on": "02.02.2026", "what": "Ledere er alene."}


def chosen(world: World) -> str:
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Sparring")
    year.choose(hr, theme)
    return theme


def noted(world: World, theme: str, data: bytes = PDF, name: str = "APV.pdf") -> Browser:
    """HR notes an input with a file."""
    hr = world.client("hr")
    hr.get(f"{theme}/indspil")
    send(hr, "/indspil", data, name, **INPUT)
    return hr


def send(browser: Browser, action: str, data: bytes, name: str, **values: str) -> None:
    """Post a form with a file. Put together here: the test client leaves the file it makes of it open."""
    fields, target = browser.fields(action)
    line = '--end\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    words = "".join(line.format(key, value) for key, value in (fields | values).items() if key != "file")
    head = f'--end\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = (words + head).encode() + data + b"\r\n--end--\r\n"
    answer = browser.http.post(target, data=body, headers={"Content-Type": "multipart/form-data; boundary=end"})
    browser._took(browser.http.get(answer.location) if answer.status_code == 303 else answer)  # noqa: SLF001


def test_a_file_comes_along_with_its_input_and_is_given_back_to_be_saved(world: World) -> None:
    theme = chosen(world)
    hr = noted(world, theme, name="../Måling 2026.exe")
    assert ["Måling · Trivselsmåling" in hr.text, "Måling 2026.pdf" in hr.text] == [True, True]
    link = str(hr.page.select("a[href^='/plan/bilag/']")[0]["href"])
    answer = hr.http.get(link)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    others = {key: world.client(key).http.get(link).status_code for key in ("tm", "ann", "med", "sa")}
    assert others == {"tm": 200, "ann": 404, "med": 404, "sa": 404}
    year.publish(world)
    assert {key: world.client(key).http.get(link).status_code for key in ("ann", "med")} == {"ann": 404, "med": 404}
    hr.get(theme)
    hr.submit(f"{link}/fjern")
    assert hr.http.get(link).status_code == 404


def test_what_may_not_be_attached_is_said_and_the_words_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    theme = chosen(world)
    hr = noted(world, theme, b"MZ\x90\x00" + b"\0" * 90, "APV.pdf")
    assert hr.status == 422
    assert "Vælg en PDF" in hr.text
    assert "Ledere er alene." in str(hr.page)
    hr = noted(world, theme, b"%PDF-" + b"0" * files.LARGEST)
    assert (hr.status, "for stor" in hr.text) == (422, True)
    hr = noted(world, theme, b"%PDF-" + b"0" * (files.LARGEST + 2 * ROOM_FOR_WORDS))
    assert (hr.status, "for stort" in hr.text) == (413, True)
    hr.get(theme)
    assert "Trivselsmåling" not in hr.text


def test_files_are_attached_later_up_to_a_few(world: World) -> None:
    theme = chosen(world)
    hr = noted(world, theme)
    for number in range(files.MOST):
        hr.get(theme)
        hr.go("/bilag")
        while not hr.path.endswith("/bilag"):
            hr.get(theme)
            hr.follow("Vedhæft en fil")
        send(hr, "/bilag", b"Noter", f"{number}.txt")
    assert hr.status == 422


def test_who_is_asked_qualifies_one_theme_until_a_day(world: World) -> None:
    theme, hr = chosen(world), world.client("hr")
    other = year.propose(hr, "Noget andet")
    year.choose(hr, other)
    hr.get(f"{theme}/hjaelp")
    hr.submit("/hjaelp", person=world.ids["bo"], until="10.02.2026")
    world.drain()
    bo = world.client("bo")
    bo.get("/indbakke")
    bo.follow("hjælpe med at kvalificere")
    assert bo.path == theme
    year.qualify(world, bo, theme)
    assert "Opgaverne mangler en retning." in bo.text
    assert {bo.http.get(f"{other}{page}").status_code for page in ("/beskriv", "/handling")} == {404}
    assert {bo.http.get(page).status_code for page in ("/plan/ret", "/plan/publicer", f"{theme}/hjaelp")} == {404}
    world.move_to(world.now + (date(2026, 2, 11) - date(2026, 2, 3)) + timedelta(hours=1))
    assert bo.http.get(f"{theme}/beskriv").status_code == 404


def test_the_catalogue_stands_beside_the_theme_with_its_references(world: World) -> None:
    year.start(world)
    hr = world.client("hr")
    hr.get("/plan/foreslaa?tema=collegial-support")
    hr.submit("/plan/foreslaa", why="Vi sidder hver for sig.")
    theme = hr.path
    year.choose(hr, theme)
    hr.get(theme)
    wanted = ("Det ved kataloget om det", "Det slider", "Penconek m.fl. (2021)")
    assert [words in hr.text for words in wanted] == [True] * 3
    hr.get("/katalog/egne/ny")
    entry = {"title": "Makkere", "what": "To og to.", "factors": ["support"], "level": "G"}
    hr.submit("/egne/ny", kind="measure", **entry)
    hr.get(theme)
    hr.go("egen=")
    hr.submit("/handling", role="HR", person="", due="")
    assert hr.text.count("Makkere") >= 1
    hr.go("/beskriv")
    hr.follow("Begynd med katalogets ord")
    hr.submit("/beskriv", works_when="Alle har en makker til jul.")
    assert "Alle har en makker til jul." in hr.text
    assert "Alle har en makker til jul." in year.publish(world).text
