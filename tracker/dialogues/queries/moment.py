"""Where somebody is with the dialogue: told to themselves alone."""

from datetime import timedelta

from sqlalchemy import or_, select

from tracker.dialogues.models import Dialogue
from tracker.dialogues.rules import State
from tracker.storage.unit_of_work import UnitOfWork

A_WHILE = timedelta(days=60)


def moment_of(uow: UnitOfWork) -> str:
    """`before` one that is planned, `after` one that was held of late, or neither."""
    mine = or_(Dialogue.leader_id == uow.actor.me, Dialogue.nearest_id == uow.actor.me)
    query = select(Dialogue.state).where(mine, Dialogue.starts_at >= uow.now - A_WHILE)
    states = set(uow.session.scalars(query))
    if State.HELD in states:
        return "after"
    return "before" if State.PLANNED in states else ""
