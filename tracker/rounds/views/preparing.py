"""Preparing, one statement at a time or all on a page; one's own answers and nobody else's."""

from hashlib import blake2b
from typing import Any
from uuid import UUID

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds import queries, service
from tracker.rounds.forms import AnswerForm
from tracker.rounds.queries import Own, Seat
from tracker.rounds.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

ALL, QUIETLY = "alle", "stille"
"""where an answer came from: the page with all statements, or a script that saves while one goes on"""


@bp.get("/<uuid:id>/forbered")
@reads
def prepare(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """All statements, with what one has answered."""
    seat = queries.seat(uow, id, "R", "answers")
    answers, codes = queries.own_answers(uow, id), queries.codes_of(seat.round)
    return render_template(
        "rounds/prepare.html",
        **_of_round(uow, seat),
        answers=answers,
        following=queries.first_unanswered(answers, codes=codes),
        invitation=knowledge.guide("round-invitation"),
        size=len(people.members(uow.session, seat.group.id, uow.today)),
        kept_until=queries.kept_until(seat.round),
    )


@bp.get("/<uuid:id>/forbered/alle")
@reads
def prepare_all(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """All statements on one page, each saved by itself."""
    return _all_page(uow, _open(uow, id))


@bp.get("/<uuid:id>/forbered/hvor-langt")
@reads
def how_far(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """How far one is, for the script that saves; with the version of one answer."""
    queries.seat(uow, id, "R", "answers")
    own = queries.own_answers(uow, id).get(request.args.get("code", ""))
    mine = queries.progress(uow, id)
    how = {"answered": mine.answered, "total": mine.total, "finished": bool(mine.finished)}
    return jsonify(how | {"version": own.version if own else 0})


@bp.get("/<uuid:id>/forbered/<code>")
@reads
def answer(uow: UnitOfWork, id: UUID, code: str) -> ResponseReturnValue:
    """One statement to answer."""
    return _statement_page(uow, _open(uow, id), code, _answer_form(uow, id, code))


def _answer_form(uow: UnitOfWork, id: UUID, code: str) -> AnswerForm:
    seat = _open(uow, id)
    return _filled(queries.own_answers(uow, id).get(queries.known(code, seat.round)))


def _filled(own: Own | None, **more: Any) -> AnswerForm:
    """The form with what stands; `prefix` would rename its fields, so ids are set apart on the page instead."""
    values: dict[str, Any] = {"version": 0}
    if own:
        values = {"succeeds": own.succeeds, "important": own.important, "note": own.note, "share": own.shared}
        values["version"] = own.version
    return AnswerForm(formdata=None, data=values, **more)


@bp.post("/<uuid:id>/forbered/<code>")
@writes
@stands(_answer_form)
def save_answer(uow: UnitOfWork, id: UUID, code: str) -> ResponseReturnValue:
    """Save it, and go on to the next that has no answer."""
    seat = _open(uow, id)
    queries.known(code, seat.round)
    form = AnswerForm()
    way = request.args.get("fra", "")
    if not form.validate():
        return (_all_page(uow, seat, {code: form}) if way == ALL else _statement_page(uow, seat, code, form)), 422
    values = {"succeeds": form.succeeds.data, "important": form.important.data, "note": form.note.data or ""}
    values |= {"shared": form.share.data, "version": form.version.data}
    service.save_answer(uow, id, code, **values, lang=language())
    if way == QUIETLY:
        return redirect(url_for("rounds.how_far", id=id, code=code), 303)
    return saved(_onwards(uow, seat, code, way))


def _onwards(uow: UnitOfWork, seat: Seat, code: str, way: str) -> str:
    number, codes = seat.round.id, queries.codes_of(seat.round)
    following = queries.first_unanswered(queries.answered(uow, number), after=code, codes=codes)
    if way == ALL:
        return url_for("rounds.prepare_all", id=number, _anchor=f"s{following or code}")
    if following:
        return url_for("rounds.answer", id=number, code=following)
    return url_for("rounds.prepare", id=number)


@bp.post("/<uuid:id>/forbered/klar")
@writes
def finish(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say that one is ready, with what one has answered."""
    service.finish(uow, id)
    return saved(url_for("rounds.show", id=id))


def _open(uow: UnitOfWork, id: UUID) -> Seat:
    """The actor's seat while there is something to prepare; NotFound otherwise."""
    seat = queries.seat(uow, id, "C", "answers")
    if seat.round.state != "planned":
        raise NotFound
    return seat


def _of_round(uow: UnitOfWork, seat: Seat) -> dict[str, Any]:
    codes = queries.codes_of(seat.round)
    statements = [each for each in knowledge.statements() if each.code in codes]
    return {
        "seat": seat,
        "row": seat.round,
        "mine": queries.progress(uow, seat.round.id),
        "groups": [part for part in knowledge.statement_groups() if part.code in {each.group for each in statements}],
        "statements": statements,
        "guide": knowledge.guide("assessment"),
        "who": _who(uow, seat),
    }


def _who(uow: UnitOfWork, seat: Seat) -> str:
    """Tells apart those who prepare in the same browser, without saying who they are."""
    return blake2b(seat.round.id.bytes + uow.actor.me.bytes, digest_size=12).hexdigest()


def _all_page(uow: UnitOfWork, seat: Seat, wrong: dict[str, AnswerForm] | None = None) -> str:
    own = queries.own_answers(uow, seat.round.id)
    answers = {code: _filled(own.get(code)) for code in queries.codes_of(seat.round)} | (wrong or {})
    for code, form in answers.items():
        for field in form:
            field.id = f"{field.name}-{code}"
    failed = next(iter((wrong or {}).values()), None)
    return render_template("rounds/prepare_all.html", **_of_round(uow, seat), answers=answers, own=own, failed=failed)


def _statement_page(uow: UnitOfWork, seat: Seat, code: str, form: AnswerForm) -> str:
    codes = queries.codes_of(seat.round)
    at = codes.index(queries.known(code, seat.round))
    done = queries.answered(uow, seat.round.id) | {code}
    return render_template(
        "rounds/statement.html",
        form=form,
        seat=seat,
        statement=knowledge.statement(code),
        part={part.code: part for part in knowledge.statement_groups()}[knowledge.statement(code).group],
        guide=knowledge.guide("assessment"),
        mine=queries.progress(uow, seat.round.id),
        who=_who(uow, seat),
        following=queries.first_unanswered(done, after=code, codes=codes),
        before=codes[at - 1] if at else None,
        after=codes[at + 1] if at + 1 < len(codes) else None,
    )
