"""The interview guide, one question at a time or all on a page."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.dialogues import queries, service
from tracker.dialogues.forms import NoteForm
from tracker.dialogues.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

ALL = "alle"


@bp.get("/guide")
@reads
def guide(uow: UnitOfWork) -> ResponseReturnValue:
    """The questions, and what I noted."""
    notes, codes = queries.notes(uow), queries.codes()
    following = next((code for code in codes if code not in notes), None)
    found = {"notes": notes, "following": following, "total": len(codes)}
    return render_template("dialogues/guide.html", guide=queries.guide(), answered=_answered(notes), **found)


@bp.get("/guide/alle")
@reads
def guide_all(uow: UnitOfWork) -> ResponseReturnValue:
    """All of them on one page, each saved by itself."""
    return _all_page(uow)


@bp.get("/guide/<code>")
@reads
def question(uow: UnitOfWork, code: str) -> ResponseReturnValue:
    """One question."""
    return _question_page(uow, code, _filled(uow, code))


def _filled(uow: UnitOfWork, code: str) -> NoteForm:
    queries.known(code)
    return _with(queries.notes(uow).get(code))


def _with(note: queries.NoteView | None) -> NoteForm:
    data = {"text": note.text, "version": note.version} if note else {"version": 0}
    return NoteForm(formdata=None, data=data)


@bp.post("/guide/<code>")
@writes
@stands(_filled)
def save_note(uow: UnitOfWork, code: str) -> ResponseReturnValue:
    """Save what I noted, and go on."""
    queries.own(uow, "U")
    queries.known(code)
    form, on_all = NoteForm(), request.args.get("fra") == ALL
    if not form.validate():
        return (_all_page(uow, {code: form}) if on_all else _question_page(uow, code, form)), 422
    service.save_note(uow, code, text=form.text.data or "", lang=language(), version=form.version.data)
    codes = queries.codes()
    at = codes.index(code) + 1
    if on_all:
        return saved(url_for("dialogues.guide_all", _anchor=code))
    return saved(url_for("dialogues.question", code=codes[at]) if at < len(codes) else url_for("dialogues.guide"))


@bp.post("/guide")
@writes
def forget_notes(uow: UnitOfWork) -> ResponseReturnValue:
    """Begin anew: all my notes to the questions go."""
    service.forget_notes(uow)
    return saved(url_for("dialogues.guide"))


def _answered(notes: dict[str, queries.NoteView]) -> int:
    return sum(code in notes for code in queries.codes())


def _question_page(uow: UnitOfWork, code: str, form: NoteForm) -> str:
    codes = queries.codes()
    at, notes = codes.index(queries.known(code)), queries.notes(uow)
    area = queries.guide().item(code.rpartition("-")[0])
    return render_template(
        "dialogues/question.html",
        form=form,
        area=area,
        asked=area.questions[int(code.rpartition("-")[2]) - 1],
        number=at + 1,
        total=len(codes),
        before=codes[at - 1] if at else None,
        after=codes[at + 1] if at + 1 < len(codes) else None,
        answered=_answered(notes),
    )


def _all_page(uow: UnitOfWork, wrong: dict[str, NoteForm] | None = None) -> str:
    notes = queries.notes(uow)
    written: dict[str, Any] = {code: _with(notes.get(code)) for code in queries.codes()} | (wrong or {})
    for code, form in written.items():
        for field in form:
            field.id = f"{field.name}-{code}"
    failed = next(iter((wrong or {}).values()), None)
    found = {"written": written, "notes": notes, "failed": failed, "answered": _answered(notes)}
    return render_template("dialogues/guide_all.html", guide=queries.guide(), total=len(written), **found)
