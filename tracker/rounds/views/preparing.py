"""Preparing, one statement at a time; one's own answers and nobody else's."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.rounds import queries, service
from tracker.rounds.forms import AnswerForm
from tracker.rounds.queries import Seat
from tracker.rounds.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/<uuid:id>/forbered")
@reads
def prepare(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """All statements, with what one has answered."""
    seat = queries.seat(uow, id, "R", "answers")
    answers = queries.own_answers(uow, id)
    return render_template(
        "rounds/prepare.html",
        seat=seat,
        row=seat.round,
        answers=answers,
        mine=queries.progress(uow, id),
        following=queries.first_unanswered(answers),
        groups=knowledge.statement_groups(),
        statements=knowledge.statements(),
        guide=knowledge.guide("assessment"),
    )


@bp.get("/<uuid:id>/forbered/<code>")
@reads
def answer(uow: UnitOfWork, id: UUID, code: str) -> ResponseReturnValue:
    """One statement to answer."""
    seat = queries.seat(uow, id, "C", "answers")
    own = queries.own_answers(uow, id).get(queries.known(code))
    values = (
        {"succeeds": own.succeeds, "important": own.important, "note": own.note, "share": own.shared} if own else {}
    )
    return _statement_page(uow, seat, code, AnswerForm(formdata=None, data=values))


@bp.post("/<uuid:id>/forbered/<code>")
@writes
def save_answer(uow: UnitOfWork, id: UUID, code: str) -> ResponseReturnValue:
    """Save it, and go on to the next that has no answer."""
    seat = queries.seat(uow, id, "C", "answers")
    form = AnswerForm()
    if not form.validate():
        return _statement_page(uow, seat, code, form), 422
    values = {"succeeds": form.succeeds.data, "important": form.important.data, "note": form.note.data or ""}
    service.save_answer(uow, id, code, **values, shared=form.share.data, lang=language())
    following = queries.first_unanswered(queries.answered(uow, id), after=code)
    return saved(url_for("rounds.answer", id=id, code=following) if following else url_for("rounds.prepare", id=id))


@bp.post("/<uuid:id>/forbered/klar")
@writes
def finish(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say that one is ready, with what one has answered."""
    service.finish(uow, id)
    return saved(url_for("rounds.show", id=id))


def _statement_page(uow: UnitOfWork, seat: Seat, code: str, form: AnswerForm) -> str:
    if seat.round.state != "planned":
        raise NotFound
    codes = queries.CODES
    at = codes.index(queries.known(code))
    return render_template(
        "rounds/statement.html",
        form=form,
        seat=seat,
        statement=knowledge.statement(code),
        part={part.code: part for part in knowledge.statement_groups()}[knowledge.statement(code).group],
        guide=knowledge.guide("assessment"),
        mine=queries.progress(uow, seat.round.id),
        before=codes[at - 1] if at else None,
        after=codes[at + 1] if at + 1 < len(codes) else None,
    )
