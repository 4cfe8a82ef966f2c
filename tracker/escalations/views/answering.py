"""The queue of those who answer, and what they do with one."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.escalations import queries, service
from tracker.escalations.forms import AnswerForm, AskBackForm
from tracker.escalations.rules import Reply
from tracker.escalations.views.blueprint import bp, page, version_of
from tracker.escalations.views.sending import led
from tracker.kernel.errors import RuleBroken
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt
from tracker.web.language import language
from tracker.web.transaction import observes, reads, saved, writes


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """The queue by what is to be done, what my groups sent, and what I see the status of."""
    whole = "alle" in request.args
    queue = queries.queue(uow, whole=whole)
    return render_template("escalations/index.html", queue=queue, whole=whole, can_raise=bool(led(uow)))


@bp.get("/<uuid:id>")
@observes
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One escalation, its story, and what I can do next."""
    return page(uow, id)


@bp.get("/<uuid:id>/status")
@reads
def status(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Where one is that I see the status of, and no word of what it says."""
    return render_template("escalations/status.html", item=queries.status_of(uow, id))


@bp.post("/<uuid:id>/kvitter")
@writes
def acknowledge(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say that it has been received."""
    service.acknowledge(uow, id, version=version_of())
    return saved(url_for("escalations.show", id=id))


@bp.post("/<uuid:id>/overtag")
@writes
def take_over(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take care of it in place of whoever does."""
    service.take_over(uow, id, version=version_of())
    return saved(url_for("escalations.show", id=id))


def _asked(uow: UnitOfWork, id: UUID) -> AskBackForm:
    row, _ = queries.show(uow, id)
    asked = next((question.text for question in queries.questions(uow.session, row) if question.reply is None), "")
    return AskBackForm(formdata=None, data={"question": asked, "version": row.version})


@bp.post("/<uuid:id>/spoerg")
@writes
@stands(_asked)
def ask_back(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask the group before answering it."""
    form = AskBackForm()
    if attempt(
        form, lambda: service.ask_back(uow, id, question=form.question.data, lang=language(), version=version_of(form))
    ):
        return saved(url_for("escalations.show", id=id))
    return page(uow, id, ask_back=form), 422


def _answered(uow: UnitOfWork, id: UUID) -> AnswerForm:
    row, _ = queries.show(uow, id)
    said = {"kind": row.answer_kind, "text": row.answer, "by": row.answer_by, "yourselves": row.yourselves}
    return AnswerForm(formdata=None, data=said | {"version": row.version})


@bp.post("/<uuid:id>/svar")
@writes
@stands(_answered)
def answer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Answer the group, or all groups that sent the same."""
    form = AnswerForm()
    if form.validate():
        reply = Reply(form.kind.data, form.text.data, language(), form.day, form.may_do)
        act = service.answer_together if form.together.data else service.answer
        try:
            act(uow, id, reply, version=version_of(form))
            return saved(url_for("escalations.show", id=id))
        except RuleBroken as error:
            form.broken(error)
    return page(uow, id, answer=form), 422
