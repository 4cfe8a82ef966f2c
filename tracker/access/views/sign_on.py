"""Single sign-on: there, back again, and out."""

import logging
from typing import Any

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import proof, service, single_sign_on
from tracker.access.proof import NotLetIn, NotProven, ProviderAway, Trust
from tracker.access.views.blueprint import bp, device, give, needs_code, token, welcome
from tracker.kernel.errors import NotFound
from tracker.web.transaction import public, store

log = logging.getLogger("ledertrivsel.access")
BEGUN = "sign_on"
"""what the form cookie calls a sign-in that was begun"""


def provider() -> Any:
    """Whom single sign-on speaks to; NotFound where there is none."""
    found = current_app.extensions["ledertrivsel.provider"]
    if found is None:
        raise NotFound
    return found


@bp.get("/log-ind/faelles")
@public
def sign_on() -> ResponseReturnValue:
    """To the organisation's own sign-in."""
    try:
        where, start = provider().begin()
    except ProviderAway as error:
        return _away(error)
    session[BEGUN] = start.as_dict()
    return redirect(where, 303)


@bp.get("/log-ind/retur")
@public
def sign_on_return() -> ResponseReturnValue:
    """Back from it: checked, and in."""
    there, kept = provider(), session.pop(BEGUN, None)
    try:
        start = proof.begun(kept, request.args.get("state", ""))
        claims = there.finish(start, request.args)
    except ProviderAway as error:
        return _away(error)
    except NotProven as error:
        log.warning("a sign-in was not proven: %s", error)
        return _back(_("The sign-in could not be confirmed. Begin again."))
    return _come_in(claims)


def _come_in(claims: dict[str, Any]) -> ResponseReturnValue:
    try:
        with store().work() as uow:
            trust: Trust = provider().trust
            new, waits = single_sign_on.sign_in(uow, claims, trust, required=needs_code(), device=device())
            service.sign_out(uow, token())
    except NotLetIn as error:
        log.warning("somebody who was proven was not let in: %s", error)
        return _back(_("Your organisation knows you, but you have no access here. Ask HR, or who runs Ledertrivsel."))
    return give(redirect(url_for("access.code_page"), 303), new) if waits else welcome(new)


def _away(error: ProviderAway) -> ResponseReturnValue:
    log.warning("the provider of single sign-on is away: %s", error)
    return _back(_("Your organisation's sign-in does not answer. Try again in a moment."))


def _back(message: str) -> ResponseReturnValue:
    flash(message, "error")
    return redirect(url_for("access.sign_in_page"), 303)


@bp.get("/log-ud/faerdig")
@public
def signed_out() -> ResponseReturnValue:
    """Signed out here, and where one can sign out of the rest."""
    settings = current_app.extensions["ledertrivsel.settings"]
    way_out = provider().way_out(settings.base_url.rstrip("/") + url_for("access.sign_in_page"))
    return render_template("access/signed_out.html", way_out=way_out, name=settings.oidc_name)


@bp.post("/log-ud/fra-udbyder")
@public
def left() -> ResponseReturnValue:
    """The provider says that somebody signed out there (back-channel)."""
    try:
        subject, session_there = provider().left(request.form.get("logout_token", ""))
    except (NotProven, ProviderAway) as error:
        log.warning("a sign-out was not proven: %s", error)
        return "", 400, {"Cache-Control": "no-store"}
    with store().work() as uow:
        single_sign_on.left(uow, provider().issuer_said, subject, session_there)
    return "", 200, {"Cache-Control": "no-store"}
