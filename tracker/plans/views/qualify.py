"""The page of one theme: its story for everybody, its action card for those who make the plan."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.kernel.facts import Readers
from tracker.knowledge import own
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans import queries, service
from tracker.plans.forms import ActionForm, ChangeActionForm, DescribeForm, OffersForm
from tracker.plans.queries import local
from tracker.plans.queries.inputs import files_of
from tracker.plans.service.qualify import ActionText, Words
from tracker.plans.views.shared import bp, everyone, level_names
from tracker.storage.stories import story
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

WORDS = ("description", "signs_well", "signs_badly", "works_when")


@bp.get("/tema/<uuid:id>")
@reads
def theme(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One theme: where it is, and what became of it."""
    plan, line, published = queries.theme(uow, id, language())
    allowed = queries.rights(uow, plan, id)
    seen = {Readers.PROGRESS} | ({Readers.MATTER} if allowed.sees_draft else set())
    told = [step for step in story(uow.session, [id], frozenset(seen)) if step.fact.name.startswith("plans.")]
    values = {"plan": plan, "line": line, "allowed": allowed, "steps": told, "kin": local.passed(uow, plan, id)}
    if not allowed.sees_draft:
        newest = queries.latest(uow.session, plan.id) if published else None
        names = people.people(uow.session, {step.actor_id for step in told if step.actor_id})
        mine = queries.my_actions(uow, id)
        return render_template("plans/theme.html", **values, newest=newest, names=names, mine=mine, me_id=uow.actor.me)
    return render_template("plans/action_card.html", **values, **_card(uow, id, line.code or _like(), told))


def _like(name: str = "ligner") -> str | None:
    """The catalogue's theme that somebody looks at for one in other words."""
    asked = request.args.get(name)
    return next((one.code for one in knowledge.themes() if one.code == asked), None)


def _card(uow: UnitOfWork, id: UUID, code: str | None, told: list[Any]) -> dict[str, Any]:
    plan, card = queries.theme_card(uow, id)
    ids = {one.person_id for one in card.actions} | {step.actor_id for step in told}
    taken = {one.code for one in card.actions}
    offered = knowledge.theme(code).interventions if code else ()
    return {
        "card": card,
        "names": people.people(uow.session, {one for one in ids if one}),
        "levels": level_names(),
        "today": uow.today,
        "me_id": uow.actor.me,
        "offered": [knowledge.intervention(one) for one in offered if one not in taken],
        "own": own.measures_for(uow.session, knowledge.theme(code).factors if code else None),
        "known": knowledge.known(code, language()) if code else None,
        "like": [(one.code, one.title.in_(language())) for one in knowledge.themes()],
        "files": files_of(uow.session, [one.id for one in card.inputs]),
        "may_remove": queries.rights(uow, plan).qualifies,
        "language": language(),
    }


def qualifies(uow: UnitOfWork, id: UUID) -> queries.ThemeLine:
    plan, theme = queries.theme_of_draft(uow, id)
    if not queries.rights(uow, plan, id).qualifies or theme.state != "chosen":
        raise NotFound
    return queries.theme(uow, id, language())[1]


@bp.get("/tema/<uuid:id>/beskriv")
@reads
def describe(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Description and signs, to write them."""
    line, form = qualifies(uow, id), _description(uow, id)
    code = line.code or _like("fra")
    suggestion = knowledge.theme(code).what.in_(language()) if code and not form.description.data else ""
    if "fra" in request.args:
        form.description.data = form.description.data or suggestion
    _take_over(form, request.args.get("faktor"))
    return render_template("plans/describe.html", form=form, line=line, suggestion=suggestion)


def _take_over(form: DescribeForm, code: str | None) -> None:
    """What the catalogue says of a factor, after what is written: what wears is a bad sign, what carries a good one."""
    factor = next((one for one in knowledge.factors() if one.code == code), None)
    if factor is not None:
        field = form.signs_badly if factor.kind == "risk" else form.signs_well
        said = f"{factor.title.in_(language())}: {factor.what.in_(language())}"
        field.data = f"{field.data}\n{said}" if field.data else said


def _description(uow: UnitOfWork, id: UUID) -> DescribeForm:
    _, theme = queries.theme_of_draft(uow, id)
    data = {name: getattr(theme, name) for name in (*WORDS, "version")}
    return DescribeForm(formdata=None, data=data)


@bp.post("/tema/<uuid:id>/beskriv")
@writes
@stands(_description)
def save_description(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Write them."""
    line, form = qualifies(uow, id), DescribeForm()

    def act() -> None:
        said = Words(**{name: form[name].data or "" for name in WORDS})
        service.describe(uow, id, said, lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("plans.theme", id=id))
    return render_template("plans/describe.html", form=form, line=line, suggestion=""), 422


@bp.get("/tema/<uuid:id>/tilbud")
@reads
def theme_offers(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The existing offers, those brought in ticked."""
    line = qualifies(uow, id)
    return render_template("plans/theme_offers.html", form=_offers_form(uow, id), line=line)


def _offers_form(uow: UnitOfWork, id: UUID) -> OffersForm:
    line, (_, card) = qualifies(uow, id), queries.theme_card(uow, id)
    brought = {"offers": [str(one.id) for one in card.offers], "version": card.theme.version}
    form = OffersForm(formdata=None, data=brought)
    _offered(uow, form, line)
    return form


@bp.post("/tema/<uuid:id>/tilbud")
@writes
@stands(_offers_form)
def bring_offers(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Bring in those ticked."""
    line, form = qualifies(uow, id), OffersForm()
    _offered(uow, form, line)

    def act() -> None:
        service.bring_offers(uow, id, [UUID(one) for one in form.offers.data or []], version=form.version.data)

    if attempt(form, act):
        return saved(url_for("plans.theme", id=id))
    return render_template("plans/theme_offers.html", form=form, line=line), 422


def _offered(uow: UnitOfWork, form: OffersForm, line: queries.ThemeLine) -> None:
    form.offers.choices = choices(*((str(one.id), one.title) for one in queries.offers(uow.session, line.plan_id)))


@bp.get("/tema/<uuid:id>/handling")
@reads
def new_action(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """An empty action, or one from the catalogue."""
    line = qualifies(uow, id)
    form = _action_form(uow, ActionForm())
    if mine := own.asked_for(uow, request.args.get("egen", "")):
        form.what.data, form.level.data = mine.title, mine.level
    code = request.args.get("forslag")
    if offered := next((one for one in knowledge.interventions() if one.code == code), None):
        form.what.data, form.level.data, form.code.data = offered.title.in_(language()), offered.level, offered.code
    return render_template("plans/action.html", form=form, line=line, row=None)


@bp.post("/tema/<uuid:id>/handling")
@writes
def add_action(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Add it."""
    line, form = qualifies(uow, id), _action_form(uow, ActionForm())
    if attempt(form, lambda: service.add_action(uow, id, _said(uow, form))):
        return saved(url_for("plans.theme", id=id))
    return render_template("plans/action.html", form=form, line=line, row=None), 422


@bp.get("/handling/<uuid:id>")
@reads
def action(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One action, to change it."""
    row, line = _action(uow, id)
    return render_template("plans/action.html", form=_filled(uow, id), line=line, row=row)


def _filled(uow: UnitOfWork, id: UUID) -> ActionForm:
    row, _ = _action(uow, id)
    data = {name: getattr(row, name) for name in ("what", "role", "due", "level", "code", "version")}
    more = {"person": str(row.person_id or ""), "first": row.asked_from}
    form = _action_form(uow, ChangeActionForm(formdata=None, data=data | more))
    form.show(row.cadence)
    return form


@bp.post("/handling/<uuid:id>")
@writes
@stands(_filled)
def change_action(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    row, line = _action(uow, id)
    form = _action_form(uow, ChangeActionForm())
    if attempt(form, lambda: service.change_action(uow, id, _said(uow, form), version=form.version.data)):
        return saved(url_for("plans.theme", id=line.id))
    return render_template("plans/action.html", form=form, line=line, row=row), 422


@bp.post("/handling/<uuid:id>/fjern")
@writes
def drop_action(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Give it up."""
    theme_id = service.drop_action(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("plans.theme", id=theme_id))


@bp.post("/handling/<uuid:id>/faerdig")
@writes
def close_action(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It has been carried out."""
    theme_id = service.close_action(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("plans.theme", id=theme_id))


@bp.post("/handling/<uuid:id>/genaabn")
@writes
def reopen_action(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It was not, after all."""
    theme_id = service.reopen_action(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("plans.theme", id=theme_id))


def _action(uow: UnitOfWork, id: UUID) -> tuple[Any, queries.ThemeLine]:
    _, theme_row, row = queries.action(uow, id)
    return row, queries.theme(uow, theme_row.id, language())[1]


def _action_form(uow: UnitOfWork, form: ActionForm) -> ActionForm:
    form.person.choices = [*choices(("", "–")), *everyone(uow)]
    return form


def _said(uow: UnitOfWork, form: ActionForm) -> ActionText:
    cadence = form.chosen(form.first.data or uow.today)
    return ActionText(
        what=form.what.data,
        role=form.role.data,
        person_id=UUID(form.person.data) if form.person.data else None,
        due=form.due.data,
        level=form.level.data,
        lang=language(),
        code=form.code.data or None,
        asked_from=form.first.data,
        cadence=cadence,
    )
