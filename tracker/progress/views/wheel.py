"""The yearly wheel: a picture with its list, a calendar to take along, and HR's own entries."""

from uuid import UUID

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.progress import service, wheel, wheel_ics
from tracker.progress.forms import ChangeEntryForm, EntryForm
from tracker.progress.service.wheel import Entry
from tracker.progress.views.overview import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

AROUND = 6
"""years back and ahead that may be looked at"""


@bp.get("/fremdrift/aarshjul")
@reads
def year_wheel(uow: UnitOfWork) -> ResponseReturnValue:
    """A year at a glance."""
    found, now = wheel.wheel(uow, _year(uow)), uow.today.year
    near = {"previous": found.year - 1, "next": found.year + 1}
    shown = {name: year for name, year in near.items() if abs(year - now) <= AROUND}
    return render_template("progress/wheel.html", found=found, near=shown, today=uow.today)


def _year(uow: UnitOfWork) -> int:
    asked, now = request.args.get("aar", ""), uow.today.year
    is_year = asked.isascii() and asked.isdigit() and len(asked) == len("2026")
    return int(asked) if is_year and abs(int(asked) - now) <= AROUND else now


@bp.get("/fremdrift/aarshjul.ics")
@reads
def wheel_calendar(uow: UnitOfWork) -> ResponseReturnValue:
    """This year and the next as a calendar file."""
    items = [one for year in (uow.today.year, uow.today.year + 1) for one in wheel.shared(uow, year)]
    base = current_app.extensions["ledertrivsel.settings"].base_url.rstrip("/")
    link = base + url_for("progress.year_wheel")
    answer = make_response(wheel_ics.written(items, say=gettext, link=link, made_at=uow.now))
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = 'attachment; filename="aarshjul.ics"'
    return answer


@bp.get("/fremdrift/aarshjul/nyt")
@reads
def new_entry(uow: UnitOfWork) -> ResponseReturnValue:
    """An empty entry."""
    wheel.may_enter(uow)
    return render_template("progress/entry.html", form=EntryForm(formdata=None), entry_id=None)


@bp.post("/fremdrift/aarshjul/nyt")
@writes
def add_entry(uow: UnitOfWork) -> ResponseReturnValue:
    """Put it in."""
    wheel.may_enter(uow)
    form = EntryForm()
    if attempt(form, lambda: service.enter(uow, _said(uow, form))):
        return saved(_to_year(form))
    return render_template("progress/entry.html", form=form, entry_id=None), 422


def _to_year(form: EntryForm) -> str:
    return url_for("progress.year_wheel", aar=form.day.data.year if form.day.data else None)


@bp.get("/fremdrift/aarshjul/<uuid:id>")
@reads
def wheel_entry(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One of HR's own, to change it."""
    return render_template("progress/entry.html", form=_filled(uow, id), entry_id=id)


def _filled(uow: UnitOfWork, id: UUID) -> ChangeEntryForm:
    row = wheel.entry(uow, id)
    data = {name: getattr(row, name) for name in ("kind", "title", "day", "version")}
    return ChangeEntryForm(formdata=None, data=data | {"every_years": str(row.every_years)})


@bp.post("/fremdrift/aarshjul/<uuid:id>")
@writes
@stands(_filled)
def change_entry(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    wheel.entry(uow, id)
    form = ChangeEntryForm()
    if attempt(form, lambda: service.change(uow, id, _said(uow, form), version=form.version.data)):
        return saved(_to_year(form))
    return render_template("progress/entry.html", form=form, entry_id=id), 422


@bp.post("/fremdrift/aarshjul/<uuid:id>/fjern")
@writes
def remove_entry(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it out."""
    service.remove(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("progress.year_wheel"))


def _said(uow: UnitOfWork, form: EntryForm) -> Entry:
    every, day = int(form.every_years.data or 0), form.day.data or uow.today
    return Entry(form.kind.data, form.title.data or "", day, every, language())
