"""What leaves the groups: how leaders see it, for the whole organisation, once a month in which rounds were closed."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import select

from tracker.figures import service as figures
from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.rounds.models import Answer, Facilitation, Invitation, Round, Snapshot
from tracker.rounds.queries.preparing import RATINGS
from tracker.rounds.rules import IMPORTANT_OF, MORNING, SUCCEEDS_OF, Ratings, statement_of
from tracker.storage.unit_of_work import UnitOfWork

PUBLISH = "rounds.publish"
YEAR = timedelta(days=365)


def publish_soon(uow: UnitOfWork) -> None:
    """A round was closed: what is told of it goes out with the month's others, on the first of the next."""
    first = uow.today.replace(day=1) + relativedelta(months=1)
    uow.at(at_local(first, MORNING, uow.zone), PUBLISH, people.root_unit(uow.session))


def publish(uow: UnitOfWork, unit_id: UUID) -> None:
    """Tell what may be told of how leaders see each statement: a timer's work."""
    figures.publish(uow, unit_id, uow.today.strftime("%Y-%m"), _votes(uow), _Insiders(uow).saw)


class _Insiders:
    """Who saw which groups' own cards; whoever saw the same ones knows the same."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.answered: dict[tuple[UUID, str], set[UUID]] = {}
        shown = select(Snapshot.round_id, Snapshot.statement).where(Snapshot.succeeds_high.is_not(None)).subquery()
        query = select(Answer.round_id, Answer.statement, Answer.person_id)
        query = query.join(shown, (shown.c.round_id == Answer.round_id) & (shown.c.statement == Answer.statement))
        for row in uow.session.execute(query):
            self.answered.setdefault((row.round_id, row.statement), set()).add(row.person_id)
        seen: dict[UUID, set[UUID]] = {}
        for table in (Invitation, Facilitation):
            for person_id, round_id in uow.session.execute(select(table.person_id, table.round_id)):
                seen.setdefault(person_id, set()).add(round_id)
        self.rounds = {frozenset(one) for one in seen.values()}

    def saw(self, question: str) -> list[list[frozenset[UUID]]]:
        """For each kind of insider, whose answers to a question the cards were made of."""
        code = statement_of(question)
        found = ((self.answered.get((one, code)) for one in rounds) for rounds in self.rounds)
        return [sets for each in found if (sets := [frozenset(people) for people in each if people])]


def _votes(uow: UnitOfWork) -> Mapping[str, dict[UUID, bool]]:
    """By question, the newest answer of everybody who is here, from the rounds closed in a year."""
    here = {person.id for person in people.employed(uow.session, uow.today)}
    columns = (Answer.id, Answer.person_id, Answer.statement, Answer.ratings)
    query = select(*columns).join(Round, Round.id == Answer.round_id).where(Round.closed_at >= uow.now - YEAR)
    votes: dict[str, dict[UUID, bool]] = {}
    for row in uow.session.execute(query.order_by(Round.closed_at)):
        if row.person_id in here:
            said = Ratings.unpacked(uow.unseal(row.person_id, RATINGS, row.id, row.ratings))
            votes.setdefault(SUCCEEDS_OF.format(row.statement), {})[row.person_id] = said.succeeds == "H"
            votes.setdefault(IMPORTANT_OF.format(row.statement), {})[row.person_id] = said.important == "H"
    return votes
