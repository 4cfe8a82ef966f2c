"""Plans of parts of the organisation, and what goes between them and the plan above."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.plans import queries, service
from tracker.plans.forms import PassUpForm
from tracker.plans.queries import local
from tracker.plans.views.shared import bp, title_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import Form, attempt
from tracker.web.language import language, order
from tracker.web.transaction import reads, saved, writes


@bp.get("/dele")
@reads
def places(uow: UnitOfWork) -> ResponseReturnValue:
    """The plans of parts there are, and the parts I may begin one for."""
    found = local.places(uow)
    return render_template(
        "plans/places.html",
        plans=sorted(found.plans, key=lambda one: order(one.unit)),
        free=sorted(found.free, key=lambda one: order(one.name)),
    )


@bp.get("/ovenfra")
@reads
def above(uow: UnitOfWork) -> ResponseReturnValue:
    """The themes of the plan above, to take up."""
    plan = queries.needed(uow.session)
    allowed = queries.rights(uow, plan)
    if not (allowed.sees_draft and plan.is_local):
        raise NotFound
    return render_template(
        "plans/above.html", place=local.place(uow), found=local.above(uow, plan), allowed=allowed, title_of=title_of
    )


@bp.post("/ovenfra/<uuid:theme>")
@writes
def take_up(uow: UnitOfWork, theme: UUID) -> ResponseReturnValue:
    """Take one up."""
    if not Form().validate():
        raise NotFound
    return saved(url_for("plans.theme", id=service.take_up(uow, theme, lang=language())))


@bp.get("/tema/<uuid:id>/op")
@reads
def passing_up(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A theme, to pass it up."""
    return _pass_page(uow, id, PassUpForm())


@bp.post("/tema/<uuid:id>/op")
@writes
def pass_up(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Propose it to the plan above."""
    form = PassUpForm()
    if attempt(form, lambda: service.pass_up(uow, id, why=form.why.data, lang=language())):
        return saved(url_for("plans.theme", id=id))
    return _pass_page(uow, id, form), 422


def _pass_page(uow: UnitOfWork, id: UUID, form: PassUpForm) -> str:
    plan, line, _ = queries.theme(uow, id, language())
    higher = local.above(uow, plan) if queries.rights(uow, plan).decides else None
    if higher is None:
        raise NotFound
    if form.why.raw_data is None:
        form.why.data = line.why
    return render_template("plans/pass_up.html", form=form, line=line, higher=higher.plan)
