"""The organisation's card, and the offers on it."""

from functools import partial
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.plans import queries, service
from tracker.plans.forms import ChangeOfferForm, MoveForm, OfferForm, PlaceForm
from tracker.plans.service.card import OfferText
from tracker.plans.views.shared import bp, columns, rows, steps
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/kort")
@reads
def card(uow: UnitOfWork) -> ResponseReturnValue:
    """The card, and a form to place a theme on it."""
    form = _place_form(uow)
    for name in ("theme", "column", "row"):
        form[name].data = request.args.get(name) or form[name].data
    return _card(uow, form)


@bp.post("/kort")
@writes
def place(uow: UnitOfWork) -> ResponseReturnValue:
    """Place a theme."""
    form = _place_form(uow)

    def act() -> None:
        where = {"column": form.column.data, "row": form.row.data, "text": _answer(form) or ""}
        service.place(uow, UUID(form.theme.data), **where, lang=language())

    if attempt(form, act):
        return saved(url_for("plans.card"))
    return _card(uow, form), 422


def _answer(form: PlaceForm | MoveForm) -> str | None:
    """What was said to the question of the chosen row; None where it was not asked, as when a theme is dragged."""
    row = form.row.data
    return (form[row].data or "") if row in request.form else None


def _card(uow: UnitOfWork, form: PlaceForm) -> str:
    plan = queries.needed(uow.session)
    allowed = queries.rights(uow, plan)
    themes = queries.themes(uow, plan, language())
    return render_template(
        "plans/card.html",
        card=queries.card(uow, plan, language()),
        themes=themes,
        figures=queries.rated(uow.session, plan.id, [one.id for one in themes]),
        form=form,
        title_in=partial(queries.title_in, lang=language()),
        columns=columns(),
        rows=rows(),
        allowed=allowed,
        steps=steps(queries.stage(uow.session, plan).step, allowed, at="prioritise"),
    )


def _place_form(uow: UnitOfWork) -> PlaceForm:
    plan, form = queries.needed(uow.session), PlaceForm()
    if not queries.rights(uow, plan).decides:
        raise NotFound
    important = [one for one in queries.themes(uow, plan, language()) if one.state in ("important", "chosen")]
    form.theme.choices = choices(*((str(one.id), one.title) for one in important))
    _where(form)
    return form


def _where(form: PlaceForm | MoveForm) -> None:
    form.column.choices = choices(*((column["code"], column["name"]) for column in columns()))
    form.row.choices = choices(*((row["code"], row["name"]) for row in rows() if row["code"] != "offers"))


@bp.get("/kort/<uuid:id>")
@reads
def placed(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One placement, to move it or change its words."""
    _, theme = queries.placement(uow, id)
    return render_template(
        "plans/placed.html", form=_placed_form(uow, id), id=id, title=queries.title_in(theme, language())
    )


def _placed_form(uow: UnitOfWork, id: UUID) -> MoveForm:
    row, _ = queries.placement(uow, id)
    data = {name: getattr(row, name) for name in ("column", "row", "version")}
    said = {"high": row.text, "low": row.other} if row.row == "high" else {"low": row.text, "high": row.other}
    form = MoveForm(formdata=None, data=data | said)
    _where(form)
    return form


@bp.post("/kort/<uuid:id>")
@writes
@stands(_placed_form)
def move(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Move it."""
    (_, theme), form = queries.placement(uow, id), MoveForm()
    _where(form)

    def act() -> None:
        where = {"column": form.column.data, "row": form.row.data, "text": _answer(form)}
        service.move(uow, id, **where, lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("plans.card"))
    return render_template("plans/placed.html", form=form, id=id, title=queries.title_in(theme, language())), 422


@bp.post("/kort/<uuid:id>/fjern")
@writes
def take_off(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it off this column."""
    service.take_off(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("plans.card"))


@bp.get("/tilbud/ny")
@reads
def new_offer(uow: UnitOfWork) -> ResponseReturnValue:
    """An empty offer."""
    return render_template("plans/offer.html", form=_offer_form(uow, OfferForm()), id=None)


@bp.post("/tilbud/ny")
@writes
def add_offer(uow: UnitOfWork) -> ResponseReturnValue:
    """Put it on the card."""
    form = _offer_form(uow, OfferForm())
    if attempt(form, lambda: service.add_offer(uow, _said(form))):
        return saved(url_for("plans.card"))
    return render_template("plans/offer.html", form=form, id=None), 422


@bp.get("/tilbud/<uuid:id>")
@reads
def offer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One offer, to change it."""
    return render_template("plans/offer.html", form=_standing_offer(uow, id), id=id)


def _standing_offer(uow: UnitOfWork, id: UUID) -> OfferForm:
    row = queries.offer(uow, id)
    data = {name: getattr(row, name) for name in ("title", "what", "contact", "columns", "version")}
    return _offer_form(uow, ChangeOfferForm(formdata=None, data=data))


@bp.post("/tilbud/<uuid:id>")
@writes
@stands(_standing_offer)
def change_offer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    queries.offer(uow, id)
    form = _offer_form(uow, ChangeOfferForm())
    if attempt(form, lambda: service.change_offer(uow, id, _said(form), version=form.version.data)):
        return saved(url_for("plans.card"))
    return render_template("plans/offer.html", form=form, id=id), 422


@bp.post("/tilbud/<uuid:id>/fjern")
@writes
def remove_offer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it away."""
    service.remove_offer(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("plans.card"))


def _offer_form(uow: UnitOfWork, form: OfferForm) -> OfferForm:
    if not queries.rights(uow, queries.needed(uow.session)).offers:
        raise NotFound
    form.columns.choices = choices(*((column["code"], column["name"]) for column in columns()))
    return form


def _said(form: OfferForm) -> OfferText:
    return OfferText(form.title.data, form.what.data, form.contact.data, form.columns.data or [], language())
