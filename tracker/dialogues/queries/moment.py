"""Where somebody is with the dialogue: told to themselves alone."""

from datetime import timedelta

from sqlalchemy import or_, select

from tracker.dialogues.models import Dialogue
from tracker.dialogues.rules import State
from tracker.storage.asking import ME, SINCE, ask
from tracker.storage.unit_of_work import UnitOfWork

A_WHILE = timedelta(days=60)


_MINE = or_(Dialogue.leader_id == ME, Dialogue.nearest_id == ME)
_STATES = select(Dialogue.state).where(_MINE, Dialogue.starts_at >= SINCE)


def moment_of(uow: UnitOfWork) -> str:
    """`before` one that is planned, `after` one that was held of late, or neither."""
    states = {state for (state,) in ask(uow.session, _STATES, me=uow.actor.me, since=uow.now - A_WHILE)}
    if State.HELD in states:
        return "after"
    return "before" if State.PLANNED in states else ""
