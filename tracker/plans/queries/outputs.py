"""A published version as it is passed on: to paper, to an intranet, to another system.

The same for everybody who may read it, but for the words of a hearing, for who is signed in. It names those who
signed it and otherwise roles, never persons, and carries no ids but the version's own.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import may
from tracker.plans.models import PlanVersion
from tracker.plans.queries.plan import current, is_open, standing, unit_looked_at
from tracker.plans.queries.published import document, latest
from tracker.storage.unit_of_work import UnitOfWork

MOST_IN_A_FEED = 30


@dataclass(frozen=True)
class Shared:
    """A version without persons and ids; `is_open` where it can be read without signing in."""

    id: UUID
    number: int
    published_at: datetime
    published_on: date
    note: str
    lang: str
    came: list[dict[str, str]]
    """the titles of the themes that are new, by language"""
    went: list[dict[str, str]]
    content: dict[str, Any]
    is_open: bool


def shared(uow: UnitOfWork, number: int) -> Shared:
    """A version to pass on; NotFound for who may not read its page."""
    found = document(uow, number)
    return _shared(uow, found.version, _bare(found.content))


def _shared(uow: UnitOfWork, row: PlanVersion, content: dict[str, Any]) -> Shared:
    return Shared(
        id=row.id,
        number=row.number,
        published_at=row.published_at,
        published_on=row.published_at.astimezone(uow.zone).date(),
        note=row.note,
        lang=row.lang,
        came=row.changes.get("added", []),
        went=row.changes.get("removed", []),
        content=content,
        is_open=is_open(uow.session),
    )


def _bare(content: dict[str, Any]) -> dict[str, Any]:
    themes = [
        _without(theme, "id")
        | {
            "actions": [_without(one, "id", "person") for one in theme["actions"]],
            "offers": [_without(one, "id") for one in theme["offers"]],
        }
        for theme in content["themes"]
    ]
    return _without(content, "coordinator") | {
        "themes": themes,
        "signatures": [_without(one, "person") for one in content["signatures"]],
        "offers": [_without(one, "id") for one in content["offers"]],
    }


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def newest_number(uow: UnitOfWork) -> int:
    """The number of the version that stands; NotFound before the first and for who may not read it."""
    _require_reader(uow)
    plan = current(uow.session)
    newest = latest(uow.session, plan.id) if plan else None
    if newest is None:
        raise NotFound
    return newest.number


def feed(uow: UnitOfWork) -> list[Shared]:
    """The organisation's last versions, newest first; NotFound before the first and for who may not read them."""
    _require_reader(uow)
    query = select(PlanVersion).where(PlanVersion.unit_id == unit_looked_at(uow.session))
    rows = uow.session.scalars(query.order_by(PlanVersion.number.desc()).limit(MOST_IN_A_FEED)).all()
    if not rows:
        raise NotFound
    return [_shared(uow, row, {name: row.content[name] for name in ("title", "lang", "unit")}) for row in rows]


def _require_reader(uow: UnitOfWork) -> None:
    known = may("R", "plan", standing(uow, current(uow.session), "shown"))
    if not known and not is_open(uow.session):
        raise NotFound
