"""Reads of the yearly discussions: drafts for who writes them, what was held for everybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.permissions import Standing, may
from tracker.progress import rules
from tracker.progress.models import AnnualDiscussion
from tracker.progress.service.annual import figures
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Discussion:
    """One year's discussion, with how it goes: now, or on the day it was held."""

    row: AnnualDiscussion
    figures: dict[str, Any]
    is_held: bool
    writes: bool
    holds: bool


@dataclass(frozen=True)
class Listed:
    """All discussions, newest first, and whether one may be begun."""

    rows: list[AnnualDiscussion]
    begins: bool


def discussions(uow: UnitOfWork) -> Listed:
    """What the one who looks may read; NotFound for who does not follow progress."""
    uow.require("P", "progress", Standing(uow.actor.roles))
    rows = uow.session.scalars(select(AnnualDiscussion).order_by(AnnualDiscussion.year.desc()))
    return Listed([row for row in rows if may("R", "annual", _standing(uow, row))], _may(uow, "C"))


def discussion(uow: UnitOfWork, discussion_id: UUID, action: str = "R") -> Discussion:
    """One of them; NotFound for who may not see it, or not do what is asked with it."""
    row = uow.get(AnnualDiscussion, discussion_id)
    uow.require(action, "annual", _standing(uow, row))
    is_held = row.state == rules.HELD
    found = row.figures or {} if is_held else figures(uow)
    is_open = not is_held
    return Discussion(row, _dated(found), is_held, is_open and _may(uow, "U"), is_open and _may(uow, "S"))


def _dated(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"on": date.fromisoformat(found["on"])} if found else {}


def _standing(uow: UnitOfWork, row: AnnualDiscussion) -> Standing:
    return Standing(uow.actor.roles, frozenset({"shown"} if row.state == rules.HELD else ()))


def _may(uow: UnitOfWork, action: str) -> bool:
    return may(action, "annual", Standing(uow.actor.roles))
