"""Whoever has all published figures of an organisation learns of nobody what one figure alone does not tell."""

from collections.abc import Sequence

import pytest

from tests.figures.attacker import (
    LEAST,
    Known,
    Organisation,
    Publisher,
    alone,
    five_rounds,
    from_within,
    nearest_bands,
    smallest_cell,
)
from tracker.kernel.figures import Band, Figure, figure

SHORT, LONG = range(60), range(60, 1000)


def ours(votes: dict[int, bool], before: Sequence[Known]) -> Known | None:
    """What the product tells, as an attacker writes it down."""
    exact = [known.people for known in before if known.is_exact or is_edge(known)]
    banded = [known.people for known in before if not known.is_exact and not is_edge(known)]
    made = figure(votes, exact, banded)
    return known(frozenset(votes), made) if made else None


def is_edge(known: Known) -> bool:
    return known.high - known.low == 1


def known(people: frozenset[int], made: Figure) -> Known:
    many = made.answers
    if made.high is None:
        low, high = {Band.MOST: (2 / 3, 1.0), Band.SOME: (1 / 3, 2 / 3), Band.FEW: (0.0, 1 / 3)}[made.band]
        return Known(people, int(many * low), -int(-many * high) + (2 if many * high % 1 else 0))
    low, high = (
        (made.high - (made.high == 1), made.high + (made.high == many - 1)) if made.is_edge else 2 * (made.high,)
    )
    return Known(people, low, high)


def naive(votes: dict[int, bool], _before: Sequence[Known]) -> Known | None:
    """What a product tells that only counts to five."""
    total = sum(votes.values())
    return Known(frozenset(votes), total, total) if len(votes) >= LEAST else None


def check(seeds: range) -> tuple[int, int]:
    """How many figures there were, and how many of them were exact, where nothing was learned from any."""
    exact = banded = 0
    for seed in seeds:
        organisation, figures = five_rounds(seed, ours)
        everybody = organisation.everybody
        as_if_exact = [Known(one.people, one.low, one.low) if is_edge(one) else one for one in figures]
        assert smallest_cell(as_if_exact, everybody) >= LEAST, seed
        assert nearest_bands(as_if_exact, everybody) >= LEAST, seed
        assert alone(figures) == set(), seed
        for one in figures:
            assert one.low <= sum(organisation.answers[person] for person in one.people) <= one.high, seed
        exact += sum(one.is_exact for one in as_if_exact)
        banded += sum(not one.is_exact for one in as_if_exact)
    return exact, banded


def test_sixty_organisations_tell_of_nobody() -> None:
    exact, banded = check(SHORT)
    assert exact > len(SHORT) * 2
    assert banded > 0


@pytest.mark.long
def test_a_thousand_organisations_tell_of_nobody() -> None:
    check(LONG)


def test_the_attacker_finds_people_where_only_five_are_counted() -> None:
    found = [five_rounds(seed, naive) for seed in range(20)]
    caught = [smallest_cell(figures, organisation.everybody) for organisation, figures in found]
    assert sum(smallest == 1 for smallest in caught) >= 15
    assert any(alone(figures) for _, figures in found)


def test_what_is_told_depends_on_who_answered_and_not_on_what() -> None:
    for seed in range(20):
        yes, no = ([_shape(known) for known in five_rounds(seed, always(answer))[1]] for answer in (True, False))
        assert yes == no


def organisation_alone(seed: int, *, careful: bool) -> tuple[int, int]:
    """How many figures of the whole were told in five rounds, and of how few somebody in a group learns from them."""
    organisation = Organisation.at_random(seed)
    figures: list[Known] = []
    everybody = least = organisation.everybody
    own: list[list[Known]] = [[] for _ in organisation.groups]
    for _ in range(5):
        scopes = dict(organisation.round())
        for number, _people in enumerate(organisation.groups):
            votes = scopes[f"group {number}"]
            if len(votes) > 1:
                own[number].append(naive_of(votes))
        inside = [[known.people for known in one] for one in own if one]
        before = [known.people for known in figures]
        made = figure(scopes["unit 0"], before, (), inside if careful else ())
        if made and made.high is not None:
            figures.append(naive_of(scopes["unit 0"]))
            least = min([least, *(from_within(figures, one, everybody) for one in own if one)])
    return len(figures), least


def naive_of(votes: dict[int, bool]) -> Known:
    return Known(frozenset(votes), sum(votes.values()), sum(votes.values()))


def test_who_knows_the_own_groups_figures_learns_of_no_four_others() -> None:
    found = [organisation_alone(seed, careful=True) for seed in range(25)]
    assert min(least for _, least in found) >= LEAST
    assert sum(many for many, _ in found) >= 10
    assert min(organisation_alone(seed, careful=False)[1] for seed in range(25)) < LEAST


def always(answer: bool) -> Publisher:
    def publish(votes: dict[int, bool], before: Sequence[Known]) -> Known | None:
        return ours(dict.fromkeys(votes, answer), before)

    return publish


def _shape(known: Known) -> tuple[frozenset[int], bool]:
    return known.people, is_edge(known)
