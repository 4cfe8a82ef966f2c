"""Units, people, groups and roles from a file: brought, looked at, and taken."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.kernel.errors import RuleBroken
from tracker.kernel.permissions import Standing
from tracker.people import importing
from tracker.people.forms import ImportForm
from tracker.people.reading import COLUMNS, LARGEST_FILE, MOST_ROWS
from tracker.people.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.limits import takes_files
from tracker.web.transaction import reads, saved, writes


@bp.get("/indstillinger/import")
@reads
def import_page(uow: UnitOfWork) -> ResponseReturnValue:
    """Choose a file."""
    uow.require("C", "people", Standing(uow.actor.roles))
    return _page(ImportForm(formdata=None))


def _page(form: ImportForm) -> str:
    return render_template(
        "people/import.html", form=form, columns=COLUMNS, most=MOST_ROWS, megabytes=LARGEST_FILE // 1024 // 1024
    )


@bp.post("/indstillinger/import")
@takes_files(LARGEST_FILE)
@writes
def ask_import(uow: UnitOfWork) -> ResponseReturnValue:
    """Bring it."""
    uow.require("C", "people", Standing(uow.actor.roles))
    form = ImportForm()
    if not form.validate():
        return _page(form), 422
    try:
        id_ = importing.ask(uow, form.file.data.read(LARGEST_FILE + 1))
    except RuleBroken as error:
        form.broken(error)
        return _page(form), 422
    return saved(url_for("people.show_import", id=id_), _("The file has been received."))


@bp.get("/indstillinger/import/<uuid:id>")
@reads
def show_import(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """How far it has come, and what it would do or did."""
    row = importing.mine(uow, id)
    return render_template("people/imported.html", row=row, working=row.state in importing.WORKING)


@bp.post("/indstillinger/import/<uuid:id>/tag")
@writes
def take_import(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it, as it was shown."""
    importing.take(uow, id)
    return saved(url_for("people.show_import", id=id), _("It is being taken in."))


@bp.post("/indstillinger/import/<uuid:id>/drop")
@writes
def drop_import(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Do not take it."""
    importing.drop(uow, id)
    return saved(url_for("people.import_page"), _("Nothing was taken in."))
