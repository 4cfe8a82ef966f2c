"""What may be told of some people's answers, beside what was told before."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from tests.worlds import World
from tracker.figures import queries, service
from tracker.figures.models import Basis, Published
from tracker.kernel.figures import Band, Figure, Precision, few, figure, in_words, precision, told

A, B = frozenset(range(8)), frozenset(range(20, 27))


def votes(people: Collection[int], high: int) -> dict[int, bool]:
    return {person: place < high for place, person in enumerate(sorted(people))}


def test_four_answers_tell_nothing_and_five_do() -> None:
    assert figure(votes(range(4), 2)) is None
    assert figure(votes(range(5), 2)) == Figure(5, 2, Band.SOME)


@pytest.mark.parametrize(("high", "shown"), [(0, 1), (1, 1), (2, 2), (5, 5), (6, 6), (7, 6)])
def test_where_all_or_none_say_yes_nobody_can_tell_it_from_one_short(high: int, shown: int) -> None:
    made = figure(votes(range(7), high))
    assert made == figure(votes(range(7), shown))
    assert made is not None
    assert (made.high, made.is_edge) == (shown, shown in (1, 6))


def test_the_same_people_are_told_of_again_and_compared() -> None:
    assert figure(votes(A, 4), [A]) == Figure(8, 4, Band.SOME)
    assert figure(votes(A, 6), [A]) == Figure(8, 6, Band.MOST)


@pytest.mark.parametrize(
    ("people", "before", "how"),
    [
        (A - {1}, [A], Precision.NOTHING),
        (A | {50}, [A], Precision.NOTHING),
        ((A - {1}) | {50}, [A], Precision.NOTHING),
        (A | B, [A], Precision.EXACT),
        (A | B, [A, B], Precision.EXACT),
        (A | B | {50}, [A, B], Precision.NOTHING),
        ((A - {1, 2, 3}) | {50, 51}, [A], Precision.BAND),
        (B, [A], Precision.EXACT),
        (frozenset(range(3, 11)), [A, frozenset(range(3)) | B], Precision.NOTHING),
    ],
    ids=["leaver", "joiner", "changed places", "parent", "both", "both and one", "five apart", "others", "overlap"],
)
def test_beside_what_was_told_before(people: frozenset[int], before: list[frozenset[int]], how: Precision) -> None:
    assert precision(people, before, []) is how


def test_a_band_says_no_number() -> None:
    assert figure(votes((A - {1, 2, 3}) | {50, 51}, 5), [A]) == Figure(7, None, Band.MOST)


def test_what_was_told_as_a_band_keeps_later_exact_figures_away() -> None:
    band, others = (A - {1, 2}) | {50, 51, 52}, frozenset({50, 51, 52, 60, 61})
    assert precision(band, [A], []) is Precision.BAND
    assert precision(band | {60}, [A], [band]) is Precision.NOTHING
    assert precision(others, [A], []) is Precision.EXACT
    assert precision(others, [A], [band]) is Precision.BAND


@pytest.mark.parametrize(
    ("count", "shown", "band"), [(0, 0, "none"), (1, None, "few"), (4, None, "few"), (5, 5, "five")]
)
def test_counts_are_none_or_from_five_on(count: int, shown: int | None, band: str) -> None:
    assert (told(count), few(count)) == (shown, band)
    assert in_words(count) == ("five or more" if band == "five" else "fewer than five")


def ids(many: int) -> list[UUID]:
    return [uuid4() for _ in range(many)]


def say(world: World, scope: UUID, occasion: str, people: Collection[UUID], high: int, question: str = "q") -> int:
    with world.store.work() as uow:
        answers = {person: place < high for place, person in enumerate(sorted(people))}
        return service.publish(uow, scope, occasion, {question: answers})


def newest(world: World, scope: UUID) -> Figure | None:
    with world.reading() as uow:
        found = queries.newest(uow.session, scope, ["q"]).get("q")
    return found.figure if found else None


def test_a_figure_is_published_once_and_never_changes(world: World) -> None:
    scope, people = uuid4(), ids(6)
    assert [say(world, scope, "2026-03", people, high) for high in (3, 5)] == [1, 0]
    assert newest(world, scope) == Figure(6, 3, Band.SOME)
    for statement in (update(Published).values(high=1), delete(Published), delete(Basis)):
        with pytest.raises(DBAPIError, match="only added to"), world.store.work() as uow:
            uow.session.execute(statement)


def test_what_is_not_told_leaves_no_trace_beside_what_nobody_answered(world: World) -> None:
    scope = uuid4()
    assert say(world, scope, "2026-03", ids(4), 2) == 0
    assert newest(world, scope) is None
    with world.reading() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Basis)) == 0


def test_another_scope_of_the_same_question_is_kept_apart_and_another_question_is_its_own(world: World) -> None:
    unit, below, people = uuid4(), uuid4(), ids(8)
    assert say(world, unit, "2026-03", people, 3) == 1
    assert say(world, below, "2026-03", people[:7], 3) == 0
    assert say(world, below, "2026-03", people[:7], 3, question="another") == 1


def test_the_newest_one_is_shown_and_stays_where_nothing_newer_may_be_told(world: World) -> None:
    scope, people = uuid4(), ids(8)
    say(world, scope, "2026-03", people, 3)
    with world.store.work() as uow:
        uow.now += timedelta(days=31)
        service.publish(uow, scope, "2026-04", {"q": dict.fromkeys(people[1:], True)})
        uow.now += timedelta(days=31)
        service.publish(uow, scope, "2026-05", {"q": dict.fromkeys(people, True)})
    assert newest(world, scope) == Figure(8, 7, Band.MOST)
