"""What the seminar's pages share: how a page that lives is made, and its short link."""

from typing import Any
from uuid import UUID

import segno
from flask import Blueprint, current_app, make_response, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker.kernel.errors import RuleBroken
from tracker.plans import queries as plans
from tracker.seminars import queries
from tracker.seminars.queries import Pulse, Wall
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.language import language

bp = Blueprint("seminars", __name__)


def short_link(code: str) -> str:
    """The address to write on the wall."""
    base: str = current_app.extensions["ledertrivsel.settings"].base_url
    return base.rstrip("/") + url_for("seminars.short", code=code)


def picture_of(link: str) -> Markup:
    """A QR code of a link, as inline SVG."""
    return Markup(segno.make(link, error="m").svg_inline(scale=8, border=2, omitsize=True, light="#fff"))  # noqa: S704 - of our own address


def tag_of(found: Pulse, *, with_rated: bool) -> str:
    """What a page has; those who take part need not load theirs again whenever somebody rates."""
    return f"{found.beats}-{found.version}-{found.rated if with_rated else 'r'}-{language()}"


def unchanged(tag: str) -> Response | None:
    """304, where nothing did change."""
    if not request.if_none_match.contains(tag):
        return None
    answer = Response(status=304)
    answer.set_etag(tag)
    return answer


def fragment(template: str, tag: str, **values: Any) -> Response:
    """What changes of a page, with the tag of what it shows."""
    answer = make_response(render_template(template, tag=tag, **values))
    answer.set_etag(tag)
    return answer


def seen(uow: UnitOfWork, id: UUID, action: str = "R") -> dict[str, Any]:
    """What every page of a seminar shows."""
    wall: Wall = queries.wall(uow, id, language(), action)
    row = wall.seat.seminar
    reads = plans.rights(uow, wall.seat.plan).reads
    return {"wall": wall, "row": row, "plan": wall.seat.plan, "today": uow.today, "reads_plan": reads}


def pulse_of(wall: Wall) -> Pulse:
    """The pulse of what has been read."""
    return Pulse(wall.seat.seminar.pulse, wall.seat.seminar.version, wall.rated)


def is_at_once() -> bool:
    """Whether the form was sent without leaving the page."""
    return "HX-Request" in request.headers


def why_not(error: RuleBroken) -> str:
    """A rule's refusal in the reader's language."""
    return gettext(error.message, **error.values)
