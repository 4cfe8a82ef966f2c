"""Signing in and out."""

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.access import devices, second_step, service
from tracker.access.forms import PersonaForm, SignInForm
from tracker.access.views.blueprint import (
    address,
    bp,
    device,
    give,
    known_as,
    needs_code,
    remember,
    take_back,
    token,
    welcome,
)
from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import public, store, writes, writes_publicly


@bp.get("/log-ind")
@public
def sign_in_page() -> ResponseReturnValue:
    """The ways in."""
    return _page(SignInForm())


def _page(form: SignInForm) -> str:
    settings = current_app.extensions["ledertrivsel.settings"]
    return render_template(
        "access/sign_in.html",
        form=form,
        sign_on=bool(settings.oidc_issuer),
        name=settings.oidc_name,
        is_spare=bool(settings.oidc_issuer) and not settings.local_sign_in,
    )


@bp.post("/log-ind")
@writes_publicly
def sign_in(uow: UnitOfWork) -> ResponseReturnValue:
    """Check the password and start a session."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    person_id = service.check_password(
        uow, form.email.data, form.password.data, address=address(), browser=known_as(), all_may=_all_may()
    )
    if person_id is None:
        return _wrong()
    new, waits = second_step.sign_in(uow, person_id, required=needs_code(), device=device())
    service.sign_out(uow, token())
    answer = give(redirect(url_for("access.code_page"), 303), new) if waits else welcome(new)
    return remember(answer, devices.remember(uow, person_id, known_as()))


def _all_may() -> bool:
    """Whether everybody may come by a password, or the administrator alone (the spare key)."""
    settings = current_app.extensions["ledertrivsel.settings"]
    return settings.local_sign_in or not settings.oidc_issuer


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
    is_elsewhere = service.sign_out(uow, token())
    there = current_app.extensions["ledertrivsel.provider"]
    page = "access.signed_out" if is_elsewhere and there else "access.sign_in_page"
    return take_back(redirect(url_for(page), 303))


def _personas() -> Callable[..., list[dict[str, Any]]]:
    """The demo's list; NotFound where this is not a demo."""
    show: Callable[..., list[dict[str, Any]]] | None = current_app.extensions.get("ledertrivsel.personas")
    if show is None:
        raise NotFound
    return show
