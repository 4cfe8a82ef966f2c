"""Progress, for everybody who is to follow it."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.figures import few, told
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import queries as people
from tracker.progress import queries, remarks
from tracker.progress.brief import Brief, brief, checked, usual
from tracker.progress.forms import BriefForm, RemarkForm
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web import pdf, word
from tracker.web.language import language
from tracker.web.transaction import reads

bp = Blueprint("progress", __name__)


@bp.get("/fremdrift")
@reads
def show(uow: UnitOfWork) -> ResponseReturnValue:
    """How far we are: what is decided, done, late and answered."""
    found = queries.overview(uow)
    needs, pressing = queries.needs_me(uow), queries.pressing(uow)
    return render_template(
        "progress/show.html",
        overview=found,
        needs=needs,
        pressing=pressing.lines,
        sees_supervision=may("P", "supervision", Standing(uow.actor.roles & {Role.HR})),
        names=pressing.names,
        today=uow.today,
        said=queries.statements(),
        told=told,
        few=few,
    )


@bp.get("/fremdrift/moede")
@reads
def meeting(uow: UnitOfWork) -> ResponseReturnValue:
    """What MED/AMO brings to a meeting."""
    form, found = _brief(uow)
    return _meeting(uow, form, found, RemarkForm(formdata=None)), 422 if form.errors else 200


def meeting_page(uow: UnitOfWork, remark: RemarkForm) -> str:
    """The same with a comment that could not be taken as it was written."""
    return _meeting(uow, *_brief(uow), remark)


def _meeting(uow: UnitOfWork, form: BriefForm, found: Brief, remark: RemarkForm) -> str:
    values = {"remarks": remarks.remarks(uow), "remark_form": remark, "has_paper": pdf.is_available()}
    return render_template("progress/brief.html", form=form, **values, **_said(uow, found))


@bp.get("/fremdrift/moede.pdf")
@reads
def meeting_paper(uow: UnitOfWork) -> ResponseReturnValue:
    """The same on paper."""
    form, found = _brief(uow)
    if form.errors or not pdf.is_available():
        raise NotFound
    answer = make_response(pdf.drawn(render_template("progress/brief_pdf.html", font=pdf.font, **_said(uow, found))))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="med-amo.pdf"'
    return answer


@bp.get("/fremdrift/moede.docx")
@reads
def meeting_in_word(uow: UnitOfWork) -> ResponseReturnValue:
    """The same in Word, to be edited into the agenda."""
    form, found = _brief(uow)
    if form.errors:
        raise NotFound
    html = render_template("progress/brief_word.html", **_said(uow, found))
    organisation = people.organisation(uow.session).name
    title = f"{gettext('Brief for MED/AMO')} – {organisation}"
    answer = make_response(word.written(html, title=title, author=organisation, lang=language(), on=uow.today))
    answer.mimetype = word.KIND
    answer.headers["Content-Disposition"] = 'attachment; filename="med-amo.docx"'
    return answer


def _brief(uow: UnitOfWork) -> tuple[BriefForm, Brief]:
    """Since the day asked for; where it is none, since the usual one."""
    given = request.args if "fra" in request.args else None
    form = BriefForm(formdata=given, data={"fra": usual(uow.today)}, meta={"csrf": False})
    since = usual(uow.today)
    if given is not None and form.validate() and form.fra.data:
        try:
            since = checked(form.fra.data, uow.today)
        except RuleBroken as error:
            form.broken(error)
    return form, brief(uow, since)


def _said(uow: UnitOfWork, found: Brief) -> dict[str, Any]:
    return {"brief": found, "today": uow.today, "told": told, "few": few}
