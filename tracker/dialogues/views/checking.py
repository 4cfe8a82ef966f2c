"""How am I? For oneself."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.dialogues import queries, service
from tracker.dialogues.forms import CheckInForm, ShareForm
from tracker.dialogues.views.blueprint import bp
from tracker.kernel.permissions import Role
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import attempt, choices, id_of
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/tjek")
@reads
def checkins(uow: UnitOfWork) -> ResponseReturnValue:
    """How I have been, and how I am today."""
    return _page(uow, _offering(CheckInForm(formdata=None)))


@bp.post("/tjek")
@writes
def check_in(uow: UnitOfWork) -> ResponseReturnValue:
    """Say how I am."""
    queries.own(uow, "C")
    form = _offering(CheckInForm())

    def act() -> None:
        values = {item.code: form[item.code].data or 0 for item in queries.continua().items}
        service.check_in(uow, values, note=form.note.data or "", lang=language())

    if attempt(form, act):
        return saved(url_for("dialogues.checkins"))
    return _page(uow, form), 422


@bp.post("/tjek/<uuid:id>/slet")
@writes
def forget_checkin(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take one away."""
    service.forget_checkin(uow, id)
    return saved(url_for("dialogues.checkins"))


@bp.get("/tjek/<uuid:id>/del")
@reads
def sharing(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """With whom?"""
    return _share_page(uow, id, ShareForm(formdata=None))


@bp.post("/tjek/<uuid:id>/del")
@writes
def share_checkin(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Share this one."""
    queries.checkin(uow, id)
    form = ShareForm()
    if attempt(form, lambda: service.share_checkin(uow, id, id_of(form.to.data))):
        return saved(url_for("dialogues.checkins"))
    return _share_page(uow, id, form), 422


@bp.get("/delt/<uuid:id>")
@reads
def shared(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What somebody chose to share with me."""
    return render_template("dialogues/shared.html", shown=queries.shown(uow, id), guide=queries.continua())


@bp.post("/delt/<uuid:id>/tilbage")
@writes
def unshare(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it back."""
    service.unshare(uow, id)
    return saved(url_for("dialogues.checkins"))


def _share_page(uow: UnitOfWork, id: UUID, form: ShareForm) -> str:
    one = queries.checkin(uow, id)
    form.to.choices = choices(*((str(each.id), f"{each.name}, {each.title}") for each in queries.may_be_chosen(uow)))
    return render_template("dialogues/share.html", form=form, one=one, guide=queries.continua())


def _offering(form: CheckInForm) -> CheckInForm:
    for item in queries.continua().items:
        form[item.code].label.text = item.title.in_(language())
        form[item.code].choices = choices(*((step, str(step)) for step in range(queries.LOWEST, queries.HIGHEST + 1)))
    return form


def _page(uow: UnitOfWork, form: CheckInForm) -> str:
    return render_template(
        "dialogues/checkins.html",
        form=form,
        guide=queries.continua(),
        checkins=queries.checkins(uow),
        shares=queries.shares(uow),
        asks_for_support=Role.L in uow.actor.roles,
    )
