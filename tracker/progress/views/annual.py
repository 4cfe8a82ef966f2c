"""The yearly working-environment discussion: its list, its draft, its page and its paper."""

from uuid import UUID

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.progress import annual, service
from tracker.progress.forms import GOALS, BeginForm, HoldForm, discussion_form
from tracker.progress.service.annual import Said
from tracker.progress.views.overview import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web import pdf
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/fremdrift/droeftelse")
@reads
def discussions(uow: UnitOfWork) -> ResponseReturnValue:
    """Every year's."""
    return _list(uow, BeginForm(formdata=None))


def _list(uow: UnitOfWork, form: BeginForm) -> str:
    return render_template("progress/discussions.html", form=form, found=annual.discussions(uow))


@bp.post("/fremdrift/droeftelse")
@writes
def begin_discussion(uow: UnitOfWork) -> ResponseReturnValue:
    """Begin a year's."""
    if not annual.discussions(uow).begins:
        raise NotFound
    form, made = BeginForm(), list[UUID]()

    def act() -> None:
        if form.planned_on.data:
            made.append(service.begin(uow, form.planned_on.data, lang=language()))

    if attempt(form, act) and made:
        return saved(url_for("progress.write_discussion", id=made[0]))
    return _list(uow, form), 422


@bp.get("/fremdrift/droeftelse/<uuid:id>")
@reads
def discussion(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One year's."""
    return _page(uow, id, _to_hold(uow, id))


def _to_hold(uow: UnitOfWork, id: UUID) -> HoldForm:
    row = annual.discussion(uow, id).row
    return HoldForm(formdata=None, data={"held_on": row.held_on or uow.today, "version": row.version})


def _page(uow: UnitOfWork, id: UUID, form: HoldForm) -> str:
    found = annual.discussion(uow, id)
    return render_template("progress/discussion.html", form=form, found=found, has_paper=pdf.is_available())


@bp.get("/fremdrift/droeftelse/<uuid:id>/papir.pdf")
@reads
def discussion_paper(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The same on paper."""
    found = annual.discussion(uow, id)
    if not pdf.is_available():
        raise NotFound
    answer = make_response(pdf.drawn(render_template("progress/discussion_pdf.html", font=pdf.font, found=found)))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="droeftelse-{found.row.year}.pdf"'
    return answer


@bp.get("/fremdrift/droeftelse/<uuid:id>/ret")
@reads
def write_discussion(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The draft, to write on it."""
    return _writing(uow, id, _written(uow, id))


def _written(uow: UnitOfWork, id: UUID) -> VersionForm:
    found = annual.discussion(uow, id, "U")
    if found.is_held:
        raise NotFound
    row = found.row
    data = {name: getattr(row, name) for name in ("planned_on", "cooperation", "competences", "version")}
    for number, one in enumerate(row.last[:GOALS]):
        data |= {f"last-{number}": one["text"], f"reached-{number}": one["reached"], f"note-{number}": one["note"]}
    data |= {f"goal-{number}": text for number, text in enumerate(row.goals[:GOALS])}
    return discussion_form()(formdata=None, data=data)


def _writing(uow: UnitOfWork, id: UUID, form: VersionForm) -> str:
    found = annual.discussion(uow, id, "U")
    return render_template("progress/discussion_form.html", form=form, found=found, goals=range(GOALS))


@bp.post("/fremdrift/droeftelse/<uuid:id>/ret")
@writes
@stands(_written)
def save_discussion(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Write on it."""
    annual.discussion(uow, id, "U")
    form = discussion_form()()

    def act() -> None:
        service.write(uow, id, _said(form), lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("progress.discussion", id=id))
    return _writing(uow, id, form), 422


def _said(form: VersionForm) -> Said:
    words = {name: field.data or "" for name, field in form._fields.items() if "-" in name}
    last = [
        {"text": words[f"last-{number}"], "reached": words[f"reached-{number}"], "note": words[f"note-{number}"]}
        for number in range(GOALS)
    ]
    goals = [words[f"goal-{number}"] for number in range(GOALS)]
    together = {name: form[name].data or "" for name in ("cooperation", "competences")}
    return Said(planned_on=form["planned_on"].data, last=last, goals=goals, **together)


@bp.post("/fremdrift/droeftelse/<uuid:id>/holdt")
@writes
@stands(_to_hold)
def hold_discussion(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It was held, and stands as it is written."""
    annual.discussion(uow, id, "S")
    form = HoldForm()

    def act() -> None:
        if form.held_on.data:
            service.hold(uow, id, on=form.held_on.data, version=form.version.data)

    if attempt(form, act):
        return saved(url_for("progress.discussion", id=id))
    return _page(uow, id, form), 422
