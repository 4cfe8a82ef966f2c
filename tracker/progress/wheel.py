"""The yearly wheel: what happens when, from the plan, the hearings, the yearly discussion, HR and oneself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select

from tracker.followups import queries as followups
from tracker.kernel.errors import N_
from tracker.kernel.permissions import Standing, may
from tracker.plans import queries as plans
from tracker.plans.queries import lately
from tracker.plans.roadmap import STEPS
from tracker.progress import ring, rules
from tracker.progress.models import AnnualDiscussion, WheelEntry
from tracker.storage.unit_of_work import UnitOfWork

OF_PLAN = {
    "preparation": N_("The preparation of the plan ends"),
    "seminar": N_("The themes of the plan are in"),
    "qualifying": N_("The themes are qualified"),
    "hearing": N_("The hearing of MED/AMO ends"),
    "publishing": N_("The plan is published"),
    "follow_up": N_("Status of the plan to top management"),
}
OF_HR = {
    "apv": N_("Workplace assessment (APV)"),
    "survey": N_("Well-being survey"),
    "annual": N_("Yearly working-environment discussion"),
    "budget": N_("Budget, and what it means for work and staffing"),
    "meeting": N_("Meeting of MED/AMO"),
    "other": N_("Own entry"),
}
"""what HR's own entries are called where their words are not shown"""


@dataclass(frozen=True)
class Item:
    """Something on a day. `text` is a message id, `title` as written; `own` is the viewer's alone, `entry` HR's."""

    day: date
    key: str
    text: str
    title: str = ""
    lang: str = ""
    count: int = 0
    own: bool = False
    entry: UUID | None = None
    href: tuple[str, UUID] | None = None

    @property
    def uid(self) -> str:
        """What calendar programs know it by: always the same, and it says nothing."""
        return str(uuid5(NAMESPACE_URL, f"ledertrivsel:{self.key}:{self.day.year}"))


@dataclass(frozen=True)
class Wheel:
    """A year as a picture and a list; the numbers in the one are the places in the other."""

    year: int
    items: list[Item]
    months: list[ring.Month]
    marks: list[ring.Mark]
    today: tuple[float, float] | None
    changes: bool


def wheel(uow: UnitOfWork, year: int) -> Wheel:
    """A year for the one who looks; NotFound for who does not follow progress."""
    found = [*shared(uow, year), *_own(uow, year)]
    items = sorted(found, key=lambda one: (one.day, one.own, one.text, one.title))
    today = ring.hand(uow.today) if uow.today.year == year else None
    changes = may("C", "wheel", Standing(uow.actor.roles))
    return Wheel(year, items, ring.months(year), ring.marks([one.day for one in items]), today, changes)


def shared(uow: UnitOfWork, year: int) -> list[Item]:
    """What is the same for everybody who follows progress, by day."""
    uow.require("R", "wheel", Standing(uow.actor.roles))
    found = [*_of_plan(uow), *_of_years(uow), *_entries(uow, year)]
    return sorted((one for one in found if one.day.year == year), key=lambda one: (one.day, one.text))


def _of_plan(uow: UnitOfWork) -> Iterator[Item]:
    plan = plans.current(uow.session)
    if plan is None:
        return
    for step, name in STEPS.items():
        if day := getattr(plan, name):
            yield Item(day, f"plan:{plan.id}:{step}", OF_PLAN[step])
    yield Item(plan.ends, f"plan:{plan.id}:ends", N_("The plan ends"))
    if dates := lately.dates(uow):
        for day, count in dates.due.items():
            yield Item(day, f"plan:{plan.id}:due:{day}", N_("Actions of the plan that are to be done"), count=count)
    for hearing_id, day in lately.deadlines(uow):
        yield Item(day, f"hearing:{hearing_id}", N_("Deadline of a hearing of MED/AMO"))


def _of_years(uow: UnitOfWork) -> Iterator[Item]:
    for row in uow.session.scalars(select(AnnualDiscussion)):
        yield Item(row.held_on or row.planned_on, f"annual:{row.id}", OF_HR["annual"])


def _entries(uow: UnitOfWork, year: int) -> Iterator[Item]:
    for row in uow.session.scalars(select(WheelEntry)):
        if day := rules.in_year(row.day, row.every_years, year):
            yield Item(day, f"entry:{row.id}", OF_HR[row.kind], row.title, row.lang, entry=row.id)


def _own(uow: UnitOfWork, year: int) -> Iterator[Item]:
    for one in followups.own(uow):
        if one.due.year == year:
            text, href = N_("A follow-up of yours"), ("followups.show", one.id)
            yield Item(one.due, f"own:{one.id}", text, one.title, one.lang, own=True, href=href)


def entry(uow: UnitOfWork, entry_id: UUID) -> WheelEntry:
    """One of HR's own, for who changes them; NotFound for everybody else."""
    uow.require("U", "wheel", Standing(uow.actor.roles))
    return uow.get(WheelEntry, entry_id)


def may_enter(uow: UnitOfWork) -> None:
    """NotFound for who does not."""
    uow.require("C", "wheel", Standing(uow.actor.roles))
