"""The horizon: what lies ahead, what is planned for it, and what was learned."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.kernel.errors import NotFound
from tracker.kernel.figures import few, told
from tracker.people import queries as people
from tracker.preparedness import horizon, queries, service
from tracker.preparedness.forms import ChangeLoadForm, LoadForm, LookBackForm
from tracker.preparedness.queries import Page, Place, Support
from tracker.preparedness.rules import Said
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt, choices, id_of
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

bp = Blueprint("preparedness", __name__, url_prefix="/beredskab")


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """The coming six months: a picture with its table; what is farther off, and what is over."""
    found = queries.horizon(uow)
    listed = [*found.near, *found.later, *found.past]
    return render_template(
        "preparedness/index.html",
        found=found,
        picture=horizon.picture([(one.starts, one.ends) for one in found.near[: horizon.MOST]], uow.today),
        names=people.people(uow.session, {one.seer_id for one in listed}),
        kinds=_kinds(),
        totals=queries.totals(uow),
        told=told,
        few=few,
        writes=bool(queries.places(uow)),
        today=uow.today,
    )


@bp.get("/ny")
@reads
def new(uow: UnitOfWork) -> ResponseReturnValue:
    """For whom, and then an empty form."""
    places = queries.places(uow)
    if not places:
        raise NotFound
    if "til" not in request.args and len(places) > 1:
        return render_template("preparedness/places.html", places=places)
    return _new_page(uow, LoadForm(formdata=None), _place(places))


@bp.post("/ny")
@writes
def add(uow: UnitOfWork) -> ResponseReturnValue:
    """Put it on the horizon."""
    place, form = _place(queries.places(uow)), LoadForm()
    made: list[UUID] = []
    if attempt(form, lambda: made.append(service.expect(uow, place.scope, _said(form)))):
        return saved(url_for("preparedness.show", id=made[0]))
    return _new_page(uow, form, place), 422


@bp.get("/<uuid:id>")
@reads
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One load: when, how heavy, what is planned, and whether it sufficed."""
    return _page(uow, id)


@bp.get("/<uuid:id>/ret")
@reads
def edit(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One load, to change it."""
    return _edit_page(uow, id, _filled(uow, id))


def _filled(uow: UnitOfWork, id: UUID) -> ChangeLoadForm:
    page = _changeable(uow, id)
    view = page.view
    data = {name: getattr(view, name) for name in ("kind", "title", "starts", "ends", "weight")}
    data |= {"support": page.support, "words": page.words, "version": page.version}
    form = ChangeLoadForm(formdata=None, data=data | {"seer": str(view.seer_id), "notice_days": str(page.notice_days)})
    _offering(uow, form, Place(page.scope, view.whose), page)
    return form


def _changeable(uow: UnitOfWork, id: UUID) -> Page:
    page = queries.show(uow, id)
    if not page.may_change:
        raise NotFound
    return page


@bp.post("/<uuid:id>/ret")
@writes
@stands(_filled)
def change(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    page, form = _changeable(uow, id), ChangeLoadForm()
    _offering(uow, form, Place(page.scope, page.view.whose), page)
    if attempt(form, lambda: service.change(uow, id, _said(form), version=form.version.data or 0)):
        return saved(url_for("preparedness.show", id=id))
    return _edit_page(uow, id, form), 422


@bp.post("/<uuid:id>/fjern")
@writes
def take_off(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """It does not come after all."""
    service.take_off(uow, id, version=VersionForm().version.data or 0)
    return saved(url_for("preparedness.index"))


def _looked_back(uow: UnitOfWork, id: UUID) -> LookBackForm:
    page = queries.show(uow, id)
    data = {"enough": page.view.enough, "learned": page.learned, "version": page.version}
    return LookBackForm(formdata=None, data=data)


@bp.post("/<uuid:id>/tilbageblik")
@writes
@stands(_looked_back)
def look_back(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say whether the support sufficed."""
    if not queries.show(uow, id).may_look_back:
        raise NotFound
    form = LookBackForm()

    def act() -> None:
        said = {"enough": form.enough.data, "learned": form.learned.data or "", "lang": language()}
        service.look_back(uow, id, **said, version=form.version.data or 0)

    if attempt(form, act):
        return saved(url_for("preparedness.show", id=id))
    return _page(uow, id, form), 422


def _kinds() -> dict[str, Any]:
    """The kinds of load by code."""
    return {one.code: one for one in queries.kinds().items}


def _place(places: list[Place]) -> Place:
    """The one that is asked for, or the only one there is."""
    asked = request.args.get("til", "")
    found = [one for one in places if one.code == asked] if asked or len(places) != 1 else places
    if not found:
        raise NotFound
    return found[0]


def _new_page(uow: UnitOfWork, form: LoadForm, place: Place) -> str:
    if form.seer.data is None:
        form.seer.data = str(uow.actor.me)
    there = _offering(uow, form, place)
    values = {"form": form, "place": place, "kinds": queries.kinds(), "there": there, "load_id": None}
    return render_template("preparedness/load.html", **values)


def _edit_page(uow: UnitOfWork, id: UUID, form: ChangeLoadForm) -> str:
    page = _changeable(uow, id)
    place = Place(page.scope, page.view.whose)
    values = {"form": form, "place": place, "kinds": queries.kinds(), "there": queries.support(uow, language())}
    return render_template("preparedness/load.html", load_id=id, **values)


def _offering(uow: UnitOfWork, form: LoadForm, place: Place, page: Page | None = None) -> list[Support]:
    """Put into the form what can be chosen: kinds, support, and who can see to it (or does)."""
    lang, there = language(), queries.support(uow, language())
    form.kind.choices = choices(*((one.code, one.title.in_(lang)) for one in queries.kinds().items))
    form.support.choices = choices(*((one.code, _in_short(one)) for one in there))
    people_there = queries.seers(uow, place.scope)
    known = {one.id for one in people_there}
    if page and page.view.seer_id not in known:
        people_there += people.people(uow.session, [page.view.seer_id]).values()
    form.seer.choices = choices(*((str(one.id), f"{one.name}, {one.title}") for one in people_there))
    return there


def _in_short(one: Support) -> str:
    contact = gettext("contact: %(contact)s", contact=one.contact) if one.contact else ""
    return f"{one.title}: {'. '.join(part for part in (one.detail.rstrip('.'), contact) if part)}"


def _said(form: Any) -> Said:
    return Said(
        kind=form.kind.data or "",
        title=form.title.data or "",
        lang=language(),
        starts=form.starts.data,
        ends=form.ends.data,
        weight=form.weight.data or "",
        support=form.support.data or [],
        words=form.words.data or "",
        seer_id=id_of(form.seer.data),
        notice_days=int(form.notice_days.data or 0),
    )


def _page(uow: UnitOfWork, id: UUID, form: LookBackForm | None = None) -> str:
    page = queries.show(uow, id)
    who = {page.view.seer_id, page.made_by, *([page.answered_by] if page.answered_by else [])}
    data = {"enough": page.view.enough, "learned": page.learned, "version": page.version}
    return render_template(
        "preparedness/show.html",
        page=page,
        kind=_kinds()[page.view.kind],
        planned=[one for one in queries.support(uow, language()) if one.code in page.support],
        names=people.people(uow.session, who),
        form=form or LookBackForm(formdata=None, data=data),
        today=uow.today,
    )
