"""Publishing a version, and the groups' talks about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from tracker.kernel.errors import N_, NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.plans import facts, rules
from tracker.plans.models import Plan, PlanTalk, PlanVersion
from tracker.plans.queries.draft import ThemeCard, cards, lacking
from tracker.plans.queries.plan import needed, standing
from tracker.plans.queries.published import groups_to_ask, groups_to_talk, knew_talk, latest
from tracker.plans.service import hearing, welcoming
from tracker.plans.service.content import content_of
from tracker.plans.service.following import follow
from tracker.plans.service.plan import add_once
from tracker.storage.unit_of_work import UnitOfWork


def publish(uow: UnitOfWork, *, note: str, lang: str, ask_groups: bool, version: int) -> int:
    """Publish the draft as the next version, follow its actions up, and ask the groups. Returns its number."""
    plan = needed(uow.session)
    uow.require("S", "plan", standing(uow, plan))
    plan = uow.get(Plan, plan.id, version=version)
    found = cards(uow.session, plan.id)
    rules.publish(lacking(plan, found))
    before = latest(uow.session, plan.id)
    row = _version(uow, plan, found, before)
    row.note, row.lang = note, lang
    flag_modified(plan, "state")  # counts its version up: who publishes at the same time is told
    row.content |= {"hearings": hearing.heard_so_far(uow, plan), "signatures": [_signature(uow)]}
    add_once(uow, row, N_("Somebody else has just published a version. Load the page again"))
    hearing.close_with(uow, plan, row)
    for card in found:
        for action in card.actions:
            action.published_at = action.published_at or uow.now
            follow(uow, plan, action)
    welcoming.set_out(uow, plan)
    asks = ask_groups or before is None
    if asks:
        _ask(uow, plan, row.id)
    uow.record(facts.PlanPublished(matter=plan.id, version_id=row.id, number=row.number, asks_groups=asks))
    return row.number


def _ask(uow: UnitOfWork, plan: Plan, version_id: UUID) -> None:
    """Each group has a talk to hold; its leader is told by the workers."""
    for group_id in sorted(groups_to_ask(uow, plan)):
        uow.session.add(PlanTalk(version_id=version_id, group_id=group_id))
        uow.record(facts.GroupAsked(matter=version_id, plan_id=plan.id, group_id=group_id))


def _signature(uow: UnitOfWork) -> dict[str, Any]:
    """Who puts their name to it, as they are called and what they are today: that stays."""
    me = people.someone(uow.session, uow.actor.me)
    if me is None:
        raise NotFound
    return {"person": str(me.id), "name": me.name, "title": me.title, "on": uow.today.isoformat()}


def _version(uow: UnitOfWork, plan: Plan, found: Sequence[ThemeCard], before: PlanVersion | None) -> PlanVersion:
    number = select(func.coalesce(func.max(PlanVersion.number), 0) + 1).where(PlanVersion.unit_id == plan.unit_id)
    content = content_of(uow, plan, found)
    return PlanVersion(
        plan_id=plan.id,
        unit_id=plan.unit_id,
        number=uow.session.scalar(number),
        content=content,
        changes=_changes(before.content if before else None, content),
        published_by=uow.actor.me,
        published_at=uow.now,
    )


def _changes(before: dict[str, Any] | None, now: dict[str, Any]) -> dict[str, Any]:
    """The themes that came and went since the version before; empty for the first."""
    if before is None:
        return {}
    old, new = ({theme["id"]: theme["titles"] for theme in one["themes"]} for one in (before, now))
    return {
        "added": [titles for theme_id, titles in new.items() if theme_id not in old],
        "removed": [titles for theme_id, titles in old.items() if theme_id not in new],
    }


def talked(uow: UnitOfWork, group_id: UUID, *, on: date, words: str, lang: str, version: int) -> None:
    """The group's leader says that it has talked about the plan; the words are the group's own."""
    position = people.position(uow.session, group_id, uow.actor.me, uow.today)
    leads = Role.L in uow.actor.roles and position == people.LEADER
    uow.require("U", "followup", Standing(frozenset({Role.GL} if leads else ()), frozenset({"grp"})))
    plan = needed(uow.session)
    found = {row.group_id: row for row in groups_to_talk(uow.session, plan.id)}
    if group_id not in found:
        raise NotFound
    if not knew_talk(uow, found[group_id]):
        raise NotFound
    row = uow.get(PlanTalk, found[group_id].id, version=version)
    asked = uow.get(PlanVersion, row.version_id).published_at.astimezone(uow.zone).date()
    rules.talked(on, asked=asked, today=uow.today)
    row.talked_on, row.lang, row.marked_by = on, lang, uow.actor.me
    row.words = uow.seal(uow.actor.me, "plan_talk.words", row.id, words) if words else None
    uow.record(facts.GroupTalkedAboutPlan(matter=plan.id, group_id=group_id, version_id=row.version_id))
