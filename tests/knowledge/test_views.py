"""The catalogue is there for everybody to look around in; HR adds to it."""

import pytest

from tests.worlds import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""what differs between the databases is tried where plans are made and heard"""

PAGES = ("/katalog", "/katalog/tiltag", "/katalog/faktorer", "/katalog/kilder")
ENTRY = {"title": "Makkerordning for nye", "what": "To og to i et halvt år.", "source": "Solby Kommune (2025)"}


def test_everybody_signed_in_looks_around_in_both_languages(world: World) -> None:
    for key in ("ann", "med", "sa"):
        assert {world.client(key).http.get(page).status_code for page in PAGES} == {200}
    assert {world.client(None).http.get(page).status_code for page in PAGES} == {303}
    assert "Collegial support" in world.client("ann", language="en").get("/katalog").get_text()


def test_hr_adds_changes_and_takes_out_an_entry_and_nobody_else_does(world: World) -> None:
    hr = world.client("hr")
    hr.get("/katalog/egne/ny")
    hr.submit("/egne/ny", kind="measure", **ENTRY)
    assert hr.status == 422
    assert "Vælg tiltagets niveau" in hr.text
    hr.submit("/egne/ny", kind="measure", level="G", factors=["support"], statements=["4C"], **ENTRY)
    assert hr.path == "/katalog/tiltag"
    assert "Makkerordning for nye" in hr.text
    ann = world.client("ann")
    ann.get("/katalog/tiltag")
    assert ["Makkerordning for nye" in ann.text, ann.page.select("a[href^='/katalog/egne/']")] == [True, []]
    hr.go("/katalog/egne/")
    while hr.path.endswith("/ny"):
        hr.get("/katalog/tiltag")
        hr.get(str(hr.page.select("a[href^='/katalog/egne/']")[-1]["href"]))
    assert ann.http.get(hr.path).status_code == 404
    hr.submit(hr.path, kind="measure", level="O", title="Makkerordning for alle")
    assert "Makkerordning for alle" in hr.text
    hr.get(str(hr.page.select("a[href^='/katalog/egne/']")[-1]["href"]))
    hr.submit("/fjern")
    hr.get("/katalog/tiltag")
    assert "Makkerordning" not in hr.text


def test_the_second_who_changes_an_entry_sees_both(world: World) -> None:
    hr = world.client("hr")
    hr.get("/katalog/egne/ny")
    hr.submit("/egne/ny", kind="theme", **ENTRY)
    page = str(hr.page.select("a[href^='/katalog/egne/']")[-1]["href"])
    early, late = world.client("hr"), world.client("hr2")
    for browser in (early, late):
        browser.get(page)
    early.submit(page, what="Det første.")
    late.submit(page, what="Det andet.")
    assert late.status == 409
    assert ["Det første." in late.text, "Det andet." in str(late.page)] == [True, True]
