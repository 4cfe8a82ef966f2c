"""What the pages of escalations share: the page of one, with its story and what I can do next."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, render_template

from tracker.escalations import clusters, queries
from tracker.escalations.forms import AnswerForm, AskBackForm, CloseForm, ReplyForm
from tracker.kernel.errors import NotFound
from tracker.kernel.facts import Readers
from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.people import parts
from tracker.people import queries as people
from tracker.storage.stories import Step, story
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import VersionForm

bp = Blueprint("escalations", __name__, url_prefix="/eskaleringer")
STORY = frozenset({Readers.MATTER, Readers.PROGRESS})
FOLLOWED = frozenset(
    f"followups.{name}" for name in ("scheduled", "moved", "placed", "answered", "taken_back", "closed")
)
FORMS: dict[str, type[VersionForm]] = {
    "version": VersionForm,
    "answer": AnswerForm,
    "ask_back": AskBackForm,
    "reply": ReplyForm,
    "close": CloseForm,
}


def version_of(form: VersionForm | None = None) -> int:
    """The version a form's text was read at; NotFound for a form without one."""
    form = form or VersionForm()
    if not form.validate():
        raise NotFound
    return int(form.version.data)


def _is_told(step: Step) -> bool:
    """What happened to it, and what became of what was promised on a day."""
    return step.fact.name.startswith("escalations.") or step.fact.name in FOLLOWED


def _plans(uow: UnitOfWork, roles: frozenset[Role]) -> bool:
    """Whether whoever answers has a plan to take it into: the organisation's, or that of a part they lead."""
    if roles & set(queries.ORGANISATION_ROLES):
        return True
    return Role.NL in roles and bool(parts.led(uow.session, uow.actor.me, uow.today))


def page(uow: UnitOfWork, id: UUID, **given: VersionForm) -> str:
    """One escalation. `given` are forms to show again, by their names in `FORMS`."""
    row, standing = queries.show(uow, id)
    steps = [step for step in story(uow.session, [id], STORY) if _is_told(step)]
    ids = {step.actor_id for step in steps if step.actor_id} | {row.owner_id or row.raised_by, row.raised_by}
    ids |= {row.concerns_id} if row.concerns_id else set()
    decides = queries.may_decide(standing)
    forms: dict[str, Any] = {
        name: given.get(name) or kind(formdata=None, data={"version": row.version}) for name, kind in FORMS.items()
    }
    return render_template(
        "escalations/show.html",
        row=row,
        statement=knowledge.statement(row.statement) if row.statement else None,
        theme=knowledge.theme(row.theme_code) if row.theme_code else None,
        group=people.group(uow.session, row.group_id),
        steps=steps,
        questions=queries.questions(uow.session, row),
        read_by=queries.read_by(uow, row, standing),
        names=people.people(uow.session, ids),
        decides=decides,
        leads="GL" in standing.roles and "grp" in standing.relations,
        acting=uow.actor.me,
        alike=queries.sizes(uow.session, [row.cluster_id]).get(row.cluster_id, 0) if row.cluster_id else 0,
        together=clusters.open_with(uow, row) if decides else [],
        can_take_into_plan="plans" in current_app.blueprints and _plans(uow, standing.roles),
        broken=list(given.values()),
        **{f"{name}_form": form for name, form in forms.items()},
    )
