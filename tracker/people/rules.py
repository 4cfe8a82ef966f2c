"""What an import must hold to be taken, and what it changes: plain values in, plain values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import Week

PLACEHOLDER = "-"
"""what begins the key of a row that was not imported; a file cannot use it"""

Value = str | date | None


@dataclass(frozen=True)
class Refusal:
    """A line that cannot be taken, and why: an English message id with what fills it."""

    line: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """One line, read. `key` is what the same thing is known by the next time; `values` is the rest of it."""

    line: int
    kind: str
    key: tuple[str, ...]
    values: Mapping[str, Value]


Id = tuple[str, tuple[str, ...]]
Register = Mapping[Id, Mapping[str, Value]]
"""everything that stands already, or will: (kind, key) → values"""

ADDED, CHANGED, ENDED, UNCHANGED = "added", "changed", "ended", "unchanged"


@dataclass(frozen=True)
class Change:
    """What a line does: adds, changes, ends or leaves as it is; `fields` names what differs."""

    record: Record
    what: str
    fields: tuple[str, ...] = ()


def changes(records: Iterable[Record], register: Register) -> list[Change]:
    """What each line does to what stands."""
    return [_change(record, register.get((record.kind, record.key))) for record in records]


def _change(record: Record, stands: Mapping[str, Value] | None) -> Change:
    if stands is None:
        return Change(record, ADDED)
    differs = tuple(name for name, value in record.values.items() if stands.get(name) != value)
    if not differs:
        return Change(record, UNCHANGED)
    ends = differs == ("to",) and record.values["to"] is not None
    return Change(record, ENDED if ends else CHANGED, differs)


def refusals(records: list[Record], register: Register) -> list[Refusal]:
    """Why these records cannot stand beside what stands already; empty when they can. Sorted by line."""
    found = _twice(records)
    lines = {(record.kind, record.key): record.line for record in reversed(records)}
    whole = {**register, **{(record.kind, record.key): record.values for record in records}}
    found += [refusal for record in records for refusal in _unknown(record, whole)]
    found += _tops(lines, whole)
    for kind in ("unit", "person"):
        found += _circles(kind, lines, whole)
    found += _same_email(lines, whole) + _overlaps(lines, whole)
    return sorted(found, key=lambda refusal: refusal.line)


def _twice(records: list[Record]) -> list[Refusal]:
    first: dict[Id, int] = {}
    found = []
    for record in records:
        before = first.setdefault((record.kind, record.key), record.line)
        if before != record.line:
            found.append(Refusal(record.line, N_("The same stands in line %(line)s already"), {"line": before}))
    return found


_POINTS = {
    "unit": {"parent": "unit"},
    "person": {"parent": "person", "unit": "unit"},
    "group": {"unit": "unit"},
}


def _unknown(record: Record, whole: Register) -> list[Refusal]:
    """What a line points to and nobody knows."""
    pointed = [(target, record.values[name]) for name, target in _POINTS.get(record.kind, {}).items()]
    if record.kind == "member":
        pointed = [("group", record.key[0]), ("person", record.key[1])]
    if record.kind == "role":
        pointed = [("person", record.key[0]), ("unit", record.key[1])]
    return [
        Refusal(record.line, _UNKNOWN[target], {"value": value})
        for target, value in pointed
        if value is not None and (target, (str(value),)) not in whole
    ]


_UNKNOWN = {
    "unit": N_("There is no unit with the id %(value)s"),
    "person": N_("There is no person with the id %(value)s"),
    "group": N_("There is no group with the id %(value)s"),
}


def _tops(lines: Mapping[Id, int], whole: Register) -> list[Refusal]:
    tops = [id_ for id_, values in whole.items() if id_[0] == "unit" and values["parent"] is None]
    message = N_("There is a unit at the top already; this one needs a parent")
    tops.sort(key=lambda id_: lines.get(id_, 0))
    return [Refusal(lines[id_], message) for id_ in tops[1:] if id_ in lines]


def _circles(kind: str, lines: Mapping[Id, int], whole: Register) -> list[Refusal]:
    """Whoever is their own parent, over however many steps."""
    above = {key[0]: values["parent"] for (own, key), values in whole.items() if own == kind}
    found: list[Refusal] = []
    settled: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        at: Value = start
        while isinstance(at, str) and at in above and at not in settled and at not in path:
            path[at] = None
            at = above[at]
        if at in path:
            circle = list(path)[list(path).index(str(at)) :]
            line = min((lines[kind, (each,)] for each in circle if (kind, (each,)) in lines), default=0)
            message = N_("The parents go in a circle: %(value)s")
            found.append(Refusal(line, message, {"value": " → ".join([*circle[:5], circle[0]])}))
        settled.update(path)
    return found


def _same_email(lines: Mapping[Id, int], whole: Register) -> list[Refusal]:
    used: dict[Value, str] = {}
    found = []
    people = [(id_, values) for id_, values in whole.items() if id_[0] == "person"]
    for id_, values in sorted(people, key=lambda pair: lines.get(pair[0], 0)):
        other = used.setdefault(values["email"], id_[1][0])
        if other != id_[1][0]:
            message = N_("The e-mail address is already that of %(value)s")
            found.append(Refusal(lines.get(id_, 0), message, {"value": other}))
    return found


Span = tuple[date, date, Id]


def _overlaps(lines: Mapping[Id, int], whole: Register) -> list[Refusal]:
    """At most one leader of a group at a time, and nobody in the same group or role twice at once."""
    leading: dict[str, list[Span]] = {}
    holding: dict[tuple[str, ...], list[Span]] = {}
    for id_, values in whole.items():
        if id_[0] not in ("member", "role"):
            continue
        span = (_day(values["from"]), _day(values["to"]), id_)
        if id_[0] == "member" and values["role"] == "leader":
            leading.setdefault(id_[1][0], []).append(span)
        holding.setdefault((id_[0], *id_[1][:-1]), []).append(span)
    leaders = N_("The group has two leaders at once: %(one)s and %(other)s")
    twice = N_("%(one)s holds this already in the same time")
    return [
        Refusal(max(lines.get(one, 0), lines.get(other, 0)), message, {"one": _who(one), "other": _who(other)})
        for message, spans in ((leaders, leading), (twice, holding))
        for each in spans.values()
        for one, other in _crossing(each)
        if message == twice or _who(one) != _who(other)
    ]


def _day(value: Value) -> date:
    return value if isinstance(value, date) else date.max


def _who(id_: Id) -> str:
    return id_[1][1] if id_[0] == "member" else id_[1][0]


def _crossing(spans: list[Span]) -> list[tuple[Id, Id]]:
    """Pairs that hold on a common day, each with the one of the earlier that lasts longest."""
    found = []
    longest: Span | None = None
    for span in sorted(spans, key=lambda each: (each[0], each[2])):
        if longest and span[0] <= longest[1]:
            found.append((longest[2], span[2]))
        if longest is None or span[1] > longest[1]:
            longest = span
    return found


def adoptions(records: Iterable[Record], register: Register) -> dict[Id, Id]:
    """Rows made before any import (by `bootstrap`) that the file is about: what stands → what it is called from now on.

    The unit at the top takes the id of the file's own; a person is known by the e-mail address, and brings roles along.
    """
    records = list(records)
    found = _adopted_by_name(records, register)
    brought = {old[1][0] for old in found if old[0] == "person"}
    roles = {record.key[:3]: record.key for record in records if record.kind == "role"}
    for id_ in register:
        if id_[0] == "role" and id_[1][0] in brought and (key := roles.get(new_id(id_, found)[1][:3])):
            found[id_] = ("role", key)
    return found


def _adopted_by_name(records: list[Record], register: Register) -> dict[Id, Id]:
    placeholders = {id_: values for id_, values in register.items() if id_[1][0].startswith(PLACEHOLDER)}
    top = next((id_ for id_ in placeholders if id_[0] == "unit"), None)
    by_email = {values["email"]: id_ for id_, values in placeholders.items() if id_[0] == "person"}
    found: dict[Id, Id] = {}
    for record in records:
        known = by_email.get(record.values.get("email")) if record.kind == "person" else None
        if record.kind == "unit" and record.values["parent"] is None:
            known = top
        if known and known not in found and (record.kind, record.key) not in register:
            found[known] = (record.kind, record.key)
    return found


def new_id(id_: Id, adopted: Mapping[Id, Id]) -> Id:
    """What something is called once the adopted have their new ids."""
    if id_ in adopted:
        return adopted[id_]
    names = _names(adopted)
    return id_[0], tuple(names.get(part, part) for part in id_[1])


def renamed(register: Register, adopted: Mapping[Id, Id]) -> Register:
    """The register as it reads once the adopted have their new ids."""
    names = _names(adopted)

    def value(name: str, of: Value) -> Value:
        return names.get(of, of) if name in ("parent", "unit") and isinstance(of, str) else of

    return {
        new_id(id_, adopted): {name: value(name, of) for name, of in values.items()} for id_, values in register.items()
    }


def _names(adopted: Mapping[Id, Id]) -> dict[str, str]:
    return {old[1][0]: new[1][0] for old, new in adopted.items() if old[0] != "role"}


ZONES = (
    "Europe/Copenhagen",
    "Atlantic/Faroe",
    "America/Nuuk",
    "Europe/London",
    "Europe/Helsinki",
    "Asia/Dubai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "America/New_York",
    "America/Los_Angeles",
)
"""where somebody may be for a while"""
FREE_DAYS = ("12-24", "12-31", "05-01", "06-05")
"""the days on which organisations differ"""
LONGEST_LEAVE = 800


def week(spans: Sequence[tuple[time | None, time | None]]) -> Week:
    """From and to of seven days as a week; RuleBroken where one is half or backwards, or all are empty."""
    for number, (start, end) in enumerate(spans):
        if (start is None) != (end is None) or (start and end and start >= end):
            message = N_("Write both from and to, with from first, or leave both empty on a day off")
            raise RuleBroken(message, field=f"from_{number}")
    if not any(start for start, _ in spans):
        raise RuleBroken(N_("Write the hours of one day at least"), field="from_0")
    return tuple((start, end) if start and end else None for start, end in spans)


def leave(starts: date, ends: date, today: date) -> None:
    """RuleBroken unless it is leave that may be announced now."""
    if ends < starts:
        raise RuleBroken(N_("The last day cannot be before the first"), field="ends")
    if ends < today:
        raise RuleBroken(N_("This leave is over already"), field="ends")
    if (ends - starts).days > LONGEST_LEAVE:
        raise RuleBroken(N_("Leave can be announced for two years at most"), field="ends")
