"""The wall to project, and running the seminar."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import RuleBroken
from tracker.seminars import queries, service
from tracker.seminars.forms import JoinForm, StepForm
from tracker.seminars.rules import WAYS
from tracker.seminars.views.shared import (
    bp,
    fragment,
    picture_of,
    pulse_of,
    seen,
    short_link,
    tag_of,
    unchanged,
    why_not,
)
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import attempt, choices
from tracker.web.transaction import reads, saved, writes


@bp.get("/seminar/<uuid:id>/skaerm")
@reads
def screen(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """The wall, to be projected: link, QR code, and what is proposed."""
    found = seen(uow, id)
    tag = tag_of(pulse_of(found["wall"]), with_rated=True)
    link = short_link(found["row"].code)
    return render_template("seminars/screen.html", tag=tag, link=link, qr=picture_of(link), **found)


@bp.get("/seminar/<uuid:id>/skaerm/nu")
@reads
def screen_now(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What changes of it; 304 where nothing did."""
    same = unchanged(tag_of(queries.pulse(uow, id), with_rated=True))
    if same:
        return same
    found = seen(uow, id)
    return fragment("seminars/_screen.html", tag_of(pulse_of(found["wall"]), with_rated=True), **found)


@bp.get("/seminar/<uuid:id>/styr")
@reads
def steer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Where it is, what is next, and similar themes to join."""
    found = seen(uow, id, "U")
    return _steer(found, _join_form(found))


def _steer(found: dict[str, Any], form: JoinForm, problem: str | None = None) -> str:
    row = found["row"]
    link = short_link(row.code)
    ways = WAYS[row.mode].get(row.state, ())
    return render_template("seminars/steer.html", form=form, problem=problem, ways=ways, link=link, **found)


def _join_form(found: dict[str, Any]) -> JoinForm:
    form = JoinForm()
    known = choices(*((str(one.id), one.title) for one in found["wall"].themes))
    form.themes.choices = form.into.choices = known
    return form


@bp.post("/seminar/<uuid:id>/trin")
@writes
def go(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """On to another step, or back to one; everybody's page goes there."""
    found = seen(uow, id, "U")
    form = StepForm()
    try:
        form.validate()
        service.go(uow, id, form.step.data or "")
    except RuleBroken as error:
        return _steer(found, _join_form(found), why_not(error)), 422
    return saved(url_for("seminars.steer", id=id))


@bp.post("/seminar/<uuid:id>/saml")
@writes
def join(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Join similar themes."""
    found = seen(uow, id, "U")
    form = _join_form(found)

    def act() -> None:
        service.join(uow, id, [UUID(one) for one in form.themes.data or []], UUID(form.into.data))

    if attempt(form, act):
        return saved(url_for("seminars.steer", id=id, _anchor="saml"))
    return _steer(found, form), 422


@bp.post("/seminar/<uuid:id>/skil/<uuid:theme_id>")
@writes
def split(uow: UnitOfWork, id: UUID, theme_id: UUID) -> ResponseReturnValue:
    """Let a joined theme stand by itself again."""
    found = seen(uow, id, "U")
    try:
        service.split(uow, id, theme_id)
    except RuleBroken as error:
        return _steer(found, _join_form(found), why_not(error)), 422
    return saved(url_for("seminars.steer", id=id, _anchor="saml"))
