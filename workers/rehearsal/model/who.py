"""Who was what on a day, out of the register."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from workers.rehearsal.model.calendar import DAY, Days, day_of, local
from workers.rehearsal.record import Register, Span

KEPT_AFTER_LEAVING = 180 * DAY
"""half a year, as an organisation has it that chose nothing else"""
OFFICE = [("08:00", "16:00")] * 5 + [None, None]


class Who:
    """Answers about people."""

    def __init__(self, register: Register) -> None:
        self.days = Days(register.free_days)
        self._register = register
        self._groups: dict[str, list[Span]] = defaultdict(list)
        self._roles: dict[str, list[Span]] = defaultdict(list)
        self._leaves: dict[str, list[Span]] = defaultdict(list)
        self._employed = {span.who: span for span in register.employed}
        for spans, found in ((register.members, self._groups), (register.roles, self._roles)):
            for span in spans:
                found[span.what].append(span)
        self._of: dict[str, list[Span]] = defaultdict(list)
        for span in register.members:
            self._of[span.who].append(span)
        self._joined = {who: min(span.starts for span in spans) for who, spans in self._of.items()}
        for span in register.leaves:
            self._leaves[span.who].append(span)

    @property
    def groups(self) -> list[str]:
        """All groups."""
        return list(self._groups)

    def spans(self, groups: Iterable[str]) -> list[Span]:
        """Who was in some groups from when to when."""
        return [span for group in groups for span in self._groups[group]]

    def joined(self, who: str) -> date | None:
        """The first day somebody was in any leadership group."""
        return self._joined.get(who)

    def joiners(self) -> list[tuple[str, date]]:
        """Who came new into a group that was there before them, and when; in order of their keys."""
        begun = {group: min(span.starts for span in spans) for group, spans in self._groups.items()}
        new = {
            span.who
            for group, spans in self._groups.items()
            for span in spans
            if span.starts == self._joined[span.who] > begun[group]
        }
        return sorted((who, self._joined[who]) for who in new)

    def stays(self, who: str, first: date, last: date) -> bool:
        """Whether somebody is in the same group on two days."""
        return any(span.holds(first) and span.holds(last) for span in self._of[who])

    def here(self, who: str, day: date) -> bool:
        """Whether somebody works here."""
        return who in self._employed and self._employed[who].holds(day)

    def forgotten(self, day: date) -> set[str]:
        """Who left so long ago that nothing of theirs is kept."""
        ended = {who: span.ends for who, span in self._employed.items() if span.ends}
        return {who for who, ends in ended.items() if ends + KEPT_AFTER_LEAVING <= day}

    def members(self, group: str, day: date) -> set[str]:
        """Who is in a group, its leader too."""
        return {span.who for span in self._groups[group] if span.holds(day)}

    def leader(self, group: str, day: date) -> str | None:
        """Who leads a group."""
        return next((span.who for span in self._groups[group] if span.role == "leader" and span.holds(day)), None)

    def holders(self, role: str, day: date) -> set[str]:
        """Who holds an organisational role and is employed, on leave or not."""
        return {span.who for span in self._roles[role] if span.holds(day) and self.here(span.who, day)}

    def nearest(self, who: str, at: datetime) -> str | None:
        """Somebody's nearest leader at an instant."""
        found = None
        for since, leader in self._register.nearest.get(who, []):
            if since <= at:
                found = leader
        return found

    def parted(self, who: str, nearest: str, since: datetime, brought_in: list[datetime]) -> datetime | None:
        """The first instant after another that somebody has another nearest leader, or that they are known to be gone.

        `brought_in` are the instants at which it was said who works here, in order.
        """
        changes = (at for at, now in self._register.nearest.get(who, []) if at > since and now != nearest)
        last = self._employed[who].ends
        gone = (at for at in brought_in if last is not None and at > since and day_of(at) > last)
        return min((at for at in (next(changes, None), next(gone, None)) if at is not None), default=None)

    def parted_on(self, who: str, nearest: str, since: datetime) -> date | None:
        """The first day from an instant on that two are not leader and nearest leader here any more."""
        changed = self.parted(who, nearest, since, [])
        last = self._employed[who].ends
        days = [day_of(changed) if changed else None, last + DAY if last else None]
        return min((day for day in days if day is not None), default=None)

    def on_leave(self, who: str, day: date, at: datetime) -> bool:
        """Whether leave on a day had been announced by an instant."""
        return any(span.holds(day) and (span.known is None or span.known <= at) for span in self._leaves[who])

    def announced(self, who: list[str], since: datetime, until: datetime) -> list[datetime]:
        """When some people announced leave after an instant and up to another, in order."""
        known = (span.known for one in who for span in self._leaves[one])
        return sorted(at for at in known if at is not None and since < at <= until)

    def receivers(self, group: str, role: str, at: datetime, concerned: str | None) -> set[str]:
        """Who receives at a level: holds its role now, is there, and is not the one it is about."""
        day = day_of(at)
        held = self.holders(role, day) if role != "NL" else set()
        leader = self.leader(group, day) if role == "NL" else None
        nearest = self.nearest(leader, at) if leader else None
        if nearest and self.here(nearest, day):
            held = {nearest}
        return {who for who in held if who != concerned and not self.on_leave(who, day, at)}

    def at_work(self, who: str, at: datetime) -> bool:
        """Whether somebody may be disturbed at an instant."""
        now, hours = local(at), self._hours(who, day_of(at))
        return hours is not None and self._open(who, now.date(), at) and hours[0] <= now.time() < hours[1]

    def next_day(self, who: str, day: date, at: datetime) -> date:
        """The first day after a day on which somebody works, as far as leave was announced by an instant."""
        day += DAY
        while not self._open(who, day, at) or self._hours(who, day) is None:
            day += DAY
        return day

    def _open(self, who: str, day: date, at: datetime) -> bool:
        return not self.days.is_free(day) and not self.on_leave(who, day, at)

    def _hours(self, who: str, day: date) -> tuple[time, time] | None:
        span = self._register.hours.get(who, OFFICE)[day.weekday()]
        return (time.fromisoformat(span[0]), time.fromisoformat(span[1])) if span else None
