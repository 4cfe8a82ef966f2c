"""Asking for support, for oneself."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.permissions import Standing
from tracker.plans.queries.special import special_support
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries, service
from tracker.warnings.forms import SupportForm
from tracker.warnings.views.blueprint import bp, offering, options
from tracker.web.forms import Form, attempt
from tracker.web.language import language
from tracker.web.transaction import marks, reads, saved, writes


@bp.get("/stoette")
@reads
def new_support(uow: UnitOfWork) -> ResponseReturnValue:
    """The form to ask for support."""
    return _support_page(uow, offering(SupportForm()))


@bp.post("/stoette")
@writes
def ask(uow: UnitOfWork) -> ResponseReturnValue:
    """Ask for support."""
    form, made = offering(SupportForm()), []

    def act() -> None:
        said = {"support": form.support.data, "words": form.words.data or ""}
        made.append(service.ask(uow, **said, lang=language()))

    if attempt(form, act):
        return saved(url_for("warnings.support", id=made[0]))
    return _support_page(uow, form), 422


@bp.get("/stoette/<uuid:id>")
@marks
def support(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One request, for its asker and for HR."""
    page = queries.support(uow, id)
    kinds = {item.code: item.title.in_(language()) for item in options().items}
    return render_template("warnings/support.html", page=page, kind=kinds.get(page.kind, ""))


@bp.post("/stoette/<uuid:id>/traek-tilbage")
@writes
def withdraw(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it back."""
    service.withdraw(uow, id)
    return saved(url_for("warnings.support", id=id))


def _support_page(uow: UnitOfWork, form: Form) -> str:
    uow.require("U", "person_warning", Standing(uow.actor.roles, frozenset({"own"})))
    return render_template("warnings/ask.html", form=form, plan=special_support(uow))
