"""One's own page, and the development plan in one page and on paper."""

from typing import Any
from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.dialogues import queries, service
from tracker.dialogues.forms import NoteForm
from tracker.dialogues.views.blueprint import bp
from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web import pdf
from tracker.web.conflicts import stands
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """Where I am with the guide and my own agreements, and my dialogues."""
    queries.own(uow, "R")
    talks, notes = queries.mine(uow), queries.notes(uow)
    mine = [talk for talk in talks if talk.is_mine]
    me = people.someone(uow.session, uow.actor.me)
    codes = queries.codes()
    return render_template(
        "dialogues/index.html",
        answered=sum(code in notes for code in codes),
        total=len(codes),
        promises=[one for one in queries.promises(uow, followed=False) if one.closed_at is None],
        nearest=people.someone(uow.session, me.nearest_leader_id) if me and me.nearest_leader_id else None,
        ahead=next((talk for talk in reversed(mine) if talk.is_ahead and talk.still), None),
        held=[talk for talk in mine if not talk.is_ahead],
        leaders=queries.leaders(uow),
        with_leaders=_by_leader(talks),
        now=uow.now,
    )


def _by_leader(talks: list[queries.Talk]) -> dict[UUID, dict[str, queries.Talk]]:
    """For each of my leaders, the dialogue ahead and the last one held."""
    found: dict[UUID, dict[str, queries.Talk]] = {}
    for talk in (talk for talk in talks if not talk.is_mine):
        of_one = found.setdefault(talk.leader.id, {})
        if talk.is_ahead:
            of_one["ahead"] = talk  # the newest comes first: the last one written is the next
        else:
            of_one.setdefault("held", talk)
    return found


@bp.get("/udviklingsplan")
@reads
def plan(uow: UnitOfWork) -> ResponseReturnValue:
    """The development plan: goals, working environment, actions."""
    return render_template("dialogues/plan.html", **_plan(uow), printable=pdf.is_available())


@bp.get("/udviklingsplan.pdf")
@reads
def plan_paper(uow: UnitOfWork) -> ResponseReturnValue:
    """The same on paper: my own copy, or the one for my nearest leader, without what I agreed with myself."""
    if not pdf.is_available():
        raise NotFound
    found = _plan(uow)
    if request.args.get("til") == "leder":
        found["promises"] = None
    answer = make_response(pdf.drawn(render_template("dialogues/plan_pdf.html", **found, font=pdf.font)))
    answer.mimetype = "application/pdf"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _plan(uow: UnitOfWork) -> dict[str, Any]:
    notes = queries.notes(uow)
    talks = [talk for talk in queries.mine(uow) if talk.is_mine]
    agreed = queries.agreements(uow, [talk.id for talk in talks])
    me = people.someone(uow.session, uow.actor.me)
    return {
        "guide": queries.guide(),
        "notes": notes,
        "fields": queries.FIELDS,
        "promises": [one for one in queries.promises(uow) if one.closed_at is None],
        "agreements": [one for one in agreed if one.closed_at is None],
        "nearest": people.someone(uow.session, me.nearest_leader_id) if me and me.nearest_leader_id else None,
        "today": uow.today,
    }


@bp.get("/udviklingsplan/<code>")
@reads
def plan_field(uow: UnitOfWork, code: str) -> ResponseReturnValue:
    """One field of it, in my own words."""
    return _field_page(uow, code, _filled(uow, code))


def _filled(uow: UnitOfWork, code: str) -> NoteForm:
    if code not in queries.FIELDS:
        raise NotFound
    note = queries.notes(uow).get(code)
    data = {"text": note.text, "version": note.version} if note else {"version": 0}
    return NoteForm(formdata=None, data=data)


@bp.post("/udviklingsplan/<code>")
@writes
@stands(_filled)
def save_plan_field(uow: UnitOfWork, code: str) -> ResponseReturnValue:
    """Save it."""
    if code not in queries.FIELDS:
        raise NotFound
    form = NoteForm()
    if not form.validate():
        return _field_page(uow, code, form), 422
    service.save_note(uow, code, text=form.text.data or "", lang=language(), version=form.version.data)
    return saved(url_for("dialogues.plan"))


def _field_page(uow: UnitOfWork, code: str, form: NoteForm) -> str:
    areas = dict(zip(queries.FIELDS, queries.guide().items, strict=True))
    return render_template(
        "dialogues/plan_field.html", form=form, code=code, area=areas[code], notes=queries.notes(uow)
    )
