"""What the published plan says special support can be, and the offers that are there already."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tracker.plans.queries.plan import current
from tracker.plans.queries.published import latest
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Offered:
    """An existing offer, as the published version has it."""

    id: UUID
    title: str
    what: str
    contact: str
    lang: str


@dataclass(frozen=True)
class Special:
    """The answer to what special support can be (empty where there is none), the version it stands in, and offers."""

    words: str
    lang: str
    number: int
    offers: list[Offered]


def special_support(uow: UnitOfWork) -> Special | None:
    """Of the organisation's published plan; None before the first version."""
    plan = current(uow.session)
    newest = latest(uow.session, plan.id) if plan else None
    if newest is None:
        return None
    content: dict[str, Any] = newest.content
    offers = [_offered(one) for one in content["offers"] if "id" in one]
    return Special(content["answers"]["special_support"], content["answers_lang"], newest.number, offers)


def _offered(one: dict[str, Any]) -> Offered:
    return Offered(UUID(one["id"]), one["title"], one["what"], one["contact"], one["lang"])
