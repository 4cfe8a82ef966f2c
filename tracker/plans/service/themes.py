"""Putting themes forward, and deciding what becomes of them."""

from uuid import UUID

from sqlalchemy import func, select

from tracker.escalations import queries as escalations
from tracker.escalations import service as escalation
from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.permissions import Role
from tracker.people import queries as people
from tracker.plans import facts, rules
from tracker.plans.models import Origin, Plan, Theme
from tracker.plans.queries.plan import needed, rights, standing
from tracker.plans.queries.themes import catalogue_title
from tracker.plans.rules import State
from tracker.plans.service.plan import add_once, deciding
from tracker.storage.unit_of_work import UnitOfWork


def propose(
    uow: UnitOfWork, *, title: str, why: str, lang: str, code: str | None = None, group_id: UUID | None = None
) -> UUID:
    """Put a theme forward, for oneself or (as its leader) for a group. Returns its id."""
    plan = needed(uow.session)
    uow.require("T", "theme", standing(uow, plan))
    position = people.position(uow.session, group_id, uow.actor.me, uow.today) if group_id else None
    if group_id and not (Role.L in uow.actor.roles and position == people.LEADER):
        raise NotFound
    source = "group" if group_id else _source(uow, plan)
    return put_forward(uow, plan, title=title, why=why, lang=lang, code=code, source=source, group_id=group_id).id


def _source(uow: UnitOfWork, plan: Plan) -> str:
    roles = standing(uow, plan).roles
    order = ((Role.TM, "tm"), (Role.HR, "hr"), (Role.L, "leader"), (Role.MED, "med"))
    return next((source for role, source in order if role in roles), "leader")


def put_forward(
    uow: UnitOfWork,
    plan: Plan,
    *,
    title: str,
    why: str,
    lang: str,
    source: str,
    code: str | None = None,
    group_id: UUID | None = None,
) -> Theme:
    """A theme, as it is put forward by the actor."""
    row = Theme(
        plan_id=plan.id,
        title=title,
        why=why,
        lang=lang,
        code=code,
        as_catalogue=bool(code) and title == catalogue_title(code or "", lang),
        source=source,
        group_id=group_id,
        proposed_by=uow.actor.me,
        proposed_at=uow.now,
        state=State.PROPOSED,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.ThemeProposed(matter=row.id, plan_id=plan.id, source=source))
    return row


def assess(
    uow: UnitOfWork, theme_id: UUID, *, importance: str, success: str, reason: str, lang: str, version: int
) -> None:
    """Say how important a theme is here and how well we succeed; an unimportant one stays outside, with the reason."""
    _, row = deciding(uow, theme_id, version=version)
    before = row.state
    state = rules.assess(row.state, importance, success, reason)
    row.state, row.importance, row.success = state, importance, success
    if State.OUTSIDE in (state, before):
        row.reason, row.reason_lang = reason if state == State.OUTSIDE else "", lang
    uow.record(facts.ThemeAssessed(matter=row.id, state=state))
    if state == State.OUTSIDE and before != State.OUTSIDE:
        uow.record(facts.ThemeDecided(matter=row.id, state=state))


def choose(uow: UnitOfWork, theme_id: UUID, *, reason: str, lang: str, version: int) -> None:
    """Let an important theme go on; above five it takes a reason."""
    plan, row = deciding(uow, theme_id, version=version)
    query = select(func.count()).where(Theme.plan_id == plan.id, Theme.state == State.CHOSEN)
    rules.choose(row.state, uow.session.scalar(query) or 0, reason)
    row.state, row.reason, row.reason_lang = State.CHOSEN, reason, lang
    uow.record(facts.ThemeDecided(matter=row.id, state=row.state))


def put_back(uow: UnitOfWork, theme_id: UUID, *, version: int) -> None:
    """Put a chosen theme back among the important ones. What was gathered about it is kept."""
    _, row = deciding(uow, theme_id, version=version)
    rules.put_back(row.state)
    row.state, row.reason = State.IMPORTANT, ""
    uow.record(facts.ThemeDecided(matter=row.id, state=row.state))


def leave_outside(uow: UnitOfWork, theme_id: UUID, *, reason: str, lang: str, version: int) -> None:
    """An important theme does not go on this time, with the reason."""
    _, row = deciding(uow, theme_id, version=version)
    if row.state != State.IMPORTANT:
        raise RuleBroken(N_("Only important themes that are not chosen can be left outside"))
    if not reason.strip():
        raise RuleBroken(N_("Write why the theme stays outside, so that its proposer can read it"), field="reason")
    row.state, row.reason, row.reason_lang = State.OUTSIDE, reason, lang
    uow.record(facts.ThemeDecided(matter=row.id, state=row.state))


def take_escalation(  # noqa: PLR0913 - what is said of it, each part by its name
    uow: UnitOfWork,
    escalation_id: UUID,
    *,
    theme_id: UUID | None,
    title: str,
    why: str,
    answer: str,
    lang: str,
    version: int,
    together: bool = False,
) -> UUID:
    """Take an acknowledged escalation into the plan, with a theme there is or a new one, and so answer the group.

    With `together` the open ones of its cluster go with it, and every group has its answer.

    One that concerns somebody leaves no trace of itself in the plan, which that person reads too.
    """
    row, what = escalations.show(uow, escalation_id)
    if not escalations.may_decide(what):
        raise NotFound
    plan = needed(uow.session)
    if not rights(uow, plan).decides:
        raise NotFound
    if theme_id:
        _, theme = deciding(uow, theme_id)
    else:
        source = _source(uow, plan) if row.concerns_id else "escalation"
        theme = put_forward(uow, plan, title=title, why=why, lang=lang, source=source)
    words = {"text": answer, "lang": lang}
    taken = escalation.take_into_plan(
        uow, escalation_id, theme_id=theme.id, **words, version=version, together=together
    )
    for one in taken if row.concerns_id is None else ():
        origin = Origin(theme_id=theme.id, escalation_id=one)
        add_once(uow, origin, N_("The escalation has been taken into the plan already"))
        uow.record(facts.EscalationTaken(matter=theme.id))
    return theme.id
