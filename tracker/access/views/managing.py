"""Who can sign in: the administrator invites and disables, and sees nothing else of anybody."""

from uuid import UUID

from flask import current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import accounts as managing
from tracker.access import queries
from tracker.access.views.blueprint import bp
from tracker.kernel.permissions import Standing
from tracker.people.resembling import resembling
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import reads, saved, writes


@bp.get("/indstillinger/konti")
@reads
def accounts(uow: UnitOfWork) -> ResponseReturnValue:
    """Everybody's account."""
    uow.require("R", "system", Standing(uow.actor.roles))
    settings = current_app.extensions["ledertrivsel.settings"]
    found = queries.accounts(uow.session, uow.today)
    return render_template("access/accounts.html", accounts=found, mine=g.me.person.id, sends=settings.sends_links)


@bp.post("/indstillinger/konti/<uuid:id>/inviter")
@writes
def invite(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Send a person a link to choose a password."""
    managing.invite(uow, id)
    resembles = resembling(uow.session, id, uow.today)
    return saved(url_for("access.accounts"), _("The invitation is on its way"), resembles=resembles)


@bp.post("/indstillinger/konti/<uuid:id>/luk")
@writes
def disable(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Close a person's account."""
    managing.disable(uow, id)
    return saved(url_for("access.accounts"))


@bp.post("/indstillinger/konti/<uuid:id>/aabn")
@writes
def enable(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Open it again."""
    managing.enable(uow, id)
    return saved(url_for("access.accounts"))


@bp.post("/indstillinger/konti/<uuid:id>/glem-telefon")
@writes
def forget_phone(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A person lost the phone the codes come from."""
    managing.forget_second_step(uow, id)
    return saved(url_for("access.accounts"))


@bp.post("/indstillinger/konti/<uuid:id>/glem-login")
@writes
def forget_identity(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A person's account at the provider was made anew."""
    managing.forget_identity(uow, id)
    return saved(url_for("access.accounts"))
