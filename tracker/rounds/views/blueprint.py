"""What the round's pages share."""

from uuid import UUID

from flask import Blueprint

from tracker.kernel.errors import NotFound
from tracker.web.forms import VersionForm

bp = Blueprint("rounds", __name__, url_prefix="/runder")


def version_of(form: VersionForm) -> int:
    """The version a form's text was read at; NotFound for a form without one."""
    if not form.validate():
        raise NotFound
    return int(form.version.data)


def ids_of(values: list[str] | None) -> list[UUID]:
    """The ids among some choices."""
    return [UUID(value) for value in values or []]
