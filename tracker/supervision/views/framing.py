"""Setting up the frame, changing and stopping it, and asking a facilitator."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.kernel.errors import NotFound
from tracker.people.resembling import resembling
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries, service
from tracker.supervision.forms import READY_MADE, ChangeFrameForm, FacilitatorForm, FrameForm, StopForm
from tracker.supervision.rules import LENGTHS
from tracker.supervision.views.blueprint import bp, lengths, shown
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices, id_of
from tracker.web.transaction import reads, saved, writes

A_WHILE = timedelta(days=180)


@bp.get("/gruppe/<uuid:id>/begynd")
@reads
def new(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """How the group will do it."""
    queries.place(uow, id, "U")
    if queries.frame(uow.session, id)[0]:
        return redirect(url_for("supervision.edit", id=id), 302)
    return _page(uow, id, _offering(uow, id, FrameForm(formdata=None)))


@bp.post("/gruppe/<uuid:id>/begynd")
@writes
def begin(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Set it up; everybody is told of the first session."""
    queries.place(uow, id, "U")
    form = _offering(uow, id, FrameForm())
    if attempt(form, lambda: service.set_up(uow, id, _said(form))):
        return saved(url_for("supervision.group", id=id))
    return _page(uow, id, form), 422


@bp.get("/gruppe/<uuid:id>/ramme")
@reads
def edit(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The frame, to change it."""
    return _page(uow, id, _standing(uow, id), changes=True)


def _standing(uow: UnitOfWork, id: UUID) -> ChangeFrameForm:
    queries.place(uow, id, "U")
    row, _ = queries.frame(uow.session, id)
    if row is None:
        raise NotFound
    values = {"method": str(row.method_id or READY_MADE), "day": row.first, "time": row.at}
    form = ChangeFrameForm(formdata=None, data=values | {"minutes": str(row.minutes), "version": row.version})
    form.show(row.cadence)
    _offering(uow, id, form)
    return form


@bp.post("/gruppe/<uuid:id>/ramme")
@writes
@stands(_standing)
def change(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it; what lies ahead follows."""
    _standing(uow, id)
    form = ChangeFrameForm()
    _offering(uow, id, form)
    if attempt(form, lambda: service.set_up(uow, id, _said(form), version=form.version.data)):
        return saved(url_for("supervision.group", id=id))
    return _page(uow, id, form, changes=True), 422


def _offering(uow: UnitOfWork, id: UUID, form: FrameForm) -> FrameForm:
    own = [(str(each.id), each.name) for each in queries.methods(uow.session, id)]
    form.method.choices = choices((READY_MADE, gettext("%(name)s (ready to use)", name=shown(None).name)), *own)
    form.minutes.choices = lengths(LENGTHS)
    return form


def _said(form: FrameForm) -> service.What:
    day: Any = form.day.data  # required: there is one where the form is in shape
    method = id_of(form.method.data) if form.method.data else None
    return service.What(method, day, form.time.data, int(form.minutes.data), form.chosen(day))


def _page(uow: UnitOfWork, id: UUID, form: FrameForm, *, changes: bool = False) -> str:
    place = queries.place(uow, id, "U")
    return render_template("supervision/frame.html", place=place, form=form, changes=changes, method=shown(None))


@bp.get("/gruppe/<uuid:id>/stop")
@reads
def stopping(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What happens when the group stops."""
    place = queries.place(uow, id, "S")
    return render_template("supervision/stop.html", place=place, form=_stop_form(uow, id))


def _stop_form(uow: UnitOfWork, id: UUID) -> StopForm:
    queries.place(uow, id, "S")
    row, _ = queries.frame(uow.session, id)
    if row is None:
        raise NotFound
    return StopForm(formdata=None, data={"version": row.version})


@bp.post("/gruppe/<uuid:id>/stop")
@writes
@stands(_stop_form)
def stop(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Stop."""
    place, form = queries.place(uow, id, "S"), StopForm()
    if attempt(form, lambda: service.stop(uow, id, version=form.version.data)):
        return saved(url_for("supervision.group", id=id))
    return render_template("supervision/stop.html", place=place, form=form), 422


@bp.get("/gruppe/<uuid:id>/facilitator")
@reads
def facilitator(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Who runs the sessions, where somebody from outside does."""
    return _facilitator_page(uow, id, FacilitatorForm(formdata=None, data={"until": uow.today + A_WHILE}))


@bp.post("/gruppe/<uuid:id>/facilitator")
@writes
def ask_facilitator(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask somebody."""
    queries.place(uow, id, "S")
    form, asked = FacilitatorForm(), list[UUID]()
    if attempt(form, lambda: asked.append(service.ask_facilitator(uow, id, form.email.data, _day(form)))):
        return saved(url_for("supervision.facilitator", id=id), resembles=resembling(uow.session, asked[0], uow.today))
    return _facilitator_page(uow, id, form), 422


def _day(form: FacilitatorForm) -> Any:
    return form.until.data


@bp.post("/gruppe/<uuid:id>/facilitator/<uuid:person_id>/slut")
@writes
def release_facilitator(uow: UnitOfWork, id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Ask that person no more."""
    service.release_facilitator(uow, id, person_id)
    return saved(url_for("supervision.facilitator", id=id))


def _facilitator_page(uow: UnitOfWork, id: UUID, form: FacilitatorForm) -> str:
    place = queries.place(uow, id, "S")
    found = queries.facilitators(uow, id)
    return render_template("supervision/facilitator.html", place=place, form=form, found=found)
