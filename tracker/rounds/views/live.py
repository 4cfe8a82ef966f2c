"""The meeting: the agenda and what is talked about, on the projector and on every phone at once."""

from typing import Any
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.kernel.errors import Conflict, RuleBroken
from tracker.kernel.permissions import may
from tracker.knowledge import queries as knowledge
from tracker.rounds import queries, service
from tracker.rounds.forms import GoForm, UndoForm
from tracker.rounds.queries import Pulse, Seat, Table
from tracker.rounds.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import id_of
from tracker.web.language import choose
from tracker.web.transaction import beside, reads, reads_beside, saved, writes


@bp.get("/<uuid:id>/moede")
@reads
def meet(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The meeting, as everybody at the table sees it."""
    return render_template("rounds/meeting.html", **_at_the_table(uow, id))


@bp.get("/<uuid:id>/moede/nu")
@reads_beside(queries.PULSE)
def now(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What changes in it; 304 where nothing did."""
    tag = _tag(uow, queries.pulse(uow, id, beside()))
    if request.if_none_match.contains(tag):
        unchanged = Response(status=304)
        unchanged.set_etag(tag)
        return unchanged
    return _fragment(uow, id)


def _tag(uow: UnitOfWork, pulse: Pulse) -> str:
    return f"{pulse.beats}-{pulse.version}-{int(pulse.leads)}-{choose()}-{uow.today}"


def _fragment(uow: UnitOfWork, id: UUID, problem: str | None = None) -> Response:
    found = _at_the_table(uow, id)
    answer = make_response(render_template("rounds/_live.html", **found | {"problem": problem}))
    answer.set_etag(found["tag"])
    return answer


def _at_the_table(uow: UnitOfWork, id: UUID) -> dict[str, Any]:
    table = queries.table(uow, queries.seat(uow, id))
    seat, row = table.seat, table.seat.round
    return {
        "seat": seat,
        "row": row,
        "items": table.items,
        "step": table.step,
        "tag": _tag(uow, Pulse(row.pulse, row.version, seat.leads)),
        "live": True,
        "moves": may_move(seat),
        "steers": may("U", "round", seat.standing),
        "today": uow.today,
        "prompts": knowledge.prompts() if table.step == "before" else (),
        "guide": knowledge.guide("card-fields"),
        "statements": {each.code: each for each in knowledge.statements()},
        "done": [],
        "problem": None,
        "moved_by_another": None,
        **_of_step(uow, table),
    }


def _of_step(uow: UnitOfWork, table: Table) -> dict[str, Any]:
    round_id = table.seat.round.id
    if table.step == "before":
        agreed = queries.agreed_before(uow, table.seat)
        return {"agreed": agreed, "said_today": {item.id for item in agreed if _is_said_today(uow, item)}}
    if table.step == "card":
        return card_of(uow, round_id)
    if table.step == "choose":
        return {"spots": queries.card(uow.session, round_id), "chosen": queries.chosen(uow.session, round_id)}
    if table.step == "agree":
        return {"agreements": queries.of_rounds(uow.session, [round_id]).get(round_id, [])}
    return {"chosen": queries.chosen(uow.session, round_id)}


def card_of(uow: UnitOfWork, id: UUID) -> dict[str, Any]:
    """What the card shows, on its own page and in the meeting."""
    spots = queries.card(uow.session, id)
    return {
        "spots": spots,
        "notes": queries.shared_notes(uow.session, id),
        "widest": queries.widest(spots),
        "done": queries.moves(uow.session, id),
    }


def may_move(seat: Seat) -> bool:
    """Whether the actor moves statements: everybody at the table, while the card is worked on."""
    return seat.round.state == "closed" and may("T", "card", seat.standing)


@bp.post("/<uuid:id>/moede/trin")
@writes
def go_to(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """On to another step, or back to one; everybody's page goes there."""
    queries.seat(uow, id, "U")
    form = GoForm()
    try:
        form.validate()
        service.go_to(uow, id, form.step.data or "")
    except RuleBroken as error:
        return refused(uow, id, error)
    return done_at_the_table(id)


@bp.post("/<uuid:id>/moede/kort")
@writes
def open_card(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """End the preparation; the card is made, and everybody sees it."""
    service.close(uow, id)
    return saved(url_for("rounds.meet", id=id))


@bp.post("/<uuid:id>/kort/fortryd")
@writes
def undo(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take the last move back."""
    queries.seat(uow, id, "T", "card")
    form = UndoForm()
    try:
        form.validate()
        code = service.undo(uow, id, id_of(form.move.data))
    except RuleBroken as error:
        return refused(uow, id, error)
    except Conflict:
        return refused(uow, id, None)
    return done_at_the_table(id, code)


def is_at_once() -> bool:
    """Whether the form was sent without leaving the page."""
    return "HX-Request" in request.headers


def done_at_the_table(id: UUID, code: str | None = None) -> Response:
    """After something was done: the fragment where the page stays, the page it was done on otherwise."""
    if is_at_once():
        return redirect(url_for("rounds.now", id=id), 303)
    page = "rounds.meet" if request.args.get("ved") == "bord" or code is None else "rounds.card"
    return saved(url_for(page, id=id, _anchor=f"s{code}" if code else None))


def refused(uow: UnitOfWork, id: UUID, error: RuleBroken | None) -> tuple[Response, int]:
    """What stands now, and why what was asked for did not happen."""
    words = _("Somebody else moved something meanwhile. This is how it stands now.")
    if error:
        words = _(error.message, **error.values)
    if is_at_once():
        found = _fragment(uow, id, words)
    else:
        found = make_response(render_template("rounds/meeting.html", **_at_the_table(uow, id) | {"problem": words}))
    return found, 422 if error else 409


def _is_said_today(uow: UnitOfWork, item: queries.AgreementView) -> bool:
    at = item.answered.answered_at if item.answered else None
    return at is not None and at.astimezone(uow.zone).date() == uow.today
