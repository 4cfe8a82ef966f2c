"""The card, and the statements the group chooses from it."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import Conflict, NotFound, RuleBroken
from tracker.knowledge import queries as knowledge
from tracker.rounds import queries, service
from tracker.rounds.forms import ChooseForm, ChosenForm, MoveForm
from tracker.rounds.queries import Seat, Spot
from tracker.rounds.views.blueprint import bp
from tracker.rounds.views.live import card_of, done_at_the_table, is_at_once, may_move, refused
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

QUESTIONS = ("meaning", "place", "rightwards")


@bp.get("/<uuid:id>/kort")
@reads
def card(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The group's card."""
    return _card_page(uow, id)


@bp.post("/<uuid:id>/kort/<code>")
@writes
def move(uow: UnitOfWork, id: UUID, code: str) -> ResponseReturnValue:
    """Place a statement in another field."""
    form = MoveForm()
    queries.seat(uow, id, "T", "card")
    queries.known(code)
    try:
        if form.validate():
            service.move(uow, id, code, field=form.field.data, version=form.version.data)
            return done_at_the_table(id, code)
    except RuleBroken as error:
        if is_at_once():
            return refused(uow, id, error)
        form.broken(error)
    except Conflict:
        if is_at_once():
            return refused(uow, id, None)
        return _card_page(uow, id, moved_by_another=code), 409
    return _card_page(uow, id, form=form), 422


def _card_page(uow: UnitOfWork, id: UUID, **more: Any) -> str:
    seat = queries.seat(uow, id, "R", "card")
    found = card_of(uow, id)
    if not found["spots"]:
        raise NotFound
    return render_template(
        "rounds/card.html",
        **({"form": None, "moved_by_another": None} | found | more),
        seat=seat,
        row=seat.round,
        live=False,
        moves=may_move(seat),
        chooses=seat.leads and seat.round.state == "closed",
        guide=knowledge.guide("card-fields"),
        statements={each.code: each for each in knowledge.statements()},
    )


@bp.get("/<uuid:id>/valg")
@reads
def choice(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The statements to choose among."""
    seat = queries.seat(uow, id, "S", "card")
    spots = _spots(uow, seat)
    return _choice_page(seat, spots, _choose_form(seat, spots))


def _choices(uow: UnitOfWork, id: UUID) -> ChooseForm:
    seat = queries.seat(uow, id, "S", "card")
    return _choose_form(seat, _spots(uow, seat))


def _choose_form(seat: Seat, spots: list[Spot]) -> ChooseForm:
    values = {"statements": [spot.statement for spot in spots if spot.chosen], "version": seat.round.version}
    form = ChooseForm(formdata=None, data=values)
    form.statements.choices = _offered(spots)
    return form


@bp.post("/<uuid:id>/valg")
@writes
@stands(_choices)
def choose(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Choose them."""
    seat = queries.seat(uow, id, "S", "card")
    form, spots = ChooseForm(), _spots(uow, seat)
    form.statements.choices = _offered(spots)
    if not attempt(
        form, lambda: service.choose(uow, id, form.statements.data, lang=language(), version=form.version.data)
    ):
        return _choice_page(seat, spots, form), 422
    return saved(url_for("rounds.chosen", id=id, code=min(form.statements.data, key=queries.CODES.index)))


def _spots(uow: UnitOfWork, seat: Seat) -> list[Spot]:
    """The card's statements, field 1 first; NotFound where there is no card."""
    spots = queries.card(uow.session, seat.round.id)
    if not spots:
        raise NotFound
    return sorted(spots.values(), key=lambda spot: spot.field or 5)


def _offered(spots: list[Spot]) -> list[Any]:
    return choices(*((spot.statement, _label(spot)) for spot in spots))


def _label(spot: Spot) -> str:
    name = f"{spot.statement} · {knowledge.statement(spot.statement).title.in_(language())}"
    if spot.field is None:
        return name
    return f"{name} – {spot.field} {knowledge.guide('card-fields').item(f'field-{spot.field}').title.in_(language())}"


def _choice_page(seat: Seat, spots: list[Spot], form: ChooseForm) -> str:
    form.statements.choices = _offered(spots)
    return render_template("rounds/choice.html", form=form, seat=seat)


@bp.get("/<uuid:id>/valg/<code>")
@reads
def chosen(uow: UnitOfWork, id: UUID, code: str) -> ResponseReturnValue:
    """One chosen statement and what the group says of it."""
    return _chosen_page(uow, id, code, _chosen_form(uow, id, code))


def _chosen_form(uow: UnitOfWork, id: UUID, code: str) -> ChosenForm:
    row = queries.chosen_one(uow.session, queries.seat(uow, id, "R", "card").round.id, queries.known(code))
    return ChosenForm(formdata=None, obj=row)


@bp.post("/<uuid:id>/valg/<code>")
@writes
@stands(_chosen_form)
def write(uow: UnitOfWork, id: UUID, code: str) -> ResponseReturnValue:
    """Save what the group says of it."""
    queries.seat(uow, id, "U", "card")
    queries.chosen_one(uow.session, id, queries.known(code))
    form = ChosenForm()
    if not form.validate():
        return _chosen_page(uow, id, code, form), 422
    words = {name: form[name].data or "" for name in QUESTIONS}
    try:
        service.write(uow, id, code, **words, lang=language(), version=form.version.data)
    except RuleBroken as error:
        form.broken(error)
        return _chosen_page(uow, id, code, form), 422
    return saved(url_for("rounds.chosen", id=id, code=code))


def _chosen_page(uow: UnitOfWork, id: UUID, code: str, form: ChosenForm) -> str:
    seat = queries.seat(uow, id, "R", "card")
    codes = [each.statement for each in queries.chosen(uow.session, id)]
    spot = queries.card(uow.session, id)[code]
    following = codes[codes.index(code) + 1 :] if code in codes else []
    return render_template(
        "rounds/chosen.html",
        form=form,
        seat=seat,
        row=queries.chosen_one(uow.session, id, code),
        spot=spot,
        writes=seat.leads and seat.round.state == "closed",
        following=following[0] if following else None,
        notes=queries.shared_notes(uow.session, id).get(code, []),
        statement=knowledge.statement(code),
        field=knowledge.guide("card-fields").item(f"field-{spot.field}") if spot.field else None,
        guide=knowledge.guide("statement-questions"),
    )
