"""Sending up: written, looked at exactly as it will be read, sent; then replied to, taken back or closed."""

from collections.abc import Iterable
from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.escalations import queries, service
from tracker.escalations.forms import CloseForm, RaiseForm, ReplyForm
from tracker.escalations.rules import PART, Draft
from tracker.escalations.views.blueprint import bp, page, version_of
from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.people import parts
from tracker.people import queries as people
from tracker.rounds import queries as rounds
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices
from tracker.web.language import language, order
from tracker.web.transaction import reads, saved, writes


@bp.get("/ny")
@reads
def new(uow: UnitOfWork) -> ResponseReturnValue:
    """The form, filled from a round's statement where it came from one."""
    form = _raise_form(uow)
    form.group.data = request.args.get("group", form.group.data)
    if round_id := _id(request.args.get("round")):
        form.round.data = round_id
        _from_statement(uow, form, round_id, request.args.get("statement", ""))
    return render_template("escalations/new.html", form=form)


@bp.post("/ny/se")
@writes
def preview(uow: UnitOfWork) -> ResponseReturnValue:
    """Exactly what goes up, and what does not, before it is sent; nothing is saved."""
    form = _raise_form(uow)
    if not form.validate() or "change" in request.form:
        return render_template("escalations/new.html", form=form), 422 if form.errors else 200
    draft = _draft(uow, form)
    return render_template(
        "escalations/preview.html",
        form=form,
        draft=draft,
        statement=knowledge.statement(draft.statement) if draft.statement else None,
        theme=knowledge.theme(draft.theme_code) if draft.theme_code else None,
        group=dict(_names(form)),
        left_out=people.someone(uow.session, draft.concerns_id) if draft.concerns_id else None,
        arrives=queries.has_receiver(uow, UUID(form.group.data), draft),
    )


@bp.post("/ny")
@writes
def create(uow: UnitOfWork) -> ResponseReturnValue:
    """Send it up."""
    form = _raise_form(uow)
    if form.validate():
        try:
            escalation_id = service.raise_escalation(uow, UUID(form.group.data), _draft(uow, form))
            return saved(url_for("escalations.show", id=escalation_id))
        except RuleBroken as error:
            form.broken(error)
    return render_template("escalations/new.html", form=form), 422


@bp.post("/<uuid:id>/traek-tilbage")
@writes
def withdraw(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it back."""
    service.withdraw(uow, id, version=version_of())
    return saved(url_for("escalations.show", id=id))


def _replied(uow: UnitOfWork, id: UUID) -> ReplyForm:
    row, _ = queries.show(uow, id)
    last = queries.questions(uow.session, row)[-1:]
    return ReplyForm(formdata=None, data={"reply": last[0].reply if last else "", "version": row.version})


@bp.post("/<uuid:id>/gensvar")
@writes
@stands(_replied)
def reply(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Reply to what the group was asked."""
    form = ReplyForm()
    if attempt(form, lambda: service.reply(uow, id, text=form.reply.data, lang=language(), version=version_of(form))):
        return saved(url_for("escalations.show", id=id))
    return page(uow, id, reply=form), 422


def _closed(uow: UnitOfWork, id: UUID) -> CloseForm:
    row, _ = queries.show(uow, id)
    helped = None if row.helped is None else "yes" if row.helped else "no"
    return CloseForm(formdata=None, data={"helped": helped, "version": row.version})


@bp.post("/<uuid:id>/luk")
@writes
@stands(_closed)
def close(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Close it, saying whether the answer helped."""
    form = CloseForm()
    if not form.validate():
        return page(uow, id, close=form), 422
    service.close(uow, id, helped=form.helped.data == "yes", version=version_of(form))
    return saved(url_for("escalations.show", id=id))


def led(uow: UnitOfWork) -> list[people.GroupOf]:
    """The groups the actor leads, in the hat worn now."""
    groups = people.groups_of(uow.session, uow.actor.me, uow.today) if Role.L in uow.actor.roles else []
    return [group for group in groups if group.role == people.LEADER]


def _names(form: RaiseForm) -> list[tuple[str, str]]:
    return [(str(choice.value), str(choice.label)) for choice in form.group.choices]


def _raise_form(uow: UnitOfWork) -> RaiseForm:
    mine = led(uow)
    if not mine:
        raise NotFound
    form = RaiseForm()
    form.group.choices = choices(*((str(group.id), group.name) for group in mine))
    themes = ((theme.code, theme.title.in_(language())) for theme in knowledge.themes())
    form.theme_code.choices = choices(("", "–"), *themes)
    owned = _plans_of_parts(uow, mine)
    own = ((f"{PART}-{part.id}", _("Whoever owns the plan of %(part)s", part=part.name)) for part in owned)
    form.addressed.choices = [*form.addressed.choices[:1], *choices(*own), *form.addressed.choices[1:]]
    owners = {person for found in owned.values() for person in found}
    form.concerns.choices = choices(("", _("No")), *_could_receive(uow, owners))
    return form


def _plans_of_parts(uow: UnitOfWork, mine: list[people.GroupOf]) -> dict[parts.Part, set[UUID]]:
    """The nearest part with a plan of its own that each of my groups belongs to, where somebody else owns it: they."""
    have = current_app.extensions["ledertrivsel.parts_with_plans"](uow)
    found: dict[parts.Part, set[UUID]] = {}
    for group in mine if have else []:
        part = next((one for one in parts.line(uow.session, group.unit_id) if one.id in have), None)
        if part and part not in found:
            found[part] = set(parts.leaders(uow.session, part.id, uow.today)) - {uow.actor.me}
    me = people.someone(uow.session, uow.actor.me) if any(found.values()) else None
    return {part: owners for part, owners in found.items() if me and owners - {me.nearest_leader_id}}


def _could_receive(uow: UnitOfWork, owners: Iterable[UUID]) -> list[tuple[str, str]]:
    found = queries.could_receive(uow, owners)
    names = {"NL": _("nearest leader"), PART: _("owns the plan of your part"), "HR": _("HR"), "TM": _("top management")}
    known = people.people(uow.session, found).values()
    return sorted(
        ((str(one.id), f"{one.name} – {names[found[one.id]]}") for one in known), key=lambda pair: order(pair[1])
    )


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _from_statement(uow: UnitOfWork, form: RaiseForm, round_id: UUID, code: str) -> None:
    """Fill in the statement's title; it does not travel in the address (P13)."""
    rounds.seat(uow, round_id, "R", "card")
    card = rounds.card_of_round(uow.session, round_id)
    if code in card:
        form.statement.data = code
        form.title.data = knowledge.statement(code).title.in_(language())
        form.wording.data = rounds.worded(uow.session, round_id, code)


def _draft(uow: UnitOfWork, form: RaiseForm) -> Draft:
    round_id, code = form.round.data or None, form.statement.data or None
    card: dict[str, int | None] = {}
    if round_id:
        if str(rounds.seat(uow, round_id, "R", "card").group.id) != form.group.data:
            raise NotFound
        card = rounds.card_of_round(uow.session, round_id)
    addressed, _dash, part_id = (form.addressed.data or "").partition("-")
    return Draft(
        title=form.title.data,
        wording=form.wording.data,
        ask=form.ask.data,
        addressed=addressed,
        part_id=_id(part_id),
        lang=language(),
        concerns_id=UUID(form.concerns.data) if form.concerns.data else None,
        round_id=round_id,
        statement=code if code in card else None,
        field=card.get(code or ""),
        theme_code=form.theme_code.data or None,
    )
