"""Early warnings between a leader and the nearest leader, for the one they were told to."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.plans.queries.special import special_support
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries, service
from tracker.warnings.views.blueprint import answer_form, bp, options
from tracker.web.conflicts import stands
from tracker.web.forms import Form, attempt
from tracker.web.language import language
from tracker.web.transaction import marks, saved, writes


@bp.get("/egne/<uuid:id>")
@marks
def personal(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One warning to me alone: why it came, and what there is to do."""
    service.see_personally(uow, id)
    return _page(uow, id)


def _answered(uow: UnitOfWork, id: UUID) -> Form:
    page = queries.personal(uow, id)
    return answer_form(uow, formdata=None, data={"version": page.version, "choice": page.state})


@bp.post("/egne/<uuid:id>/svar")
@writes
@stands(_answered)
def answer_personally(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Accept an offer, put it off, or decline."""
    page = queries.personal(uow, id)
    form = answer_form(uow, came_back=page.came_back)

    def act() -> None:
        said = {"choice": form.choice.data, "support": form.support.data, "words": form.words.data or ""}
        service.answer_personally(uow, id, **said, lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("warnings.personal", id=id))
    return _page(uow, id, form), 422


def _page(uow: UnitOfWork, id: UUID, form: Form | None = None) -> str:
    page = queries.personal(uow, id)
    form = form or answer_form(uow, came_back=page.came_back, formdata=None, data={"version": page.version})
    plan = special_support(uow)
    values = {"page": page, "form": form, "lead": options().lead.in_(language()), "plan": plan}
    return render_template("warnings/personal.html", **values)
