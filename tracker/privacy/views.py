"""Who looked at mine, a copy of my data, and how long things are kept."""

import json

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.kernel.errors import RuleBroken
from tracker.privacy import queries, service
from tracker.privacy.collecting import packed
from tracker.privacy.data_map import ABOUT_PEOPLE
from tracker.privacy.forms import ForgetForm, KeepingForm
from tracker.privacy.rules import KEPT as KINDS
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt
from tracker.web.transaction import marks, reads, saved, writes

bp = Blueprint("privacy", __name__)
TITLES = {data.table: data.title for data in ABOUT_PEOPLE}


@bp.get("/min-side/log")
@reads
def log(uow: UnitOfWork) -> ResponseReturnValue:
    """Who read something of mine, and what I decided."""
    return render_template("privacy/log.html", log=queries.log(uow))


@bp.get("/min-side/data")
@reads
def data(uow: UnitOfWork) -> ResponseReturnValue:
    """What is known about me: a copy, what I can correct, and when it goes."""
    return _data_page(uow)


def _data_page(uow: UnitOfWork, problem: RuleBroken | None = None) -> str:
    days = queries.days_kept(uow.session)
    return render_template("privacy/data.html", copy=queries.copy(uow), problem=problem, kinds=KINDS, days=days)


@bp.post("/min-side/data")
@writes
def ask(uow: UnitOfWork) -> ResponseReturnValue:
    """Ask for a copy."""
    try:
        service.ask_for_copy(uow)
    except RuleBroken as error:
        return _data_page(uow, error), 422
    return saved(url_for("privacy.data"), _("Your copy is being made. It takes a minute or two."))


@bp.post("/min-side/data/hent")
@writes
def release(uow: UnitOfWork) -> ResponseReturnValue:
    """Press the button: the copy goes out at once."""
    service.release(uow)
    return redirect(url_for("privacy.fetch"), 303)


@bp.get("/min-side/data/hent")
@marks
def fetch(uow: UnitOfWork) -> ResponseReturnValue:
    """Fetch it, once."""
    text = service.fetch(uow)
    page = render_template("privacy/copy.html", titles=TITLES, **json.loads(text))
    answer = make_response(packed(text, page))
    answer.mimetype = "application/zip"
    answer.headers["Content-Disposition"] = 'attachment; filename="data.zip"'
    return answer


@bp.get("/indstillinger/opbevaring")
@reads
def keeping(uow: UnitOfWork) -> ResponseReturnValue:
    """How long what is kept, and what went for it."""
    return _keeping_page(uow, _filled(uow))


def _filled(uow: UnitOfWork) -> KeepingForm:
    report = queries.report(uow)
    return KeepingForm(formdata=None, version=report.version, **{one.kind: one.days for one in report.kinds})


def _keeping_page(uow: UnitOfWork, form: KeepingForm, forget: ForgetForm | None = None) -> str:
    report = queries.report(uow)
    return render_template("privacy/keeping.html", report=report, form=form, forget=forget or ForgetForm(formdata=None))


@bp.post("/indstillinger/opbevaring")
@writes
@stands(_filled)
def keep(uow: UnitOfWork) -> ResponseReturnValue:
    """Say how long things are kept."""
    form = KeepingForm()

    def act() -> None:
        days = {kind: int(form[kind].data) for kind in KINDS}
        service.keep(uow, days, version=form.version.data)

    if attempt(form, act):
        return saved(url_for("privacy.keeping"))
    return _keeping_page(uow, form), 422


@bp.post("/indstillinger/opbevaring/glem")
@writes
def forget(uow: UnitOfWork) -> ResponseReturnValue:
    """Have somebody forgotten who has left."""
    form = ForgetForm()
    if attempt(form, lambda: service.forget_now(uow, form.email.data)):
        return saved(url_for("privacy.keeping"), _("Forgotten"))
    return _keeping_page(uow, _filled(uow), form), 422
