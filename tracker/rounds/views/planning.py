"""Planning a round, changing and calling it off, and asking a facilitator."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.people.resembling import resembling
from tracker.rounds import queries, service
from tracker.rounds.forms import CancelForm, EditForm, FacilitatorForm, PlanForm
from tracker.rounds.service import Frame
from tracker.rounds.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import choices
from tracker.web.language import LANGUAGES, language
from tracker.web.transaction import reads, saved, writes

LENGTHS = (60, 90, 120, 150, 180, 240)


@bp.get("/planlaeg")
@reads
def groups(uow: UnitOfWork) -> ResponseReturnValue:
    """For HR: the groups, when each meets, and where to plan."""
    if Role.HR not in uow.actor.roles:
        raise NotFound
    words = request.args.get("q", "")[:100]
    return render_template("rounds/groups.html", words=words, found=queries.to_plan_for(uow, words))


@bp.get("/ny/<uuid:group_id>")
@reads
def new(uow: UnitOfWork, group_id: UUID) -> ResponseReturnValue:
    """When, and how answers are shown."""
    last = next((row for row in queries.mine(uow) if row.group_id == group_id and row.next_talk), None)
    day = last.next_talk if last and last.next_talk and last.next_talk >= uow.today else None
    taken = queries.planned_round(uow.session, group_id) is not None
    form = PlanForm(formdata=None, data={"day": None if taken else day, "why": ready_made(language())})
    return _plan_page(uow, group_id, _offering(form))


@bp.post("/ny/<uuid:group_id>")
@writes
def create(uow: UnitOfWork, group_id: UUID) -> ResponseReturnValue:
    """Plan it, and invite everyone in the group."""
    form = _offering(PlanForm())
    if not form.validate():
        return _plan_page(uow, group_id, form), 422
    try:
        round_id = service.plan(uow, group_id, **_plan_of(form), frame=_frame_of(form))
    except RuleBroken as error:
        form.broken(error)
        return _plan_page(uow, group_id, form), 422
    return saved(_after(uow, round_id, group_id))


@bp.get("/<uuid:id>/ret")
@reads
def edit(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The plan of a round, to be changed."""
    row = _planned(uow, id)
    return _plan_page(uow, row.group_id, _edit_form(uow, id), row)


def _planned(uow: UnitOfWork, id: UUID) -> Any:
    """A round that can still be planned; NotFound for any other."""
    row = queries.plan_of(uow, id)
    if row.state != "planned":
        raise NotFound
    return row


def _edit_form(uow: UnitOfWork, id: UUID) -> EditForm:
    row = _planned(uow, id)
    local = row.meeting_at.astimezone(uow.zone)
    values = {
        "day": local.date(),
        "time": local.time(),
        "minutes": str(row.minutes),
        "place": row.place,
        "show_mode": row.show_mode,
        "scope": "some" if row.statements else "all",
        "statements": row.statements or [],
        "why": (row.why or ready_made(language())) if _words_are_mine(uow, row.group_id) else "",
        "version": row.version,
    }
    return _offering(EditForm(formdata=None, data=values), row.minutes)


@bp.post("/<uuid:id>/ret")
@writes
@stands(_edit_form)
def update(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    row = _planned(uow, id)
    form = _offering(EditForm(), row.minutes)
    if not form.validate():
        return _plan_page(uow, row.group_id, form, row), 422
    frame = _frame_of(form) if _words_are_mine(uow, row.group_id) else _frame_of(form, why=row.why, lang=row.lang)
    try:
        service.edit(uow, id, version=form.version.data, **_plan_of(form), frame=frame)
    except RuleBroken as error:
        form.broken(error)
        return _plan_page(uow, row.group_id, form, row), 422
    return saved(_after(uow, id, row.group_id))


def ready_made(lang: str) -> str:
    """Why and how, in our words."""
    return "\n\n".join(item.help.in_(lang) for item in knowledge.guide("round-invitation").items)


def _words_are_mine(uow: UnitOfWork, group_id: UUID) -> bool:
    """Whether the actor may read what is written to the group: HR plans for others without reading."""
    _, standing = queries.planner(uow, group_id) if Role.HR in uow.actor.roles else (None, None)
    return standing is None or standing.roles != {Role.HR}


def _offering(form: PlanForm, minutes: int = 120) -> Any:
    form.minutes.choices = choices(*((str(each), _length(each)) for each in sorted({*LENGTHS, minutes})))
    named = ((each.code, f"{each.code} · {each.title.in_(language())}") for each in knowledge.statements())
    form.statements.choices = choices(*named)
    return form


def _length(minutes: int) -> str:
    return ngettext("%(num)s minute", "%(num)s minutes", minutes)


def _plan_of(form: PlanForm) -> dict[str, Any]:
    return {"day": form.day.data, "at": form.time.data, "show_mode": form.show_mode.data}


def _frame_of(form: PlanForm, **more: str) -> Frame:
    codes = queries.CODES if form.scope.data == "all" else form.statements.data
    words = form.why.data or ""
    is_ready_made = any(words.split() == ready_made(lang).split() for lang in LANGUAGES)
    said = {"why": "" if is_ready_made else words, "lang": language()} | more
    return Frame(minutes=int(form.minutes.data), place=form.place.data or "", statements=codes, **said)


def _plan_page(uow: UnitOfWork, group_id: UUID, form: PlanForm, row: Any = None) -> str:
    if row is None:
        uow.require("C", "round", queries.planner(uow, group_id)[1])
    group = people.group(uow.session, group_id)
    size = len(people.members(uow.session, group_id, uow.today))
    mine = _words_are_mine(uow, group_id)
    parts = knowledge.statement_groups()
    return render_template(
        "rounds/plan.html",
        prompts=knowledge.prompts(),
        form=form,
        group=group,
        size=size,
        row=row,
        has_words=mine or row is None,
        planned=None if row else queries.planned_round(uow.session, group_id),
        parts=parts,
        back=_after(uow, row.id if row else None, group_id),
    )


def _after(uow: UnitOfWork, round_id: UUID | None, group_id: UUID) -> str:
    """Where planning leads: to the round, or for HR, who reads nothing of it, to the groups."""
    if not _words_are_mine(uow, group_id):
        return url_for("rounds.groups")
    return url_for("rounds.show", id=round_id) if round_id else url_for("rounds.index")


@bp.get("/<uuid:id>/aflys")
@reads
def cancelling(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Call the round off: what happens, and why it is."""
    return _cancel_page(uow, id, _cancel_form(uow, id))


def _cancel_form(uow: UnitOfWork, id: UUID) -> CancelForm:
    return CancelForm(formdata=None, data={"version": _to_cancel(uow, id).version})


def _to_cancel(uow: UnitOfWork, id: UUID) -> Any:
    row = _planned(uow, id)
    uow.require("C", "round", queries.planner(uow, row.group_id)[1])
    return row


@bp.post("/<uuid:id>/aflys")
@writes
@stands(_cancel_form)
def cancel(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Call it off."""
    row, form = _to_cancel(uow, id), CancelForm()
    if not form.validate():
        return _cancel_page(uow, id, form), 422
    service.cancel(uow, id, reason=form.reason.data, lang=language(), version=form.version.data)
    return saved(_after(uow, id, row.group_id))


def _cancel_page(uow: UnitOfWork, id: UUID, form: CancelForm) -> str:
    row = _to_cancel(uow, id)
    group = people.group(uow.session, row.group_id)
    return render_template("rounds/cancel.html", form=form, row=row, group=group, back=_after(uow, id, row.group_id))


@bp.get("/<uuid:id>/facilitator")
@reads
def facilitator(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Who runs the meeting, where somebody from outside does."""
    return _facilitator_page(uow, id, FacilitatorForm(formdata=None))


@bp.post("/<uuid:id>/facilitator")
@writes
def ask_facilitator(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Ask somebody."""
    queries.seat(uow, id, "S")
    form = FacilitatorForm()
    try:
        if form.validate():
            asked = service.ask_facilitator(uow, id, form.email.data)
            return saved(url_for("rounds.facilitator", id=id), resembles=resembling(uow.session, asked, uow.today))
    except RuleBroken as error:
        form.broken(error)
    return _facilitator_page(uow, id, form), 422


@bp.post("/<uuid:id>/facilitator/<uuid:person_id>/slut")
@writes
def release_facilitator(uow: UnitOfWork, id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Ask that person no more."""
    service.release_facilitator(uow, id, person_id)
    return saved(url_for("rounds.facilitator", id=id))


def _facilitator_page(uow: UnitOfWork, id: UUID, form: FacilitatorForm) -> str:
    seat = queries.seat(uow, id, "S")
    return render_template(
        "rounds/facilitator.html", form=form, seat=seat, row=seat.round, found=queries.facilitators(uow, id)
    )
