"""Single sign-on, against a provider over real HTTP: who comes in, who does not, and what the groups give."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update

from tests.access.providers import Claims, ProviderThere, running
from tests.worlds import Browser, World
from tracker.access import service
from tracker.access.models import OutsideIdentity, SignIn
from tracker.access.provider import LOGOUT_EVENT
from tracker.kernel.permissions import Role
from tracker.people import queries
from tracker.people.models import Grant, Person
from tracker.web.transaction import COOKIE

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PASSWORD = "korrekt hest batteri"
ROLES = "ledere-hr=HR; amr-skoler=MED:AMR@school; it-drift=SA; direktion=TM@root"


@pytest.fixture(scope="module")
def there() -> Iterator[ProviderThere]:
    """A provider."""
    with running() as found:
        yield found


@pytest.fixture
def provider(there: ProviderThere) -> ProviderThere:
    """The same, with nothing wrong, where Ann and HR are known."""
    there.rogue.claims, there.rogue.key = dict, "right"
    there.people(
        subject_ann={"email": "Ann@example.org", "email_verified": True, "name": "Ann"},
        subject_hr={"email": "hr@example.org", "email_verified": True},
        subject_lis={"email": "lis@example.org", "email_verified": True, "groups": ["amr-skoler", "andet"]},
        subject_none={"email": "ukendt@example.org", "email_verified": True},
    )
    return there


@pytest.fixture
def trusting(world: World, provider: ProviderThere) -> World:
    """The world, with single sign-on."""
    return with_settings(world, oidc_issuer=provider.issuer, oidc_client_id="ledertrivsel", oidc_client_secret="x" * 20)


def with_settings(world: World, **values: Any) -> World:
    """The world, set up otherwise."""
    world.runtime.settings = replace(world.runtime.settings, **values)
    world.__dict__.pop("app", None)
    assert world.app.testing is False
    return world


def come(
    world: World, provider: ProviderThere, subject: str = "subject_ann", browser: Browser | None = None
) -> Browser:
    """Somebody comes by single sign-on."""
    browser = browser or world.client(None, language="en")
    away = browser.http.get("/log-ind/faelles")
    browser.get(provider.signs_in(away.headers["Location"], subject))
    return browser


def sessions(world: World) -> list[str | None]:
    with world.reading() as uow:
        return list(uow.session.scalars(select(SignIn.outside)))


def test_one_comes_in_by_the_organisations_sign_in_to_where_one_wanted(trusting, provider):
    browser = trusting.client(None, language="en")
    browser.get("/indbakke")
    assert "your organisation's account" in browser.text
    before = browser.http.get_cookie(COOKIE)
    come(trusting, provider, browser=browser)
    assert (browser.status, browser.path) == (200, "/indbakke")
    assert "Ann Prøvesen" in browser.text
    assert browser.http.get_cookie(COOKIE) != before
    with trusting.reading() as uow:
        row = uow.session.scalars(select(OutsideIdentity)).one()
        assert (row.issuer, row.subject, row.person_id) == (provider.issuer, "subject_ann", trusting.ids["ann"])


def test_a_password_is_still_a_way_in(trusting):
    with trusting.store.work() as uow:
        service.set_password(uow, trusting.ids["ann"], PASSWORD)
    browser = trusting.client(None, language="en")
    browser.get("/log-ind")
    browser.submit("/log-ind", email="ann@example.org", password=PASSWORD)
    assert browser.path == "/"


def test_where_passwords_are_the_spare_key_they_open_for_the_administrator_alone(trusting):
    with_settings(trusting, local_sign_in=False)
    for who, path in (("ann", "/log-ind"), ("sa", "/")):
        with trusting.store.work() as uow:
            service.set_password(uow, trusting.ids[who], PASSWORD)
        browser = trusting.client(None, language="en")
        browser.get("/log-ind")
        assert "spare key" in browser.text
        browser.submit("/log-ind", email=f"{who}@example.org", password=PASSWORD)
        assert browser.path == path


def test_one_is_known_by_the_subject_and_no_longer_by_the_address(trusting, provider):
    come(trusting, provider)
    provider.people(
        subject_ann={"email": "gift@example.org", "email_verified": True},
        subject_thief={"email": "ann@example.org", "email_verified": True},
    )
    assert come(trusting, provider).path == "/"
    thief = come(trusting, provider, "subject_thief")
    assert thief.path == "/log-ind"
    assert "no access here" in thief.text


def test_after_the_administrator_had_it_begin_anew_a_new_subject_is_let_in(trusting, provider):
    come(trusting, provider)
    admin = trusting.client("sa", language="en")
    admin.get("/indstillinger/konti")
    admin.submit(f"/{trusting.ids['ann']}/glem-login")
    assert admin.status == 200
    assert sessions(trusting) == [None]
    provider.people(subject_anew={"email": "ann@example.org", "email_verified": True})
    assert come(trusting, provider, "subject_anew").path == "/"


UNKNOWN: list[tuple[Claims, Claims]] = [
    ({"email": "ukendt@example.org", "email_verified": True}, {}),
    ({"email": "ann@example.org"}, {}),
    ({"email": "ann@example.org", "email_verified": "true"}, {}),
    ({"email": "ann@example.org", "email_verified": True}, {"oidc_domains": "kommune.dk, example.com"}),
    ({"email": "ann@example.org", "email_verified": True, "ansat": "ukendt"}, {"oidc_person_claim": "ansat"}),
    ({}, {}),
]
"""what a provider claims, and how this installation is set up"""


def test_whoever_is_not_known_here_is_told_so_and_not_let_in(trusting, provider):
    for claims, settings in UNKNOWN:
        with_settings(trusting, **{"oidc_domains": "", "oidc_person_claim": ""} | settings)
        provider.people(subject_x=claims)
        browser = come(trusting, provider, "subject_x")
        assert browser.path == "/log-ind"
        assert "no access here" in browser.text
    assert sessions(trusting) == []
    with trusting.reading() as uow:
        assert uow.session.scalars(select(OutsideIdentity)).all() == []


BELIEVED: list[tuple[str, Claims, Claims]] = [
    ("ann", {"email": "ann@example.org"}, {"oidc_any_email": True}),
    ("bo", {"upn": "BO@example.org"}, {"oidc_any_email": True, "oidc_email_claim": "upn"}),
    ("cia", {"email": "anden@example.org", "ansat": "cia"}, {"oidc_person_claim": "ansat"}),
    ("dan", {"email": "dan@example.org", "email_verified": True}, {"oidc_domains": "example.org"}),
]


def test_an_installation_says_which_claims_it_believes(trusting, provider):
    usual = {"oidc_any_email": False, "oidc_email_claim": "email", "oidc_person_claim": "", "oidc_domains": ""}
    for who, claims, settings in BELIEVED:
        with_settings(trusting, **usual | settings)
        provider.people(**{f"subject_{who}": claims})
        browser = come(trusting, provider, f"subject_{who}")
        assert browser.path == "/"
        assert f"{who.title()} Prøvesen" in browser.text


def test_whoever_is_disabled_or_has_left_is_not_let_in(trusting, provider):
    come(trusting, provider)
    admin = trusting.client("sa")
    admin.get("/indstillinger/konti")
    admin.submit(f"/{trusting.ids['ann']}/luk")
    assert come(trusting, provider).path == "/log-ind"
    admin.get("/indstillinger/konti")
    admin.submit(f"/{trusting.ids['ann']}/aabn")
    assert come(trusting, provider).path == "/"
    with trusting.store.work() as uow:
        ended = update(Person).where(Person.id == trusting.ids["ann"])
        uow.session.execute(ended.values(ends=uow.today.replace(day=1)))
    assert come(trusting, provider).path == "/log-ind"


def changed(**values: Any) -> Callable[[Claims], Claims]:
    """A token whose claims are others; None leaves one out."""
    return lambda claims: {name: value for name, value in (claims | values).items() if value is not None}


WRONG: dict[str, Callable[[Claims], Claims]] = {
    "another nonce": changed(nonce="anden"),
    "no nonce": changed(nonce=None),
    "over": changed(exp=int(time.time()) - 3600),
    "without end": changed(exp=None),
    "not yet": changed(iat=int(time.time()) + 7200),
    "for another": changed(aud="en-anden-app"),
    "for two, given to another": changed(aud=["ledertrivsel", "en-anden"], azp="en-anden"),
    "by another": changed(iss="https://login.example.com"),
    "of nobody": changed(sub=None),
}


@pytest.mark.parametrize("key", ["right", "none", "other", "shared"])
def test_a_token_that_proves_nothing_lets_nobody_in(trusting, provider, key):
    provider.rogue.key = key
    for what, claims in WRONG.items() if key == "right" else [(key, changed())]:
        provider.rogue.claims = claims
        browser = come(trusting, provider)
        assert browser.path == "/log-ind", what
        assert "could not be confirmed" in browser.text, what
    assert sessions(trusting) == []


def test_a_code_counts_once_and_in_the_browser_that_began(trusting, provider):
    browser, other = trusting.client(None, language="en"), trusting.client(None, language="en")
    back = provider.signs_in(browser.http.get("/log-ind/faelles").headers["Location"], "subject_ann")
    other.http.get("/log-ind/faelles")
    other.get(back)
    assert "could not be confirmed" in other.text
    state = parse_qs(urlsplit(back).query)["state"][0]
    for wrong in (
        back.replace(state, "x"),
        back.split("&state")[0],
        f"/log-ind/retur?state={state}&error=access_denied",
    ):
        stranger = trusting.client(None, language="en")
        stranger.get(wrong)
        assert stranger.path == "/log-ind"
    browser.get(back)
    assert browser.path == "/"
    thief = trusting.client(None, language="en")
    with browser.http.session_transaction() as kept:
        assert "sign_on" not in kept
    thief.get(back)
    assert thief.path == "/log-ind"
    assert len(sessions(trusting)) == 1


def test_another_verifier_is_refused_by_the_provider(trusting, provider):
    browser = trusting.client(None, language="en")
    back = provider.signs_in(browser.http.get("/log-ind/faelles").headers["Location"], "subject_ann")
    with browser.http.session_transaction() as kept:
        kept["sign_on"] = kept["sign_on"] | {"verifier": "y" * 64}
    browser.get(back)
    assert "could not be confirmed" in browser.text


def test_a_provider_that_is_away_is_said_to_be_and_costs_nothing_else(world):
    with running() as gone:
        pass
    with_settings(world, oidc_issuer=gone.issuer, oidc_client_id="ledertrivsel")
    browser = world.client(None, language="en")
    browser.get("/log-ind/faelles")
    assert (browser.status, browser.path) == (200, "/log-ind")
    assert "does not answer" in browser.text


def test_a_provider_that_says_it_is_another_is_not_spoken_to(trusting, provider):
    with_settings(trusting, oidc_issuer=provider.issuer.replace("127.0.0.1", "localhost") + "/x")
    browser = trusting.client(None, language="en")
    browser.get("/log-ind/faelles")
    assert "does not answer" in browser.text


def test_groups_give_roles_in_their_units_at_each_sign_in_and_take_them_away(trusting, provider):
    with_settings(trusting, oidc_roles=ROLES)
    assert come(trusting, provider, "subject_lis").path == "/"
    with trusting.reading() as uow:
        row = uow.session.scalars(select(Grant).where(Grant.person_id == trusting.ids["lis"])).one()
        assert (row.role, row.seat, row.unit_id) == ("MED", "AMR", trusting.ids["school"])
    lis = {"email": "lis@example.org", "email_verified": True}
    for groups, roles in (
        (["ledere-hr", "it-drift"], {Role.L}),
        (["direktion"], {Role.L, Role.TM}),
        (None, {Role.L}),
    ):
        provider.people(subject_lis=lis | ({"groups": groups} if groups else {}))
        come(trusting, provider, "subject_lis")
        with trusting.reading() as uow:
            assert queries.roles_of(uow.session, trusting.ids["lis"], uow.today) == roles


def test_more_groups_than_the_provider_sends_change_nothing(trusting, provider):
    with_settings(trusting, oidc_roles=ROLES)
    come(trusting, provider, "subject_lis")
    overage = {"_claim_names": {"groups": "src1"}}
    provider.people(subject_lis={"email": "lis@example.org", "email_verified": True} | overage)
    come(trusting, provider, "subject_lis")
    with trusting.reading() as uow:
        assert Role.MED in queries.roles_of(uow.session, trusting.ids["lis"], uow.today)


def test_groups_that_cannot_be_read_stop_the_start_by_name(trusting):
    for wrong in ("hr", "g=XX", "g=HR:TR", "=HR", "g=MED:XX@school"):
        with pytest.raises(SystemExit, match="OIDC_ROLES"):
            with_settings(trusting, oidc_roles=wrong)


def test_a_second_step_is_asked_for_here_unless_it_was_taken_there(trusting, provider):
    with_settings(trusting, require_totp=True)
    assert come(trusting, provider, "subject_hr").path == "/log-ind/kode"
    assert come(trusting, provider, "subject_ann").path == "/"
    provider.people(subject_hr={"email": "hr@example.org", "email_verified": True, "amr": ["pwd", "mfa"]})
    assert come(trusting, provider, "subject_hr").path == "/"


def test_signing_out_here_offers_to_sign_out_there(trusting, provider):
    browser = come(trusting, provider)
    browser.submit("/log-ud")
    assert browser.path == "/log-ud/faerdig"
    assert sessions(trusting) == []
    [link] = [link["href"] for link in browser.page.select("main a") if str(link["href"]).startswith(provider.issuer)]
    query = parse_qs(urlsplit(str(link)).query)
    assert query == {
        "client_id": ["ledertrivsel"],
        "post_logout_redirect_uri": ["http://127.0.0.1:5000/log-ind"],
    }


def logout_token(provider: ProviderThere, **values: Any) -> str:
    events: Claims = {LOGOUT_EVENT: {}}
    claims = {"iss": provider.issuer, "aud": "ledertrivsel", "iat": int(time.time()), "jti": "1", "events": events}
    return provider.rogue.signed({name: value for name, value in (claims | values).items() if value is not None})


def test_who_signs_out_there_is_signed_out_here(trusting, provider):
    provider.rogue.claims = changed(sid="s1")
    come(trusting, provider)
    provider.rogue.claims = changed(sid="s2")
    come(trusting, provider)
    trusting.client("ann")
    http = trusting.client(None).http
    token = logout_token(provider, sid="s1", sub="subject_ann")
    assert http.post("/log-ud/fra-udbyder", data={"logout_token": token}).status_code == 200
    assert sorted(sessions(trusting), key=str) == [None, "s2"]
    token = logout_token(provider, sub="subject_ann")
    assert http.post("/log-ud/fra-udbyder", data={"logout_token": token}).status_code == 200
    assert sessions(trusting) == [None]


UNPROVEN: list[Claims] = [
    {"aud": "en-anden"},
    {"events": {}},
    {"nonce": "n"},
    {"sub": None},
    {"iat": None},
    {"iss": "https://x"},
]


def test_a_sign_out_that_is_not_proven_ends_nothing(trusting, provider):
    come(trusting, provider)
    http = trusting.client(None).http
    tokens = [logout_token(provider, **{"sub": "subject_ann"} | values) for values in UNPROVEN]
    provider.rogue.key = "other"
    tokens += [logout_token(provider, sub="subject_ann"), "", "x.y.z"]
    for token in tokens:
        assert http.post("/log-ud/fra-udbyder", data={"logout_token": token}).status_code == 400
    assert sessions(trusting) == [""]


def test_without_a_provider_there_is_no_such_way(world):
    http = world.client(None).http
    for path in ("/log-ind/faelles", "/log-ind/retur", "/log-ud/faerdig"):
        assert http.get(path).status_code == 404
    assert http.post("/log-ud/fra-udbyder").status_code == 404
