"""The front page, the accessibility statement, health, and the demo's time."""

from flask import Blueprint, current_app, jsonify, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.home import health as machinery
from tracker.home import queries, service
from tracker.home.checks import Level
from tracker.home.forms import TimeForm
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.storage.clock import read_target
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import public, reads, reads_publicly, store, writes_publicly

bp = Blueprint("home", __name__)


@bp.get("/")
@reads
def front_page(uow: UnitOfWork) -> ResponseReturnValue:
    """What waits for me, what did I agree, what is new."""
    level = current_app.extensions["ledertrivsel.pulse"].level(uow) if Role.SA in uow.actor.roles else None
    return render_template("home/front_page.html", level=level, **queries.front_page(uow))


@bp.get("/tilgaengelighed")
@public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("home/accessibility.html")


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """200 with JSON when all is well, 503 when something needs a person."""
    report = machinery.report(store(), current_app.extensions["ledertrivsel.migrations"])
    return jsonify(report), 503 if report["status"] == Level.FAILING else 200


@bp.get("/drift")
@reads
def health_page(uow: UnitOfWork) -> ResponseReturnValue:
    """The same for the administrator, in words."""
    found = machinery.page(uow, store(), current_app.extensions["ledertrivsel.migrations"])
    return render_template("home/health.html", **found)


@bp.post("/demo/tid")
@writes_publicly
def move_time(uow: UnitOfWork) -> ResponseReturnValue:
    """Move the demo's time on; whoever looks at the demo may."""
    _only_in_the_demo()
    form = TimeForm()
    if not form.validate():
        raise NotFound
    service.move_time(uow, form.step.data)
    return redirect(_back(form.back.data or ""), 303)


@bp.get("/demo/tid")
@reads_publicly
def time_passing(uow: UnitOfWork) -> ResponseReturnValue:
    """The time bar alone while time is moving; afterwards the page around it is asked to load again."""
    _only_in_the_demo()
    answer = make_response(render_template("_parts/time_bar.html"))
    if read_target(uow.session) is None:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _only_in_the_demo() -> None:
    if current_app.extensions["ledertrivsel.personas"] is None or not store().movable_clock:
        raise NotFound


def _back(path: str) -> str:
    """A page of ours, or the front page."""
    is_ours = path.startswith("/") and path[1:2] not in ("/", "\\")
    return path if is_ours else url_for("home.front_page")
