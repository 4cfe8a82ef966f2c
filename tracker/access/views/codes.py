"""The second step: taken after the password, set up with a phone, and put away again."""

from uuid import UUID

import segno
from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from tracker.access import second_step
from tracker.access.forms import CodeForm
from tracker.access.views.blueprint import bp, needs_code, token, welcome
from tracker.kernel.errors import RuleBroken
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import reads, reads_publicly, saved, writes, writes_publicly

JUST_MADE = "recovery_codes"


@bp.get("/log-ind/kode")
@reads_publicly
def code_page(uow: UnitOfWork) -> ResponseReturnValue:
    """The second step, for who gave the right password just now."""
    person_id = second_step.waiting(uow, token())
    if person_id is None:
        return redirect(url_for("access.sign_in_page"), 303)
    return render_template("access/code.html", form=CodeForm(formdata=None), phone=_phone(uow, person_id))


@bp.post("/log-ind/kode")
@writes_publicly
def take_code(uow: UnitOfWork) -> ResponseReturnValue:
    """Take it; after the first time the recovery codes are shown."""
    person_id = second_step.waiting(uow, token())
    if person_id is None:
        return redirect(url_for("access.sign_in_page"), 303)
    form = CodeForm()
    if not form.validate():
        return render_template("access/code.html", form=form, phone=_phone(uow, person_id)), 422
    is_first = not second_step.is_set(uow, person_id)
    new = second_step.take(uow, token(), form.code.data)
    if new is None:
        return _wrong("access.code_page")
    answer = welcome(new)
    if is_first:
        session[JUST_MADE] = second_step.new_recovery_codes(uow, person_id)
        answer.location = url_for("access.second")
    return answer


def _wrong(page: str) -> ResponseReturnValue:
    """A 303 commits, so that the wrong guess is counted."""
    flash(_("The code is not right, was used already, or there were too many tries. Wait for the next one."), "error")
    return redirect(url_for(page), 303)


def _phone(uow: UnitOfWork, person_id: UUID) -> dict[str, object] | None:
    """What the phone is to read, until it was read."""
    secret, person = second_step.secret_to_show(uow, person_id), people.someone(uow.session, person_id)
    if secret is None or person is None:
        return None
    picture = segno.make(second_step.address_for_phone(secret, person.email), micro=False)
    drawn = picture.svg_inline(scale=5, border=4, light="#fff", svgclass="qr", lineclass=None)
    return {"picture": Markup(drawn), "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}  # noqa: S704 - made here


@bp.get("/min-side/to-trin")
@reads
def second(uow: UnitOfWork) -> ResponseReturnValue:
    """My second step, and the recovery codes just made."""
    return _page(uow, session.pop(JUST_MADE, None))


def _page(uow: UnitOfWork, codes: list[str] | None = None, form: CodeForm | None = None) -> str:
    me = uow.actor.me
    return render_template(
        "access/second.html",
        form=form or CodeForm(formdata=None),
        codes=codes,
        phone=_phone(uow, me),
        is_set=second_step.is_set(uow, me),
        left=second_step.codes_left(uow, me),
        is_must=second_step.is_must(uow, me, required=needs_code()),
    )


@bp.post("/min-side/to-trin/ny")
@writes
def begin_second(uow: UnitOfWork) -> ResponseReturnValue:
    """Show what the phone is to read."""
    second_step.begin(uow, uow.actor.me)
    return redirect(url_for("access.second"), 303)


@bp.post("/min-side/to-trin/koder")
@writes
def confirm_second(uow: UnitOfWork) -> ResponseReturnValue:
    """With a code: confirm the phone, or get new recovery codes."""
    form = CodeForm()
    if not form.validate():
        return _page(uow, form=form), 422
    if not second_step.is_right(uow, uow.actor.me, form.code.data):
        return _wrong("access.second")
    session[JUST_MADE] = second_step.new_recovery_codes(uow, uow.actor.me)
    return saved(url_for("access.second"))


@bp.post("/min-side/to-trin/fjern")
@writes
def remove_second(uow: UnitOfWork) -> ResponseReturnValue:
    """With a code: sign in with the password alone again."""
    form = CodeForm()
    if not form.validate():
        return _page(uow, form=form), 422
    if not second_step.is_right(uow, uow.actor.me, form.code.data):
        return _wrong("access.second")
    try:
        second_step.remove(uow, uow.actor.me, required=needs_code())
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, form=form), 422
    return saved(url_for("access.second"))
