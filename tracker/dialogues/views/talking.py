"""The dialogue with the nearest leader: set, moved, called off, held."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dialogues import queries, service
from tracker.dialogues.forms import AgreementForm, HoldForm, RescheduleForm, WhenForm
from tracker.dialogues.service.talking import When
from tracker.dialogues.views.blueprint import bp, version_of
from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt, choices
from tracker.web.transaction import observes, reads, saved, writes


@bp.get("/samtale/ny/<uuid:id>")
@reads
def new(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """When do we two talk?"""
    return _new_page(uow, id, offering(WhenForm(formdata=None)))


@bp.post("/samtale/ny/<uuid:id>")
@writes
def create(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Set it."""
    queries.with_whom(uow, id)
    form, made = offering(WhenForm()), []
    if attempt(form, lambda: made.append(service.set_dialogue(uow, id, when(form)))):
        return saved(url_for("dialogues.show", id=made[0]))
    return _new_page(uow, id, form), 422


def _new_page(uow: UnitOfWork, id: UUID, form: WhenForm) -> str:
    leader_id, _nearest = queries.with_whom(uow, id)
    other = people.people(uow.session, [id])[id]
    return render_template("dialogues/new.html", form=form, other=other, is_mine=leader_id == uow.actor.me)


def offering(form: Any) -> Any:
    """The form with the lengths that are offered."""
    said = ((str(each), ngettext("%(num)s minute", "%(num)s minutes", each)) for each in queries.LENGTHS)
    form.minutes.choices = choices(*said)
    return form


def when(form: Any) -> When:
    """What a form says of a day and time."""
    rhythm = form.cadence.data or None if "cadence" in form else None
    return When(form.day.data, form.time.data, int(form.minutes.data), rhythm)


@bp.get("/samtale/<uuid:id>")
@observes
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A dialogue: what we both brought, what we agree."""
    return page(uow, id)


def page(uow: UnitOfWork, id: UUID, form: AgreementForm | None = None, hold: HoldForm | None = None) -> str:
    """The page of one. `form` and `hold` are to be shown again."""
    talk = queries.show(uow, id)
    topics = queries.topics(uow, id)
    return render_template(
        "dialogues/show.html",
        talk=talk,
        mine=[one for one in topics if one.person_id == uow.actor.me],
        others=[one for one in topics if one.person_id != uow.actor.me],
        agreements=queries.agreements(uow, [id]),
        form=owned(form or AgreementForm(formdata=None), talk),
        hold_form=hold or _hold_form(uow, talk),
        version_form=VersionForm(formdata=None, data={"version": talk.version}),
        names={"leader": talk.leader.name, "nearest": talk.nearest.name},
        broken=[one for one in (form, hold) if one],
        has_begun=talk.starts_at <= uow.now,
        me=people.someone(uow.session, uow.actor.me),
        today=uow.today,
    )


def owned(form: AgreementForm, talk: queries.Talk) -> AgreementForm:
    """The form with the names of those who may follow it up."""
    form.owners.choices = choices(*((owner, name or _("Both of us")) for owner, name in queries.owners(talk)))
    return form


def _hold_form(uow: UnitOfWork, talk: queries.Talk) -> HoldForm:
    local: datetime = talk.starts_at.astimezone(uow.zone)
    again = queries.again(uow, talk) if talk.starts_at <= uow.now else None
    data = {"version": talk.version, "time": local.time(), "minutes": str(talk.minutes), "day": again}
    return offering(HoldForm(formdata=None, data=data))


@bp.get("/samtale/<uuid:id>/flyt")
@reads
def moving(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Another time."""
    return _moving_page(uow, id, _set_to(uow, id))


def _ahead(uow: UnitOfWork, id: UUID) -> queries.Talk:
    talk = queries.show(uow, id)
    if not (talk.is_ahead and talk.still):
        raise NotFound
    return talk


def _set_to(uow: UnitOfWork, id: UUID) -> RescheduleForm:
    talk = _ahead(uow, id)
    local = talk.starts_at.astimezone(uow.zone)
    data = {"day": local.date(), "time": local.time(), "minutes": str(talk.minutes), "cadence": talk.cadence or ""}
    return offering(RescheduleForm(formdata=None, data=data | {"version": talk.version}))


@bp.post("/samtale/<uuid:id>/flyt")
@writes
@stands(_set_to)
def reschedule(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Move it."""
    _ahead(uow, id)
    form: RescheduleForm = offering(RescheduleForm())
    if attempt(form, lambda: service.reschedule(uow, id, when(form), version=form.version.data or 0)):
        return saved(url_for("dialogues.show", id=id))
    return _moving_page(uow, id, form), 422


def _moving_page(uow: UnitOfWork, id: UUID, form: RescheduleForm) -> str:
    return render_template("dialogues/move.html", form=form, talk=_ahead(uow, id))


@bp.post("/samtale/<uuid:id>/aflys")
@writes
def call_off(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Call it off."""
    service.call_off(uow, id, version=version_of())
    return saved(url_for("dialogues.index"))


def _held(uow: UnitOfWork, id: UUID) -> HoldForm:
    return _hold_form(uow, _ahead(uow, id))


@bp.post("/samtale/<uuid:id>/afholdt")
@writes
@stands(_held)
def hold(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """We have talked, and may know when we talk again."""
    talk = _ahead(uow, id)
    form: HoldForm = offering(HoldForm())

    if attempt(form, lambda: service.hold(uow, id, _again(form, talk), version=form.version.data or 0)):
        return saved(url_for("dialogues.show", id=id))
    return page(uow, id, hold=form), 422


def _again(form: HoldForm, talk: queries.Talk) -> When | None:
    if not form.day.data:
        return None
    return When(form.day.data, form.time.data or time(9), int(form.minutes.data), talk.cadence)
