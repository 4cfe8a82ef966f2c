"""The hearing: the draft sent to MED/AMO, their comments, and management's answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.plans import queries, service
from tracker.plans.forms import CommentAnswerForm, CommentForm, DeadlineForm, HearingForm, RewordForm
from tracker.plans.queries import hearing as hearings
from tracker.plans.views.shared import bp, columns, level_names, rows, title_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

USUAL = timedelta(days=21)


@bp.get("/hoering/ny")
@reads
def new_hearing(uow: UnitOfWork) -> ResponseReturnValue:
    """Send the draft to be heard."""
    return _new(uow, HearingForm(data={"deadline": uow.today + USUAL}))


@bp.post("/hoering/ny")
@writes
def open_hearing(uow: UnitOfWork) -> ResponseReturnValue:
    """Send it."""
    form, made = HearingForm(), []

    def act() -> None:
        said: dict[str, Any] = {"deadline": form.deadline.data, "note": form.note.data or "", "lang": language()}
        made.append(service.open_hearing(uow, **said))

    if attempt(form, act):
        return saved(url_for("plans.hearing", id=made[0]))
    return _new(uow, form), 422


def _new(uow: UnitOfWork, form: HearingForm) -> str:
    plan = queries.frame(uow)
    return render_template("plans/hearing_new.html", form=form, plan=plan, before=hearings.hearings(uow, plan))


@bp.get("/hoering/<uuid:id>")
@reads
def hearing(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What was sent, what was said, and what was answered."""
    view = hearings.hearing(uow, id)
    return _page(view, _comment_form(view, CommentForm()), _deadline_form(view))


def _deadline(uow: UnitOfWork, id: UUID) -> DeadlineForm:
    return _deadline_form(hearings.hearing(uow, id))


def _deadline_form(view: hearings.HearingView) -> DeadlineForm:
    return DeadlineForm(formdata=None, data={"deadline": view.row.deadline, "version": view.row.version})


def _comment_form(view: hearings.HearingView, form: CommentForm) -> CommentForm:
    titles = ((str(id_), title_of(one)[0]) for id_, one in hearings.titles_of(view.row).items())
    form.theme.choices = choices(("", gettext("The plan as a whole")), *titles)
    return form


def _page(view: hearings.HearingView, form: CommentForm, deadline: DeadlineForm) -> str:
    return render_template(
        "plans/hearing.html",
        view=view,
        form=form,
        deadline=deadline,
        title_of=title_of,
        columns={column["code"]: column["name"] for column in columns()},
        rows={row["code"]: row["name"] for row in rows()},
        levels=level_names(),
        answers=knowledge.guide("plan-contents").items,
    )


@bp.post("/hoering/<uuid:id>/frist")
@writes
@stands(_deadline)
def move_deadline(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Another deadline."""
    view, form = hearings.hearing(uow, id), DeadlineForm()

    def act() -> None:
        said: dict[str, Any] = {"deadline": form.deadline.data, "version": form.version.data}
        service.move_deadline(uow, id, **said)

    if attempt(form, act):
        return saved(url_for("plans.hearing", id=id))
    return _page(view, _comment_form(view, CommentForm(formdata=None)), form), 422


@bp.post("/hoering/<uuid:id>/kommentar")
@writes
def comment(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say something."""
    view = hearings.hearing(uow, id)
    form = _comment_form(view, CommentForm())

    def act() -> None:
        theme = UUID(form.theme.data) if form.theme.data else None
        service.comment(uow, id, theme_id=theme, text=form.text.data, lang=language())

    if attempt(form, act):
        return saved(url_for("plans.hearing", id=id, _anchor="kommentarer"))
    return _page(view, form, _deadline_form(view)), 422


@bp.get("/hoering/kommentar/<uuid:id>")
@reads
def rewording(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """My comment, to change it."""
    return _rewording_page(uow, id, _rewording(uow, id))


def _rewording(uow: UnitOfWork, id: UUID) -> RewordForm:
    _, said = _mine(uow, id)
    return RewordForm(formdata=None, data={"text": said.text, "version": said.version})


def _mine(uow: UnitOfWork, id: UUID) -> tuple[hearings.HearingView, hearings.Said]:
    view, said = hearings.comment(uow, id)
    if not said.mine:
        raise NotFound
    return view, said


def _rewording_page(uow: UnitOfWork, id: UUID, form: RewordForm) -> str:
    view, said = _mine(uow, id)
    return render_template("plans/hearing_reword.html", form=form, view=view, said=said)


@bp.post("/hoering/kommentar/<uuid:id>")
@writes
@stands(_rewording)
def reword(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    form, made = RewordForm(), []

    def act() -> None:
        made.append(service.reword(uow, id, text=form.text.data, lang=language(), version=form.version.data))

    if attempt(form, act):
        return saved(url_for("plans.hearing", id=made[0], _anchor=f"kommentar-{id}"))
    return _rewording_page(uow, id, form), 422


@bp.get("/hoering/kommentar/<uuid:id>/svar")
@reads
def answering(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A comment, to answer it."""
    return _answer_page(uow, id, _answering(uow, id))


def _answering(uow: UnitOfWork, id: UUID) -> CommentAnswerForm:
    _, said = _to_answer(uow, id)
    return CommentAnswerForm(formdata=None, data={"answer": said.answer, "version": said.version})


def _to_answer(uow: UnitOfWork, id: UUID) -> tuple[hearings.HearingView, hearings.Said]:
    view, said = hearings.comment(uow, id)
    if not view.answers or view.row.version_id is not None:
        raise NotFound
    return view, said


def _answer_page(uow: UnitOfWork, id: UUID, form: CommentAnswerForm) -> str:
    view, said = _to_answer(uow, id)
    return render_template("plans/hearing_answer.html", form=form, view=view, said=said, title_of=title_of)


@bp.post("/hoering/kommentar/<uuid:id>/svar")
@writes
@stands(_answering)
def save_answer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Answer it."""
    form, made = CommentAnswerForm(), []

    def act() -> None:
        said: dict[str, Any] = {"text": form.answer.data, "lang": language(), "version": form.version.data}
        made.append(service.answer(uow, id, **said))

    if attempt(form, act):
        return saved(url_for("plans.hearing", id=made[0], _anchor=f"kommentar-{id}"))
    return _answer_page(uow, id, form), 422
