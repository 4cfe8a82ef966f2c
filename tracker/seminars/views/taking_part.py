"""Taking part on a phone: propose, support, rate."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.kernel.errors import RuleBroken
from tracker.seminars import queries, service
from tracker.seminars.forms import ProposeForm, RateForm, rate_form
from tracker.seminars.rules import Rating
from tracker.seminars.views.shared import bp, fragment, is_at_once, pulse_of, seen, tag_of, unchanged, why_not
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/s/<code>")
@reads
def short(uow: UnitOfWork, code: str) -> ResponseReturnValue:
    """Where a short link leads."""
    return redirect(url_for("seminars.take_part", id=queries.by_code(uow, code)), 302)


@bp.get("/seminar/<uuid:id>")
@reads
def take_part(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The seminar on a phone."""
    return _page(uow, id, ProposeForm())


def _page(uow: UnitOfWork, id: UUID, form: ProposeForm, problem: str | None = None) -> str:
    found = seen(uow, id)
    tag = tag_of(pulse_of(found["wall"]), with_rated=False)
    rated = len(queries.my_ratings(uow, id)) if found["row"].state in ("rate", "open") else 0
    return render_template("seminars/take_part.html", form=form, problem=problem, tag=tag, my_rated=rated, **found)


@bp.get("/seminar/<uuid:id>/nu")
@reads
def now(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What changes of it; 304 where nothing did."""
    return unchanged(tag_of(queries.pulse(uow, id), with_rated=False)) or _fragment(uow, id)


def _fragment(uow: UnitOfWork, id: UUID, problem: str | None = None) -> Response:
    found = seen(uow, id)
    rated = len(queries.my_ratings(uow, id)) if found["row"].state in ("rate", "open") else 0
    tag = tag_of(pulse_of(found["wall"]), with_rated=False)
    return fragment("seminars/_phone.html", tag, problem=problem, my_rated=rated, **found)


@bp.post("/seminar/<uuid:id>/foreslaa")
@writes
def propose(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Put a theme on the wall."""
    form = ProposeForm()

    def act() -> None:
        service.propose(uow, id, title=form.title.data, why=form.why.data or "", lang=language())

    queries.seat(uow, id, "T")
    if attempt(form, act):
        return saved(url_for("seminars.take_part", id=id), gettext("It stands on the wall"))
    return _page(uow, id, form), 422


@bp.post("/seminar/<uuid:id>/stoet/<uuid:theme_id>")
@writes
def support(uow: UnitOfWork, id: UUID, theme_id: UUID) -> ResponseReturnValue:
    """Support a theme."""
    return _act(uow, id, lambda: service.support(uow, id, theme_id))


@bp.post("/seminar/<uuid:id>/stoet-ikke/<uuid:theme_id>")
@writes
def withdraw(uow: UnitOfWork, id: UUID, theme_id: UUID) -> ResponseReturnValue:
    """Support it no more."""
    return _act(uow, id, lambda: service.withdraw_support(uow, id, theme_id))


def _act(uow: UnitOfWork, id: UUID, act: Any) -> ResponseReturnValue:
    queries.seat(uow, id, "T")
    try:
        act()
    except RuleBroken as error:
        words = why_not(error)
        if is_at_once():
            return _fragment(uow, id, words), 422
        return _page(uow, id, ProposeForm(formdata=None), words), 422
    if is_at_once():
        return redirect(url_for("seminars.now", id=id), 303)
    return saved(url_for("seminars.take_part", id=id, _anchor="vaeg"))


@bp.get("/seminar/<uuid:id>/vurder")
@reads
def ratings(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Every theme, with what I said of it."""
    found = seen(uow, id, "T")
    said = queries.my_ratings(uow, id)
    data = {
        f"{name}-{one.id}": getattr(said[one.id], name)
        for one in found["wall"].themes
        if one.id in said
        for name in _TWO
    }
    return render_template("seminars/rate.html", form=_form(found, formdata=None, data=data), **found)


_TWO = ("importance", "success")


def _form(found: dict[str, Any], **given: Any) -> RateForm:
    return rate_form([str(one.id) for one in found["wall"].themes])(**given)


@bp.post("/seminar/<uuid:id>/vurder")
@writes
def rate(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say how important they are, and how well it goes."""
    found = seen(uow, id, "T")
    form = _form(found)

    def act() -> None:
        said = {}
        for one in found["wall"].themes:
            pair = [form[f"{name}-{one.id}"].data or "" for name in _TWO]
            if any(pair):
                said[one.id] = Rating(*pair)
        service.rate(uow, id, said)

    if attempt(form, act):
        return saved(url_for("seminars.take_part", id=id))
    return render_template("seminars/rate.html", form=form, **found), 422
