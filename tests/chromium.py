"""A person in Chromium, with the same verbs as `Browser`: every page opened is checked by axe and can be pictured."""

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page

AXE = (Path(__file__).parent / "vendor" / "axe" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 390)
UNFOLD = """one => {
    for (let fold = one.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
}"""


SHAPE = "[...document.querySelectorAll('body, body *')].map(one => one.tagName + one.className + one.id).join(' ')"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEPT = bool(os.environ.get("PICTURES"))
"""whether pictures are kept, as `make journey` does"""
PATIENCE = 60_000
"""milliseconds to wait for a page or a field, on a machine that may be busy"""
LOOKS = 5
"""how often a page may be replaced while one looks at it, before it is called restless"""
_looked_at: set[str] = set()


class Person:
    """Somebody at a browser."""

    def __init__(self, chromium: Browser, base: str, pictures: Path) -> None:
        self.base = base
        self.pictures = pictures
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="da-DK")
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    @property
    def path(self) -> str:
        """Where the person is."""
        return self.page.url.removeprefix(self.base).split("?")[0] or "/"

    @property
    def text(self) -> str:
        """All words of the page, spaces folded; also those in folded parts."""
        return " ".join((self.page.text_content("body") or "").split())

    def get(self, path: str) -> None:
        """Open a page."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        self.check()

    def follow(self, words: str) -> None:
        """Press the first link with these words."""
        self._press(self.page.locator("a:visible").filter(has_text=words).first)

    def go(self, part: str) -> None:
        """Press the first link that leads to an address with this part."""
        self._press(self.page.locator(f'main a[href*="{part}"]:visible').first)

    def submit(self, action: str, **values: object) -> None:
        """Fill the form that leads to `action` and press its button."""
        form = self._form(action)
        for name, value in values.items():
            fill(form, name, value)
        self._press(form.locator("button[type=submit]:visible").first)

    def _press(self, one: Locator) -> None:
        """Press, and wait until the page it leads to is there: what is read before belongs to the old one, or none."""
        with self.page.expect_navigation(wait_until="load"):
            one.click()
        self.check()

    def _form(self, action: str) -> Locator:
        form = self.page.locator(f'form[action$="{action}"]:visible')
        if form.count():
            return form.first
        assert self.path.endswith(action), f"no form leads to {action} on {self.path}"
        return self.page.locator('main form[action=""]:visible').first

    def check(self) -> None:
        """Nothing in the console; nothing for axe, which looks at pages built alike once."""
        assert self.wrong == [], f"{self.path}: {self.wrong}"
        shape = UUID.sub("", f"{self.path} {self._see(SHAPE)}")
        if shape not in _looked_at:
            self._ask_axe()
            _looked_at.add(shape)

    def _see(self, script: str) -> Any:
        """What the page that stays says: a busy browser may tell of a page while it still leaves the one before."""
        for _ in range(LOOKS):
            try:
                return self.page.evaluate(script)
            except Error as error:
                if "navigation" not in error.message:
                    raise
                self.page.wait_for_load_state()
        raise AssertionError(f"{self.path} never comes to rest")

    def _ask_axe(self) -> None:
        found = self._see(f"async () => {{ {AXE}; return (await axe.run({{runOnly: {RULES}}})).violations }}")
        problems = [f"{item['id']}: {node['html'][:150]}" for item in found for node in item["nodes"]]
        assert problems == [], f"{self.path}: {problems}"

    def picture(self, name: str) -> None:
        """The page as it looks, wide and on a phone: it never scrolls sideways."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self._see("document.documentElement.scrollWidth")
            assert wide <= width, f"{self.path} scrolls sideways at {width}: {wide}"
            if KEPT:
                self.page.screenshot(path=self.pictures / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})


def fill(form: Locator, name: str, value: Any) -> None:
    """Give a field its value, as a person would."""
    field = form.locator(f'[name="{name}"]:not([type=hidden])')
    field.first.evaluate(UNFOLD)
    kind = field.first.evaluate("one => one.type")
    if kind in ("radio", "checkbox"):
        for one in [value] if isinstance(value, str) else value:
            form.locator(f'[name="{name}"][value="{one}"]').check(force=True)
    elif kind.startswith("select"):
        field.select_option(str(value))
    else:
        field.fill(str(value))
