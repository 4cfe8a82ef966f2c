"""What a use case answers when it cannot do as asked."""

from traceback import format_tb


def N_(message: str) -> str:  # noqa: N802 - the field's name for "mark for translation"
    """Mark a message id for translation where only the id is wanted."""
    return message


class ProductError(Exception):
    """Anything a use case refuses, with a reason the user may read."""


class NotFound(ProductError):
    """Missing and forbidden are the same thing to the one who asks."""


class RuleBroken(ProductError):
    """A domain rule says no.

    `message` is an English message id with named placeholders; `values` fills them after translation.
    `field` names the form field it belongs to, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values


class Conflict(ProductError):
    """Somebody else saved the same thing first; `row_id` is what they saved."""

    def __init__(self, row_id: object = None) -> None:
        super().__init__("changed by somebody else")
        self.row_id = row_id


class SaidBefore(ProductError):
    """The form with this key was saved already; `location` is where it led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def without_words(error: BaseException) -> str:
    """An error's type and place for the log. Its own words are left out: they may quote what somebody wrote (P13)."""
    return type(error).__name__ + "\n" + "".join(format_tb(error.__traceback__))
