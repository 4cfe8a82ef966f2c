"""What others ask of the plan: where its making is, who is told, what waits."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.plans import rules
from tracker.plans.models import Plan, PlanTalk, PlanVersion, Theme
from tracker.plans.queries.draft import ThemeCard, drafted, lacking, outline
from tracker.plans.queries.following import GIVEN_UP, states
from tracker.plans.queries.hearing import waiting as hearings_waiting
from tracker.plans.queries.local import current_local, talks_waiting
from tracker.plans.queries.plan import current, leads_part, rights
from tracker.plans.queries.published import groups_to_ask, latest, still_to_talk, talks_of
from tracker.plans.rules import State, Status
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Asked:
    """A leader who is asked, and what they are told of: their group's talk, or a part's plan."""

    leader_id: UUID
    about: str
    matter: UUID


@dataclass(frozen=True)
class Audience:
    """Who is told what when a version is published."""

    asked: dict[UUID, Asked]
    """by group; each leader once, of the first of their groups"""
    representatives: list[UUID]


def audience(uow: UnitOfWork, plan_id: UUID) -> Audience:
    """For handlers: the leaders of the groups that still have to talk, and MED's representatives."""
    leaders = people.leaders_by_group(uow.session, uow.today)
    is_local = uow.get(Plan, plan_id).is_local
    first: dict[UUID, UUID] = {}
    for group_id in still_to_talk(uow.session, plan_id):
        if group_id in leaders:
            first.setdefault(leaders[group_id], group_id)
    asked = {
        group_id: Asked(leader, *(("plan", plan_id) if is_local else ("plan_talk", group_id)))
        for leader, group_id in first.items()
    }
    return Audience(asked, people.holders(uow.session, Role.MED, uow.today))


@dataclass(frozen=True)
class Told:
    """How many are told when a version is published."""

    groups: int
    representatives: int


def to_be_told(uow: UnitOfWork, plan: Plan) -> Told:
    """For who is about to publish."""
    return Told(len(groups_to_ask(uow, plan)), len(people.holders(uow.session, Role.MED, uow.today)))


def who_answered(uow: UnitOfWork, version_id: UUID, group_id: UUID) -> list[UUID]:
    """For handlers: who said that a group has talked about a version."""
    query = select(PlanTalk.marked_by).where(PlanTalk.version_id == version_id, PlanTalk.group_id == group_id)
    return [one for one in uow.session.scalars(query) if one]


def proposer(session: Session, theme_id: UUID) -> UUID | None:
    """For handlers: who put a theme forward; None where it came with an escalation: the answer tells the group."""
    query = select(Theme.proposed_by).where(Theme.id == theme_id, Theme.source != "escalation")
    return session.scalar(query)


@dataclass(frozen=True)
class Stage:
    """Where the making of a plan is, with its chosen themes and their actions, and what they lack."""

    step: str
    cards: list[ThemeCard]
    lacking: list[rules.Missing]
    newest: PlanVersion | None


def stage(session: Session, plan: Plan) -> Stage:
    """Where the plan is: prioritise, qualify, publish, or follow."""
    found, newest = outline(session, plan.id), latest(session, plan.id)
    lacks = lacking(plan, found)
    return Stage(rules.step(len(found), lacks, published=newest is not None), found, lacks, newest)


_NEXT = {
    "prioritise": N_("Choose the themes of the plan"),
    "qualify": N_("Qualify the chosen themes"),
    "publish": N_("Publish the plan"),
}


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: the plan's next step, and groups that have not talked about it."""
    plan = current(uow.session)
    if plan is None:
        text = N_("Start the plan for leader well-being")
        start = [Waiting(text, "", "plans.go", people.root_unit(uow.session))] if rights(uow, None).publishes else []
        return [*start, *_heard(uow), *_in_parts(uow)]
    found = _next_step(uow, plan) if rights(uow, plan).decides else []
    for talk in talks_of(uow, plan.id):
        if talk.leads and talk.talked_on is None:
            text = N_("Talk about the plan in your group")
            found.append(Waiting(text, talk.group, "plans.talk", talk.group_id))
    return [*found, *_heard(uow), *_in_parts(uow)]


def _heard(uow: UnitOfWork) -> list[Waiting]:
    """Hearings, for those they can wait for."""
    return hearings_waiting(uow) if uow.actor.roles & {Role.MED, Role.TM, Role.HR} else []


def _in_parts(uow: UnitOfWork) -> list[Waiting]:
    """The same of the parts' own plans, for who makes one and for the groups that were asked."""
    plans = current_local(uow)
    mine = [one for one in plans if one.coordinator_id == uow.actor.me or leads_part(uow, one)]
    return [step for one in mine for step in _next_step(uow, one)] + (list(talks_waiting(uow)) if plans else [])


def _next_step(uow: UnitOfWork, plan: Plan) -> list[Waiting]:
    now, found = stage(uow.session, plan), []
    if any(one.theme.state == State.PROPOSED for one in drafted(uow.session, plan.id)):
        due = None if now.newest else plan.themes_close
        found.append(Waiting(N_("Assess the proposed themes"), plan.title, "plans.go", plan.id, due))
    if now.newest is None:
        late = plan.publish_by < uow.today
        found.append(Waiting(_NEXT[now.step], plan.title, "plans.go", plan.id, plan.publish_by, overdue=late))
        return found
    is_coordinator = plan.coordinator_id == uow.actor.me
    if is_coordinator and any(one.code in ("description", "actions") for one in now.lacking):
        found.append(Waiting(_NEXT["qualify"], plan.title, "plans.go", plan.id))
    return found + (_late(uow, now.newest) if is_coordinator or Role.TM in uow.actor.roles else [])


def _late(uow: UnitOfWork, version: PlanVersion) -> list[Waiting]:
    """Published themes with an action past its date, by the first of the dates; for who answers for the plan."""
    now, found = states(uow.session, version), []
    over = (Status.DONE, Status.STOPPED, GIVEN_UP.state)
    for theme in version.content["themes"]:
        dates = [
            date.fromisoformat(one["due"])
            for one in theme["actions"]
            if one["due"] and now.get(UUID(one["id"]), GIVEN_UP).state not in over
        ]
        if dates and min(dates) < uow.today:
            text, title = N_("Something in the plan is late"), next(iter(theme["titles"].values()))
            found.append(Waiting(text, title, "plans.theme", UUID(theme["id"]), min(dates), overdue=True))
    return found
