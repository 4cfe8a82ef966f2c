"""The second step: a code from a phone, once each; recovery codes; who must and who may."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from tests.conftest import settings_for
from tests.worlds import Browser, World
from tracker.access import rules, service
from tracker.access.models import RecoveryCode, SecondStep
from tracker.kernel import clocks
from tracker.kernel.clocks import technical_now
from tracker.settings import Settings
from tracker.web.transaction import COOKIE

PASSWORD = "korrekt hest batteri"
STEP = timedelta(seconds=30)


class Still:
    """A clock that stands ten seconds into a step: codes are worked out in a test and looked at in the product."""

    def __init__(self) -> None:
        self.at = clocks.technical_now().timestamp() // 30 * 30 + 10

    def forward(self, by: timedelta) -> None:
        """Let so much time pass."""
        self.at += by.total_seconds()


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Still:
    """The technical clock, standing."""
    clock = Still()
    monkeypatch.setattr(clocks, "OURS", clocks.Steady(lambda: clock.at, lambda: clock.at))
    return clock


@pytest.fixture
def strict(still: Still, world: World, database_url, tmp_path) -> World:
    """The world, where the second step is a must for some, and HR and Ann have passwords."""
    world.runtime.settings = settings_for(tmp_path, database_url, require_totp=True)
    with world.store.work() as uow:
        for key in ("hr", "ann"):
            service.set_password(uow, world.ids[key], PASSWORD)
    return world


def password(world: World, key: str = "hr") -> Browser:
    browser = world.client(None, language="en")
    browser.get("/log-ind")
    browser.submit("/log-ind", email=f"{key}@example.org", password=PASSWORD)
    return browser


def secret_on(browser: Browser) -> str:
    found = browser.page.select_one("main code")
    assert found is not None
    return re.sub(r"\s", "", found.text)


def code(secret: str, *, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(technical_now() + steps * STEP)


def set_up(world: World) -> tuple[str, list[str]]:
    """HR's secret and recovery codes; the last code used is the one before now."""
    browser = password(world)
    secret = secret_on(browser)
    browser.submit("/log-ind/kode", code=code(secret, steps=-1))
    assert browser.path == "/min-side/to-trin"
    return secret, [found.text for found in browser.page.select(".alert code")]


def test_who_must_sets_it_up_at_the_first_sign_in_and_is_asked_at_every_one_after(strict):
    browser = password(strict)
    assert browser.path == "/log-ind/kode"
    assert browser.page.select("main svg.qr path")
    browser.get("/indbakke")
    assert browser.path == "/log-ind"
    secret, codes = set_up(strict)
    assert (len(codes), len(set(codes))) == (10, 10)
    again = password(strict)
    assert not again.page.select("main svg.qr")
    assert secret not in str(again.page).replace(" ", "")
    again.submit("/log-ind/kode", code=code(secret))
    assert again.path == "/"


def test_a_waiting_session_opens_nothing_and_the_step_gives_a_new_token(strict):
    browser = password(strict)
    waiting = browser.http.get_cookie(COOKIE).value
    browser.submit("/log-ind/kode", code=code(secret_on(browser)))
    assert browser.http.get_cookie(COOKIE).value != waiting
    thief = strict.client(None)
    thief.http.set_cookie(COOKIE, waiting)
    for path in ("/indbakke", "/log-ind/kode", "/min-side/to-trin"):
        thief.get(path)
        assert thief.path == "/log-ind"


def test_a_code_counts_once(strict):
    secret, _ = set_up(strict)
    used = code(secret)
    first, second = password(strict), password(strict)
    first.submit("/log-ind/kode", code=used)
    second.submit("/log-ind/kode", code=used)
    assert (first.path, second.path) == ("/", "/log-ind/kode")
    assert "used already" in second.text


@pytest.mark.parametrize(("steps", "right"), [(-3, False), (-2, False), (0, True), (1, True), (3, False)])
def test_a_code_fits_its_time_and_a_step_around_it(strict, steps, right):
    secret, _ = set_up(strict)
    browser = password(strict)
    browser.submit("/log-ind/kode", code=code(secret, steps=steps))
    assert (browser.path == "/") is right


def test_a_recovery_code_counts_once_and_is_kept_as_a_hash(strict):
    _, codes = set_up(strict)
    browser = password(strict)
    browser.submit("/log-ind/kode", code=codes[0].upper())
    assert browser.path == "/"
    again = password(strict)
    again.submit("/log-ind/kode", code=codes[0])
    assert again.path == "/log-ind/kode"
    with strict.reading() as uow:
        hashes = list(uow.session.scalars(select(RecoveryCode.code_hash)))
    assert len(hashes) == 9
    assert not {code.replace("-", "") for code in codes} & set(hashes)


def test_ten_wrong_codes_and_the_right_one_must_wait(strict, still):
    secret, _ = set_up(strict)
    browser = password(strict)
    for _ in range(10):
        browser.submit("/log-ind/kode", code="000000" if code(secret) != "000000" else "111111")
    browser.submit("/log-ind/kode", code=code(secret))
    assert browser.path == "/log-ind/kode"
    still.forward(timedelta(minutes=6))
    browser.submit("/log-ind/kode", code=code(secret))
    assert browser.path == "/"


def test_a_right_password_waits_ten_minutes(strict, still):
    secret, _ = set_up(strict)
    browser = password(strict)
    still.forward(timedelta(minutes=11))
    browser.submit("/log-ind/kode", code=code(secret))
    assert browser.path == "/log-ind"


def test_a_leader_may_and_need_not(strict):
    browser = password(strict, "ann")
    assert browser.path == "/"
    browser.get("/min-side/to-trin")
    browser.submit("/min-side/to-trin/ny")
    secret = secret_on(browser)
    assert password(strict, "ann").path == "/"
    browser.submit("/min-side/to-trin/koder", code="12")
    assert "not right" in browser.text
    browser.submit("/min-side/to-trin/koder", code=code(secret, steps=-1))
    assert len(browser.page.select(".alert code")) == 10
    browser.get("/min-side/to-trin")
    assert not browser.page.select(".alert code")
    assert password(strict, "ann").path == "/log-ind/kode"
    fields, _ = browser.fields("/min-side/to-trin/koder")
    browser.http.post("/min-side/to-trin/fjern", data=fields | {"code": code(secret)})
    assert password(strict, "ann").path == "/"


def test_who_must_cannot_put_it_away(strict):
    secret, _ = set_up(strict)
    browser = password(strict)
    browser.submit("/log-ind/kode", code=code(secret))
    browser.get("/min-side/to-trin")
    assert not browser.page.select("[formaction]")
    fields, _ = browser.fields("/min-side/to-trin/koder")
    answer = browser.http.post("/min-side/to-trin/fjern", data=fields | {"code": code(secret, steps=1)})
    assert answer.status_code == 422
    assert password(strict).path == "/log-ind/kode"


def test_when_the_phone_is_lost_the_administrator_lets_one_begin_anew(strict):
    set_up(strict)
    admin = strict.client("sa", language="en")
    admin.get("/indstillinger/konti")
    admin.submit("/glem-telefon")
    browser = password(strict)
    assert browser.page.select("main svg.qr")
    with strict.reading() as uow:
        assert list(uow.session.scalars(select(RecoveryCode))) == []


def test_the_secret_is_sealed(strict):
    secret, _ = set_up(strict)
    with strict.reading() as uow:
        assert secret.encode() not in uow.session.scalars(select(SecondStep.secret)).one()


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, False),
        ({"BASE_URL": "https://trivsel.example.org"}, True),
        ({"BASE_URL": "https://trivsel.example.org", "DEMO": "1"}, False),
        ({"BASE_URL": "https://trivsel.example.org", "REQUIRE_TOTP": "off"}, False),
        ({"REQUIRE_TOTP": "on"}, True),
    ],
)
def test_it_is_asked_for_over_https_unless_said_otherwise(values, asked):
    given = {f"LEDERTRIVSEL_{name}": value for name, value in values.items()}
    assert Settings.from_environment(given).needs_code is asked


def test_a_step_used_never_fits_again():
    now = technical_now()
    here = int(now.timestamp()) // rules.STEP_SECONDS
    assert rules.fitting_step(now, here - 1, str(here), str) == here
    assert rules.fitting_step(now, here, str(here), str) is None
    assert rules.fitting_step(now, 0, "æøå", str) is None
