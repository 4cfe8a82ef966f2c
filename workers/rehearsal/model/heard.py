"""MED/AMO is heard about the plan's draft, and comments on how it goes (domain §§2, 3, 12): each word has an answer."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from workers.rehearsal.model.calendar import day_of, morning
from workers.rehearsal.model.expecting import Expected
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act

PATIENCE = 10
"""working days after a hearing within which whoever drives the plan is reminded of what still has no answer"""


def expect(found: Expected, who: Who, acts: list[Act], ends: datetime) -> None:
    """Every hearing and every comment."""
    found.kinds |= {"plan.hearing_near", "plan.hearing_over", "plan.answers_missing", "plan.comment_answered"}
    drives = next((act.said["coordinator"] for act in acts if act.what == "plan.start"), "")
    published = [act.at for act in acts if act.what == "plan.publish" and act.matter == "plan"]
    stories: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.what.startswith("hearing."):
            stories[act.matter].append(act)
        elif act.what == "remark.make":
            day = day_of(act.at)
            found.tell(who.holders("TM", day) | who.holders("HR", day) - {act.who}, "remark.made", act.matter, day)
        elif act.what == "remark.answer":
            _author(found, who, act, "remark.answered")
    for story in stories.values():
        over = next((at for at in published if at > story[0].at), ends)
        _Hearing(found, who, story, {drives, story[0].who}, over).tell(ends)


def _author(found: Expected, who: Who, act: Act, kind: str) -> None:
    day = day_of(act.at)
    found.tell({act.said["author"]} if who.here(act.said["author"], day) else (), kind, act.matter, day)


class _Hearing:
    """One hearing, from the day it is sent out to the day a version shows what was said."""

    def __init__(self, found: Expected, who: Who, story: list[Act], managers: set[str], over: datetime) -> None:
        self.found, self.who, self.opened, self.managers, self.over = found, who, story[0], managers, over
        self.name, self.deadline = story[0].matter, date.fromisoformat(story[0].said["deadline"])
        self.comments = [act for act in story if act.what == "hearing.comment"]
        self.answers = {act.said["comment"]: act for act in story if act.what == "hearing.answer"}

    def tell(self, ends: datetime) -> None:
        """Representatives are asked, and reminded while silent; management, while something has no answer."""
        day = day_of(self.opened.at)
        self.found.tell(self.who.holders("MED", day), "plan.hearing", self.name, day)
        for act in self.answers.values():
            _author(self.found, self.who, act, "plan.comment_answered")
        self._near(day, ends)
        days = self.who.days
        over = days.after(self.deadline, 1)
        if morning(over) < min(self.over, ends):
            self._managers("plan.hearing_over", over, over)
            self._managers("plan.answers_missing", days.after(over, 1), days.after(over, PATIENCE))

    def _near(self, opened: date, ends: datetime) -> None:
        days = self.who.days
        first, last = max(days.before(self.deadline, 5), opened), min(self.deadline, day_of(min(self.over, ends)))
        spoke = {act.who: day_of(act.at) for act in reversed(self.comments)}
        for one in self.who.holders("MED", first) & self.who.holders("MED", last):
            said = spoke.get(one)
            if said is None or said >= first:
                sure = opened < days.before(self.deadline, 4) and last == self.deadline and (said or last) >= last
                self.found.tell([one], "plan.hearing_near", self.name, first, last, need=sure and said is None)

    def _managers(self, kind: str, first: date, last: date) -> None:
        """Told from a first to a last day, if any comment has no answer then."""
        lacks = [self._lacks(day) for day in (first, last)]
        if any(lacks):
            here = {one for one in self.managers if self.who.here(one, first)}
            self.found.tell(here, kind, self.name, first, last, need=all(lacks))

    def _lacks(self, day: date) -> bool:
        """Whether a comment is without an answer, and no version shows it, on the morning of a day."""
        said = {f"{self.name}:{act.who}" for act in self.comments if act.at < morning(day)}
        answered = {name for name, act in self.answers.items() if act.at < morning(day)}
        return self.over >= morning(day) - timedelta(days=1) and bool(said - answered)
