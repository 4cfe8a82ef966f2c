"""Where I am signed in, my password, and the hat I wear."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import queries, service, sessions
from tracker.access.forms import PasswordForm
from tracker.access.views.blueprint import bp, device, give, take_back, token
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import attempt
from tracker.web.transaction import reads, saved, writes


@bp.get("/min-side/sessioner")
@reads
def mine(uow: UnitOfWork) -> ResponseReturnValue:
    """Where I am signed in."""
    return _page(uow)


def _page(uow: UnitOfWork, form: PasswordForm | None = None) -> str:
    return render_template(
        "access/sessions.html",
        sessions=queries.sessions(uow.session, uow.actor.me),
        here=g.me.session_id,
        form=(form or PasswordForm(formdata=None)) if queries.has_password(uow.session, uow.actor.me) else None,
    )


@bp.post("/min-side/sessioner/<uuid:id>/afslut")
@writes
def end(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Sign out somewhere."""
    sessions.end(uow, id)
    return saved(url_for("access.mine"), _("Signed out there"))


@bp.post("/min-side/sessioner/log-ud-overalt")
@writes
def end_all(uow: UnitOfWork) -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    sessions.end_all(uow)
    return take_back(redirect(url_for("access.sign_in_page"), 303))


@bp.post("/min-side/adgangskode")
@writes
def change_password(uow: UnitOfWork) -> ResponseReturnValue:
    """Choose a new password; every other session ends."""
    form = PasswordForm()
    if not attempt(form, lambda: service.check_new_password(uow, uow.actor.me, form.new.data)):
        return _page(uow, form), 422
    if not service.knows_password(uow, form.current.data):
        flash(_("Nothing is changed: the password you have now is another, or there were too many tries."), "error")
        return redirect(url_for("access.mine"), 303)
    new = service.change_password(uow, g.me.hat, form.new.data, device=device())
    return give(saved(url_for("access.mine"), _("Your password is changed, and every other session is over.")), new)


@bp.post("/kasket")
@writes
def wear(uow: UnitOfWork) -> ResponseReturnValue:
    """Act under another of one's hats from now on."""
    new = sessions.wear(uow, token(), request.form.get("hat", ""), g.me.hats)
    return give(redirect(url_for("home.front_page"), 303), new)
