"""What an installation that people come to over https refuses to start with."""

import email.policy
import os
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

from tracker.settings import Settings

SHORTEST_KEY = 32
WELL_KNOWN = ("secret", "change", "default", "example", "password", "ledertrivsel", "test")
_DEBUGGING = ("FLASK_DEBUG", "PYTHONDEVMODE", "WERKZEUG_DEBUG_PIN")


def check(settings: Settings) -> None:
    """SystemExit, with every reason, where this is in operation and not fit for it."""
    if settings.is_in_operation and (reasons := list(_reasons(settings))):
        raise SystemExit("Not started:\n" + "\n".join(f"- {reason}" for reason in reasons))


def _reasons(settings: Settings) -> Iterator[str]:
    if settings.demo or settings.movable_clock:
        yield "LEDERTRIVSEL_DEMO and LEDERTRIVSEL_MOVABLE_CLOCK are for trying out, on this machine alone"
    if on := [name for name in _DEBUGGING if os.environ.get(name, "0") not in ("", "0", "off")]:
        yield f"{', '.join(on)} is set: debugging shows strangers the inside"
    if settings.secret_key and is_weak(settings.secret_key):
        yield f"LEDERTRIVSEL_SECRET_KEY must be {SHORTEST_KEY} random characters or more; unset, one is made and kept"
    if settings.oidc_issuer and not settings.oidc_issuer.startswith("https://"):
        yield "LEDERTRIVSEL_OIDC_ISSUER must begin with https://"
    if flaw := python_flaw():
        yield f"this Python ({sys.version.split()[0]}) {flaw}: take its newest patch release"


def is_weak(key: str) -> bool:
    """Whether a key is short, of few characters, or one that stands in somebody's instructions."""
    return len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.lower().startswith(WELL_KNOWN)


def python_flaw() -> str:
    """What is known to be wrong with this Python, tried rather than told by its number; empty where nothing is."""
    if not hasattr(email.policy.default, "verify_generated_headers"):
        return "lets a line break into an e-mail's headers (CVE-2024-6923)"
    if urlsplit(" https://example.org").scheme != "https":
        return "reads addresses that begin with a space otherwise than browsers do (CVE-2023-24329)"
    return ""
