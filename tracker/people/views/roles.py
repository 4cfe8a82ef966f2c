"""Roles: HR grants and ends them, top management approves HR's."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.permissions import Role, Standing
from tracker.people import granting, grants, holding, queries
from tracker.people.forms import GrantForm
from tracker.people.resembling import resembling
from tracker.people.views.blueprint import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import reads, saved, writes


@bp.get("/indstillinger/roller")
@reads
def roles(uow: UnitOfWork) -> ResponseReturnValue:
    """Who holds which role, and what waits for approval."""
    uow.require("R", "people", Standing(uow.actor.roles))
    return _page(uow)


def _page(uow: UnitOfWork, form: GrantForm | None = None) -> str:
    is_hr = Role.HR in uow.actor.roles
    return render_template(
        "people/roles.html",
        form=_with_units(uow, form or GrantForm(formdata=None, data={"starts": uow.today})) if is_hr else None,
        granted=grants.granted(uow.session, uow.today),
        proposed=grants.proposed(uow.session),
        names=NAMES,
        seats=SEATS,
        mine=uow.actor.me,
        approves=Role.TM in uow.actor.roles,
    )


NAMES = {
    Role.TM: N_("Top management"),
    Role.HR: N_("HR"),
    Role.MED: N_("Representative"),
    Role.SA: N_("Administrator"),
}
SEATS = {"leader": N_("Leader in MED"), "TR": N_("Union representative (TR)"), "AMR": N_("AMR")}


def _with_units(uow: UnitOfWork, form: GrantForm) -> GrantForm:
    form.unit.choices = [(str(id_), name) for id_, name in grants.units(uow.session)]
    return form


@bp.post("/indstillinger/roller")
@writes
def grant(uow: UnitOfWork) -> ResponseReturnValue:
    """Grant a role; HR's is proposed to top management."""
    uow.require("C", "people", Standing(uow.actor.roles))
    form = _with_units(uow, GrantForm())
    if not form.validate():
        return _page(uow, form), 422
    try:
        role, person_id = _grant(uow, form)
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, form), 422
    waits = _("Proposed. Top management approves it.") if role in holding.APPROVED else None
    return saved(url_for("people.roles"), waits, resembles=resembling(uow.session, person_id, uow.today))


def _grant(uow: UnitOfWork, form: GrantForm) -> tuple[Role, UUID]:
    person_id = queries.by_email(uow.session, form.email.data, uow.today)
    if person_id is None:
        raise RuleBroken(N_("Nobody here has this e-mail address"), field="email")
    values: dict[str, Any] = {"starts": form.starts.data or uow.today, "ends": form.ends.data}
    role = Role(form.role.data)
    granting.grant(
        uow, person_id=person_id, role=role, unit_id=UUID(form.unit.data), seat=form.seat.data or None, **values
    )
    return role, person_id


@bp.post("/indstillinger/roller/<uuid:id>/slut")
@writes
def end_role(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """End a role now."""
    granting.end(uow, id)
    return saved(url_for("people.roles"))


@bp.get("/indstillinger/godkend/<uuid:id>")
@reads
def approve_page(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A role that waits for approval."""
    uow.require("S", "people", Standing(uow.actor.roles))
    found = next((one for one in grants.proposed(uow.session) if one.id == id), None)
    if found is None:
        raise NotFound
    return render_template("people/approve.html", one=found, names=NAMES, mine=uow.actor.me)


@bp.post("/indstillinger/godkend/<uuid:id>")
@writes
def approve(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Approve it."""
    granting.decide(uow, id, approved=True)
    return saved(url_for("people.roles"))


@bp.post("/indstillinger/godkend/<uuid:id>/afvis")
@writes
def decline(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Do not approve it."""
    granting.decide(uow, id, approved=False)
    return saved(url_for("people.roles"))


@bp.post("/indstillinger/godkend/<uuid:id>/tilbage")
@writes
def withdraw_role(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """HR takes it back."""
    granting.withdraw(uow, id)
    return saved(url_for("people.roles"))
