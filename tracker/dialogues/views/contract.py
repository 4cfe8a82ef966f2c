"""Agreements with oneself."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.dialogues import queries, service
from tracker.dialogues.forms import EditPromiseForm, PromiseForm
from tracker.dialogues.views.blueprint import bp, own_title, version_of, worded
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt
from tracker.web.transaction import reads, saved, writes


@bp.get("/egne")
@reads
def contract(uow: UnitOfWork) -> ResponseReturnValue:
    """What I agreed with myself, and the form for one more."""
    return _page(uow, PromiseForm(formdata=None))


@bp.post("/egne")
@writes
def add_promise(uow: UnitOfWork) -> ResponseReturnValue:
    """Agree something more."""
    queries.own(uow, "C")
    form = PromiseForm()
    if attempt(form, lambda: service.add_promise(uow, worded(uow, form, own_title()))):
        return saved(url_for("dialogues.contract"))
    return _page(uow, form), 422


@bp.get("/egne/<uuid:id>")
@reads
def promise(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One of them, to change it or to let it go."""
    return _promise_page(uow, id, _filled(uow, id))


def _filled(uow: UnitOfWork, id: UUID) -> EditPromiseForm:
    found = queries.promise(uow, id)
    form = EditPromiseForm(formdata=None, data={name: getattr(found, name) for name in ("text", "first", "version")})
    form.show(found.cadence)
    return form


@bp.post("/egne/<uuid:id>")
@writes
@stands(_filled)
def edit_promise(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    queries.promise(uow, id)
    form = EditPromiseForm()

    def act() -> None:
        service.edit_promise(uow, id, worded(uow, form, own_title()), version=form.version.data or 0)

    if attempt(form, act):
        return saved(url_for("dialogues.contract"))
    return _promise_page(uow, id, form), 422


@bp.post("/egne/<uuid:id>/luk")
@writes
def close_promise(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It has done its part."""
    service.close_promise(uow, id, version=version_of())
    return saved(url_for("dialogues.contract"))


@bp.post("/egne/<uuid:id>/slet")
@writes
def delete_promise(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it away, with what was learned from it."""
    service.delete_promise(uow, id, version=version_of())
    return saved(url_for("dialogues.contract"))


def _page(uow: UnitOfWork, form: PromiseForm) -> str:
    mine = queries.promises(uow)
    kept: dict[str, Any] = {"open": [one for one in mine if one.closed_at is None]}
    kept["closed"] = [one for one in mine if one.closed_at is not None]
    return render_template("dialogues/contract.html", form=form, today=uow.today, notes=queries.notes(uow), **kept)


def _promise_page(uow: UnitOfWork, id: UUID, form: EditPromiseForm) -> str:
    found = queries.promise(uow, id)
    version = VersionForm(formdata=None, data={"version": found.version})
    return render_template("dialogues/promise.html", form=form, found=found, version_form=version, today=uow.today)
