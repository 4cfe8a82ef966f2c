"""One escalation with all its words, and who has read it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation, Question
from tracker.escalations.queries.access import standing
from tracker.kernel.permissions import Standing
from tracker.people import queries as people
from tracker.storage import loading
from tracker.storage.asking import ABOUT
from tracker.storage.records import readers
from tracker.storage.unit_of_work import UnitOfWork


def questions(session: Session, row: Escalation) -> list[Question]:
    """What the group was asked, and its replies, oldest first; for whoever may read the escalation."""
    return loading.rows(session, _QUESTIONS, about=row.id)


_QUESTIONS = select(Question).where(Question.escalation_id == ABOUT).order_by(Question.asked_at, Question.id)


def show(uow: UnitOfWork, escalation_id: UUID) -> tuple[Escalation, Standing]:
    """One escalation with all its words, for who may read it; NotFound for everybody else."""
    row = uow.get(Escalation, escalation_id)
    what = standing(uow, row)
    uow.require("R", "escalation", what)
    if "grp" not in what.relations:
        uow.saw("escalation", row.id, row.raised_by)
    return row, what


def read_by(uow: UnitOfWork, row: Escalation, what: Standing) -> list[tuple[str, datetime]]:
    """Who outside the group has read it, each at the first time: for the group, whose words they are (P15)."""
    if "grp" not in what.relations:
        return []
    rows = readers(uow.session, "escalation", row.id)
    names = people.people(uow.session, [reader_id for reader_id, _ in rows])
    return [(names[reader_id].name, at) for reader_id, at in rows]
