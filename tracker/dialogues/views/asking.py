"""A nearest leader asks the leaders to prepare by dialogues, or offers the tool to somebody."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.dialogues import queries, service
from tracker.dialogues.forms import AskForm
from tracker.dialogues.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import attempt
from tracker.web.transaction import reads, saved, writes


@bp.get("/bed")
@reads
def asking(uow: UnitOfWork) -> ResponseReturnValue:
    """Ask my leaders to prepare the group's dialogue by one of their own."""
    return _page(uow, AskForm(formdata=None))


@bp.post("/bed")
@writes
def ask(uow: UnitOfWork) -> ResponseReturnValue:
    """Ask them."""
    queries.led(uow)
    form = AskForm()
    if attempt(form, lambda: service.ask_group(uow, by_day=form.by_day.data)):  # type: ignore[arg-type]
        return saved(url_for("dialogues.asking"))
    return _page(uow, form), 422


@bp.post("/tilbyd/<uuid:id>")
@writes
def offer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Offer the tool to one of them."""
    service.offer(uow, id)
    return saved(url_for("dialogues.asking"))


def _page(uow: UnitOfWork, form: AskForm) -> str:
    return render_template("dialogues/ask.html", form=form, leaders=queries.led(uow), asked=queries.asked_by_me(uow))


@bp.get("/bedt/<uuid:id>")
@reads
def request(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What I am asked for, and where it begins."""
    return render_template("dialogues/request.html", found=queries.request(uow, id))


@bp.post("/bedt/<uuid:id>")
@writes
def end_request(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Put it aside."""
    service.end_request(uow, id)
    return saved(url_for("dialogues.index"))
