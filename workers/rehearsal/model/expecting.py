"""Whom the model expects to be told of what, and on which day; and what differs from it in what was seen."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from workers.rehearsal.model.calendar import day_of
from workers.rehearsal.record import Event, Notice


@dataclass(slots=True)
class Expect:
    """Somebody is told, from the first to the last day; or may be, where there is no need."""

    first: date
    last: date
    need: bool = True
    met: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer to an escalation that says by which day something is done, and in which role it was given."""

    who: str
    due: date
    at: datetime
    role: str
    group: str
    concerned: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A leader, and who was the nearest leader when the two agreed something."""

    leader: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that should not have been."""

    what: str
    """the promise: once, lost, stranger, day, asleep, content, escalation, followup, saved, waiting"""
    text: str


@dataclass
class Expected:
    """Everything expected of a year."""

    told: dict[tuple[str, str, str], list[Expect]] = field(default_factory=lambda: defaultdict(list))
    events: dict[tuple[str, str], list[date]] = field(default_factory=lambda: defaultdict(list))
    """the days on which something must have happened to a matter, and on no others"""
    promises: dict[str, Promise] = field(default_factory=dict)
    """by escalation"""
    kinds: set[str] = field(default_factory=set)
    breaches: list[Breach] = field(default_factory=list)

    def tell(
        self,
        who: Iterable[str],
        kind: str,
        matter: str,
        first: date,
        last: date | None = None,
        *,
        need: bool = True,
        but: set[str] | None = None,
    ) -> None:
        """Some are told; whoever is in `but` has been told of the same already, and the told are added to it."""
        self.kinds.add(kind)
        for one in sorted(who):
            if but is None or one not in but:
                self.told[one, kind, matter].append(Expect(first, last or first, need))
                if but is not None:
                    but.add(one)

    def happens(self, name: str, matter: str, day: date) -> None:
        """Something happens to a matter on a day."""
        self.events[name, matter].append(day)

    def breach(self, what: str, text: str) -> None:
        """Note what should not have been."""
        self.breaches.append(Breach(what, text))

    def compare(self, notices: Iterable[Notice], ends: datetime, forgotten: Collection[str]) -> int:
        """Hold what was told against it; returns how many notices are of kinds the model knows nothing of.

        Of those who are forgotten nothing is there any more.
        """
        unknown = 0
        about = {(kind, matter) for _, kind, matter in self.told}
        for notice in sorted(notices, key=lambda each: each.at):
            if notice.kind not in self.kinds:
                unknown += 1
                continue
            self._hold(notice, about)
        for (who, kind, matter), list_ in self.told.items():
            for one in list_:
                if one.need and not one.met and one.last < day_of(ends) and who not in forgotten:
                    self.breach("lost", f"{who} was not told {kind} of {matter} by {one.last}")
        return unknown

    def _hold(self, notice: Notice, about: set[tuple[str, str]]) -> None:
        day = day_of(notice.at)
        found = self.told.get((notice.who, notice.kind, notice.matter), [])
        open_ = [one for one in found if not one.met and one.first <= day <= one.last]
        said = f"{notice.who} was told {notice.kind} of {notice.matter} on {day}"
        if open_:
            min(open_, key=lambda one: (one.last, not one.need)).met = True
        elif any(one.met and one.first <= day <= one.last for one in found):
            self.breach("once", f"{said}: twice")
        elif found:
            self.breach("day", f"{said}: not its day")
        else:
            why = "not theirs to see" if (notice.kind, notice.matter) in about else "for no reason"
            self.breach("stranger", f"{said}: {why}")

    def compare_events(self, seen: Iterable[Event], names: dict[str, str], ends: datetime) -> None:
        """Hold what happened against it, for some names of events and the promise each is of."""
        found: dict[tuple[str, str], list[date]] = defaultdict(list)
        for event in seen:
            if event.name in names:
                found[event.name, event.matter].append(day_of(event.at))
        for key in sorted(found.keys() | self.events.keys()):
            due = sorted(day for day in self.events.get(key, []) if day < day_of(ends))
            was = sorted(day for day in found.get(key, []) if day < day_of(ends))
            if due != was and key[0] in names:
                days = " ".join(map(str, was)) or "never"
                wanted = " ".join(map(str, due)) or "never"
                self.breach(names[key[0]], f"{key[0]} of {key[1]}: {days}, should be {wanted}")
