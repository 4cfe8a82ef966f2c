"""Agreements, and the end of the round."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds import queries, service
from tracker.rounds.agenda import EFFECT_AFTER, again
from tracker.rounds.forms import AgreementForm, CloseForm, HoldForm, StockForm
from tracker.rounds.queries import AgreementView, Seat
from tracker.rounds.service import Stock, Wording
from tracker.rounds.views.blueprint import bp, ids_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/<uuid:id>/aftaler")
@reads
def agreements(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What the group agrees, and (for its leader) the form for one more."""
    seat = queries.seat(uow, id, "R", "agreement")
    form = _agreement_form(uow, seat, fresh=True)
    if request.args.get("udsagn") in [choice.value for choice in form.statement.choices]:
        form.statement.data = request.args["udsagn"]
    return _page(uow, seat, form)


@bp.post("/<uuid:id>/aftaler")
@writes
def agree(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Write one down."""
    seat = queries.seat(uow, id, "C", "agreement")
    form = _agreement_form(uow, seat)
    if not form.validate():
        return _page(uow, seat, form), 422
    wording = Wording(form.text.data, form.sign.data or "", form.statement.data or None, language())
    first = form.first.data or uow.today
    try:
        asked: dict[str, Any] = {"first": first, "cadence": form.chosen(first)}
        service.agree(uow, id, wording, owner_ids=ids_of(form.owners.data), **asked)
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, seat, form), 422
    return saved(url_for("rounds.agreements", id=id))


def _of_round(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> AgreementView:
    queries.seat(uow, id, "S", "agreement")
    found = queries.of_rounds(uow.session, [id]).get(id, [])
    item = next((each for each in found if each.id == agreement_id), None)
    if item is None:
        raise NotFound
    return item


def _to_close(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> CloseForm:
    item = _of_round(uow, id, agreement_id)
    return CloseForm(formdata=None, data={"version": item.version, "effect_on": uow.today + EFFECT_AFTER})


@bp.get("/<uuid:id>/aftaler/<uuid:agreement_id>/luk")
@reads
def closing(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> ResponseReturnValue:
    """An agreement to be closed, and whether to be asked later if it had the effect."""
    return _closing_page(uow, id, _of_round(uow, id, agreement_id), _to_close(uow, id, agreement_id))


@bp.post("/<uuid:id>/aftaler/<uuid:agreement_id>/luk")
@writes
@stands(_to_close)
def close_agreement(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> ResponseReturnValue:
    """It needs no more follow-up."""
    item, form = _of_round(uow, id, agreement_id), CloseForm()
    if not form.validate():
        return _closing_page(uow, id, item, form), 422
    values = {"version": form.version.data, "effect_on": form.effect_on.data}
    try:
        service.close_agreement(uow, id, agreement_id, **values)
    except RuleBroken as error:
        form.broken(error)
        return _closing_page(uow, id, item, form), 422
    return saved(url_for("rounds.agreements", id=id))


def _closing_page(uow: UnitOfWork, id: UUID, item: AgreementView, form: CloseForm) -> str:
    seat = queries.seat(uow, id, "S", "agreement")
    statements = {each.code: each for each in knowledge.statements()}
    found = {"seat": seat, "row": seat.round, "today": uow.today, "statements": statements}
    return render_template("rounds/close_agreement.html", form=form, item=item, **found)


def _agreed_before(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> AgreementView:
    """What may still be said something about; NotFound for anything else."""
    row = queries.earlier(uow, id, agreement_id)
    found = queries.of_rounds(uow.session, [row.round_id])[row.round_id]
    item = next(each for each in found if each.id == agreement_id)
    mine = any(owner.id == uow.actor.me for owner in item.owners)
    if not item.is_open or not (mine or queries.seat(uow, id).leads):
        raise NotFound
    return item


def _to_say(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> StockForm:
    item = _agreed_before(uow, id, agreement_id)
    days = {"next_day": again(item.cadence, item.first, uow.today), "effect_on": uow.today + EFFECT_AFTER}
    return StockForm(formdata=None, data={"version": item.version, **days})


@bp.get("/<uuid:id>/moede/aftale/<uuid:agreement_id>")
@reads
def stock(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> ResponseReturnValue:
    """Something agreed before, at the next meeting: what became of it, and does it go on?"""
    return _stock_page(uow, id, _agreed_before(uow, id, agreement_id), _to_say(uow, id, agreement_id))


@bp.post("/<uuid:id>/moede/aftale/<uuid:agreement_id>")
@writes
@stands(_to_say)
def take_stock(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> ResponseReturnValue:
    """Say it; those at the table see it."""
    item, form = _agreed_before(uow, id, agreement_id), StockForm()
    if not attempt(form, lambda: service.take_stock(uow, id, agreement_id, _said(form), version=form.version.data)):
        return _stock_page(uow, id, item, form), 422
    return saved(url_for("rounds.meet", id=id))


def _said(form: StockForm) -> Stock:
    closed = form.goes_on.data == "closed"
    if not closed and form.next_day.data is None:
        raise RuleBroken(N_("Choose when you look at it again"), field="next_day")
    return Stock(
        form.outcome.data or "",
        form.learned.data or "",
        language(),
        None if closed else form.next_day.data,
        form.effect_on.data if closed else None,
    )


def _stock_page(uow: UnitOfWork, id: UUID, item: AgreementView, form: StockForm) -> str:
    seat = queries.seat(uow, id)
    statements = {each.code: each for each in knowledge.statements()}
    found = {"seat": seat, "row": seat.round, "today": uow.today, "statements": statements}
    return render_template("rounds/stock.html", form=form, item=item, may_close=seat.leads, **found)


def _held(uow: UnitOfWork, id: UUID) -> HoldForm:
    return _hold_form(queries.seat(uow, id, "S"))


@bp.post("/<uuid:id>/afslut")
@writes
@stands(_held)
def hold(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The round has been held."""
    seat = queries.seat(uow, id, "S")
    form = HoldForm()
    if attempt(form, lambda: service.hold(uow, id, **_talk_of(form))):
        return saved(url_for("rounds.show", id=id))
    return _page(uow, seat, _agreement_form(uow, seat, fresh=True), form), 422


def _hold_form(seat: Seat) -> HoldForm:
    row = seat.round
    return HoldForm(formdata=None, data={"next_talk": row.next_talk, "version": row.version})


def _talk_of(form: HoldForm) -> dict[str, Any]:
    return {"next_talk": form.next_talk.data, "version": form.version.data}


def _agreement_form(uow: UnitOfWork, seat: Seat, *, fresh: bool = False) -> AgreementForm:
    form = AgreementForm(formdata=None) if fresh else AgreementForm()
    titles = {each.code: each.title.in_(language()) for each in knowledge.statements()}
    chosen = [each.statement for each in queries.chosen(uow.session, seat.round.id)]
    form.statement.choices = choices(
        ("", _("None of the statements")), *((code, f"{code} · {titles[code]}") for code in chosen)
    )
    group = people.members(uow.session, seat.group.id, uow.today)
    form.owners.choices = choices(*((str(person.id), person.name) for person in group))
    return form


def _page(uow: UnitOfWork, seat: Seat, form: AgreementForm, hold_form: HoldForm | None = None) -> str:
    row = seat.round
    return render_template(
        "rounds/agreements.html",
        form=form,
        hold_form=hold_form or _hold_form(seat),
        seat=seat,
        row=row,
        agreements=queries.of_rounds(uow.session, [row.id]).get(row.id, []),
        statements={each.code: each for each in knowledge.statements()},
        today=uow.today,
    )
