"""Which roles go together: who runs the system holds none that gives content. Plain values in and out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.lookalikes import mixes_alphabets, skeleton
from tracker.kernel.permissions import Role
from tracker.people.rules import ADDED, CHANGED, ENDED, UNCHANGED, Change, Id, Record, Refusal, Register, Value

CONTENT = frozenset({Role.TM, Role.HR, Role.MED, Role.L})
"""what an administrator does not hold; L is held by whoever is in a leadership group"""
GIVEN = (Role.TM, Role.HR, Role.MED, Role.SA)
"""the roles that are granted, and not got by being in a group"""
APPROVED = frozenset({Role.HR})
"""the roles that top management approves"""
SEATS = ("leader", "TR", "AMR")
APART = N_("An administrator holds no role that gives content, and nobody with such a role is an administrator")
TWICE = N_("The person holds this role in the same time already")

OWN = N_("Nobody grants, ends or approves their own roles")
PROPOSE = N_("Top management approves the role of HR: propose it under Roles")


@dataclass(frozen=True)
class Held:
    """A role somebody holds (or a seat in a group, as L), both days included; no last day is for good."""

    role: Role
    starts: date
    ends: date | None
    unit: str = ""

    def meets(self, other: "Held") -> bool:
        """Whether both hold on some day."""
        return self.starts <= (other.ends or date.max) and other.starts <= (self.ends or date.max)


def are_apart(one: Role, other: Role) -> bool:
    """Whether nobody may hold both."""
    return (one == Role.SA and other in CONTENT) or (other == Role.SA and one in CONTENT)


def grant(wanted: Held, held: Iterable[Held]) -> None:
    """RuleBroken where somebody who holds these may not be granted that."""
    if wanted.ends and wanted.ends < wanted.starts:
        raise RuleBroken(N_("The last day cannot be before the first"), field="ends")
    for other in held:
        if wanted.meets(other) and are_apart(wanted.role, other.role):
            raise RuleBroken(APART, field="role")
        if wanted.meets(other) and (wanted.role, wanted.unit) == (other.role, other.unit):
            raise RuleBroken(TWICE, field="role")


def apart(records: Iterable[Record], register: Register) -> list[Refusal]:
    """The lines of a file that would make an administrator of somebody with content, or the other way round."""
    lines = {(record.kind, record.key): record.line for record in records if record.kind in ("role", "member")}
    whole = {**register, **{(record.kind, record.key): record.values for record in records}}
    by_person: dict[str, list[tuple[Held, int]]] = {}
    for id_, values in whole.items():
        if id_[0] in ("role", "member"):
            by_person.setdefault(_whose(id_), []).append((_held(id_, values), lines.get(id_, 0)))
    return sorted(_clashes(by_person.values()), key=lambda refusal: refusal.line)


def _clashes(spans: Iterable[list[tuple[Held, int]]]) -> list[Refusal]:
    found = {}
    for each in spans:
        admin = [pair for pair in each if pair[0].role == Role.SA]
        for (one, line), (other, beside) in ((a, b) for a in admin for b in each):
            if max(line, beside) and are_apart(one.role, other.role) and one.meets(other):
                found[max(line, beside)] = Refusal(max(line, beside), APART)
    return list(found.values())


def _whose(id_: Id) -> str:
    return id_[1][1] if id_[0] == "member" else id_[1][0]


def _held(id_: Id, values: Mapping[str, Value]) -> Held:
    starts, ends = values["from"], values["to"]
    role = Role.L if id_[0] == "member" else Role(id_[1][2])
    return Held(role, starts if isinstance(starts, date) else date.min, ends if isinstance(ends, date) else None)


def by_hand(changes: Iterable[Change], own: str) -> list[Refusal]:
    """The lines that the command line may import and a person may not: one's own roles, and new ones of HR."""
    found = []
    for change in changes:
        if change.record.kind != "role" or change.what == UNCHANGED:
            continue
        if change.record.key[0] == own:
            found.append(Refusal(change.record.line, OWN))
        elif change.record.key[2] in APPROVED and change.what != ENDED:
            found.append(Refusal(change.record.line, PROPOSE))
    return found


def alike(changes: Iterable[Change], register: Register) -> list[Refusal]:
    """Lines whose names look like something they are not: letters of two alphabets, or nearly another's name."""
    named = [one for one in changes if one.what in (ADDED, CHANGED) and "name" in one.record.values]
    if not named:
        return []
    names = {str(values["name"]) for values in register.values() if "name" in values}
    names |= {str(one.record.values["name"]) for one in named}
    looks: dict[str, set[str]] = {}
    for name in names:
        looks.setdefault(skeleton(name), set()).add(name)
    found = []
    for one in named:
        name = str(one.record.values["name"])
        others = sorted(looks[skeleton(name)] - {name})
        if mixes_alphabets(name):
            found.append(Refusal(one.record.line, N_("The name mixes alphabets: %(value)s"), {"value": name}))
        elif others:
            found.append(Refusal(one.record.line, N_("The name looks like another: %(value)s"), {"value": others[0]}))
    return found
