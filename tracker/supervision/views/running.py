"""The page in the middle of the table: which step it is, and how long it lasts. It keeps nothing of what is said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries, service
from tracker.supervision.forms import FinishForm
from tracker.supervision.rules import MORE, MOST_MORE, begins
from tracker.supervision.views.blueprint import Shown, bp, people_choices, shown
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, id_of
from tracker.web.transaction import reads, saved, writes


def _planned(uow: UnitOfWork, id: UUID) -> queries.Seat:
    found = queries.seat(uow, id, "T")
    if found.row.state != "planned":
        raise NotFound
    return found


def _method(uow: UnitOfWork, group_id: UUID) -> Shown:
    return shown(queries.frame(uow.session, group_id)[1])


@bp.get("/<uuid:id>/forloeb")
@reads
def run(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The steps with their times, and the one it is at."""
    seat = _planned(uow, id)
    method, row = _method(uow, seat.row.group_id), seat.row
    turns = queries.rota_of(uow, row.group_id)
    times = _times(row, method)
    at = min(row.step, len(method.steps) - 1) if row.step is not None else None
    return render_template(
        "supervision/run.html",
        seat=seat,
        method=method,
        at=at,
        times=times,
        left=max(0, round((times[at + 1] - uow.now).total_seconds())) if at is not None else 0,
        length=60 * (method.steps[at].minutes + row.more) if at is not None else 0,
        can_begin=seat.day <= uow.today,
        can_lengthen=row.more < MOST_MORE,
        more=MORE,
        turns=turns,
        cast=queries.cast(uow, row, turns),
    )


def _times(row: Any, method: Shown) -> list[datetime]:
    """When each step begins, and when the last one ends."""
    minutes = [step.minutes for step in method.steps]
    if row.step is None or row.stepped_at is None:
        return begins(minutes, row.starts_at)
    return begins(minutes, row.stepped_at, min(row.step, len(minutes) - 1), row.more)


@bp.post("/<uuid:id>/forloeb/<int:step>")
@writes
def go(uow: UnitOfWork, id: UUID, step: int) -> ResponseReturnValue:
    """On to a step, or back to one."""
    count = len(_method(uow, _planned(uow, id).row.group_id).steps)
    service.go(uow, id, step, count)
    return redirect(url_for("supervision.run", id=id), 303)


@bp.post("/<uuid:id>/forloeb/laengere")
@writes
def lengthen(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """This step takes a little longer."""
    _planned(uow, id)
    service.lengthen(uow, id)
    return redirect(url_for("supervision.run", id=id), 303)


@bp.get("/<uuid:id>/afslut")
@reads
def finish(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It was held: whose turn was it?"""
    return _page(uow, id, _standing(uow, id))


def _standing(uow: UnitOfWork, id: UUID) -> FinishForm:
    row = _planned(uow, id).row
    turns = queries.rota_of(uow, row.group_id)
    focus = queries.cast(uow, row, turns).focus
    form = FinishForm(formdata=None, data={"focus": str(focus or ""), "version": row.version})
    form.focus.choices = people_choices(turns.order, turns.people)[1:]
    return form


@bp.post("/<uuid:id>/afslut")
@writes
@stands(_standing)
def hold(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say so; whose turn it was goes last in the order."""
    form, standing = FinishForm(), _standing(uow, id)
    form.focus.choices = standing.focus.choices
    if attempt(form, lambda: service.hold(uow, id, id_of(form.focus.data), version=form.version.data)):
        return saved(url_for("supervision.show", id=id))
    return _page(uow, id, form), 422


def _page(uow: UnitOfWork, id: UUID, form: FinishForm) -> str:
    return render_template("supervision/finish.html", seat=_planned(uow, id), form=form)
