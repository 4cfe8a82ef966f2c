"""Publishing figures: the one way out of a group."""

from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.figures.models import Basis, BasisPerson, Published
from tracker.figures.queries import People, before
from tracker.kernel.figures import Figure, figure, mean
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork

Votes = Mapping[UUID, bool]
"""each person's yes or no"""
Scores = Mapping[UUID, int]
"""each person's score"""


Inside = Sequence[Collection[People]]
"""for each who saw figures of groups from within, whose answers those were"""


def publish(
    uow: UnitOfWork,
    scope_id: UUID,
    occasion: str,
    questions: Mapping[str, Votes],
    inside: Callable[[str], Inside] = lambda _question: (),
) -> int:
    """Tell of each question what may be told, once for the occasion. Returns of how many something was told.

    The same question is the same code wherever it is asked: figures are kept apart from earlier ones of their question,
    about whatever scope.
    """

    def made(question: str, exact: list[People], banded: list[People]) -> Figure | None:
        return figure(questions[question], exact, banded, inside(question))

    return _publish(uow, scope_id, occasion, questions, made)


def publish_means(
    uow: UnitOfWork, scope_id: UUID, occasion: str, questions: Mapping[str, Scores], scale: tuple[int, int]
) -> int:
    """The same of scores on a scale: of each question how many answered and the sum, and that exactly or not at all."""

    def made(question: str, exact: list[People], banded: list[People]) -> Figure | None:
        return mean(questions[question], scale, exact, banded)

    return _publish(uow, scope_id, occasion, questions, made)


def _publish(
    uow: UnitOfWork,
    scope_id: UUID,
    occasion: str,
    questions: Mapping[str, Collection[UUID]],
    make: Callable[[str, list[People], list[People]], Figure | None],
) -> int:
    known: dict[UUID, People] = {}
    asked = select(Published.question).where(Published.scope_id == scope_id, Published.occasion == occasion)
    done = set(uow.session.scalars(asked))
    told = 0
    for question in sorted(questions.keys() - done):
        made = make(question, *before(uow.session, question, known))
        if made:
            basis = _basis(uow, frozenset(questions[question]), known)
            _add(uow, question, scope_id, occasion, basis, made)
            told += 1
    return told


def _add(uow: UnitOfWork, question: str, scope_id: UUID, occasion: str, basis: UUID, made: Figure) -> None:
    values = {"question": question, "scope_id": scope_id, "occasion": occasion, "basis_id": basis}
    told = {"answers": made.answers, "high": made.high, "band": made.band}
    rows = [{"id": uuid4(), "published_at": uow.now} | values | told]
    insert_unless_there(uow.session, Published, rows)


def _basis(uow: UnitOfWork, people: People, known: dict[UUID, People]) -> UUID:
    """The row of these people; made where they have none yet."""
    ordered = sorted(people)
    basis = UUID(bytes=sha256(b"".join(person.bytes for person in ordered)).digest()[:16])
    if basis not in known and uow.session.get(Basis, basis) is None:
        insert_unless_there(uow.session, Basis, [{"id": basis, "people": len(people)}])
        insert_unless_there(uow.session, BasisPerson, [{"basis_id": basis, "person_id": person} for person in ordered])
    known[basis] = people
    return basis
