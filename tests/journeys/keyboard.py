"""Somebody with a screen 360 wide and a keyboard, and no mouse: every place the focus comes to must be seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.chromium import AXE, RULES

WIDTH, HEIGHT = 360, 740
PATIENCE = 60_000
"""milliseconds, on a machine that may be busy"""
MOST_TABS = 300
PLACE = """() => {
    const one = document.activeElement
    if (!one || one === document.body || one === document.documentElement) return null
    const shown = one.matches('input[type=radio], input[type=checkbox]') && one.labels.length ? one.labels[0] : one
    const [box] = shown.getClientRects()
    const inside = box && box.bottom > 1 && box.top < innerHeight - 1 && box.right > 1 && box.left < innerWidth - 1
    const x = box && (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2
    const y = box && (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2
    const at = inside && document.elementFromPoint(x, y)
    return {
        what: one.tagName + '.' + one.className + '.' + (one.type || '') + '.' + (one.closest('[class]')?.className),
        html: one.outerHTML.slice(0, 200),
        seen: Boolean(at && (shown.contains(at) || at.contains(shown) || one.contains(at))),
    }
}"""
ASK_AXE = f"async () => {{ {AXE}; return (await axe.run({{runOnly: {RULES}}})).violations }}"
LOOKS = """() => {
    const one = document.activeElement
    const looks = () => [one, ...(one.labels || [])].flatMap(each => ['', '::before', '::after'].map(part => {
        const style = getComputedStyle(each, part || null)
        const outline = style.outlineStyle === 'none' ? 'none' : style.outlineWidth + style.outlineColor
        return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join()
    })).join('|')
    const focused = looks()
    one.blur()
    const plain = looks()
    one.focus({preventScroll: true})
    return focused !== plain
}"""


class Keyboard:
    """A person who comes to everything with Tab, Enter, Space and the arrows."""

    def __init__(self, chromium: Browser, base: str, *, scripts: bool) -> None:
        self.base, self.scripts = base, scripts
        self.context = chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="da-DK", java_script_enabled=scripts
        )
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self._looked_at: set[str] = set()

    @property
    def path(self) -> str:
        """Where the person is."""
        return self.page.url.removeprefix(self.base).split("?")[0].split("#")[0] or "/"

    @property
    def text(self) -> str:
        """All words of the page, spaces folded."""
        return " ".join((self.page.text_content("body") or "").split())

    def open(self, path: str) -> None:
        """Come to a page by its address."""
        self.page.goto(self.base + path)
        self.check()

    def check(self) -> None:
        """Nothing wrong in the console or for axe, and nothing to scroll to sideways."""
        assert self.wrong == [], f"{self.path}: {self.wrong}"
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= WIDTH, f"{self.path} scrolls sideways: {wide}"
        if self.scripts:
            found = self.page.evaluate(
                f"async () => {{ {AXE}; return (await axe.run({{runOnly: {RULES}}})).violations }}"
            )
            problems = [f"{item['id']}: {node['html'][:150]}" for item in found for node in item["nodes"]]
            assert problems == [], f"{self.path}: {problems}"

    def to(self, place: str) -> None:
        """Press Tab until the focus is on it; every stop on the way is seen."""
        assert self.page.locator(place).count(), f"{place} is not on {self.path}"
        lost = 0
        for _ in range(MOST_TABS):
            if self.page.evaluate("place => document.activeElement?.matches(place) ?? false", place):
                return
            self.page.keyboard.press("Tab")
            lost = 0 if self._is_seen() else lost + 1
            assert lost < 3, f"the focus is nowhere on {self.path}"
        raise AssertionError(f"{place} cannot be reached on {self.path}")

    def _is_seen(self) -> bool:
        """Whether the focus is anywhere at all; where it is, one sees it (WCAG 2.4.7, 2.4.11)."""
        place: dict[str, Any] | None = self.page.evaluate(PLACE)
        if place is None:
            return False
        assert place["seen"], f"the focus is out of sight on {self.path}: {place['html']}"
        if place["what"] not in self._looked_at:
            assert self.page.evaluate(LOOKS), f"the focus looks like nothing on {self.path}: {place['html']}"
            self._looked_at.add(place["what"])
        return True

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """What is pressed in here leads to a page."""
        with self.page.expect_event("load", timeout=PATIENCE):
            yield
        self.check()

    def enter(self, place: str) -> None:
        """Go to a link or a button that leads to another page, and press it."""
        self.to(place)
        with self.leaving():
            self.page.keyboard.press("Enter")

    def at_once(self, place: str, until: Callable[[], object]) -> None:
        """Press what changes the page it stands on: the focus is not lost by it. Without scripts it is another page."""
        if not self.scripts:
            self.enter(place)
            until()
            return
        self.to(place)
        self.page.keyboard.press("Enter")
        until()
        assert self._is_seen(), f"the focus was lost on {self.path} by {place}"
        self.check()

    def unfold(self, place: str) -> None:
        """Open what is folded away."""
        self.to(place)
        self.page.keyboard.press("Enter")

    def write(self, place: str, text: str) -> None:
        """Write in a field, in place of what stands there."""
        self.to(place)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def pick(self, place: str, value: str) -> None:
        """One of several: Tab comes to the group, the arrows to the choice."""
        self.to(place)
        values = [one.get_attribute("value") for one in self.page.locator(place).all()]
        for _ in values:
            if self.page.evaluate("document.activeElement.value") == value:
                break
            self.page.keyboard.press("ArrowDown")
            self._is_seen()
        self.page.keyboard.press("Space")
        assert self.page.locator(f"{place}[value='{value}']").is_checked(), f"{place} cannot be set to {value}"

    def tick(self, place: str) -> None:
        """Tick a box."""
        self.to(place)
        self.page.keyboard.press("Space")
        assert self.page.locator(place).is_checked()

    def select(self, place: str, value: str) -> None:
        """One of a list: by the arrows."""
        self.to(place)
        values = self.page.locator(f"{place} option").evaluate_all("all => all.map(one => one.value)")
        here = self.page.locator(place).input_value()
        step = values.index(value) - values.index(here)
        for _ in range(abs(step)):
            self.page.keyboard.press("ArrowDown" if step > 0 else "ArrowUp")
        assert self.page.locator(place).input_value() == value
