"""Sending up, the queue of those who answer, and the story everybody concerned can follow."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.escalations import queries, service
from tracker.escalations.forms import AnswerForm, CloseForm, RaiseForm
from tracker.escalations.rules import Draft
from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.facts import Readers
from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds import queries as rounds
from tracker.storage.stories import story
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, choices
from tracker.web.language import language
from tracker.web.transaction import observes, reads, saved, writes

bp = Blueprint("escalations", __name__, url_prefix="/eskaleringer")
STORY = frozenset({Readers.MATTER, Readers.PROGRESS})


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """The queue: what I may read, and what I see the status of."""
    readable, status = queries.queue(uow)
    return render_template(
        "escalations/index.html", readable=readable, status_only=status, can_raise=bool(_led(uow)), today=uow.today
    )


@bp.get("/ny")
@reads
def new(uow: UnitOfWork) -> ResponseReturnValue:
    """The form, filled from a round's statement where it came from one."""
    form = _raise_form(uow)
    form.group.data = request.args.get("group", form.group.data)
    if round_id := _id(request.args.get("round")):
        form.round.data = round_id
        _from_statement(uow, form, round_id, request.args.get("statement", ""))
    return render_template("escalations/new.html", form=form)


@bp.post("/ny")
@writes
def create(uow: UnitOfWork) -> ResponseReturnValue:
    """Send it up."""
    form = _raise_form(uow)
    if not form.validate():
        return render_template("escalations/new.html", form=form), 422
    try:
        escalation_id = service.raise_escalation(uow, UUID(form.group.data), _draft(uow, form))
    except RuleBroken as error:
        form.broken(error)
        return render_template("escalations/new.html", form=form), 422
    return saved(url_for("escalations.show", id=escalation_id))


@bp.get("/<uuid:id>")
@observes
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One escalation, its story, and what I can do next."""
    return _page(uow, id)


@bp.post("/<uuid:id>/kvitter")
@writes
def acknowledge(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say that it has been received."""
    service.acknowledge(uow, id, version=_version())
    return saved(url_for("escalations.show", id=id))


@bp.post("/<uuid:id>/traek-tilbage")
@writes
def withdraw(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it back."""
    service.withdraw(uow, id, version=_version())
    return saved(url_for("escalations.show", id=id))


def _answered(uow: UnitOfWork, id: UUID) -> AnswerForm:
    row, _ = queries.show(uow, id)
    return AnswerForm(formdata=None, data={"kind": row.answer_kind, "text": row.answer, "version": row.version})


@bp.post("/<uuid:id>/svar")
@writes
@stands(_answered)
def answer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Answer the group."""
    form = AnswerForm()
    if not form.validate():
        return _page(uow, id, answer_form=form), 422
    try:
        service.answer(uow, id, kind=form.kind.data, text=form.text.data, version=form.version.data)
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, id, answer_form=form), 422
    return saved(url_for("escalations.show", id=id))


def _closed(uow: UnitOfWork, id: UUID) -> CloseForm:
    row, _ = queries.show(uow, id)
    helped = None if row.helped is None else "yes" if row.helped else "no"
    return CloseForm(formdata=None, data={"helped": helped, "version": row.version})


@bp.post("/<uuid:id>/luk")
@writes
@stands(_closed)
def close(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Close it, saying whether the answer helped."""
    form = CloseForm()
    if not form.validate():
        return _page(uow, id, close_form=form), 422
    service.close(uow, id, helped=form.helped.data == "yes", version=form.version.data)
    return saved(url_for("escalations.show", id=id))


def _version() -> int:
    form = VersionForm()
    if not form.validate():
        raise NotFound
    return int(form.version.data)


def _page(uow: UnitOfWork, id: UUID, **forms: Any) -> str:
    row, standing = queries.show(uow, id)
    steps = story(uow.session, [id], STORY)
    ids = {step.actor_id for step in steps if step.actor_id} | {row.owner_id or row.raised_by, row.raised_by}
    version = {"version": row.version}
    return render_template(
        "escalations/show.html",
        row=row,
        group=people.group(uow.session, row.group_id),
        steps=steps,
        read_by=queries.read_by(uow, row, standing),
        names=people.people(uow.session, ids),
        decides=queries.may_decide(standing),
        leads="GL" in standing.roles and "grp" in standing.relations,
        can_take_into_plan="plans" in current_app.blueprints and bool(standing.roles & set(queries.ORGANISATION_ROLES)),
        version_form=VersionForm(formdata=None, data=version),
        answer_form=forms.get("answer_form") or AnswerForm(formdata=None, data=version),
        close_form=forms.get("close_form") or CloseForm(formdata=None, data=version),
    )


def _led(uow: UnitOfWork) -> list[people.GroupOf]:
    groups = people.groups_of(uow.session, uow.actor.me, uow.today) if Role.L in uow.actor.roles else []
    return [group for group in groups if group.role == people.LEADER]


def _raise_form(uow: UnitOfWork) -> RaiseForm:
    led = _led(uow)
    if not led:
        raise NotFound
    form = RaiseForm()
    form.group.choices = choices(*((str(group.id), group.name) for group in led))
    return form


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _from_statement(uow: UnitOfWork, form: RaiseForm, round_id: UUID, code: str) -> None:
    """Fill in the statement's title; it does not travel in the address (P13)."""
    rounds.seat(uow, round_id, "R", "card")
    card = rounds.card_of_round(uow.session, round_id)
    if code in card:
        form.statement.data = code
        form.title.data = knowledge.statement(code).title.in_(language())


def _draft(uow: UnitOfWork, form: RaiseForm) -> Draft:
    me = people.someone(uow.session, uow.actor.me)
    round_id, code = form.round.data or None, form.statement.data or None
    card: dict[str, int | None] = {}
    if round_id:
        if str(rounds.seat(uow, round_id, "R", "card").group.id) != form.group.data:
            raise NotFound
        card = rounds.card_of_round(uow.session, round_id)
    return Draft(
        title=form.title.data,
        wording=form.wording.data,
        ask=form.ask.data,
        addressed=form.addressed.data,
        lang=language(),
        concerns_id=me.nearest_leader_id if me and form.concerns_nearest.data else None,
        round_id=round_id,
        statement=code if code in card else None,
        field=card.get(code or ""),
    )
