"""Who was where on which day, for work that asks about many days at once: read whole, in three queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.kernel.permissions import Role
from tracker.people.models import Absence, Grant, Membership, Person
from tracker.people.queries import LEADER

DAY = timedelta(days=1)
Span = tuple[UUID, date, date | None]


class Past:
    """Memberships, roles and leave, as they were and are."""

    def __init__(self, session: Session, today: date) -> None:
        self.today = today
        self._members: dict[UUID, list[tuple[Span, bool]]] = defaultdict(list)
        self._holders: dict[str, list[Span]] = defaultdict(list)
        self._away: dict[UUID, list[Span]] = defaultdict(list)
        for one in session.scalars(select(Membership)):
            self._members[one.group_id].append(((one.person_id, _since(one), one.ends), one.role == LEADER))
        here = select(Person.id).where(Person.ends.is_(None))
        for grant in session.scalars(select(Grant).where(Grant.person_id.in_(here))):
            self._holders[grant.role].append((grant.person_id, _since(grant), grant.ends))
        for leave in session.scalars(select(Absence)):
            self._away[leave.person_id].append((leave.person_id, leave.starts, leave.ends))

    def leader(self, group_id: UUID, day: date) -> UUID | None:
        """Who led a group on a day and the day before, and leads it now: nobody where that changed."""
        leaders = [span for span, leads in self._members[group_id] if leads]
        return next(iter(self._surely(leaders, day)), None)

    def members(self, group_id: UUID, day: date) -> frozenset[UUID]:
        """Who was in a group on a day and the day before, and is now."""
        return self._surely((span for span, _ in self._members[group_id]), day)

    def holders(self, role: Role, day: date) -> frozenset[UUID]:
        """Who held a role on a day and the day before, and does now, and was not away."""
        held = self._surely(self._holders[role], day)
        return frozenset(one for one in held if not self._was_away(one, day))

    def _surely(self, spans: Iterable[Span], day: date) -> frozenset[UUID]:
        """Whose span holds beyond doubt: what changed on the very day may have come before or after."""
        found = list(spans)
        days = (day - DAY, day, self.today)
        held = [{person for person, starts, ends in found if _holds(starts, ends, one)} for one in days]
        return frozenset(set.intersection(*held))

    def _was_away(self, person_id: UUID, day: date) -> bool:
        spans = self._away[person_id]
        return any(_holds(starts, ends, one) for _, starts, ends in spans for one in (day - DAY, day, day + DAY))


def _since(row: Membership | Grant) -> date:
    """From when on we could have told them: a file may tell of what has held for long."""
    return max(row.starts, row.known_from)


def _holds(starts: date, ends: date | None, day: date) -> bool:
    return starts <= day and (ends is None or ends >= day)
