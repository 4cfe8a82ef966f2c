"""The methods a group describes itself."""

from itertools import dropwhile
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries, service
from tracker.supervision.forms import ChangeMethodForm, MethodForm
from tracker.supervision.rules import MOST_STEPS, Step
from tracker.supervision.views.blueprint import Shown, bp, shown
from tracker.web.conflicts import stands
from tracker.web.forms import attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/gruppe/<uuid:id>/metoder")
@reads
def methods(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The ready-made one, and the group's own."""
    place = queries.place(uow, id, "U")
    frame, used = queries.frame(uow.session, id)
    own = [(one.id, shown(one)) for one in queries.methods(uow.session, id)]
    now = {"begun": frame is not None, "used": used.id if used else None}
    return render_template("supervision/methods.html", place=place, ready=shown(None), own=own, **now)


@bp.get("/gruppe/<uuid:id>/metoder/ny")
@reads
def new_method(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A new one, begun with the ready-made steps."""
    form = MethodForm(formdata=None, data=_values(shown(None)) | {"name": ""})
    return _page(uow, id, form)


@bp.post("/gruppe/<uuid:id>/metoder/ny")
@writes
def describe(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Describe it."""
    queries.place(uow, id, "U")
    form = MethodForm()
    if attempt(form, lambda: service.describe(uow, id, form.name.data, _steps(form), lang=language())):
        return saved(url_for("supervision.methods", id=id))
    return _page(uow, id, form), 422


@bp.get("/metode/<uuid:id>")
@reads
def method(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One of the group's own, to change it."""
    row = queries.own_method(uow, id)
    return _page(uow, row.group_id, _standing(uow, id), id)


def _standing(uow: UnitOfWork, id: UUID) -> ChangeMethodForm:
    row = queries.own_method(uow, id)
    return ChangeMethodForm(formdata=None, data=_values(shown(row)) | {"name": row.name, "version": row.version})


@bp.post("/metode/<uuid:id>")
@writes
@stands(_standing)
def change_method(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    row, form = queries.own_method(uow, id), ChangeMethodForm()
    said: dict[str, Any] = {"lang": language(), "version": form.version.data}
    if attempt(form, lambda: service.describe_again(uow, id, form.name.data, _steps(form), **said)):
        return saved(url_for("supervision.methods", id=row.group_id))
    return _page(uow, row.group_id, form, id), 422


@bp.post("/metode/<uuid:id>/slet")
@writes
def forget_method(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Delete one that is not in use."""
    return saved(url_for("supervision.methods", id=service.forget_method(uow, id)))


def _values(method: Shown) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, step in enumerate(method.steps, 1):
        found |= {f"title_{number}": step.title, f"minutes_{number}": step.minutes, f"hint_{number}": step.hint}
    return found


def _steps(form: MethodForm) -> list[Step]:
    """The steps up to the last that says something."""
    numbers = range(1, MOST_STEPS + 1)
    said = [(form[f"title_{n}"].data, form[f"minutes_{n}"].data, form[f"hint_{n}"].data) for n in numbers]
    kept = [*dropwhile(lambda one: not any(one), reversed(said))][::-1]
    return [Step(title or "", minutes or 0, hint or "") for title, minutes, hint in kept]


def _page(uow: UnitOfWork, group_id: UUID, form: MethodForm, method_id: UUID | None = None) -> str:
    place = queries.place(uow, group_id, "U")
    return render_template("supervision/method.html", place=place, form=form, id=method_id, most=MOST_STEPS)
