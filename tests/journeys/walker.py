"""What the steps of a journey ask of whoever walks them."""

from typing import Protocol


class Walker(Protocol):
    """A person at a browser of some kind."""

    @property
    def path(self) -> str:
        """Where the person is."""

    @property
    def text(self) -> str:
        """The page's words."""

    def get(self, path: str) -> object:
        """Open a page."""

    def submit(self, action: str, **values: object) -> object:
        """Fill in a form and send it."""

    def go(self, part: str) -> object:
        """Press the first link that leads to an address with this part."""

    def picture(self, name: str) -> None:
        """Keep what the page looks like, where it looks like something."""
