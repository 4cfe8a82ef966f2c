"""Changing the organisation's template for roadmaps."""

from collections.abc import Mapping

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Standing
from tracker.plans import roadmap
from tracker.plans.models import RoadmapTemplate
from tracker.plans.queries.roadmap import ONLY
from tracker.plans.service.plan import add_once
from tracker.storage.unit_of_work import UnitOfWork

_FIRST = N_("Somebody else has just changed the template. Load the page again")


def change_template(
    uow: UnitOfWork, weeks: Mapping[str, int], names: Mapping[str, str], *, lang: str, version: int
) -> None:
    """Say how long each step takes here, and what it is called; plans that have begun keep their dates."""
    uow.require("U", "plan", Standing(uow.actor.roles))
    roadmap.template(weeks)
    row = uow.session.get(RoadmapTemplate, ONLY)
    said = {"weeks": dict(weeks), "names": {step: name for step, name in names.items() if name}, "lang": lang}
    if row is None:
        add_once(uow, RoadmapTemplate(id=ONLY, **said), _FIRST)
        return
    uow.at_version(row, version)
    for name, value in said.items():
        setattr(row, name, value)
