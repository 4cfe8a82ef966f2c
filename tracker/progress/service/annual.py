"""The yearly working-environment discussion: begun, written together, and fixed when it was held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.permissions import Standing
from tracker.plans import queries as plans
from tracker.progress import facts, rules
from tracker.progress.models import AnnualDiscussion
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Said:
    """What a discussion says."""

    planned_on: date
    last: Sequence[Mapping[str, str]]
    goals: Sequence[str]
    cooperation: str
    competences: str


def begin(uow: UnitOfWork, planned_on: date, *, lang: str) -> UUID:
    """Begin the discussion of a day's year, with the goals that the one before set. Returns its id."""
    uow.require("C", "annual", Standing(uow.actor.roles))
    rules.begin(planned_on.year, planned_on, uow.today)
    row = AnnualDiscussion(year=planned_on.year, planned_on=planned_on, begun_by=uow.actor.me, lang=lang)
    row.state, row.last, row.goals = rules.DRAFT, _goals_before(uow, planned_on.year), []
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
    except IntegrityError as error:
        raise RuleBroken(N_("There is a discussion of that year already"), field="planned_on") from error
    uow.record(facts.AnnualChanged(matter=row.id))
    return row.id


def _goals_before(uow: UnitOfWork, year: int) -> list[dict[str, Any]]:
    query = select(AnnualDiscussion.goals).where(AnnualDiscussion.year == year - 1)
    return [{"text": text, "reached": "", "note": ""} for text in uow.session.scalar(query) or ()]


def write(uow: UnitOfWork, discussion_id: UUID, said: Said, *, lang: str, version: int) -> None:
    """Write on the draft."""
    uow.require("U", "annual", Standing(uow.actor.roles))
    row = uow.get(AnnualDiscussion, discussion_id, version=version)
    rules.write(row.state)
    rules.begin(row.year, said.planned_on, uow.today)
    row.planned_on, row.lang = said.planned_on, lang
    row.last = [dict(one) for one in said.last if one["text"]]
    row.goals = [text for text in said.goals if text]
    row.cooperation, row.competences = said.cooperation, said.competences
    uow.record(facts.AnnualChanged(matter=row.id))


def hold(uow: UnitOfWork, discussion_id: UUID, *, on: date, version: int) -> None:
    """It was held: it is fixed as it is written, with how it went that day."""
    uow.require("S", "annual", Standing(uow.actor.roles))
    row = uow.get(AnnualDiscussion, discussion_id, version=version)
    unsaid = sum(not one["reached"] for one in row.last)
    rules.hold(row.state, on, uow.today, goals=len(row.goals), unsaid=unsaid)
    row.state, row.held_on, row.held_by, row.figures = rules.HELD, on, uow.actor.me, figures(uow)
    uow.record(facts.AnnualHeld(matter=row.id))


def figures(uow: UnitOfWork) -> dict[str, Any]:
    """How the plan goes now, as plain values; empty where there is none."""
    found = plans.progress(uow.session, uow.today)
    if found is None or found.number is None:
        return {}
    names = ("done", "worked", "on_track", "late", "stopped")
    themes = [
        {"title": one.title, "lang": one.lang} | {name: getattr(one, name) for name in names} for one in found.themes
    ]
    talks = {"groups_talked": found.groups_talked, "groups_asked": found.groups_asked}
    return {"number": found.number, "on": uow.today.isoformat(), "themes": themes} | talks
