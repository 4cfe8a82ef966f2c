"""What became of what one agreed with oneself or with the other."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.dialogues import queries, service
from tracker.dialogues.forms import AnswerForm, MoveForm
from tracker.dialogues.service.agreeing import Reply
from tracker.dialogues.views.blueprint import bp, version_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/opfoelgning/<uuid:id>")
@reads
def followup(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The question, and what it is about."""
    return _page(uow, id)


def _said(uow: UnitOfWork, id: UUID) -> AnswerForm:
    asked = queries.followup(uow, id)
    view, later = asked.page.view, asked.page.later
    data: dict[str, Any] = {"outcome": view.outcome, "learned": asked.learned.get(id, ("", ""))[0]}
    next_day = later.due if later else asked.page.suggested
    return AnswerForm(formdata=None, data=data | {"version": view.version, "next_day": next_day})


@bp.post("/opfoelgning/<uuid:id>/svar")
@writes
@stands(_said)
def answer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say what became of it."""
    queries.followup(uow, id)
    form = AnswerForm()

    def act() -> None:
        reply = Reply(form.outcome.data, form.learned.data or "", language(), form.next_day.data)
        service.answer(uow, id, reply, version=form.version.data or 0)

    if attempt(form, act):
        return saved(url_for("dialogues.followup", id=id))
    return _page(uow, id, answer=form), 422


def _moved(uow: UnitOfWork, id: UUID) -> MoveForm:
    view = queries.followup(uow, id).page.view
    return MoveForm(formdata=None, data={"to_day": view.due, "version": view.version})


@bp.post("/opfoelgning/<uuid:id>/flyt")
@writes
@stands(_moved)
def move(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Give it another day."""
    queries.followup(uow, id)
    form = MoveForm()
    if attempt(form, lambda: service.move(uow, id, to=form.to_day.data, version=form.version.data or 0)):  # type: ignore[arg-type]
        return saved(url_for("dialogues.followup", id=id))
    return _page(uow, id, move=form), 422


@bp.post("/opfoelgning/<uuid:id>/luk")
@writes
def close_followup(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask about it no more."""
    service.close_followup(uow, id, version=version_of())
    return saved(url_for("dialogues.followup", id=id))


def _page(uow: UnitOfWork, id: UUID, answer: AnswerForm | None = None, move: MoveForm | None = None) -> str:
    asked = queries.followup(uow, id)
    view = asked.page.view
    data = {"version": view.version, "next_day": asked.page.suggested}
    return render_template(
        "dialogues/followup.html",
        asked=asked,
        page=asked.page,
        view=view,
        answer_form=answer or AnswerForm(formdata=None, data=data),
        move_form=move or MoveForm(formdata=None, data={"version": view.version}),
        version_form=VersionForm(formdata=None, data={"version": view.version}),
        today=uow.today,
    )
