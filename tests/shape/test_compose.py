"""docker-compose.yml, read as Docker would: what it starts, in which order, and with which settings."""

import re
from typing import Any

import pytest
import yaml

from tests.shape.tree import ROOT
from tracker.settings import Settings

SECRETS = {"POSTGRES_PASSWORD": "secret", "LEDERTRIVSEL_SECRET_KEY": "secret"}
OURS = ["clock", "migrate", "web", "worker"]
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^${}]*))?\}")


def filled(text: str, given: dict[str, str]) -> str:
    """The text with its variables filled in, innermost first; KeyError where one that is needed is not given."""

    def value(match: re.Match[str]) -> str:
        name, operator, default = match.groups()
        return given.get(name) or (default if operator == "-" else given[name])

    while VARIABLE.search(text):
        text = VARIABLE.sub(value, text)
    return text


def services(**given: str) -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    without_comments = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    return dict(yaml.safe_load(filled(without_comments, SECRETS | given))["services"])


def test_it_starts_every_process_and_its_servers():
    assert sorted(services()) == sorted([*OURS, "postgres", "redis"])


@pytest.mark.parametrize("name", OURS)
def test_the_product_knows_every_setting_it_is_given(name: str):
    settings = Settings.from_environment(services()[name]["environment"])
    assert settings.database_url == "postgresql+psycopg://ledertrivsel:secret@postgres:5432/ledertrivsel"
    assert settings.redis_url == "redis://redis:6379/0"


def test_every_server_can_be_replaced_by_a_setting():
    own = {"LEDERTRIVSEL_DATABASE_URL": "postgresql+psycopg://db", "LEDERTRIVSEL_REDIS_URL": "redis://queue"}
    settings = Settings.from_environment(services(**own)["web"]["environment"])
    assert (settings.database_url, settings.redis_url) == ("postgresql+psycopg://db", "redis://queue")


def test_the_schema_is_ready_before_anything_uses_it():
    after = {name: service.get("depends_on", {}) for name, service in services().items()}
    assert after["migrate"] == {"postgres": {"condition": "service_healthy"}}
    for name in ("web", "worker", "clock"):
        assert after[name]["migrate"] == {"condition": "service_completed_successfully"}


def test_whatever_is_waited_for_tells_that_it_is_well():
    started = services()
    waited_for = {
        name
        for service in started.values()
        for name, how in service.get("depends_on", {}).items()
        if how["condition"] == "service_healthy"
    }
    assert {name for name in waited_for if "healthcheck" not in started[name]} == set()


def test_only_loopback_is_opened():
    ports = [port for service in services().values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:8000:8000"]


def test_redis_refuses_rather_than_drops():
    command = services()["redis"]["command"]
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_a_secret_must_be_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(SECRETS, "POSTGRES_PASSWORD")
    with pytest.raises(KeyError, match="POSTGRES_PASSWORD"):
        services()


def test_the_image_does_not_run_as_root():
    last_stage = (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("FROM ")[2]
    assert re.findall(r"^USER (.*)$", last_stage, re.MULTILINE) == ["ledertrivsel"]
