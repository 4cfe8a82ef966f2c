"""`make demo`: seeded once, whole or not at all, and gone on with where it was left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from tests.browsing import HttpClient
from tests.servers import free_port, wait_until
from tests.worlds import Browser
from tracker.app import create_app
from tracker.notifications import queries as notifications
from tracker.people import queries as people
from tracker.settings import PREFIX, Settings
from tracker.storage.unit_of_work import Store
from workers.demo import run
from workers.demo.seed import OPENS, personas
from workers.runtime import Runtime

PROGRAM = Path(sys.executable).parent / "ledertrivsel"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The demo as its visitor finds it."""
    folder = tmp_path_factory.mktemp("demo")
    settings = run.settings_for(5999, {f"{PREFIX}DATA_DIR": str(folder)})
    assert run.prepare(settings, Event())
    return settings


@pytest.fixture
def runtime(seeded: Settings) -> Iterator[Runtime]:
    made = Runtime(seeded)
    run.resume(made.store)
    yield made
    made.store.engine.dispose()


def app_of(runtime: Runtime) -> Flask:
    return create_app(runtime.settings, runtime.store, secret_key="test" * 8, personas=personas)


@pytest.fixture
def store(runtime: Runtime) -> Store:
    return runtime.store


def test_it_opens_on_a_tuesday_morning_with_everybody_there(store: Store):
    with store.read() as uow:
        assert timedelta() <= uow.now - OPENS < timedelta(minutes=2)
        assert len(people.everybody(uow.session)) == 176
        assert len(people.groups(uow.session)) == 25
        assert people.organisation(uow.session).name == "Solby Kommune"


def test_every_persona_is_shown_and_can_be_signed_in_as(runtime: Runtime):
    with runtime.store.read() as uow:
        shown = personas(uow.session)
    assert len(shown) == 8
    app = app_of(runtime)
    for persona in shown:
        browser = Browser(app.test_client())
        browser.get("/personer")
        fields, target = browser.fields("/personer")
        answer = browser.http.post(target, data=fields | {"person": str(persona["id"])}, follow_redirects=True)
        assert answer.status_code == 200
        assert str(persona["name"]) in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("Nadia Bentzen", "/", "Kvittér for en eskalering"),
        ("Nadia Bentzen", "/", "Udækkede vagter i weekenden"),
        ("Birgitte Holm Lauridsen", "/eskaleringer", "Færre og klarere bestillinger"),
        ("Birgitte Holm Lauridsen", "/", "Noget i planen er over tid"),
        ("Nadia Bentzen", "/", "Kvalificér de valgte temaer"),
        ("Line Østerby Frandsen", "/plan", "Hvordan bliver nye ledere taget imod?"),
        ("Birgitte Holm Lauridsen", "/plan", "Version 1 blev publiceret 22. januar 2026"),
        ("Susanne Krogh Mikkelsen", "/", "Trænger det her til hjælp?"),
        ("Susanne Krogh Mikkelsen", "/", "Tal om planen i jeres gruppe"),
        ("Susanne Krogh Mikkelsen", "/runder", "Runde 19. februar 2026"),
        ("Farid Rahimi", "/", "Kollegial sparring"),
        ("Farid Rahimi", "/", "Forbered dig til runden"),
        ("Farid Rahimi", "/", "følges op 5. februar 2026"),
        ("Farid Rahimi", "/dialog", "Onsdag formiddag er min egen"),
        ("Susanne Krogh Mikkelsen", "/", "Forbered en dialog"),
        ("Flemming Bruun", "/fremdrift", "Støtte, når en sag bliver personlig"),
        ("Kasper Riis Nielsen", "/", "Drift"),
    ],
)
def test_something_believable_waits_for_everyone(runtime: Runtime, name: str, path: str, expected: str):
    browser = _as(runtime, name)
    browser.get(path)
    assert expected in browser.text


def _as(runtime: Runtime, name: str) -> Browser:
    with runtime.store.read() as uow:
        person = next(entry["id"] for entry in personas(uow.session) if entry["name"] == name)
    browser = Browser(app_of(runtime).test_client())
    browser.get("/personer")
    browser.submit("/personer", person=str(person))
    browser.get("/")
    return browser


def test_no_inbox_is_flooded_and_no_mail_of_the_past_lies_in_the_mailbox(store: Store):
    with store.read() as uow:
        assert max(notifications.unread(uow.session, entry["id"]) for entry in personas(uow.session)) < 10
        assert notifications.mailbox(uow.session) == []


def test_breaking_off_leaves_nothing_and_the_next_start_begins_anew(tmp_path: Path):
    settings = run.settings_for(5999, {f"{PREFIX}DATA_DIR": str(tmp_path)})
    stop = Event()
    stop.set()
    assert not run.prepare(settings, stop)
    assert [path.name for path in tmp_path.glob("*.db")] == [run.HALF]
    assert run.prepare(settings, Event())
    assert (tmp_path / run.DATABASE).exists()
    run.remove(tmp_path, *run.KEPT)
    assert list(tmp_path.iterdir()) == []


def test_time_stands_still_while_the_demo_is_off(store: Store):
    with store.read() as uow:
        before = uow.now
    time.sleep(0.3)
    run.resume(store)
    with store.read() as uow:
        assert uow.now - before < timedelta(seconds=30)


def test_the_second_start_goes_on_where_it_was_left_and_ctrl_c_stops_it_cleanly(seeded: Settings):
    port = free_port()
    own = {f"{PREFIX}DATA_DIR": str(seeded.data_dir), "PORT": str(port)}
    process = subprocess.Popen([PROGRAM, "demo"], env=os.environ | own, stdout=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: _answers(port), "the demo answers")
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
        assert f"http://127.0.0.1:{port}" in said
        assert "Adding" not in said
        assert process.returncode == 0
    finally:
        process.kill()


def _answers(port: int) -> bool:
    try:
        return HttpClient(f"http://127.0.0.1:{port}").get("/personer").status_code == 200
    except OSError:
        return False
