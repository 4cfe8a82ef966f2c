"""Somebody who has every published figure, knows who answered what is published, and can add and subtract.

Shares no code with the product: sets of people are vectors, and what they can be combined into is found by elimination.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

PRIME = 2**61 - 1
"""elimination in a field this large finds what elimination over the fractions does"""
LEAST = 5
People = frozenset[int]


@dataclass(frozen=True)
class Known:
    """A published figure: whose answers it rests on, and between what their sum lies."""

    people: People
    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


def reduced(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The row echelon form: all that sums and differences of the rows can say."""
    left: list[list[int]] = [list(row) for row in rows]
    done: list[list[int]] = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        by = pow(pivot[column], -1, PRIME)
        pivot = [value * by % PRIME for value in pivot]
        done = [_without(row, pivot, column) for row in done]
        left = [_without(row, pivot, column) for row in left]
        done.append(pivot)
    return done


def _without(row: list[int], pivot: list[int], column: int) -> list[int]:
    times = row[column]
    return [(value - times * other) % PRIME for value, other in zip(row, pivot, strict=True)] if times else row


def cells(figures: Sequence[Known], everybody: int) -> dict[int, int]:
    """Who cannot be told apart by the exact figures: the number of each person's cell; nobody's, who is in none."""
    sets = list({figure.people for figure in figures if figure.is_exact})
    rows = reduced([[int(person in one) for person in range(everybody)] for one in sets])
    columns = [tuple(row[person] for row in rows) for person in range(everybody)]
    numbers = {column: number for number, column in enumerate(dict.fromkeys(columns))}
    return {person: numbers[column] for person, column in enumerate(columns) if any(column)}


def smallest_cell(figures: Sequence[Known], everybody: int) -> int:
    """Of how few people a sum of exact figures can be made to tell."""
    return min(Counter(cells(figures, everybody).values()).values(), default=everybody)


def nearest_bands(figures: Sequence[Known], everybody: int) -> int:
    """Of how few people two bands, or a band and any exact figures, can be made to tell something."""
    cell = cells(figures, everybody)
    sizes = Counter(cell.values())
    bands = [figure.people for figure in figures if not figure.is_exact]
    found = [len(one ^ other) for one in bands for other in bands if one != other]
    for band in bands:
        inside = Counter(cell[person] for person in band if person in cell)
        cut = sum(min(many, sizes[number] - many) for number, many in inside.items())
        found.append(cut + sum(person not in cell for person in band))
    return min((left for left in found if left), default=everybody)


def from_within(figures: Sequence[Known], own: Sequence[Known], everybody: int) -> int:
    """Of how few people somebody learns who takes what the own group's figures say from up to three published ones."""
    mine = reduced([_row(known, everybody) for known in own])
    least = everybody
    published = list({figure.people: figure for figure in figures if figure.is_exact}.values())
    for many in range(1, 4):
        for some in combinations(published, many):
            for signs in product((1, PRIME - 1), repeat=many):
                rows = [
                    [sign * value % PRIME for value in _row(one, everybody)]
                    for sign, one in zip(signs, some, strict=True)
                ]
                least = min(
                    least, _lightest([sum(column) % PRIME for column in zip(*rows, strict=True)], own, mine, everybody)
                )
    return least


def _row(known: Known, everybody: int) -> list[int]:
    return [int(person in known.people) for person in range(everybody)]


def _lightest(row: list[int], own: Sequence[Known], mine: Sequence[list[int]], everybody: int) -> int:
    """The fewest people a row can be brought down to with the own ones; all, where it says nothing new."""
    if len(reduced([*mine, row])) == len(mine):
        return everybody
    rows = [_row(known, everybody) for known in own[-3:]]
    found = everybody
    for times in product((0, 1, PRIME - 1, 2, PRIME - 2), repeat=len(rows)):
        left = [
            (value + sum(t * r[n] for t, r in zip(times, rows, strict=True))) % PRIME for n, value in enumerate(row)
        ]
        found = min(found, sum(map(bool, left)))
    return found


def alone(figures: Sequence[Known]) -> set[int]:
    """Whose answers a single figure gives away by itself."""
    return {one for known in figures if known.high == 0 or known.low == len(known.people) for one in known.people}


@dataclass
class Organisation:
    """Groups that overlap, in units under units; people come and go between rounds, and answer as they always do."""

    chance: random.Random
    everybody: int
    groups: list[set[int]]
    units: list[list[int]]
    answers: list[bool]

    @classmethod
    def at_random(cls, seed: int) -> "Organisation":
        chance = random.Random(seed)
        everybody, many = chance.randint(15, 45), chance.randint(3, 7)
        groups = [set(chance.sample(range(everybody), chance.randint(2, 9))) for _ in range(many)]
        units = [[*range(many)], [*range(many // 2)], [*range(many // 2, many)]]
        share = chance.choice([0.1, 0.5, 0.9])
        return cls(chance, everybody, groups, units, [chance.random() < share for _ in range(everybody)])

    def round(self) -> list[tuple[str, dict[int, bool]]]:
        """Who answered for each group, and for each unit all of its groups' people, in the order they are closed."""
        for group in self.groups:
            self._move(group)
        groups = [(f"group {number}", group) for number, group in enumerate(self.groups)]
        units = [(f"unit {n}", set().union(*(self.groups[one] for one in unit))) for n, unit in enumerate(self.units)]
        scopes = groups + units
        self.chance.shuffle(scopes)
        return [(name, {person: self.answers[person] for person in people}) for name, people in scopes]

    def _move(self, group: set[int]) -> None:
        """Mostly nobody, or one; now and then many."""
        for _ in range(self.chance.choice([0, 0, 1, 1, 2, 6])):
            group.add(self.chance.randrange(self.everybody))
            if len(group) > 2 and self.chance.random() < 0.6:
                group.discard(self.chance.choice(sorted(group)))


Publisher = Callable[[dict[int, bool], Sequence[Known]], Known | None]


def five_rounds(seed: int, publish: Publisher) -> tuple[Organisation, list[Known]]:
    """All that was published of one question in an organisation's first five rounds."""
    organisation = Organisation.at_random(seed)
    figures: list[Known] = []
    for _ in range(5):
        for _, votes in organisation.round():
            made = publish(votes, figures)
            if made:
                figures.append(made)
    return organisation, figures
