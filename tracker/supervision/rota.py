"""Whose turn it is (domain §10): everybody brings a case in turn, with room for an acute one; nobody loses a turn."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.kernel.errors import N_, RuleBroken


def order(turns: Iterable[UUID], members: Iterable[UUID]) -> list[UUID]:
    """The order of those who are in the group: who is new comes last, who left drops out."""
    here = list(members)
    kept = [person for person in turns if person in here]
    return kept + [person for person in here if person not in kept]


@dataclass(frozen=True)
class Cast:
    """Who has which part at a session. Whoever keeps the time is in the reflecting team as well."""

    focus: UUID | None
    interviewer: UUID | None
    keeper: UUID | None
    team: tuple[UUID, ...] = ()
    is_acute: bool = False


@dataclass(frozen=True)
class Agreed:
    """Who was agreed beforehand; None where nothing was."""

    acute: UUID | None = None
    interviewer: UUID | None = None
    keeper: UUID | None = None


NOTHING = Agreed()


def cast(turns: Sequence[UUID], away: AbstractSet[UUID], agreed: Agreed = NOTHING) -> Cast:
    """Who has which part: what was agreed, where those are there, and else in the order of turns."""
    here = [person for person in turns if person not in away]
    if not here:
        return Cast(None, None, None)
    focus = agreed.acute if agreed.acute in here else here[0]
    rest = [person for person in here if person != focus]
    if not rest:
        return Cast(focus, None, None, (), focus == agreed.acute)
    interviewer = agreed.interviewer if agreed.interviewer in rest else _first(rest, agreed.keeper)
    team = [person for person in rest if person != interviewer]
    keeper = agreed.keeper if agreed.keeper in team else (team or rest)[0]
    return Cast(focus, interviewer, keeper, tuple(team), focus == agreed.acute)


def _first(people: Sequence[UUID], but: UUID | None) -> UUID:
    return next((person for person in people if person != but), people[0])


def after(turns: Sequence[UUID], focus: UUID | None, *, acute: UUID | None) -> list[UUID]:
    """The order after a session: who had the turn goes last; an acute case takes nobody's."""
    if focus is None or focus == acute or focus not in turns:
        return list(turns)
    return [*(person for person in turns if person != focus), focus]


def swapped(turns: Sequence[UUID], one: UUID, other: UUID) -> list[UUID]:
    """The order in which two have each other's places."""
    places = {one: other, other: one}
    return [places.get(person, person) for person in turns]


def coming(
    turns: Sequence[UUID], days: Iterable[date], away: Sequence[tuple[UUID, AbstractSet[date]]]
) -> list[tuple[date, UUID | None]]:
    """Who has the turn on each of some days, if nothing changes; whoever is away then has it the time after."""
    found, queue = [], list(turns)
    for day in days:
        gone = {person for person, leave in away if day in leave}
        focus = cast(queue, gone).focus
        found.append((day, focus))
        queue = after(queue, focus, acute=None)
    return found


def take(person: UUID, members: Collection[UUID], focus: UUID | None, acute: UUID | None) -> None:
    """An acute case is for somebody in the group whose turn it is not; one a session."""
    if person not in members:
        raise RuleBroken(N_("Turns are for those who are in the group"))
    if acute is not None and acute != person:
        raise RuleBroken(N_("Somebody else has an acute case already"))
    if focus == person and acute is None:
        raise RuleBroken(N_("It is your turn already"))


def swap(me: UUID, other: UUID, turns: Collection[UUID], offered: Collection[UUID]) -> None:
    """One offers their turn, another takes it: both have agreed."""
    if me == other or me not in turns or other not in turns:
        raise RuleBroken(N_("Turns are for those who are in the group"))
    if other not in offered:
        raise RuleBroken(N_("The turn is not offered any more"))
