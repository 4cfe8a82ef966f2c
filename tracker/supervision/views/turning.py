"""Turns: an acute case, swapping, and who has which part."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries, service
from tracker.supervision.forms import PartsForm
from tracker.supervision.views.blueprint import bp, people_choices
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, id_of
from tracker.web.transaction import reads, saved, writes


@bp.post("/<uuid:id>/akut")
@writes
def take_next(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """I have something acute."""
    service.take_next(uow, id)
    return saved(url_for("supervision.show", id=id))


@bp.post("/<uuid:id>/akut/fortryd")
@writes
def give_back(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It can wait after all."""
    service.give_back(uow, id)
    return saved(url_for("supervision.show", id=id))


@bp.post("/gruppe/<uuid:id>/byt")
@writes
def offer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """I would like to swap."""
    service.offer(uow, id)
    return saved(url_for("supervision.group", id=id))


@bp.post("/gruppe/<uuid:id>/behold")
@writes
def keep(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """I keep my turn."""
    service.keep(uow, id)
    return saved(url_for("supervision.group", id=id))


@bp.post("/gruppe/<uuid:id>/tag/<uuid:person_id>")
@writes
def take_offered(uow: UnitOfWork, id: UUID, person_id: UUID) -> ResponseReturnValue:
    """I take that turn, and give mine."""
    service.take_offered(uow, id, person_id)
    return saved(url_for("supervision.group", id=id))


@bp.get("/<uuid:id>/roller")
@reads
def parts(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Who interviews, and who keeps the time."""
    return _page(uow, id, _standing(uow, id))


def _standing(uow: UnitOfWork, id: UUID) -> PartsForm:
    row = queries.seat(uow, id, "T").row
    if row.state != "planned":
        raise NotFound
    values = {"interviewer": str(row.interviewer_id or ""), "keeper": str(row.keeper_id or "")}
    form = PartsForm(formdata=None, data=values | {"version": row.version})
    _offering(uow, id, form)
    return form


def _offering(uow: UnitOfWork, id: UUID, form: PartsForm) -> None:
    turns = queries.rota_of(uow, queries.seat(uow, id, "T").row.group_id)
    form.interviewer.choices = form.keeper.choices = people_choices(turns.order, turns.people)


@bp.post("/<uuid:id>/roller")
@writes
@stands(_standing)
def agree_parts(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Agree on it."""
    _standing(uow, id)
    form = PartsForm()
    _offering(uow, id, form)
    if attempt(form, lambda: service.agree_parts(uow, id, *_said(form), version=form.version.data)):
        return saved(url_for("supervision.show", id=id))
    return _page(uow, id, form), 422


def _said(form: PartsForm) -> list[UUID | None]:
    return [id_of(field.data) if field.data else None for field in (form.interviewer, form.keeper)]


def _page(uow: UnitOfWork, id: UUID, form: PartsForm) -> str:
    return render_template("supervision/parts.html", seat=queries.seat(uow, id, "T"), form=form)
