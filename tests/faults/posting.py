"""People who write forms over HTTP, and press again where the page did not answer: with the same key."""

import http.client
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from bs4 import BeautifulSoup

from tests.installations import PASSWORD

NEW = "/eskaleringer/ny"
PATIENCE = 75.0
"""seconds that a person waits for a page; longer than SQLite's busy timeout"""


class NoAnswer(Exception):
    """The page did not answer."""


@dataclass
class Pages:
    """A browser's connection: keeps cookies, follows nothing by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page. NoAnswer when there was none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = connection.getresponse()
            body = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(type(error).__name__) from None
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, urlsplit(answer.headers.get("Location", "")).path, body

    def form(self, path: str) -> dict[str, str]:
        """The fields of the form on a page that leads to itself. NoAnswer when there is no such page now."""
        status, _, body = self.ask("GET", path)
        form = BeautifulSoup(body, "html.parser").select_one(f'main form[action^="{path}"], form[action="{path}"]')
        if status != 200 or form is None:
            raise NoAnswer(f"{path} answered {status}")
        hidden = {str(tag["name"]): str(tag.get("value", "")) for tag in form.select('input[type="hidden"]')}
        chosen = {
            str(tag["name"]): str((tag.select_one("option[value]") or tag)["value"]) for tag in form.select("select")
        }
        return hidden | chosen

    def sign_in(self, key: str) -> None:
        """Sign in. NoAnswer when that did not succeed."""
        self.cookies.clear()
        fields = self.form("/log-ind") | {"email": f"{key}@example.org", "password": PASSWORD}
        status, where, _ = self.ask("POST", "/log-ind", fields)
        if status != 303 or where == "/log-ind":
            raise NoAnswer(f"signing in answered {status}")


@dataclass(frozen=True)
class Form:
    """A form somebody wrote: an escalation. `saved` is when its page said Gemt, and empty where it never did."""

    title: str
    by: str
    saved: datetime | None
    tries: int


@dataclass
class Writer:
    """One person who writes escalations at a steady pace until told to stop, and reads a page in between."""

    port: int
    key: str
    now: Callable[[], datetime]
    between: float = 0.15
    forms: list[Form] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    """how long each answered page took, in seconds"""
    troubles: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._browser = Pages(self.port)
        self._fields: dict[str, str] = {}
        self._stop = Event()
        self._thread = Thread(target=self._run, name=f"writer {self.key}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the form one is at, and no other."""
        self._stop.set()

    def join(self, patience: float = 180.0) -> None:
        """Wait for the last form. TimeoutError when its page never answers."""
        self._thread.join(patience)
        if self._thread.is_alive():
            raise TimeoutError(f"{self.key} still waits for a page: {dict(self.troubles)}")

    def _run(self) -> None:
        while not self._stop.is_set():
            self.forms.append(self._write(f"Sag {uuid4().hex[:12]}", str(uuid4())))
            self._stop.wait(self.between)

    def _write(self, title: str, once: str) -> Form:
        """Press until the page says Gemt. After being told to stop, for two minutes more."""
        tries, until = 0, 0.0
        while True:
            tries += 1
            try:
                if self._press(title, once):
                    return Form(title, self.key, self.now(), tries)
            except NoAnswer as trouble:
                self.troubles[str(trouble)] += 1
                time.sleep(0.2)
            if self._stop.is_set():
                until = until or time.monotonic() + 120
                if time.monotonic() > until:
                    return Form(title, self.key, None, tries)

    def _press(self, title: str, once: str) -> bool:
        if not self._fields:
            self._browser.sign_in(self.key)
            self._fields = self._browser.form(NEW)
        words = {"wording": "Sådan ser vi det.", "ask": "En beslutning.", "addressed": "HR"}
        began = time.monotonic()
        status, where, _ = self._browser.ask("POST", NEW, self._fields | words | {"title": title, "once": once})
        self.pages.append(time.monotonic() - began)
        if status == 303 and where.startswith("/eskaleringer/"):
            return True
        if status in (303, 400, 422):
            self._fields = {}
        raise NoAnswer(f"answered {status}")
