"""MED/AMO's comments, from the brief to management's answer."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.progress import remarks, service
from tracker.progress.forms import RemarkForm, ReplyForm
from tracker.progress.views.overview import bp, meeting_page
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.post("/fremdrift/moede/bemaerkning")
@writes
def add_remark(uow: UnitOfWork) -> ResponseReturnValue:
    """Bring a comment back from the meeting."""
    found, form = remarks.remarks(uow), RemarkForm()
    if found is None or not found.writes:
        raise NotFound
    if attempt(form, lambda: service.remark(uow, form.text.data or "", lang=language())):
        return saved(url_for("progress.meeting", _anchor="bemaerkninger"))
    return meeting_page(uow, form), 422


@bp.get("/fremdrift/bemaerkning/<uuid:id>")
@reads
def remark(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One comment and its answer, or the form for it."""
    return _page(uow, id, _filled(uow, id))


def _filled(uow: UnitOfWork, id: UUID) -> ReplyForm:
    view, _ = remarks.remark(uow, id)
    return ReplyForm(formdata=None, data={"answer": view.answer, "version": view.version})


def _page(uow: UnitOfWork, id: UUID, form: ReplyForm) -> str:
    view, answers = remarks.remark(uow, id)
    return render_template("progress/remark.html", form=form, view=view, answers=answers)


@bp.post("/fremdrift/bemaerkning/<uuid:id>")
@writes
@stands(_filled)
def answer_remark(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Answer it."""
    remarks.may_answer(uow)
    form = ReplyForm()

    def act() -> None:
        service.answer(uow, id, form.answer.data or "", lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("progress.remark", id=id))
    return _page(uow, id, form), 422
