"""The plan's front page, and its frame."""

from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.escalations import queries as escalations
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans import queries, service
from tracker.plans.forms import AnswersForm, FrameForm, StartForm
from tracker.plans.queries import local
from tracker.plans.service.plan import Frame
from tracker.plans.views.shared import bp, everyone, level_names, steps
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

DATES = ("themes_close", "publish_by", "next_status", "ends", "prepared_by", "qualified_by", "heard_by")
F = TypeVar("F", bound=StartForm)
ANSWERS = ("worries", "early_warnings", "special_support", "new_leaders")


@bp.get("")
@reads
def show(uow: UnitOfWork) -> ResponseReturnValue:
    """The plan: how far it is, what it says, and what is next for me."""
    plan = queries.current(uow.session)
    allowed = queries.rights(uow, plan)
    if not allowed.follows:
        raise NotFound
    place = local.place(uow)
    if plan is None:
        return render_template("plans/none.html", allowed=allowed, place=place, guide=knowledge.guide("plan-steps"))
    stage = queries.stage(uow.session, plan)
    return render_template(
        "plans/show.html",
        plan=plan,
        place=place,
        allowed=allowed,
        stage=stage,
        published_on=stage.newest.published_at.astimezone(uow.zone).date() if stage.newest else None,
        steps=steps(stage.step, allowed),
        themes=queries.themes(uow, plan, language()),
        coordinator=people.someone(uow.session, plan.coordinator_id),
        owner=people.someone(uow.session, plan.owner_id) if plan.owner_id else None,
        roadmap=queries.of_plan(uow, plan),
        changes_template=queries.changes_template(uow),
        progress=queries.progress(uow.session, uow.today) if stage.newest else None,
        talks=queries.talks_of(uow, plan.id),
        agenda=escalations.at_the_top(uow) if allowed.decides and place is None else [],
        versions=queries.versions(uow.session, plan.id) if stage.newest and stage.newest.number > 1 else [],
        answers=knowledge.guide("plan-contents").items,
        levels=level_names(),
        represents=Role.MED in uow.actor.roles,
        takes_part=Role.L in uow.actor.roles,
        title_in=partial(queries.title_in, lang=language()),
    )


@bp.get("/<uuid:id>")
@reads
def go(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Where what is said of a plan leads: to the one of its unit that is current."""
    plan = queries.of(uow, id) if queries.is_there(uow, id) else None
    if not queries.rights(uow, plan).follows:
        raise NotFound
    return redirect(url_for("plans.show"), 302)


@bp.get("/ny")
@reads
def new(uow: UnitOfWork) -> ResponseReturnValue:
    """One calm page to begin on."""
    return _new(uow, _start_form(uow))


@bp.post("/ny")
@writes
def start(uow: UnitOfWork) -> ResponseReturnValue:
    """Begin the plan."""
    form = _start_form(uow)
    if attempt(form, lambda: service.start(uow, _frame(form), lang=language())):
        return saved(url_for("plans.show"))
    return _new(uow, form), 422


def _new(uow: UnitOfWork, form: StartForm) -> str:
    if not queries.rights(uow, None).starts:
        raise NotFound
    return render_template(
        "plans/new.html",
        form=form,
        place=local.place(uow),
        current=queries.current(uow.session),
        today=uow.today,
        prompts=knowledge.prompts(),
    )


@bp.get("/ret")
@reads
def frame(uow: UnitOfWork) -> ResponseReturnValue:
    """Purpose, coordinator and dates, to change them."""
    return _frame_page(_frame_form(uow), queries.frame(uow))


def _frame_page(form: FrameForm, plan: Any) -> str:
    return render_template("plans/frame.html", form=form, plan=plan, prompts=knowledge.prompts())


def _frame_form(uow: UnitOfWork) -> FrameForm:
    plan = queries.frame(uow)
    values = {name: getattr(plan, name) for name in ("title", "purpose", "version", *DATES)}
    whom = {"coordinator": str(plan.coordinator_id), "owner": str(plan.owner_id or ""), "audience": plan.audience or []}
    return _offering(uow, FrameForm(formdata=None, data=values | whom))


def _offering(uow: UnitOfWork, form: F) -> F:
    form.coordinator.choices = everyone(uow)
    form.owner.choices = [*choices(("", gettext("Nobody named"))), *form.coordinator.choices]
    return form


@bp.post("/ret")
@writes
@stands(_frame_form)
def change_frame(uow: UnitOfWork) -> ResponseReturnValue:
    """Change them."""
    plan, form = queries.frame(uow), _offering(uow, FrameForm())
    if attempt(form, lambda: service.change_frame(uow, _frame(form), lang=language(), version=form.version.data)):
        return saved(url_for("plans.show"))
    return _frame_page(form, plan), 422


@bp.get("/svar")
@reads
def answers(uow: UnitOfWork) -> ResponseReturnValue:
    """The four answers, to write them."""
    return _answers(_answers_form(uow))


def _answers_form(uow: UnitOfWork) -> AnswersForm:
    plan = queries.frame(uow)
    return _asking(AnswersForm(formdata=None, data={name: getattr(plan, name) for name in ("version", *ANSWERS)}))


@bp.post("/svar")
@writes
@stands(_answers_form)
def change_answers(uow: UnitOfWork) -> ResponseReturnValue:
    """Write them."""
    queries.frame(uow)
    form = _asking(AnswersForm())
    said = {name: form[name].data or "" for name in ANSWERS}
    if attempt(form, lambda: service.change_answers(uow, said, lang=language(), version=form.version.data)):
        return saved(url_for("plans.show", _anchor="svar"))
    return _answers(form), 422


def _questions() -> dict[str, Any]:
    return {item.code.replace("-", "_"): item for item in knowledge.guide("plan-contents").items}


def _asking(form: AnswersForm) -> AnswersForm:
    for name, item in _questions().items():
        form[name].label.text = item.title.in_(language())
    return form


def _answers(form: AnswersForm) -> str:
    hints = {name: item.help.in_(language()) for name, item in _questions().items()}
    lead = knowledge.guide("plan-contents").lead
    return render_template("plans/answers.html", form=form, names=ANSWERS, hints=hints, lead=lead)


def _start_form(uow: UnitOfWork) -> StartForm:
    """With dates to begin from, after the organisation's template."""
    values: dict[str, Any] = queries.dates_to_begin_with(uow) | {"audience": ["LE", "LL", "TM"]}
    human_resources = people.holders(uow.session, Role.HR, uow.today)
    form = StartForm(data=values | {"coordinator": str(next(iter(human_resources), "")), "owner": str(uow.actor.me)})
    return _offering(uow, form)


def _frame(form: StartForm) -> Frame:
    dates = {name: form[name].data for name in DATES}
    owner = UUID(form.owner.data) if form.owner.data else None
    whom: dict[str, Any] = {"owner_id": owner, "audience": form.audience.data or []}
    return Frame(form.title.data, form.purpose.data, UUID(form.coordinator.data), **dates, **whom)
