"""How far the organisation is: counts and dates from every capability, never anybody's words (domain §12)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.escalations import queries as escalations
from tracker.followups import queries as followups
from tracker.kernel.permissions import Role, Standing
from tracker.kernel.waiting import Waiting
from tracker.knowledge import queries as knowledge
from tracker.knowledge.guides import Statement
from tracker.people import queries as people
from tracker.plans import queries as plans
from tracker.preparedness import queries as preparedness
from tracker.progress import remarks
from tracker.rounds import queries as rounds
from tracker.rounds.queries.seen import Seen
from tracker.storage.asking import together
from tracker.storage.unit_of_work import UnitOfWork

MOST = 5


@dataclass(frozen=True)
class Overview:
    """The page of progress."""

    plan: plans.PlanProgress | None
    rounds: rounds.Totals
    followups: followups.Totals
    escalations: escalations.Totals
    expected: preparedness.Totals
    """loads on the horizon"""
    seen: list[Seen] | None
    """how leaders see the statements of tool 2; None for who is not told"""


def overview(uow: UnitOfWork) -> Overview:
    """What top management, HR, leaders and MED/AMO may all see; NotFound for the administrator."""
    uow.require("P", "progress", Standing(uow.actor.roles))
    session, today, plan = uow.session, uow.today, plans.current(uow.session)
    asked = [rounds.counting(), followups.counting(), escalations.counting(), preparedness.counting()]
    values: dict[str, object] = {"today": today, "a_year_ago": rounds.a_year_before(today)}
    if plan:
        asked.append(plans.counting())
        values["plan_id"] = plan.id
    held, kept, raised, expected, *talked = together(session, *asked, **values)
    return Overview(
        plans.progress(session, today, talked[0]) if talked else None,
        rounds.Totals(*held),
        followups.Totals(*kept),
        escalations.totals(session, raised),
        preparedness.Totals(*expected),
        rounds.seen(uow),
    )


@dataclass(frozen=True)
class Pressing:
    """The plan's actions that need somebody, for who may read them, and whose they are."""

    lines: list[plans.ActionLine]
    names: dict[UUID, people.Someone]


def pressing(uow: UnitOfWork) -> Pressing:
    """For top management, HR and who drives the plan; nothing for everybody else."""
    lines = plans.pressing(uow) or []
    return Pressing(lines, people.people(uow.session, {one.person_id for one in lines if one.person_id}))


def needs_me(uow: UnitOfWork) -> list[Waiting]:
    """What of all this waits for the actor to do it: escalations, and steps of the plan."""
    if not uow.actor.roles & {Role.TM, Role.HR, Role.MED}:
        return []
    found = [*remarks.waiting(uow), *escalations.waiting(uow), *plans.waiting(uow)]
    return sorted(found, key=lambda one: (one.due is None and not one.overdue, one.due or date.min, one.title))[:MOST]


def statements() -> dict[str, Statement]:
    """The statements of tool 2 by code."""
    return {statement.code: statement for statement in knowledge.statements()}
