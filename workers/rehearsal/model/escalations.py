"""What becomes of an escalation (domain §8): its chain of roles, its clocks in working days, and who hears of it."""

from collections import defaultdict
from datetime import date, datetime

from workers.rehearsal.model.calendar import day_of, morning
from workers.rehearsal.model.expecting import Expected, Promise
from workers.rehearsal.model.who import Who
from workers.rehearsal.record import Act

LIMITS = {"raised": 5, "acknowledged": 20}
"""working days from the day after"""
ABOVE = {"NL": ["NL", "TM"], "HR": ["HR", "TM"], "TM": ["TM"]}
EVENTS = {f"escalations.{name}": "escalation" for name in ("reminded", "moved_up", "stranded")}
NEVER = datetime.max.replace(tzinfo=morning(date(2000, 1, 1)).tzinfo)


def expect(found: Expected, who: Who, acts: list[Act], ends: datetime) -> None:
    """Everything about every escalation."""
    matters: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.what.startswith("escalation."):
            matters[act.matter].append(act)
    for matter, own in matters.items():
        _Story(found, who, matter, own[0]).tell(own[1:], ends)


class _Story:
    """One escalation."""

    def __init__(self, found: Expected, who: Who, matter: str, raised: Act) -> None:
        self.found, self.who, self.matter, self.raised = found, who, matter, raised
        self.group, self.concerned = raised.said["group"], raised.said["concerns"]
        self.chain = ABOVE[raised.said["to"]]
        self.step, self.state, self.owner = 0, "raised", ""
        self.answered_by = ""
        self.stranded = False
        self.remind_at = self.move_at = NEVER
        self.promised: date | None = None
        self.left: int | None = None

    def tell(self, acts: list[Act], ends: datetime) -> None:
        """From the day it was raised to the end."""
        told = self._enter(self.raised.at, set())
        withdrawn_at_once = acts and acts[0].what == "escalation.withdraw" and acts[0].slot == self.raised.slot
        group = self._group(self.raised.at) - {self.raised.who} - told
        self.found.tell(group, "escalation.sent", self.matter, self._day(self.raised.at), need=not withdrawn_at_once)
        for act in acts:
            self._until(act.at)
            self._did(act)
        self._until(ends)

    def _until(self, instant: datetime) -> None:
        while (at := min(self.remind_at, self.move_at)) <= instant:
            if at == self.remind_at:
                self.remind_at = NEVER
                self._remind(at)
            else:
                self.remind_at = self.move_at = NEVER
                self._up(at)

    def _remind(self, at: datetime) -> None:
        self.found.happens("escalations.reminded", self.matter, self._day(at))
        there = self._receivers(at, self.step)
        if self.owner and self.who.here(self.owner, self._day(at)):
            there = {self.owner}
        self.found.tell(there, "escalation.reminder", self.matter, self._day(at))

    def _up(self, at: datetime) -> None:
        self.state, self.owner = "raised" if self.step + 1 < len(self.chain) else self.state, ""
        self.step += 1
        self._enter(at, set())

    def _enter(self, at: datetime, told: set[str]) -> set[str]:
        """Reach a level; where nobody is there, the next at once. Returns who was told as a receiver."""
        day = self._day(at)
        if self.step >= len(self.chain):
            self.step = len(self.chain) - 1
            self._strand(at)
            return told
        there = self._receivers(at, self.step)
        if there:
            self._start(at)
        if self.step or not there:
            self._tell_of_level(at, there)
        else:
            self.found.tell(there, "escalation.received", self.matter, day, but=told)
        if not there:
            self.step += 1
            hr = self.who.receivers(self.group, "HR", at, self.concerned)
            self.found.tell(hr, "escalation.nobody", self.matter, day, need=False)
            return self._enter(at, told)
        return told

    def _tell_of_level(self, at: datetime, there: set[str]) -> None:
        """Of a level above the first: those there, those before them, and the group."""
        if not self.step:
            return
        day, told = self._day(at), set[str]()
        self.found.happens("escalations.moved_up", self.matter, day)
        before = {who for step in range(self.step) for who in self._receivers(at, step)}
        self.found.tell(there, "escalation.moved_to_you", self.matter, day, but=told)
        self.found.tell(before, "escalation.moved_from_you", self.matter, day, but=told)
        self.found.tell(self._group(at), "escalation.moved", self.matter, day, but=told)

    def _strand(self, at: datetime) -> None:
        day, told = self._day(at), set[str]()
        self.found.happens("escalations.stranded", self.matter, day)
        self.found.tell(self._receivers(at, self.step), "escalation.stranded", self.matter, day, but=told)
        self.found.tell(self._group(at), "escalation.unanswered", self.matter, day, but=told)
        if not self.stranded:
            name = f"w:escalation.unanswered:{self.matter}:{at:%Y-%m-%d}"
            hr = self.who.holders("HR", day) - {self.concerned}
            self.found.tell(hr, "warning.unanswered", name, day)
        self.stranded = True

    def _did(self, act: Act) -> None:
        day = self._day(act.at)
        match act.what.partition(".")[2]:
            case "acknowledge":
                self.state, self.owner = "acknowledged", act.who
                self._start(act.at)
                self.found.tell(self._group(act.at), "escalation.acknowledged", self.matter, day)
            case "ask":
                self._asked_back(act.at)
            case "reply":
                self._replied(act.at)
            case "answer":
                self.answered_by, self.stranded = act.who, False
                self.remind_at = self.move_at = NEVER
                if act.said["by"]:
                    self.found.promises[self.matter] = self._promise(act)
                self.found.tell(self._group(act.at), "escalation.answered", self.matter, day)
            case "close":
                self.found.tell([self.answered_by], "escalation.closed", self.matter, day)
            case "withdraw":
                self.remind_at = self.move_at = NEVER

    def _start(self, at: datetime) -> None:
        limit, days, day = LIMITS[self.state], self.who.days, self._day(at)
        self.remind_at = morning(days.after(day, limit * 4 // 5 + 1))
        self.promised = days.after(day, limit)
        self.move_at = morning(days.after(day, limit + 1))

    def _asked_back(self, at: datetime) -> None:
        """The clock stands still; whoever leads the group is to reply, the others hear of it."""
        day, group = self._day(at), self._group(at)
        leader = {one for one in group if one == self.who.leader(self.group, day)}
        self.found.tell(leader or group, "escalation.asked", self.matter, day, need=bool(leader))
        self.found.tell(group - leader, "escalation.asked_group", self.matter, day, need=bool(leader))
        self.state, self.left = "asked_back", None
        if self.promised and self.move_at != NEVER:
            self.left = max(1, self.who.days.between(day, self.promised))
        self.remind_at = self.move_at = NEVER

    def _replied(self, at: datetime) -> None:
        """The clock goes on with the working days that were left; nobody is reminded a second time."""
        self.state = "acknowledged"
        there = self._receivers(at, self.step)
        if self.owner and self.who.here(self.owner, self._day(at)):
            there = {self.owner}
        self.found.tell(there, "escalation.replied", self.matter, self._day(at))
        if self.left is None:
            return
        limit, days, day = LIMITS[self.state], self.who.days, self._day(at)
        ahead = self.left - (limit - limit * 4 // 5)
        self.remind_at = morning(days.after(day, ahead + 1)) if ahead >= 0 else NEVER
        self.promised = days.after(day, self.left)
        self.move_at = morning(days.after(day, self.left + 1))

    def _promise(self, act: Act) -> Promise:
        """Who is to do by a day what was answered, and in which role: whoever holds that has it after them."""
        day, passed = self._day(act.at), self.chain[: self.step + 1]
        roles = [role for role in ("HR", "TM") if role in passed and act.who in self.who.holders(role, day)]
        due = date.fromisoformat(act.said["by"])
        return Promise(act.who, due, act.at, roles[0] if roles else "NL", self.group, self.concerned)

    def _receivers(self, at: datetime, step: int) -> set[str]:
        return self.who.receivers(self.group, self.chain[step], at, self.concerned)

    def _group(self, at: datetime) -> set[str]:
        """Those of the group who were there when it was sent, and whoever leads it now."""
        day = self._day(at)
        knew = self.who.members(self.group, self._day(self.raised.at)) | {self.who.leader(self.group, day)}
        return {who for who in self.who.members(self.group, day) if who in knew and who != self.concerned}

    @staticmethod
    def _day(at: datetime) -> date:
        return day_of(at)
