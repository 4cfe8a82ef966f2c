"""Proposing themes and prioritising them; taking an escalation into the plan."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.escalations import queries as escalations
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.knowledge import own
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans import queries, service
from tracker.plans.forms import AssessForm, ChoiceForm, ProposeForm, TakeForm
from tracker.plans.queries import local
from tracker.plans.views.shared import bp, steps
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt, choices
from tracker.web.language import language
from tracker.web.transaction import observes, reads, saved, writes

MYSELF, NEW = "me", "new"


@bp.get("/temaer")
@reads
def themes(uow: UnitOfWork) -> ResponseReturnValue:
    """All themes I may see; for those who make the plan, what is to be assessed and chosen."""
    plan = queries.needed(uow.session)
    allowed = queries.rights(uow, plan)
    if not allowed.follows:
        raise NotFound
    found = queries.themes(uow, plan, language())
    template = "plans/themes.html" if allowed.sees_draft else "plans/theme_list.html"
    return render_template(
        template,
        plan=plan,
        allowed=allowed,
        themes=found,
        figures=queries.rated(uow.session, plan.id, [one.id for one in found]) if allowed.sees_draft else {},
        sent_up=escalations.sent_up(uow) if allowed.decides else [],
        today=uow.today,
        steps=steps(queries.stage(uow.session, plan).step, allowed, at="prioritise"),
    )


@bp.get("/mine-forslag")
@reads
def mine(uow: UnitOfWork) -> ResponseReturnValue:
    """What I put forward, and what became of it."""
    return render_template("plans/mine.html", proposals=queries.my_proposals(uow, language()))


@bp.get("/foreslaa")
@reads
def propose(uow: UnitOfWork) -> ResponseReturnValue:
    """The form, filled from the catalogue where a theme was picked there."""
    form = _propose_form(uow)
    if mine := own.asked_for(uow, request.args.get("egen", "")):
        form.title.data = mine.title
    if code := request.args.get("tema"):
        form.title.data, form.code.data = queries.catalogue_title(code, language()), code
    return _propose_page(uow, form)


@bp.post("/foreslaa")
@writes
def create(uow: UnitOfWork) -> ResponseReturnValue:
    """Put it forward."""
    form = _propose_form(uow)
    if not form.validate():
        return _propose_page(uow, form), 422
    theme_id = service.propose(
        uow,
        title=form.title.data,
        why=form.why.data,
        lang=language(),
        code=form.code.data or None,
        group_id=None if form.behalf.data == MYSELF else UUID(form.behalf.data),
    )
    return saved(url_for("plans.theme", id=theme_id))


def _propose_form(uow: UnitOfWork) -> ProposeForm:
    if not queries.rights(uow, queries.needed(uow.session)).proposes:
        raise NotFound
    groups = people.groups_of(uow.session, uow.actor.me, uow.today) if Role.L in uow.actor.roles else []
    led = [(str(group.id), group.name) for group in groups if group.role == people.LEADER]
    form = ProposeForm()
    form.behalf.choices = choices((MYSELF, gettext("I do")), *led)
    return form


def _propose_page(uow: UnitOfWork, form: ProposeForm) -> str:
    plan = queries.needed(uow.session)
    return render_template(
        "plans/propose.html",
        form=form,
        plan=plan,
        catalogue=knowledge.themes(),
        mine=own.entries(uow.session, own.THEME),
        today=uow.today,
    )


@bp.get("/tema/<uuid:id>/vurder")
@reads
def assess(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One theme, to assess it."""
    line = _to_decide(uow, id)
    return _assess_page(uow, _assess_form(uow, id), line)


def _assess_page(uow: UnitOfWork, form: AssessForm, line: queries.ThemeLine) -> str:
    figures = queries.rated(uow.session, line.plan_id, [line.id])[line.id]
    return render_template("plans/assess.html", form=form, line=line, figures=figures)


def _assess_form(uow: UnitOfWork, id: UUID) -> AssessForm:
    line = _to_decide(uow, id)
    data = {"importance": line.importance, "success": line.success, "version": line.version}
    return AssessForm(formdata=None, data=data | {"reason": line.reason if line.state == "outside" else ""})


@bp.post("/tema/<uuid:id>/vurder")
@writes
@stands(_assess_form)
def save_assessment(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Assess it; then the next one that has not been."""
    line, form = _to_decide(uow, id), AssessForm()

    def act() -> None:
        said = {"importance": form.importance.data, "success": form.success.data, "reason": form.reason.data or ""}
        service.assess(uow, id, **said, lang=language(), version=form.version.data)

    if not attempt(form, act):
        return _assess_page(uow, form, line), 422
    uow.session.flush()
    rest = queries.themes(uow, queries.needed(uow.session), language())
    following = next((one.id for one in rest if one.state == "proposed"), None)
    return saved(url_for("plans.assess", id=following) if following else url_for("plans.themes"))


@bp.get("/tema/<uuid:id>/valg")
@reads
def decide(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One important theme: does it go on?"""
    line = _to_decide(uow, id)
    form = ChoiceForm(data={"version": line.version, "goes_on": request.args.get("svar")})
    return _decide_page(uow, form, line)


def _decided(uow: UnitOfWork, id: UUID) -> ChoiceForm:
    line = _to_decide(uow, id)
    goes_on = {"chosen": "yes", "outside": "no"}.get(line.state)
    data = {"goes_on": goes_on, "reason": line.reason, "version": line.version}
    return ChoiceForm(formdata=None, data=data)


@bp.post("/tema/<uuid:id>/valg")
@writes
@stands(_decided)
def save_decision(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Choose it, or leave it outside with the reason."""
    line, form = _to_decide(uow, id), ChoiceForm()

    def act() -> None:
        decided = service.choose if form.goes_on.data == "yes" else service.leave_outside
        decided(uow, id, reason=form.reason.data or "", lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("plans.themes"))
    return _decide_page(uow, form, line), 422


@bp.post("/tema/<uuid:id>/tilbage")
@writes
def put_back(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Put a chosen theme back."""
    service.put_back(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("plans.themes"))


def _decide_page(uow: UnitOfWork, form: ChoiceForm, line: queries.ThemeLine) -> str:
    chosen = len(queries.outline(uow.session, line.plan_id))
    return render_template("plans/decide.html", form=form, line=line, chosen=chosen)


def _to_decide(uow: UnitOfWork, id: UUID) -> queries.ThemeLine:
    plan, line, _ = queries.theme(uow, id, language())
    if not queries.rights(uow, plan).decides:
        raise NotFound
    return line


@bp.get("/eskalering/<uuid:id>")
@observes
def take(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """An acknowledged escalation: which theme does it belong to? Who leads a part takes it into that part's plan."""
    if elsewhere := _of_a_part(uow, id):
        return redirect(elsewhere, 302)
    form, row = _take_form(uow, id)
    form.version.data = row.version
    form.title.data = "" if row.concerns_id else row.title
    return _take_page(uow, form, row)


def _of_a_part(uow: UnitOfWork, id: UUID) -> str:
    """Where a nearest leader who has no say in the organisation's own plan takes it; empty for everybody else."""
    _, what = escalations.show(uow, id)
    if not escalations.may_decide(what) or queries.part(uow.session):
        return ""
    if queries.rights(uow, queries.current(uow.session)).decides:
        return ""
    mine = local.mine(uow)
    return url_for("plans.take", id=id, part=mine.unit_id) if mine else url_for("plans.places")


def _take_page(uow: UnitOfWork, form: TakeForm, row: Any) -> str:
    alike = escalations.sizes(uow.session, [row.cluster_id]).get(row.cluster_id, 0) if row.cluster_id else 0
    return render_template("plans/take.html", form=form, row=row, alike=alike)


def _taken(uow: UnitOfWork, id: UUID) -> TakeForm:
    form, row = _take_form(uow, id, formdata=None)
    form.theme.data, form.answer.data, form.version.data = str(row.theme_id or ""), row.answer, row.version
    return form


@bp.post("/eskalering/<uuid:id>")
@writes
@stands(_taken)
def save_taken(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it into the plan, and so answer the group."""
    form, row = _take_form(uow, id)
    is_new = form.theme.data == NEW
    if is_new and not ((form.title.data or "").strip() and (form.why.data or "").strip()):
        form.form_errors.append(gettext("Give the new theme a title, and write why it matters"))

    def act() -> None:
        service.take_escalation(
            uow,
            id,
            theme_id=None if is_new else UUID(form.theme.data),
            title=form.title.data or "",
            why=form.why.data or "",
            answer=form.answer.data,
            lang=language(),
            version=form.version.data,
            together=bool(form.together.data),
        )

    if not form.form_errors and attempt(form, act):
        return saved(url_for("escalations.show", id=id))
    return _take_page(uow, form, row), 422


def _take_form(uow: UnitOfWork, id: UUID, **given: Any) -> tuple[TakeForm, Any]:
    row, what = escalations.show(uow, id)
    plan = queries.needed(uow.session)
    if not (escalations.may_decide(what) and queries.rights(uow, plan).decides):
        raise NotFound
    form = TakeForm(**given)
    known = [(str(one.id), one.title) for one in queries.themes(uow, plan, language()) if one.state != "outside"]
    form.theme.choices = choices((NEW, gettext("A new theme")), *known)
    return form, row
