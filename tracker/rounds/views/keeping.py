"""What is kept of a round: its minutes, on screen and on paper, and the group's rounds beside each other."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.rounds import queries
from tracker.rounds.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web import pdf
from tracker.web.transaction import reads


@bp.get("/<uuid:id>/referat")
@reads
def minutes(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What came of the round: no individual answer, and no note."""
    return render_template("rounds/minutes.html", **_kept(uow, id), printable=pdf.is_available())


@bp.get("/<uuid:id>/referat.pdf")
@reads
def minutes_pdf(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The same on paper."""
    if not pdf.is_available():
        raise NotFound
    answer = make_response(pdf.drawn(render_template("rounds/minutes_pdf.html", **_kept(uow, id), font=pdf.font)))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="referat.pdf"'
    return answer


def _kept(uow: UnitOfWork, id: UUID) -> dict[str, Any]:
    seat = queries.seat(uow, id, "R", "card")
    spots = queries.card(uow.session, id)
    if not spots:
        raise NotFound
    return {
        "seat": seat,
        "row": seat.round,
        "spots": spots,
        "chosen": queries.chosen(uow.session, id),
        "agreements": queries.of_rounds(uow.session, [id]).get(id, []),
        "guide": knowledge.guide("card-fields"),
        "statements": {each.code: each for each in knowledge.statements()},
        "today": uow.today,
    }


@bp.get("/gruppe/<uuid:group_id>/historik")
@reads
def history(uow: UnitOfWork, group_id: UUID) -> ResponseReturnValue:
    """The group's last cards beside each other, and what moved."""
    return render_template(
        "rounds/history.html",
        found=queries.history(uow, group_id, _before(request.args.get("foer", ""))),
        statements={each.code: each for each in knowledge.statements()},
        guide=knowledge.guide("card-fields"),
    )


def _before(text: str) -> datetime | None:
    """The instant an address asks for the rounds before; None for anything that is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
