"""My groups, one round as a whole, and the close of its preparation."""

from uuid import UUID

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.kernel.facts import Readers
from tracker.kernel.permissions import Role, Standing, may
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds import queries, service
from tracker.rounds.views.blueprint import bp
from tracker.storage.stories import story
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import reads, saved, writes

DIALOGUES = "dialogues.index"
"""what a round leads on to: each with the nearest leader (domain §6)"""
STORY = frozenset({Readers.MATTER, Readers.PROGRESS})


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """My groups and their rounds; who is in none sees how many there are."""
    groups, beside = queries.my_rounds(uow), queries.beside(uow)
    if not groups and not beside and not may("P", "agreement", Standing(uow.actor.roles)):
        raise NotFound
    return render_template(
        "rounds/index.html",
        groups=groups,
        beside=beside,
        totals=None if groups or beside else queries.totals(uow.session, uow.today),
        plans_for_others=Role.HR in uow.actor.roles,
    )


@bp.get("/<uuid:id>")
@reads
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A round: where it stands, what was agreed last time, and what came of it."""
    seat = queries.seat(uow, id)
    state, prepares = seat.round.state, not seat.facilitates
    planned = state == "planned"
    before = queries.previous_round(uow, seat) if prepares else None
    agreements = queries.of_rounds(uow.session, [id, *([before.id] if before else [])])
    steps = [step for step in story(uow.session, [id], STORY) if step.fact.name.startswith("rounds.")]
    group = people.members(uow.session, seat.group.id, uow.today)
    beside = queries.facilitators(uow, id) if planned else []
    actors = {step.actor_id for step in steps if step.actor_id}
    return render_template(
        "rounds/show.html",
        seat=seat,
        row=seat.round,
        prepares=prepares,
        mine=queries.progress(uow, id) if prepares and state in ("planned", "cancelled") else None,
        ready=queries.ready(uow.session, id, group) if planned and seat.leads else None,
        size=len(group),
        before=before,
        agreed_before=agreements.get(before.id, []) if before else [],
        agreements=agreements.get(id, []),
        spots={} if planned else queries.card(uow.session, id),
        chosen=[] if planned else queries.chosen(uow.session, id),
        statements={each.code: each for each in knowledge.statements()},
        fields=knowledge.guide("card-fields").items,
        invitation=knowledge.guide("round-invitation"),
        steps=[step for step in steps if step.fact.name.startswith("rounds.")],
        names=people.people(uow.session, actors),
        facilitators=beside,
        dialogues_href=url_for(DIALOGUES) if DIALOGUES in current_app.view_functions else None,
        today=uow.today,
    )


@bp.post("/<uuid:id>/luk")
@writes
def close(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """End the preparation; the card is made."""
    service.close(uow, id)
    return saved(url_for("rounds.card", id=id))
