"""My follow-ups, and each of them with its question."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.followups import queries, service
from tracker.followups.forms import AnswerForm, EffectForm, HandOverForm, MoveForm, OftenForm
from tracker.kernel.errors import RuleBroken
from tracker.kernel.facts import Readers
from tracker.people import queries as people
from tracker.storage.stories import Step, story
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

bp = Blueprint("followups", __name__, url_prefix="/opfolgninger")
WHERE = {
    "agreement": "rounds.show",
    "effect": "rounds.show",
    "action": "plans.theme",
    "action_effect": "plans.theme",
    "escalation": "escalations.show",
}
"""the page of what is followed up: its story's"""
ELSEWHERE = {"own": "dialogues.followup", "dialogue": "dialogues.followup"}
"""where the question itself is asked, as its words are sealed there"""
ASKED_AT = {"action": "plans.status", "action_effect": "plans.status"}
"""the page on which it is asked, where that is another's than this; all else about it stands here (`?alt`)"""


@bp.get("")
@reads
def mine(uow: UnitOfWork) -> ResponseReturnValue:
    """What I am asked about, what is coming, and what others in my groups follow up."""
    found = queries.mine(uow)
    owners = {owner for view in (*found.others, *found.done) for owner in view.owners}
    return render_template(
        "followups/mine.html",
        mine=found,
        names=people.people(uow.session, owners),
        groups=people.group_names(uow.session, {view.group_id for view in found.everything}),
        my_groups=queries.my_groups(uow),
        today=uow.today,
    )


@bp.get("/gruppe/<uuid:group_id>")
@reads
def group(uow: UnitOfWork, group_id: UUID) -> ResponseReturnValue:
    """What one of my groups follows up: asked about now, coming, and done lately."""
    found = queries.of_group(uow, group_id)
    owners = {owner for view in (*found.now, *found.coming, *found.done) for owner in view.owners}
    return render_template(
        "followups/group.html",
        found=found,
        names=people.people(uow.session, owners),
        today=uow.today,
    )


@bp.get("/<uuid:id>")
@reads
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One follow-up, its question, and what has happened."""
    page = queries.show(uow, id)
    if elsewhere := ELSEWHERE.get(page.view.about):
        return redirect(url_for(elsewhere, id=id))
    asked_at = ASKED_AT.get(page.view.about)
    if asked_at and page.may_answer and "alt" not in request.args:
        return redirect(url_for(asked_at, id=page.view.matter))
    return _page(uow, id, page=page)


def _question(page: queries.Page) -> type[AnswerForm]:
    return EffectForm if page.view.about in ("effect", "action_effect") else AnswerForm


def _said(uow: UnitOfWork, id: UUID) -> AnswerForm:
    page = queries.show(uow, id)
    next_day = page.later.due if page.later else page.suggested if page.may_answer else None
    data = {name: getattr(page.view, name) for name in ("outcome", "learned", "version")}
    return _question(page)(formdata=None, data=data | {"next_day": next_day})


@bp.post("/<uuid:id>/svar")
@writes
@stands(_said)
def answer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say what became of it."""
    form = _question(queries.show(uow, id))()
    if not form.validate():
        return _page(uow, id, answer=form), 422
    try:
        service.answer(
            uow,
            id,
            outcome=form.outcome.data,
            learned=form.learned.data,
            lang=language(),
            next_day=form.next_day.data,
            version=form.version.data,
        )
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, id, answer=form), 422
    return saved(url_for("followups.show", id=id))


def _moved(uow: UnitOfWork, id: UUID) -> MoveForm:
    view = queries.show(uow, id).view
    return MoveForm(formdata=None, data={"to_day": view.due, "why": view.why, "version": view.version})


@bp.post("/<uuid:id>/flyt")
@writes
@stands(_moved)
def move(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Give it another day."""
    form = MoveForm()
    if not form.validate() or form.to_day.data is None:
        return _page(uow, id, move=form), 422
    try:
        service.move(uow, id, to=form.to_day.data, why=form.why.data or "", lang=language(), version=form.version.data)
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, id, move=form), 422
    return saved(url_for("followups.show", id=id))


def _handed_over(uow: UnitOfWork, id: UUID) -> HandOverForm:
    page = queries.show(uow, id)
    names = people.people(uow.session, page.view.owners)
    owners = ", ".join(names[owner].name for owner in page.view.owners)
    return _hand_over_form(uow, page, formdata=None, data={"to": owners, "version": page.view.version})


@bp.post("/<uuid:id>/overdrag")
@writes
@stands(_handed_over)
def hand_over(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Let another member of the group answer."""
    form = _hand_over_form(uow, queries.show(uow, id))
    if not form.validate():
        return _page(uow, id, hand_over=form), 422
    service.hand_over(uow, id, to=UUID(form.to.data), version=form.version.data)
    return saved(url_for("followups.show", id=id))


def _how_often(uow: UnitOfWork, id: UUID) -> OftenForm:
    return _often_form(queries.show(uow, id).view)


@bp.post("/<uuid:id>/hyppighed")
@writes
@stands(_how_often)
def set_rhythm(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask about it more or less often."""
    form, view = OftenForm(), queries.show(uow, id).view
    if not form.validate():
        return _page(uow, id, often=form), 422
    try:
        service.set_rhythm(uow, id, cadence=form.chosen(view.due), version=form.version.data)
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, id, often=form), 422
    return saved(url_for("followups.show", id=id))


@bp.post("/<uuid:id>/fortryd")
@writes
def take_back(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take back an answer given by mistake, the same day."""
    form = VersionForm()
    if not form.validate():
        return _page(uow, id), 422
    service.take_back(uow, id, version=form.version.data)
    return saved(url_for("followups.show", id=id))


@bp.post("/<uuid:id>/luk")
@writes
def close(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask about it no more."""
    form = VersionForm()
    if not form.validate():
        return _page(uow, id), 422
    service.close(uow, id, version=form.version.data)
    return saved(url_for("followups.show", id=id))


def _hand_over_form(uow: UnitOfWork, page: queries.Page, **values: Any) -> HandOverForm:
    form = HandOverForm(**values)
    others = queries.others_in_group(uow, page.view)
    form.to.choices = choices(*((str(person.id), f"{person.name}, {person.title}") for person in others))
    return form


def _often_form(view: queries.FollowUpView) -> OftenForm:
    form = OftenForm(formdata=None, data={"version": view.version})
    form.show(view.cadence)
    return form


def _page(uow: UnitOfWork, id: UUID, **forms: Any) -> str:
    page = forms.get("page") or queries.show(uow, id)
    view = page.view
    steps = _steps(uow, page)
    hand_over = forms.get("hand_over") or _hand_over_form(uow, page, formdata=None, data={"version": view.version})
    ids = {*view.owners, *(step.actor_id for step in steps if step.actor_id), *_handed_to(steps)}
    data = {"version": view.version}
    return render_template(
        "followups/show.html",
        page=page,
        view=view,
        group=people.group(uow.session, view.group_id) if view.group_id else None,
        names=people.people(uow.session, ids),
        steps=steps,
        today=uow.today,
        matter_href=_matter_href(view),
        asked_href=url_for(ASKED_AT[view.about], id=view.matter) if view.about in ASKED_AT else None,
        answer_form=forms.get("answer") or _question(page)(formdata=None, data=data | {"next_day": page.suggested}),
        move_form=forms.get("move") or MoveForm(formdata=None, data=data),
        hand_over_form=hand_over,
        often_form=forms.get("often") or _often_form(view),
        version_form=VersionForm(formdata=None, data=data),
    )


def _steps(uow: UnitOfWork, page: queries.Page) -> list[Step]:
    """What the story tells of this follow-up and those before it."""
    ids = {page.view.id, *(view.id for view in page.earlier)}
    steps = story(uow.session, [page.view.story], frozenset({Readers.MATTER}))
    return [step for step in steps if getattr(step.fact, "followup_id", None) in ids]


def _handed_to(steps: list[Step]) -> set[UUID]:
    return {to for step in steps if (to := getattr(step.fact, "to_id", None))}


def _matter_href(view: queries.FollowUpView) -> str | None:
    endpoint = WHERE.get(view.about, "")
    return url_for(endpoint, id=view.story) if endpoint in current_app.view_functions else None
