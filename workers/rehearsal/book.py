"""The synthetic organisation, as its people know it: who leads whom, who is in which group, who is away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from workers.rehearsal.record import Register, Span

LONG_AGO = date(2020, 1, 1)
SIZES = {3: 1, 5: 2, 7: 3, 8: 6, 9: 14}
"""how many groups there are of each size, its leader included"""
FREE_DAYS = ["12-24", "12-31"]
COLUMNS = "kind;id;name;parent;email;title;language;person;unit;role;from;to"
FIRST = ("Aja", "Bent", "Caja", "Dorte", "Ejner", "Frida", "Gorm", "Helle", "Inge", "Jens", "Karen", "Lone", "Mikkel")


@dataclass
class Someone:
    """A person: `nearest` may change, and a first name is all they share with others."""

    key: str
    nearest: str | None
    unit: str
    title: str
    starts: date = LONG_AGO
    ends: date | None = None

    @property
    def name(self) -> str:
        """A name that nobody else has."""
        return f"{FIRST[sum(map(ord, self.key)) % len(FIRST)]} Navn-{self.key}"

    @property
    def email(self) -> str:
        """Where mail for them goes."""
        return f"{self.key}@oeve.example"

    def line(self) -> str:
        """The person as an import wants it."""
        language = "en" if self.key.endswith("7") else "da"
        begin = (
            f"person;{self.key};{self.name};{self.nearest or ''};{self.email};{self.title};{language};;{self.unit};;"
        )
        return f"{begin}{self.starts};{self.ends or ''}"


@dataclass
class Book:
    """Everybody, and what holds when."""

    people: dict[str, Someone] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    """each group's unit"""
    units: dict[str, str | None] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    """memberships by group, grants by role (`role:HR`), leave by person (`leave:…`)"""
    nearest: dict[str, list[tuple[datetime, str | None]]] = field(default_factory=lambda: defaultdict(list))
    hours: dict[str, list[tuple[str, str] | None]] = field(default_factory=dict)
    """who has chosen others than the organisation's"""

    def here(self, key: str, day: date) -> bool:
        """Whether somebody works here on a day."""
        person = self.people[key]
        return person.starts <= day and (person.ends is None or day <= person.ends)

    def away_until(self, key: str, day: date) -> date:
        """The first day from `day` on that somebody is not on leave."""
        while any(leave.holds(day) for leave in self.spans[f"leave:{key}"]):
            day += timedelta(days=1)
        return day

    def leader(self, group: str, day: date) -> str | None:
        """Who leads a group on a day."""
        return next((span.who for span in self.spans[group] if span.role == "leader" and span.holds(day)), None)

    def members(self, group: str, day: date) -> list[str]:
        """Who is in a group on a day, its leader too; in order of their keys."""
        return sorted(span.who for span in self.spans[group] if span.holds(day))

    def holders(self, role: str, day: date) -> list[str]:
        """Who holds a role on a day, is here and not on leave."""
        held = sorted({span.who for span in self.spans[f"role:{role}"] if span.holds(day)})
        return [who for who in held if self.here(who, day) and self.away_until(who, day) == day]

    def led_by(self, key: str, day: date) -> list[str]:
        """The groups somebody leads on a day."""
        return [group for group in self.groups if self.leader(group, day) == key]

    def register(self) -> Register:
        """The same for the model."""
        found = Register(free_days=list(FREE_DAYS), nearest=dict(self.nearest), hours=self.hours)
        found.employed = [Span(person.key, "", person.starts, person.ends) for person in self.people.values()]
        for name, spans in self.spans.items():
            kind = {"role": found.roles, "leave": found.leaves}.get(name.partition(":")[0], found.members)
            kind.extend(spans)
        return found

    def lines(self) -> list[str]:
        """Everything as an import wants it."""
        found = [f"unit;{unit};Enhed {unit};{above or ''};;;;;;enhed;;" for unit, above in self.units.items()]
        found += [person.line() for person in self.people.values()]
        found += [f"group;{group};Ledelsen {group};;;;;;{unit};;;" for group, unit in self.groups.items()]
        return found + [self.line(name, span) for name, spans in self.spans.items() for span in spans]

    def line(self, name: str, span: Span) -> str:
        """A membership or role as an import wants it."""
        ends = span.ends or ""
        if name.startswith("role:"):
            seat = "TR" if span.what == "MED" else ""
            return f"role;;;;;{seat};;{span.who};top;{span.what};{span.starts};{ends}"
        return f"member;{name};;;;;;{span.who};;{span.role};{span.starts};{ends}"


def as_csv(lines: Iterable[str]) -> bytes:
    """The lines as a file."""
    return "\n".join([COLUMNS, *lines]).encode()


def build(leaders: int, seed: int) -> Book:
    """A tree of leadership groups of three to nine with so many leaders in all, and those beside it."""
    random = Random(f"{seed}/organisation")  # noqa: S311 - chance, not a secret
    book = Book(units={"top": None})
    book.people["p0001"] = Someone("p0001", None, "top", "Kommunaldirektør")
    waiting = ["p0001"]
    while len(book.people) < leaders and waiting:
        size = random.choices(list(SIZES), list(SIZES.values()))[0]
        left = leaders - len(book.people)
        number = min(size - 1, left) if left >= size + 2 or left <= 8 else left - 2
        waiting += _group(book, waiting.pop(0), max(number, min(left, 2)))
    _beside(book, leaders)
    return book


def _group(book: Book, leader: str, number: int) -> list[str]:
    """A group of a leader and so many new members."""
    group, unit = f"g{len(book.groups) + 1:03}", f"u{len(book.groups) + 1:03}"
    book.units[unit] = book.people[leader].unit
    book.groups[group] = unit
    new = [f"p{len(book.people) + 1 + each:04}" for each in range(number)]
    book.people |= {key: Someone(key, leader, unit, "Leder") for key in new}
    book.spans[group] = [Span(leader, group, LONG_AGO, None, "leader")]
    book.spans[group] += [Span(key, group, LONG_AGO, None, "member") for key in new]
    return new


def _beside(book: Book, leaders: int) -> None:
    """HR, representatives, an administrator; top management is the head and a deputy."""
    roles = {"HR": [f"h{each:02}" for each in range(1, 3 + leaders // 300)], "MED": ["m01", "m02", "m03"]}
    roles |= {"SA": ["s01"], "TM": ["p0001", "p0002"]}
    for role, keys in roles.items():
        for key in keys:
            book.people.setdefault(key, Someone(key, "p0001", "top", role))
            book.spans[f"role:{role}"].append(Span(key, role, LONG_AGO))
