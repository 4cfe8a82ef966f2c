"""What a request may be before anything of it is looked at."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.worlds import Browser, World
from tracker.storage.records import SavedForm

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FORGED = ("evil.example.com", "127.0.0.1.evil.example.com", "localhost@evil.example.com", "", "a b", "x" * 300)


def test_a_forged_host_is_refused_in_plain_words(world: World) -> None:
    http = world.client("ann").http
    for host in FORGED:
        answer = http.get("/", headers={"Host": host})
        assert answer.status_code == 400, host
        assert "evil" not in answer.get_data(as_text=True)
    for host in ("localhost", "127.0.0.1:5000"):
        assert http.get("/log-ind", headers={"Host": host}).status_code == 200


def test_the_hosts_are_that_of_the_address_and_those_set(world: World) -> None:
    own = replace(
        world.runtime.settings, base_url="https://trivsel.kommune.dk/", trusted_hosts="intern.kommune.dk, x.dk"
    )
    assert own.hosts == ["trivsel.kommune.dk", "intern.kommune.dk", "x.dk", "localhost", "127.0.0.1", "[::1]"]
    world.runtime.settings = own
    http = world.app.test_client()
    for host, status in (("trivsel.kommune.dk", 200), ("x.dk:443", 200), ("kommune.dk", 400), ("a.x.dk", 400)):
        assert http.get("/log-ind", headers={"Host": host}).status_code == status


def test_behind_tls_the_browser_is_told_never_to_come_without(world: World) -> None:
    assert "Strict-Transport-Security" not in world.client(None).http.get("/log-ind").headers
    world.runtime.settings = replace(world.runtime.settings, base_url="https://trivsel.example.org")
    del world.__dict__["app"]
    for path in ("/log-ind", "/findes-ikke", "/static/app.css"):
        answer = world.app.test_client().get(path)
        answer.close()
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_over_tls_forms_are_taken_though_no_page_says_where_one_came_from(world: World) -> None:
    world.runtime.settings = replace(world.runtime.settings, base_url="https://trivsel.example.org")
    browser, over_tls = Browser(world.app.test_client()), {"base_url": "https://trivsel.example.org"}
    browser.page = BeautifulSoup(browser.http.get("/log-ind", **over_tls).get_data(), "html.parser")
    fields, target = browser.fields("/log-ind")
    answer = browser.http.post(target, data=fields | {"email": "ann@example.org", "password": "x"}, **over_tls)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/log-ind")
    answer = browser.http.post(target, data=fields | {"csrf_token": "x"}, **over_tls)
    assert answer.status_code == 400


def test_more_fields_than_any_form_has_are_refused(world: World) -> None:
    browser = world.client("ann")
    browser.get("/min-side/arbejdstid")
    fields, target = browser.fields("/min-side/arbejdstid")
    many = {f"x{number}": "1" for number in range(1001)}
    assert browser.http.post(target, data=fields | many).status_code == 413
    assert browser.http.post(target, data=fields | {"x": "y" * 2_100_000}).status_code == 413
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    body = "".join(f'--b\r\nContent-Disposition: form-data; name="x{n}"\r\n\r\n1\r\n' for n in range(1100)) + "--b--"
    assert browser.http.post(target, data=body, headers=kind).status_code == 413
    with world.reading() as uow:
        assert uow.session.scalars(select(SavedForm)).all() == []
