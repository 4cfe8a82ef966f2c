"""My groups, planning a round, and its overview."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.facts import Readers
from tracker.kernel.permissions import Standing, may
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds import queries, service
from tracker.rounds.forms import EditForm, PlanForm
from tracker.rounds.views.blueprint import bp
from tracker.storage.stories import story
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.transaction import reads, saved, writes

STORY = frozenset({Readers.MATTER, Readers.PROGRESS})


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """My groups and their rounds; who is in none sees how many there are."""
    groups = queries.my_rounds(uow)
    if not groups and not may("P", "agreement", Standing(uow.actor.roles)):
        raise NotFound
    totals = None if groups else queries.totals(uow.session, uow.today)
    return render_template("rounds/index.html", groups=groups, totals=totals)


@bp.get("/ny/<uuid:group_id>")
@reads
def new(uow: UnitOfWork, group_id: UUID) -> ResponseReturnValue:
    """When, and how answers are shown."""
    last = next((row for row in queries.mine(uow) if row.group_id == group_id and row.next_talk), None)
    return _plan_page(uow, group_id, PlanForm(formdata=None, data={"day": last.next_talk} if last else None))


@bp.post("/ny/<uuid:group_id>")
@writes
def create(uow: UnitOfWork, group_id: UUID) -> ResponseReturnValue:
    """Plan it, and invite everyone in the group."""
    form = PlanForm()
    if not form.validate():
        return _plan_page(uow, group_id, form), 422
    try:
        round_id = service.plan(uow, group_id, **_plan_of(form))
    except RuleBroken as error:
        form.broken(error)
        return _plan_page(uow, group_id, form), 422
    return saved(url_for("rounds.show", id=round_id))


@bp.get("/<uuid:id>/ret")
@reads
def edit(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The plan of a round, to be changed."""
    row = queries.seat(uow, id, "U").round
    return _plan_page(uow, row.group_id, _edit_form(uow, id), row)


def _edit_form(uow: UnitOfWork, id: UUID) -> EditForm:
    row = queries.seat(uow, id, "U").round
    local = row.meeting_at.astimezone(uow.zone)
    values = {"day": local.date(), "time": local.time(), "show_mode": row.show_mode, "version": row.version}
    return EditForm(formdata=None, data=values)


@bp.post("/<uuid:id>/ret")
@writes
@stands(_edit_form)
def update(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    form, row = EditForm(), queries.seat(uow, id, "U").round
    if not form.validate():
        return _plan_page(uow, row.group_id, form, row), 422
    try:
        service.edit(uow, id, version=form.version.data, **_plan_of(form))
    except RuleBroken as error:
        form.broken(error)
        return _plan_page(uow, row.group_id, form, row), 422
    return saved(url_for("rounds.show", id=id))


def _plan_of(form: PlanForm) -> dict[str, Any]:
    return {"day": form.day.data, "at": form.time.data, "show_mode": form.show_mode.data}


def _plan_page(uow: UnitOfWork, group_id: UUID, form: PlanForm, row: Any = None) -> str:
    group, standing = queries.group_standing(uow, group_id)
    uow.require("C", "round", standing)
    size = len(people.members(uow.session, group_id, uow.today))
    return render_template("rounds/plan.html", form=form, group=group, size=size, row=row)


@bp.get("/<uuid:id>")
@reads
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A round: where it stands, what was agreed last time, and what came of it."""
    seat = queries.seat(uow, id)
    planned = seat.round.state == "planned"
    before = queries.previous_round(uow, seat)
    agreements = queries.of_rounds(uow.session, [id, *([before.id] if before else [])])
    steps = story(uow.session, [id], STORY)
    group = people.members(uow.session, seat.group.id, uow.today)
    actors = {step.actor_id for step in steps if step.actor_id}
    return render_template(
        "rounds/show.html",
        seat=seat,
        row=seat.round,
        mine=queries.progress(uow, id) if planned else None,
        ready=queries.ready(uow.session, id, group) if planned and seat.leads else None,
        before=before,
        agreed_before=agreements.get(before.id, []) if before else [],
        agreements=agreements.get(id, []),
        spots={} if planned else queries.card(uow.session, id),
        chosen=queries.chosen(uow.session, id),
        statements={each.code: each for each in knowledge.statements()},
        fields=knowledge.guide("card-fields").items,
        steps=[step for step in steps if step.fact.name.startswith("rounds.")],
        names=people.people(uow.session, actors),
        today=uow.today,
    )


@bp.post("/<uuid:id>/luk")
@writes
def close(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """End the preparation; the card is made."""
    service.close(uow, id)
    return saved(url_for("rounds.card", id=id))
