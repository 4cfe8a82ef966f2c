"""Statements put together once and asked again with other values: building one takes longer than running it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import BindParameter, CursorResult, Date, Uuid, bindparam
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TypedReturnsRows

from tracker.kernel.permissions import Role
from tracker.storage.kept import READS

Ts = TypeVarTuple("Ts")
ME: BindParameter[UUID] = bindparam("me", type_=Uuid())
"""whoever asks"""
TODAY: BindParameter[date] = bindparam("today", type_=Date())
"""the civil day it is asked on"""
IDS: BindParameter[Any] = bindparam("ids", type_=Uuid(), expanding=True)
"""which ones it is asked about"""
CONNECTION = "connection"


@dataclass(frozen=True)
class Asker:
    """Anybody who holds some roles, in a statement that is put together once for all of them."""

    roles: frozenset[Role]
    me: BindParameter[UUID] = ME


def ask(session: Session, query: TypedReturnsRows[*Ts], **values: object) -> CursorResult[*Ts]:
    """The rows of a statement of columns (not of entities), as the driver gives them: no objects are kept."""
    known = session.info.get(CONNECTION)
    if known is None:
        if not session.info.get(READS):
            session.flush()
        known = session.connection()
    result: CursorResult[*Ts] = known.execute(query, values)
    return result
