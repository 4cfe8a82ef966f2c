"""When and how a person may be reached: one's own choices, and what HR sets for all."""

from datetime import time
from typing import Any
from uuid import UUID

from flask import render_template, session, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.permissions import Role
from tracker.kernel.worktime import read_week
from tracker.people import calendar, queries, rules, service
from tracker.people.forms import HabitsForm, HoursForm, LeaveForm, in_fields
from tracker.people.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt
from tracker.web.transaction import reads, saved, writes


@bp.get("/min-side/arbejdstid")
@reads
def hours(uow: UnitOfWork) -> ResponseReturnValue:
    """My working hours, leave, language and place."""
    return _my_page(uow)


@bp.post("/min-side/arbejdstid")
@writes
def set_hours(uow: UnitOfWork) -> ResponseReturnValue:
    """Save how I may be reached."""
    form = HabitsForm()
    if not form.validate():
        return _my_page(uow, form=form), 422
    try:
        service.set_habits(
            uow,
            language=form.language.data,
            week=rules.week(form.spans),
            digest_time=form.digest_time.data,
            zone=form.zone.data,
        )
    except RuleBroken as error:
        form.broken(error)
        return _my_page(uow, form=form), 422
    session.pop("lang", None)
    return saved(url_for("people.hours"))


@bp.post("/min-side/orlov")
@writes
def announce_leave(uow: UnitOfWork) -> ResponseReturnValue:
    """Say that I am away."""
    form = LeaveForm()
    if not attempt(
        form, lambda: service.announce_leave(uow, form.starts.data or uow.today, form.ends.data or uow.today)
    ):
        return _my_page(uow, leave_form=form), 422
    return saved(url_for("people.hours"))


@bp.post("/min-side/orlov/<uuid:id>/fjern")
@writes
def take_back_leave(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """I am not away after all."""
    service.take_back_leave(uow, id)
    return saved(url_for("people.hours"))


def _my_page(uow: UnitOfWork, *, form: HabitsForm | None = None, leave_form: LeaveForm | None = None) -> str:
    mine = calendar.my_habit(uow.session, uow.actor.me, uow.today)
    organisation = queries.organisation(uow.session)
    return render_template(
        "people/hours.html",
        form=form or HabitsForm(formdata=None, data=_as_chosen(mine, organisation.week)),
        leave_form=leave_form or LeaveForm(formdata=None),
        leave=mine.leave,
        usual=organisation.digest_time.replace(":", "."),
        zone=uow.zone.key,
    )


def _as_chosen(mine: calendar.Habit, usual: list[str]) -> dict[str, Any]:
    return in_fields(read_week(mine.week or usual)) | {
        "digest_time": time.fromisoformat(mine.digest_time) if mine.digest_time else None,
        "language": mine.language,
        "zone": mine.zone or "",
    }


@bp.get("/indstillinger")
@reads
def settings(uow: UnitOfWork) -> ResponseReturnValue:
    """What holds for all who chose nothing else."""
    return render_template("people/settings.html", form=_settings_form(uow))


def _settings_form(uow: UnitOfWork) -> HoursForm:
    if Role.HR not in uow.actor.roles:
        raise NotFound
    row = queries.organisation(uow.session)
    data = {"digest_time": time.fromisoformat(row.digest_time), "free_days": row.free_days, "version": row.version}
    data |= {"acknowledge_days": row.acknowledge_days, "answer_days": row.answer_days}
    return HoursForm(formdata=None, data=in_fields(read_week(row.week)) | data)


@bp.post("/indstillinger")
@writes
@stands(_settings_form)
def set_settings(uow: UnitOfWork) -> ResponseReturnValue:
    """Save it."""
    _settings_form(uow)
    form = HoursForm()
    if not form.validate():
        return render_template("people/settings.html", form=form), 422
    try:
        service.set_hours(
            uow,
            week=rules.week(form.spans),
            digest_time=form.digest_time.data,
            free_days=form.free_days.data,
            version=form.version.data,
            limits=(form.acknowledge_days.data, form.answer_days.data),
        )
    except RuleBroken as error:
        form.broken(error)
        return render_template("people/settings.html", form=form), 422
    return saved(url_for("people.settings"))
