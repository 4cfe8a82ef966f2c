"""Moving a session and calling it off."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries, service
from tracker.supervision.forms import MoveForm, ReasonForm
from tracker.supervision.views.blueprint import bp
from tracker.web.conflicts import stands
from tracker.web.forms import attempt
from tracker.web.transaction import reads, saved, writes


def _planned(uow: UnitOfWork, id: UUID) -> queries.Seat:
    found = queries.seat(uow, id, "U")
    if found.row.state != "planned":
        raise NotFound
    return found


@bp.get("/<uuid:id>/flyt")
@reads
def moving(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Another time."""
    return render_template("supervision/move.html", seat=_planned(uow, id), form=_move_form(uow, id))


def _move_form(uow: UnitOfWork, id: UUID) -> MoveForm:
    row = _planned(uow, id).row
    local = row.starts_at.astimezone(uow.zone)
    values = {"day": local.date(), "time": local.time(), "reason": "", "version": row.version}
    return MoveForm(formdata=None, data=values)


@bp.post("/<uuid:id>/flyt")
@writes
@stands(_move_form)
def move(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Move it; everybody is told."""
    found, form = _planned(uow, id), MoveForm()
    said: dict[str, Any] = {"reason": form.reason.data, "version": form.version.data}
    day: Any = form.day.data
    if attempt(form, lambda: service.move(uow, id, day, form.time.data, **said)):
        return saved(url_for("supervision.show", id=id))
    return render_template("supervision/move.html", seat=found, form=form), 422


@bp.get("/<uuid:id>/aflys")
@reads
def cancelling(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What calling it off does, and why it is."""
    return render_template("supervision/cancel.html", seat=_planned(uow, id), form=_cancel_form(uow, id), now=uow.now)


def _cancel_form(uow: UnitOfWork, id: UUID) -> ReasonForm:
    return ReasonForm(formdata=None, data={"version": _planned(uow, id).row.version})


@bp.post("/<uuid:id>/aflys")
@writes
@stands(_cancel_form)
def cancel(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Call it off."""
    found, form = _planned(uow, id), ReasonForm()
    said: dict[str, Any] = {"reason": form.reason.data, "version": form.version.data}
    if attempt(form, lambda: service.call_off(uow, id, **said)):
        return saved(url_for("supervision.group", id=found.row.group_id))
    return render_template("supervision/cancel.html", seat=found, form=form, now=uow.now), 422
