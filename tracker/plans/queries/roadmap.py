"""A plan's roadmap, and the organisation's template for it."""

from dataclasses import dataclass, field

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Standing, may
from tracker.people.calendar import free_days
from tracker.plans import roadmap
from tracker.plans.models import Plan, RoadmapTemplate
from tracker.plans.roadmap import STEPS, WEEKS, Stretch
from tracker.storage import loading
from tracker.storage.unit_of_work import UnitOfWork

ONLY = 1
"""the template's id: there is one"""


@dataclass(frozen=True)
class Template:
    """How long each step takes here, and what it is called where it has a name of its own."""

    weeks: dict[str, int] = field(default_factory=lambda: dict(WEEKS))
    names: dict[str, str] = field(default_factory=dict)
    lang: str = "da"
    version: int = 0


def template(uow: UnitOfWork) -> Template:
    """The organisation's, or the one we begin with."""
    row = loading.row(uow.session, RoadmapTemplate, ONLY)
    return Template(WEEKS | row.weeks, row.names, row.lang, row.version) if row else Template()


def changes_template(uow: UnitOfWork) -> bool:
    """Whether the actor changes it: HR, for the whole organisation."""
    return may("U", "plan", Standing(uow.actor.roles))


def template_to_change(uow: UnitOfWork) -> Template:
    """The same, for who changes it; NotFound for everybody else."""
    if not changes_template(uow):
        raise NotFound
    return template(uow)


@dataclass(frozen=True)
class Roadmap:
    """A plan's steps, and where today lies on their line."""

    steps: list[Stretch]
    today: float | None


def of_plan(uow: UnitOfWork, plan: Plan) -> Roadmap:
    """The steps of a plan that have a date."""
    known = template(uow)
    begins = plan.started_at.astimezone(uow.zone).date()
    ends = {step: getattr(plan, name) for step, name in STEPS.items()}
    steps = roadmap.stretches(ends, known.names, known.lang, begins, uow.today)
    return Roadmap(steps, roadmap.place_of(uow.today, steps))


def dates_to_begin_with(uow: UnitOfWork) -> dict[str, object]:
    """The dates of a plan that begins today, after the template."""
    return dict(roadmap.days(template(uow).weeks, uow.today, free_days(uow.session, uow.today)))
