"""The organisation's template for roadmaps."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.plans import queries, service
from tracker.plans.forms import template_form
from tracker.plans.roadmap import STEPS
from tracker.plans.views.shared import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/koereplan")
@reads
def template(uow: UnitOfWork) -> ResponseReturnValue:
    """How long each step takes here, and what it is called."""
    return _page(_form(uow))


def _form(uow: UnitOfWork) -> VersionForm:
    known = queries.template_to_change(uow)
    weeks = {f"weeks-{step}": known.weeks[step] for step in STEPS}
    names = {f"name-{step}": known.names.get(step, "") for step in STEPS}
    return template_form(STEPS)(formdata=None, data=weeks | names | {"version": known.version})


def _page(form: VersionForm) -> str:
    return render_template("plans/roadmap_template.html", form=form, steps=STEPS)


@bp.post("/koereplan")
@writes
@stands(_form)
def change_template(uow: UnitOfWork) -> ResponseReturnValue:
    """Change them, for plans to come."""
    queries.template_to_change(uow)
    form = template_form(STEPS)()

    def act() -> None:
        weeks = {step: form[f"weeks-{step}"].data for step in STEPS}
        names = {step: form[f"name-{step}"].data or "" for step in STEPS}
        service.change_template(uow, weeks, names, lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("plans.template"))
    return _page(form), 422
