"""`ledertrivsel bootstrap`: the first who can sign in."""

import pytest

from tests.worlds import Browser
from tracker.app import create_app
from tracker.storage.unit_of_work import Store
from workers import bootstrap
from workers.runtime import Runtime

FIRST = {"organisation": "Prøvekommune", "email": "anna@example.org", "name": "Anna Ås", "role": "HR"}
PASSWORD = "en lang adgangskode"


def test_whoever_is_granted_the_first_role_can_sign_in(runtime: Runtime, capsys: pytest.CaptureFixture[str]):
    bootstrap.grant(runtime.store, password=PASSWORD, **FIRST)
    assert "anna@example.org" in capsys.readouterr().out
    browser = Browser(create_app(runtime.settings, runtime.store, secret_key="test" * 8).test_client())
    browser.get("/log-ind")
    browser.submit("/log-ind", email="anna@example.org", password=PASSWORD)
    assert browser.path == "/"
    assert "Anna Ås" in browser.text
    assert "Prøvekommune" in browser.text


@pytest.mark.parametrize(
    "wrong",
    [{"password": "kort"}, {"email": "anna", "password": PASSWORD}],
    ids=["short password", "no e-mail address"],
)
def test_what_cannot_be_granted_is_said_and_leaves_nothing(store: Store, wrong: dict[str, str]):
    with pytest.raises(SystemExit):
        bootstrap.grant(store, **(FIRST | wrong))
    bootstrap.grant(store, password=PASSWORD, **FIRST)
