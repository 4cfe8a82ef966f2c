"""What the two agreed."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.dialogues import queries, service
from tracker.dialogues.forms import AgreementForm, EditAgreementForm
from tracker.dialogues.views.blueprint import bp, shared_title, version_of, worded
from tracker.dialogues.views.talking import owned, page
from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt
from tracker.web.transaction import reads, saved, writes


@bp.post("/samtale/<uuid:id>/aftale")
@writes
def agree(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Write one down."""
    form = owned(AgreementForm(), queries.show(uow, id))
    if attempt(form, lambda: service.agree(uow, id, worded(uow, form, shared_title()), owners=form.owners.data)):
        return saved(url_for("dialogues.show", id=id, _anchor="aftaler"))
    return page(uow, id, form), 422


@bp.get("/aftale/<uuid:id>")
@reads
def agreement(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One agreement, to change it or to close it."""
    return _page(uow, id, _filled(uow, id))


def _open(uow: UnitOfWork, id: UUID) -> tuple[queries.AgreementView, queries.Talk]:
    found = queries.agreement(uow, id)
    talk = queries.show(uow, found.dialogue_id)
    if found.closed_at is not None or not talk.still:
        raise NotFound
    return found, talk


def _filled(uow: UnitOfWork, id: UUID) -> EditAgreementForm:
    found, talk = _open(uow, id)
    data = {name: getattr(found, name) for name in ("text", "owners", "first", "version")}
    form = EditAgreementForm(formdata=None, data=data)
    form.show(found.cadence)
    owned(form, talk)
    return form


@bp.post("/aftale/<uuid:id>")
@writes
@stands(_filled)
def edit_agreement(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    found, talk = _open(uow, id)
    form = EditAgreementForm()
    owned(form, talk)

    def act() -> None:
        said = worded(uow, form, shared_title())
        service.edit_agreement(uow, id, said, owners=form.owners.data, version=form.version.data or 0)

    if attempt(form, act):
        return saved(url_for("dialogues.show", id=found.dialogue_id, _anchor="aftaler"))
    return _page(uow, id, form), 422


@bp.post("/aftale/<uuid:id>/luk")
@writes
def close_agreement(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It needs no more follow-up."""
    found, _talk = _open(uow, id)
    service.close_agreement(uow, id, version=version_of())
    return saved(url_for("dialogues.show", id=found.dialogue_id, _anchor="aftaler"))


def _page(uow: UnitOfWork, id: UUID, form: EditAgreementForm) -> str:
    found, talk = _open(uow, id)
    version = VersionForm(formdata=None, data={"version": found.version})
    return render_template("dialogues/agreement.html", form=form, found=found, talk=talk, version_form=version)
