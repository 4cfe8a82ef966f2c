"""The catalogue, to look around in; HR adds to it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Standing
from tracker.knowledge import own, queries
from tracker.knowledge.forms import ChangeEntryForm, EntryForm
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

bp = Blueprint("knowledge", __name__, url_prefix="/katalog")
_SAID = ("kind", "title", "what", "level", "factors", "statements", "source")


def _page(uow: UnitOfWork, template: str, **values: Any) -> str:
    uow.require("R", "catalogue", Standing(uow.actor.roles))
    return render_template(
        f"knowledge/{template}",
        language=language(),
        catalogue=queries,
        keeps=own.keeps(uow),
        levels={item.code: item.title.in_(language()) for item in queries.guide("levels").items},
        **values,
    )


@bp.get("")
@reads
def themes(uow: UnitOfWork) -> ResponseReturnValue:
    """The themes one can choose from, each with what it is tied to; the organisation's own first."""
    return _page(uow, "themes.html", mine=own.entries(uow.session, own.THEME))


@bp.get("/tiltag")
@reads
def measures(uow: UnitOfWork) -> ResponseReturnValue:
    """Measures by level."""
    return _page(uow, "measures.html", mine=own.entries(uow.session, own.MEASURE))


@bp.get("/faktorer")
@reads
def factors(uow: UnitOfWork) -> ResponseReturnValue:
    """What wears and what carries, and the signs one may notice."""
    return _page(uow, "factors.html")


@bp.get("/kilder")
@reads
def sources(uow: UnitOfWork) -> ResponseReturnValue:
    """Where it is from, and how far that reaches."""
    return _page(uow, "sources.html")


@bp.get("/egne/ny")
@reads
def new_entry(uow: UnitOfWork) -> ResponseReturnValue:
    """An empty entry."""
    return _entry_page(uow, EntryForm(), None)


@bp.post("/egne/ny")
@writes
def add_entry(uow: UnitOfWork) -> ResponseReturnValue:
    """Put it in."""
    form = _offering(EntryForm())
    if attempt(form, lambda: own.add(uow, _said(form))):
        return saved(_where(form))
    return _entry_page(uow, form, None), 422


@bp.get("/egne/<uuid:id>")
@reads
def entry(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One entry, to change it."""
    return _entry_page(uow, _filled(uow, id), id)


def _filled(uow: UnitOfWork, id: UUID) -> ChangeEntryForm:
    row = own.entry(uow, id)
    form = ChangeEntryForm(formdata=None, data={name: getattr(row, name) for name in (*_SAID, "version")})
    _offering(form)
    return form


@bp.post("/egne/<uuid:id>")
@writes
@stands(_filled)
def change_entry(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    own.entry(uow, id)
    form = ChangeEntryForm()
    _offering(form)
    if attempt(form, lambda: own.change(uow, id, _said(form), version=form.version.data or 0)):
        return saved(_where(form))
    return _entry_page(uow, form, id), 422


@bp.post("/egne/<uuid:id>/fjern")
@writes
def remove_entry(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it out."""
    own.remove(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("knowledge.themes"))


def _entry_page(uow: UnitOfWork, form: EntryForm, id: UUID | None) -> str:
    if not own.keeps(uow):
        raise NotFound
    return _page(uow, "entry.html", form=_offering(form), id=id)


def _offering(form: EntryForm) -> EntryForm:
    lang = language()
    form.level.choices = choices(*((item.code, item.title.in_(lang)) for item in queries.guide("levels").items))
    form.factors.choices = choices(*((one.code, one.title.in_(lang)) for one in queries.factors()))
    named = ((one.code, f"{one.code} {one.title.in_(lang)}") for one in queries.statements())
    form.statements.choices = choices(*named)
    return form


def _said(form: EntryForm) -> own.Words:
    return own.Words(
        kind=form.kind.data,
        title=form.title.data or "",
        what=form.what.data or "",
        lang=language(),
        level=form.level.data or None,
        factors=form.factors.data or [],
        statements=form.statements.data or [],
        source=form.source.data or "",
    )


def _where(form: EntryForm) -> str:
    return url_for("knowledge.measures" if form.kind.data == own.MEASURE else "knowledge.themes", _anchor="egne")
