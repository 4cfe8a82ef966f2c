"""How leaders see the statements, as it was published: for top management, HR and MED/AMO."""

from dataclasses import dataclass
from datetime import datetime

from tracker.figures import queries as figures
from tracker.figures.queries import Shown
from tracker.kernel.figures import Figure
from tracker.kernel.permissions import Standing, may
from tracker.people import queries as people
from tracker.rounds.queries.preparing import CODES
from tracker.rounds.rules import IMPORTANT_OF, SUCCEEDS_OF
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Seen:
    """A statement, and what was told of its two questions last; None where nothing was."""

    statement: str
    succeeds: Figure | None
    important: Figure | None
    at: datetime

    @classmethod
    def of(cls, statement: str, succeeds: Shown | None, important: Shown | None) -> "Seen | None":
        """What was told of a statement; None where nothing was."""
        told = [one for one in (succeeds, important) if one]
        if not told:
            return None
        well, much = (one.figure if one else None for one in (succeeds, important))
        return cls(statement, well, much, max(one.at for one in told))


def seen(uow: UnitOfWork) -> list[Seen] | None:
    """The statements of which something was told, in their order; None for who may not see it."""
    if not may("A", "figures", Standing(uow.actor.roles)):
        return None
    questions = [form.format(code) for code in CODES for form in (SUCCEEDS_OF, IMPORTANT_OF)]
    found = figures.newest(uow.session, people.root_unit(uow.session), questions)
    rows = (Seen.of(code, found.get(SUCCEEDS_OF.format(code)), found.get(IMPORTANT_OF.format(code))) for code in CODES)
    return [row for row in rows if row]
