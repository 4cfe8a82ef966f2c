"""Signing in and out."""

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.access import second_step, service
from tracker.access.forms import PersonaForm, SignInForm
from tracker.access.views.blueprint import address, bp, device, give, needs_code, take_back, token, welcome
from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import public, store, writes, writes_publicly


@bp.get("/log-ind")
@public
def sign_in_page() -> ResponseReturnValue:
    """The sign-in form."""
    return render_template("access/sign_in.html", form=SignInForm())


@bp.post("/log-ind")
@writes_publicly
def sign_in(uow: UnitOfWork) -> ResponseReturnValue:
    """Check the password and start a session."""
    form = SignInForm()
    if not form.validate():
        return render_template("access/sign_in.html", form=form), 422
    person_id = service.check_password(uow, form.email.data, form.password.data, address=address())
    if person_id is None:
        return _wrong()
    new, waits = second_step.sign_in(uow, person_id, required=needs_code(), device=device())
    service.sign_out(uow, token())
    return give(redirect(url_for("access.code_page"), 303), new) if waits else welcome(new)


def _wrong() -> Response:
    """A 303 commits, so that the wrong guess is counted; the page it leads to says what is wrong."""
    flash(
        _("The e-mail address or the password is not right, or there were too many tries. Wait five minutes."), "error"
    )
    return redirect(url_for("access.sign_in_page"), 303)


@bp.get("/personer")
@public
def personas() -> ResponseReturnValue:
    """The demo's people, to sign in as with one click."""
    show = _personas()
    with store().read() as uow:
        g.uow = uow
        return render_template("access/personas.html", personas=show(uow.session), form=PersonaForm())


@bp.post("/personer")
@writes_publicly
def be_persona(uow: UnitOfWork) -> ResponseReturnValue:
    """Sign in as one of the demo's people."""
    form = PersonaForm()
    allowed = {entry["id"] for entry in _personas()(uow.session)}
    person_id = form.person.data if form.validate() else None
    if person_id is None or person_id not in allowed:
        raise NotFound
    session.pop("lang", None)
    service.sign_out(uow, token())
    return welcome(service.sign_in(uow, person_id, device=device()))


@bp.post("/log-ud")
@writes
def sign_out(uow: UnitOfWork) -> ResponseReturnValue:
    """End the session."""
    service.sign_out(uow, token())
    return take_back(redirect(url_for("access.sign_in_page"), 303))


def _personas() -> Callable[..., list[dict[str, Any]]]:
    """The demo's list; NotFound where this is not a demo."""
    show: Callable[..., list[dict[str, Any]]] | None = current_app.extensions.get("ledertrivsel.personas")
    if show is None:
        raise NotFound
    return show
