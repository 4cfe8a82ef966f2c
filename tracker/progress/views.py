"""Progress, for everybody who is to follow it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.progress import queries
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import reads

bp = Blueprint("progress", __name__)


@bp.get("/fremdrift")
@reads
def show(uow: UnitOfWork) -> ResponseReturnValue:
    """How far we are: what is decided, done, late and answered."""
    return render_template("progress/show.html", overview=queries.overview(uow), today=uow.today)
