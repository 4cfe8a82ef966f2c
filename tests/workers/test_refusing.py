"""An installation people come to over https does not start unless it is fit for it; its log lines say no words."""

import email.policy
import json
import logging
from pathlib import Path

import pytest

from tracker.settings import Settings
from workers import refusing
from workers.logs import JsonLines

GOOD = {"base_url": "https://trivsel.example.org", "secret_key": "9fKq2LmX7vRt4WzB8nYc3HdJ6sGp1QaE"}


def refused(monkeypatch: pytest.MonkeyPatch, **values: object) -> str:
    monkeypatch.setattr(refusing, "python_flaw", lambda: "")
    try:
        refusing.check(Settings.from_environment({}, **GOOD | values))
    except SystemExit as error:
        return str(error)
    return ""


def test_what_is_fit_starts(monkeypatch):
    assert refused(monkeypatch) == ""
    assert refused(monkeypatch, secret_key="") == ""


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"secret_key": "test" * 8}, "SECRET_KEY"),
        ({"secret_key": "kort"}, "SECRET_KEY"),
        ({"secret_key": "change-me-please-1234567890-abcdefghij"}, "SECRET_KEY"),
        ({"demo": True}, "LEDERTRIVSEL_DEMO"),
        ({"movable_clock": True}, "LEDERTRIVSEL_MOVABLE_CLOCK"),
        ({"oidc_issuer": "http://login.example.org", "oidc_client_id": "ledertrivsel"}, "OIDC_ISSUER"),
    ],
)
def test_what_is_not_fit_is_refused_with_its_reason(monkeypatch, values, reason):
    assert reason in refused(monkeypatch, **values)
    assert refused(monkeypatch, **values | {"base_url": "http://127.0.0.1:5000"}) == ""


def test_debugging_is_refused(monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert "FLASK_DEBUG" in refused(monkeypatch)


def test_a_python_known_to_be_wrong_is_refused(monkeypatch):
    monkeypatch.delattr(email.policy.Policy, "verify_generated_headers", raising=False)
    assert "CVE-2024-6923" in refusing.python_flaw()
    with pytest.raises(SystemExit, match="patch release"):
        refusing.check(Settings.from_environment({}, **GOOD))


def test_a_log_line_is_json_and_an_error_its_place_and_not_its_words():
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its words are the point
        int("et hemmeligt " + "ord")
    record = logging.getLogger("x").makeRecord("x", 40, "f", 1, "number %s", (7,), caught._excinfo)  # noqa: SLF001
    line = JsonLines().format(record)
    found = json.loads(line)
    assert (found["level"], found["from"], found["message"]) == ("error", "x", "number 7")
    assert Path(__file__).name in found["error"]
    assert "hemmeligt ord" not in line
    assert "\n" not in line
