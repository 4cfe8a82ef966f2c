"""How people find the tools, laid out as the workshop's table: means per tool and measure, after ÷ before."""

from dataclasses import dataclass
from datetime import datetime
from itertools import product

from sqlalchemy import select

from tracker.dialogues.queries.moment import moment_of as dialogue_moment
from tracker.figures import queries as figures
from tracker.kernel.permissions import Standing, may
from tracker.people import queries as people
from tracker.plans import queries as plans
from tracker.progress.models import ToolAnswer
from tracker.progress.rules import AFTER, BEFORE, MEASURES, TOOLS
from tracker.progress.service.tools import QUESTION
from tracker.rounds import queries as rounds
from tracker.storage.asking import ME, ask
from tracker.storage.unit_of_work import UnitOfWork

Means = dict[tuple[int, str], float]
"""by tool and measure"""
WORKSHOP: dict[str, Means] = {
    BEFORE: dict(zip(product(TOOLS, MEASURES), (3.92, 3.85, 3.77, 4.00, 3.92, 3.92, 3.85, 3.77, 3.69), strict=True)),
    AFTER: dict(zip(product(TOOLS, MEASURES), (4.00, 4.17, 4.33, 4.67, 4.50, 4.00, 4.00, 3.80, 4.00), strict=True)),
}
"""the table the tools were made with: focus groups before and after they had helped to shape them"""


@dataclass(frozen=True)
class Table:
    """Means by tool and measure, before and after; `answers` is how many the fewest of them rest on."""

    before: Means
    after: Means
    answers: int = 0
    at: datetime | None = None

    def overall(self, moment: str, tool: int) -> float | None:
        """The mean of a tool's three measures; None where one is missing."""
        means = self.before if moment == BEFORE else self.after
        found = [means.get((tool, measure)) for measure in MEASURES]
        return sum(one for one in found if one) / len(MEASURES) if all(found) else None

    def change(self, tool: int, measure: str) -> int | None:
        """After ÷ before in per cent; None where one of them is missing."""
        return _per_cent(self.before.get((tool, measure)), self.after.get((tool, measure)))

    def overall_change(self, tool: int) -> int | None:
        """The same of the three measures together."""
        return _per_cent(self.overall(BEFORE, tool), self.overall(AFTER, tool))


def _per_cent(before: float | None, after: float | None) -> int | None:
    return round(100 * after / before) if before and after else None


def workshop() -> Table:
    """The example with known results."""
    return Table(WORKSHOP[BEFORE], WORKSHOP[AFTER])


def table(uow: UnitOfWork) -> Table:
    """What was told of the tools last; NotFound for who may not see figures."""
    uow.require("A", "figures", Standing(uow.actor.roles))
    asked = {
        QUESTION.format(tool=tool, measure=measure, moment=moment): (moment, tool, measure)
        for tool, measure, moment in product(TOOLS, MEASURES, (BEFORE, AFTER))
    }
    means: dict[str, Means] = {BEFORE: {}, AFTER: {}}
    found = figures.newest(uow.session, people.root_unit(uow.session), asked)
    for question, shown in found.items():
        moment, tool, measure = asked[question]
        means[moment][tool, measure] = (shown.figure.high or 0) / shown.figure.answers
    fewest = min((one.figure.answers for one in found.values()), default=0)
    return Table(means[BEFORE], means[AFTER], fewest, max((one.at for one in found.values()), default=None))


def has_said(uow: UnitOfWork, tool: int, moment: str) -> bool:
    """Whether the actor answered or skipped it already; NotFound for who is asked nothing."""
    uow.require("C", "tool", Standing(uow.actor.roles, frozenset({"own"})))
    return (tool, moment) in _said(uow)


def _said(uow: UnitOfWork) -> set[tuple[int, str]]:
    return {(tool, moment) for tool, moment in ask(uow.session, _SAID, me=uow.actor.me)}


_SAID = select(ToolAnswer.tool, ToolAnswer.moment).where(ToolAnswer.person_id == ME)


def offered(uow: UnitOfWork) -> tuple[int, str] | None:
    """A tool the actor is about to use, or has used, and has said nothing of; None where there is none."""
    if not may("C", "tool", Standing(uow.actor.roles, frozenset({"own"}))):
        return None
    said = _said(uow)
    where = {1: dialogue_moment, 2: rounds.moment_of, 3: _plan_moment}
    for tool in TOOLS:
        if not {(tool, BEFORE), (tool, AFTER)} <= said and (moment := where[tool](uow)) and (tool, moment) not in said:
            return tool, moment
    return None


def _plan_moment(uow: UnitOfWork) -> str:
    plan = plans.current(uow.session)
    if plan is None:
        return ""
    return AFTER if plans.latest(uow.session, plan.id) else BEFORE
