"""The front page, the accessibility statement, health, and the demo's time."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from tracker.home import queries
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import public, reads, store

bp = Blueprint("home", __name__)


@bp.get("/")
@reads
def front_page(uow: UnitOfWork) -> ResponseReturnValue:
    """What waits for me, what did I agree, what is new."""
    return render_template("home/front_page.html", **queries.front_page(uow))


@bp.get("/tilgaengelighed")
@public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("home/accessibility.html")


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """200 with JSON when all is well, 503 when something needs a person."""
    with store().read() as uow:
        report = queries.health(uow)
    return jsonify(report), 200 if report["ok"] else 503
