"""What was learned about a theme, its files, and who helps to qualify it."""

from typing import Any
from uuid import UUID

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.http import dump_options_header

from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.plans import files, queries, service
from tracker.plans.forms import FileForm, InputForm, QualifierForm
from tracker.plans.queries import inputs
from tracker.plans.service.inputs import Upload
from tracker.plans.views.qualify import qualifies
from tracker.plans.views.shared import bp, everyone
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

SANDBOX = "default-src 'none'; sandbox"


@bp.get("/tema/<uuid:id>/indspil")
@reads
def new_input(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """An empty input."""
    return _input_page(uow, id, InputForm(data={"on": uow.today}))


def _input_page(uow: UnitOfWork, id: UUID, form: InputForm) -> str:
    line, methods = qualifies(uow, id), knowledge.guide("qualify-methods")
    return render_template("plans/input.html", form=form, line=line, methods=methods, largest=files.LARGEST // 1024**2)


@bp.post("/tema/<uuid:id>/indspil")
@writes
def add_input(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Note what was learned."""
    qualifies(uow, id)
    form = InputForm()

    def act() -> None:
        said = {"method": form.method.data, "source": form.source.data, "on": form.on.data, "what": form.what.data}
        service.add_input(uow, id, **said, lang=language(), upload=_upload())

    if attempt(form, act):
        return saved(url_for("plans.theme", id=id))
    return _input_page(uow, id, form), 422


def _upload() -> Upload | None:
    """The file that came along, read no further than one byte past what is allowed."""
    given: FileStorage | None = request.files.get("file")
    if given is None or not given.filename:
        return None
    return Upload(given.filename, given.stream.read(files.LARGEST + 1))


@bp.post("/indspil/<uuid:id>/fjern")
@writes
def remove_input(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take an input away."""
    return saved(url_for("plans.theme", id=service.remove_input(uow, id)))


@bp.get("/indspil/<uuid:id>/bilag")
@reads
def new_file(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A file to attach."""
    return _file_page(uow, id, FileForm())


def _file_page(uow: UnitOfWork, id: UUID, form: FileForm) -> str:
    row = inputs.input_of(uow, id)
    line = qualifies(uow, row.theme_id)
    return render_template("plans/file.html", form=form, row=row, line=line, largest=files.LARGEST // 1024**2)


@bp.post("/indspil/<uuid:id>/bilag")
@writes
def attach(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Attach it."""
    row, form = inputs.input_of(uow, id), FileForm()
    given = _upload()
    if attempt(form, lambda: service.attach(uow, id, given or Upload("", b""))):
        return saved(url_for("plans.theme", id=row.theme_id))
    return _file_page(uow, id, form), 422


@bp.get("/bilag/<uuid:id>")
@reads
def file(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A file, to be saved and never shown in the browser as a page of ours."""
    found = inputs.file(uow, id)
    answer = Response(found.data, mimetype=found.sort)
    answer.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": found.name})
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/bilag/<uuid:id>/fjern")
@writes
def detach(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it away."""
    return saved(url_for("plans.theme", id=service.detach(uow, id)))


@bp.get("/tema/<uuid:id>/hjaelp")
@reads
def helpers(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Who helps to qualify the theme."""
    return _helpers_page(uow, id, QualifierForm())


def _helpers_page(uow: UnitOfWork, id: UUID, form: QualifierForm) -> str:
    plan, theme = queries.theme_of_draft(uow, id)
    if not queries.rights(uow, plan).qualifies or theme.state != "chosen":
        raise NotFound
    form.person.choices = everyone(uow)
    line = queries.theme(uow, id, language())[1]
    return render_template("plans/helpers.html", form=form, line=line, found=inputs.qualifiers(uow, id))


@bp.post("/tema/<uuid:id>/hjaelp")
@writes
def ask_to_qualify(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask somebody."""
    form = QualifierForm()
    form.person.choices = everyone(uow)

    def act() -> None:
        said: dict[str, Any] = {"person_id": UUID(form.person.data), "until": form.until.data}
        service.ask_to_qualify(uow, id, **said)

    if attempt(form, act):
        return saved(url_for("plans.helpers", id=id))
    return _helpers_page(uow, id, form), 422


@bp.post("/hjaelper/<uuid:id>/fjern")
@writes
def release_qualifier(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask them no more."""
    return saved(url_for("plans.helpers", id=service.release_qualifier(uow, id)))
