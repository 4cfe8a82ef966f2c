"""Planning a seminar."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.seminars import queries, service
from tracker.seminars.forms import ChangeForm, PlanForm
from tracker.seminars.service import Frame
from tracker.seminars.views.shared import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices
from tracker.web.language import order
from tracker.web.transaction import reads, saved, writes

USUAL = ["LE", "LL", "TM"]


@bp.get("/seminar/plan/<uuid:id>")
@reads
def current(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A plan's seminar: to run it, to take part in it, or to plan one."""
    row = queries.standing_one(uow, id)
    if row is None:
        _plan(uow, id)
        return redirect(url_for("seminars.new", id=id), 302)
    seat = queries.seat(uow, row.id)
    return redirect(url_for("seminars.steer" if seat.steers else "seminars.take_part", id=row.id), 302)


@bp.get("/seminar/plan/<uuid:id>/nyt")
@reads
def new(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """When, how, and who is invited."""
    plan = _plan(uow, id)
    first = max(plan.themes_close - timedelta(days=14), uow.today + timedelta(days=7))
    values = {
        "mode": "meeting",
        "opens": first,
        "closes": first + timedelta(days=14),
        "audience": plan.audience or USUAL,
    }
    return render_template("seminars/new.html", form=_offering(uow, PlanForm(formdata=None, data=values)), plan=plan)


def _plan(uow: UnitOfWork, id: UUID) -> Any:
    plan = queries.plan_of(uow, id)
    if not queries.may_plan(uow, plan):
        raise NotFound
    return plan


def _offering(uow: UnitOfWork, form: PlanForm) -> PlanForm:
    here = sorted(people.employed(uow.session, uow.today), key=lambda one: order(one.name))
    named = ((str(one.id), f"{one.name}, {one.title}") for one in here)
    form.facilitator.choices = choices(("", gettext("Nobody besides HR and the coordinator")), *named)
    return form


def _said(form: PlanForm) -> Frame:
    facilitator = UUID(form.facilitator.data) if form.facilitator.data else None
    opens: Any = form.opens.data  # required: there is one where the form is in shape
    return Frame(form.mode.data, opens, form.closes.data, form.audience.data or [], facilitator)


@bp.post("/seminar/plan/<uuid:id>/nyt")
@writes
def create(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Plan it, and invite."""
    plan = _plan(uow, id)
    form = _offering(uow, PlanForm())
    made: list[UUID] = []
    if attempt(form, lambda: made.append(service.plan(uow, id, _said(form)))):
        return saved(url_for("seminars.steer", id=made[0]))
    return render_template("seminars/new.html", form=form, plan=plan), 422


@bp.get("/seminar/<uuid:id>/ret")
@reads
def edit(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The same, to change it."""
    return render_template("seminars/edit.html", form=_standing(uow, id), id=id)


def _standing(uow: UnitOfWork, id: UUID) -> ChangeForm:
    row = queries.seat(uow, id, "C").seminar
    data = {name: getattr(row, name) for name in ("mode", "opens", "closes", "audience", "version")}
    form = ChangeForm(formdata=None, data=data | {"facilitator": str(row.facilitator_id or "")})
    _offering(uow, form)
    return form


@bp.post("/seminar/<uuid:id>/ret")
@writes
@stands(_standing)
def change(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    queries.seat(uow, id, "C")
    form = ChangeForm()
    _offering(uow, form)
    if attempt(form, lambda: service.change(uow, id, _said(form), version=form.version.data)):
        return saved(url_for("seminars.steer", id=id))
    return render_template("seminars/edit.html", form=form, id=id), 422
