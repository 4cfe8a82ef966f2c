"""Every figure that leaves a group is made here: from five answers on, and so that no two of them tell of fewer.

Attackers are thought to know who answered what is published, and to take people's answers to stay as they are.
Exact figures cut the people into cells: sums and differences of them are of whole cells, and none is under five.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

from tracker.kernel.errors import N_

LEAST = 5
"""under so many nothing is told (domain §12; Denmark's common leadership evaluation has the same)"""
MOST_COMBINED = 8
"""cells, beyond which it is not worked out what they tell together"""
P = TypeVar("P", bound=Hashable)


class Precision(StrEnum):
    """How exactly something may be told. It depends on who answered alone, never on what they answered."""

    EXACT = "exact"
    BAND = "band"
    NOTHING = "nothing"


class Band(StrEnum):
    """A share in thirds."""

    MOST = "most"
    SOME = "some"
    FEW = "few"


@dataclass(frozen=True)
class Figure:
    """How many of some answers say yes; `high` is None where only the band may be told.

    One short of all stands for all, too, and one for none: nobody can tell that all answered alike.
    """

    answers: int
    high: int | None
    band: Band

    @property
    def is_edge(self) -> bool:
        """Whether it stands for all or none as well."""
        return self.high is not None and self.high in (1, self.answers - 1)


def told(count: int) -> int | None:
    """A count as it may leave the house: none, or from five on; None for the few between."""
    return count if count == 0 or count >= LEAST else None


def few(count: int) -> str:
    """`none`, `few` (one to four) or `five` (and more): as exact as anything is told while answers come in."""
    return "none" if count == 0 else "few" if count < LEAST else "five"


def in_words(count: int) -> str:
    """A count of what groups or people did, never so that few can be told from fewer, or from none."""
    return N_("fewer than five") if count < LEAST else N_("five or more")


def figure(
    votes: Mapping[P, bool],
    exact: Collection[AbstractSet[P]] = (),
    banded: Collection[AbstractSet[P]] = (),
    inside: Collection[Collection[AbstractSet[P]]] = (),
) -> Figure | None:
    """The figure of some people's yes and no, beside what was published of the same question; None for nothing."""
    how = precision(votes.keys(), exact, banded, inside)
    if how is Precision.NOTHING:
        return None
    answers, high = len(votes), sum(votes.values())
    coarse = min(max(high, 1), answers - 1)
    return Figure(answers, coarse if how is Precision.EXACT else None, _band(coarse, answers))


def mean(
    scores: Mapping[P, int],
    scale: tuple[int, int],
    exact: Collection[AbstractSet[P]] = (),
    banded: Collection[AbstractSet[P]] = (),
) -> Figure | None:
    """The sum of some people's scores on a scale, as `high`, where it may be told exactly; None for nothing.

    All at an end of the scale are told as one short of it, so that nobody can tell that all said the same.
    """
    if precision(scores.keys(), exact, banded) is not Precision.EXACT:
        return None
    (lowest, highest), many = scale, len(scores)
    total = min(max(sum(scores.values()), many * lowest + 1), many * highest - 1)
    return Figure(many, total, _band(total - many * lowest, many * (highest - lowest)))


def precision(
    people: AbstractSet[P],
    exact: Collection[AbstractSet[P]],
    banded: Collection[AbstractSet[P]],
    inside: Collection[Collection[AbstractSet[P]]] = (),
) -> Precision:
    """How exactly a figure of these people may be told, beside sets of people whose figures are published.

    `inside`: for each who saw a group's own figures from within, the sets of people those were of.
    """
    if len(people) < LEAST:
        return Precision.NOTHING
    known = list({frozenset(one) for one in exact})
    if (people in known or _fits(people, known, banded)) and _tells_no_insider([*known, people], inside):
        return Precision.EXACT
    apart = all(people == one or len(people ^ one) >= LEAST for one in banded)
    far = apart and all(_distance(people, [*known, *own]) >= LEAST for own in (*inside, ()))
    return Precision.BAND if far else Precision.NOTHING


def _fits(people: AbstractSet[P], known: Sequence[AbstractSet[P]], banded: Collection[AbstractSet[P]]) -> bool:
    return _cells_are_large([*known, people]) and _all_far([*known, people], banded)


def _tells_no_insider(sets: Sequence[AbstractSet[P]], inside: Collection[Collection[AbstractSet[P]]]) -> bool:
    """Whether nobody learns of fewer than five by taking away what the own groups' figures told already."""
    cells = _cells(sets)
    sizes = Counter(cells.values())
    return all(_hides_from(list(own), cells, sizes) for own in inside)


def _hides_from(own: Sequence[AbstractSet[P]], cells: Mapping[P, int], sizes: Mapping[int, int]) -> bool:
    """Every sum of cells, less what one's own figures say, is of nobody or of five at least.

    Cells with five outside are safe in any sum; of the few others each combination is looked at.
    """
    mine = _cells(own)
    inside = Counter(cells.get(person, 0) for person in mine)
    outside = {cell: sizes[cell] - many for cell, many in inside.items() if cell and sizes[cell] - many < LEAST}
    if len(outside) > MOST_COMBINED:
        return False
    sums = (chosen for many in range(1, len(outside) + 1) for chosen in combinations(outside, many))
    return all(_left(frozenset(chosen), outside, mine, cells) not in range(1, LEAST) for chosen in sums)


def _left(chosen: AbstractSet[int], outside: Mapping[int, int], mine: Mapping[P, int], cells: Mapping[P, int]) -> int:
    whole = Counter(mine.values())
    counted = Counter(cell for person, cell in mine.items() if cells.get(person, 0) in chosen)
    return sum(outside[cell] for cell in chosen) + sum(min(many, whole[cell] - many) for cell, many in counted.items())


def _cells_are_large(sets: Sequence[AbstractSet[P]]) -> bool:
    return all(many >= LEAST for many in Counter(_cells(sets).values()).values())


def _cells(sets: Sequence[AbstractSet[P]]) -> dict[P, int]:
    """Which cell each person is in, where some sets overlap: a bit for each set."""
    cells: dict[P, int] = {}
    for number, one in enumerate(sets):
        for person in one:
            cells[person] = cells.get(person, 0) | 1 << number
    return cells


def _all_far(exact: Sequence[AbstractSet[P]], banded: Collection[AbstractSet[P]]) -> bool:
    return all(_distance(one, exact) >= LEAST for one in banded)


def _distance(people: AbstractSet[P], exact: Sequence[AbstractSet[P]]) -> int:
    """How many people at least are left when sums of exact figures are taken away from one of these people."""
    cells = _cells(exact)
    sizes, inside = Counter(cells.values()), Counter(cells.get(person, 0) for person in people)
    return sum(many if cell == 0 else min(many, sizes[cell] - many) for cell, many in inside.items())


def _band(high: int, answers: int) -> Band:
    if 3 * high >= 2 * answers:
        return Band.MOST
    return Band.FEW if 3 * high <= answers else Band.SOME
