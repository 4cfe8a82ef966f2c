"""What seminars owe: those invited know of it, and a period opens and closes by itself."""

from sqlalchemy import select

from tracker.kernel.owed import Owing
from tracker.people.past import Past
from tracker.seminars.models import Seminar
from tracker.seminars.rules import PERIOD, State
from tracker.seminars.service.planning import CLOSE, OPEN, REMIND
from tracker.storage.unit_of_work import UnitOfWork


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of the seminars that are not closed."""
    del past
    rows = uow.session.scalars(select(Seminar).where(Seminar.state != State.CLOSED, Seminar.mode == PERIOD)).all()
    owing = Owing()
    owing.timer(OPEN, must=(row.id for row in rows if row.state == State.PLANNED))
    owing.timer(CLOSE, must=(row.id for row in rows))
    owing.timer(REMIND, must=(), may=(row.id for row in rows))
    return owing
