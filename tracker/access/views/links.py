"""A forgotten password, and the link that lets one choose a new one: looking at it uses nothing up."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import accounts, guesses
from tracker.access.forms import ChooseForm, ForgotForm
from tracker.access.views.blueprint import address, bp
from tracker.kernel.errors import NotFound, RuleBroken
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import public, reads_publicly, saved, writes_publicly


@bp.get("/glemt-adgangskode")
@public
def forgot_page() -> ResponseReturnValue:
    """Whose password is forgotten."""
    return render_template("access/forgot.html", form=ForgotForm())


@bp.post("/glemt-adgangskode")
@writes_publicly
def forgot(uow: UnitOfWork) -> ResponseReturnValue:
    """Ask for a link; the answer is the same whether or not there is such an account."""
    form = ForgotForm()
    if not form.validate():
        return render_template("access/forgot.html", form=form), 422
    place = guesses.at(uow, f"forgot {address()}")
    if not guesses.is_too_many(place):
        place.failures += 1
        accounts.ask_for_link(uow, form.email.data)
    flash(_("If there is an account with this e-mail address, a link is on its way. It works for an hour."), "info")
    return redirect(url_for("access.sign_in_page"), 303)


@bp.get("/adgang/<token>")
@reads_publicly
def entry(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    """Choose a password by a link."""
    return _page(token, ChooseForm()) if accounts.opens(uow, token) else _spent()


def _page(token: str, form: ChooseForm) -> str:
    return render_template("access/entry.html", form=form, token=token)


def _spent() -> ResponseReturnValue:
    return render_template("access/spent.html"), 404


@bp.post("/adgang/<token>")
@writes_publicly
def enter(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    """Choose it; the link is used up, and one signs in with the new password."""
    form = ChooseForm()
    if not accounts.opens(uow, token):
        return _spent()
    if not form.validate():
        return _page(token, form), 422
    try:
        accounts.choose_password(uow, token, form.new.data)
    except NotFound:
        return _spent()
    except RuleBroken as error:
        form.broken(error)
        return _page(token, form), 422
    return saved(url_for("access.sign_in_page"), _("Your password is chosen. Sign in with it."))
