"""Agreements, and the end of the round."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.kernel.errors import RuleBroken
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds import queries, service
from tracker.rounds.forms import AgreementForm, HoldForm
from tracker.rounds.queries import Seat
from tracker.rounds.service import Wording
from tracker.rounds.views.blueprint import bp, ids_of, version_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, choices
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
    asked: dict[str, Any] = {"first": form.first.data, "cadence": form.cadence.data or None}
    try:
        service.agree(uow, id, wording, owner_ids=ids_of(form.owners.data), **asked)
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, seat, form), 422
    return saved(url_for("rounds.agreements", id=id))


@bp.post("/<uuid:id>/aftaler/<uuid:agreement_id>/luk")
@writes
def close_agreement(uow: UnitOfWork, id: UUID, agreement_id: UUID) -> ResponseReturnValue:
    """It needs no more follow-up."""
    service.close_agreement(uow, id, agreement_id, version=version_of(VersionForm()))
    return saved(url_for("rounds.agreements", id=id))


def _held(uow: UnitOfWork, id: UUID) -> HoldForm:
    return _hold_form(queries.seat(uow, id, "S"))


@bp.post("/<uuid:id>/afslut")
@writes
@stands(_held)
def hold(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The round has been held."""
    seat = queries.seat(uow, id, "S")
    form = HoldForm()
    if form.validate():
        try:
            service.hold(uow, id, **_talk_of(form))
            return saved(url_for("rounds.show", id=id))
        except RuleBroken as error:
            form.broken(error)
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
