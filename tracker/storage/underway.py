"""How far many facts about one matter have come: for pages that show it while the workers are at it."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import Select, String, Uuid, and_, bindparam, case, exists, func, select
from sqlalchemy.orm import Session

from tracker.storage.asking import ask
from tracker.storage.outbox import Delivery, FactRow, State


@dataclass(frozen=True)
class Underway:
    """Of so many facts, those that everybody who hears them has heard."""

    done: int
    total: int


def underway(session: Session, name: str, matter: UUID) -> Underway:
    """How far the facts of this name about this matter are."""
    total, done = ask(session, _counted(), name=name, matter=matter).one()
    return Underway(done or 0, total)


@cache
def _counted() -> Select[int, int]:
    of_it = Delivery.fact_id == FactRow.id
    left = exists().where(of_it, Delivery.state != State.DONE).correlate(FactRow)
    heard = case((and_(FactRow.relayed_at.is_not(None), ~left), 1), else_=0)
    query = select(func.count(), func.sum(heard))
    matter, name = bindparam("matter", type_=Uuid()), bindparam("name", type_=String())
    return query.select_from(FactRow).where(FactRow.matter == matter, FactRow.name == name)
