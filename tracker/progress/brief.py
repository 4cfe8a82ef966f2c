"""The brief MED/AMO brings to a meeting: since last time, now, and what to ask. Counts and dates only."""

from dataclasses import dataclass
from datetime import date, datetime, time

from tracker.escalations.queries import lately as escalations
from tracker.kernel.errors import N_
from tracker.plans.queries import lately as plans
from tracker.progress import rules
from tracker.progress.queries import Overview, overview
from tracker.rounds.queries import lately as rounds
from tracker.storage.asking import together
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Brief:
    """What came since a day, how it stands, and what to ask about it."""

    since: date
    plan: plans.Lately | None
    dates: plans.Dates | None
    rounds: rounds.Lately
    escalations: escalations.Lately
    now: Overview

    @property
    def on_track(self) -> int:
        """Published actions that are open and not past their day."""
        return self._sum("on_track")

    @property
    def late(self) -> int:
        """Published actions past their day."""
        return self._sum("late")

    @property
    def done(self) -> int:
        """Published actions carried out."""
        return self._sum("done")

    def _sum(self, name: str) -> int:
        return sum(getattr(theme, name) for theme in self.now.plan.themes) if self.now.plan else 0

    @property
    def questions(self) -> list[str]:
        """What there is to ask, from how it stands."""
        plan = self.now.plan
        asked = [
            (plan is None, N_("When does management begin a plan for leader well-being?")),
            (plan is not None and plan.number is None, N_("How and when does MED/AMO get to comment on the draft?")),
            (bool(self.late), N_("What stands in the way of the actions that are late, and who removes it?")),
            (_some_are_silent(self.now), N_("How do the groups that have not talked about the plan get to do it?")),
            (bool(self.now.escalations.unanswered_at_top), N_("When are the escalations at the top answered?")),
            (bool(self.done), N_("Did the actions that are done help, and how do we see it?")),
        ]
        always = N_("What do we see in the whole working environment that the plan ought to take up?")
        return [question for is_so, question in asked if is_so] + [always]


def _some_are_silent(now: Overview) -> bool:
    return now.plan is not None and now.plan.groups_talked < now.plan.groups_asked


def brief(uow: UnitOfWork, since: date) -> Brief:
    """For who follows progress; NotFound for the administrator."""
    now, start = overview(uow), datetime.combine(since, time(), uow.zone)
    asked, values = [rounds.counting(), escalations.counting()], dict[str, object](since=start, day=since)
    if plan := now.plan:
        asked.append(plans.counting())
        values["plan_id"] = plan.plan_id
    held, raised, *followed = together(uow.session, *asked, **values)
    return Brief(
        since=since,
        plan=plans.Lately(plans.fresh(uow, start), *followed[0]) if followed else None,
        dates=plans.dates(uow),
        rounds=rounds.Lately(*held),
        escalations=escalations.Lately(*raised),
        now=now,
    )


def usual(today: date) -> date:
    """The day of the last meeting, where nobody says otherwise."""
    return today - rules.USUALLY


def checked(day: date, today: date) -> date:
    """See `rules.since`."""
    return rules.since(day, today)
