"""Reads of the log and of how long things are kept, scoped to the person who asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.kernel.decisions import DECISIONS, TECHNICAL
from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import queries as people
from tracker.privacy.models import DataCopy, Keeping, Swept
from tracker.privacy.rules import KEPT, Kept, may_fetch
from tracker.storage.audit import Act
from tracker.storage.records import Reading
from tracker.storage.unit_of_work import UnitOfWork

MOST = 200
READ = {
    "escalation": N_("an escalation you raised"),
    "support": N_("your request for support"),
    "dialogue": N_("points you brought to a dialogue"),
    "checkin": N_("a check-in you shared"),
}
"""what was read, by the kind that is logged"""


@dataclass(frozen=True)
class Look:
    """Somebody read something of mine."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True)
class Done:
    """Something was decided. `by` and `about` are ids that say nothing, for the administrator alone."""

    at: datetime
    what: str
    by: UUID | None = None
    about: UUID | None = None


@dataclass(frozen=True)
class Log:
    """What somebody may see of the log; None for what is not theirs to see."""

    looks: list[Look] | None
    done: list[Done] | None
    technical: list[Done] | None


def myself(uow: UnitOfWork) -> Standing:
    """What is about a person is theirs also when they hold no role here any more."""
    return Standing(uow.actor.roles | {Role.L}, frozenset({"own"}))


def log(uow: UnitOfWork) -> Log:
    """Who looked at mine, what I did, and for the administrator what happened to accounts and people."""
    shown = {what: may("R", "audit", Standing(uow.actor.roles, frozenset({what}))) for what in ("acts", "technical")}
    return Log(
        looks=_looks(uow) if may("R", "audit", myself(uow)) else None,
        done=_done(uow) if shown["acts"] else None,
        technical=_technical(uow) if shown["technical"] else None,
    )


def _looks(uow: UnitOfWork) -> list[Look]:
    query = select(Reading.at, Reading.reader_id, Reading.kind).where(Reading.subject_id == uow.actor.me)
    rows = uow.session.execute(query.order_by(Reading.at.desc(), Reading.id).limit(MOST)).all()
    names = people.people(uow.session, {row.reader_id for row in rows})
    return [Look(row.at, names[row.reader_id].name, READ.get(row.kind, N_("something of yours"))) for row in rows]


def _done(uow: UnitOfWork) -> list[Done]:
    query = select(Act.at, Act.what).where(Act.actor_id == uow.actor.me).order_by(Act.at.desc(), Act.id)
    return [Done(row.at, DECISIONS[row.what]) for row in uow.session.execute(query.limit(MOST))]


def _technical(uow: UnitOfWork) -> list[Done]:
    query = select(Act).where(or_(*(Act.what.startswith(start) for start in TECHNICAL)))
    rows = uow.session.scalars(query.order_by(Act.at.desc(), Act.id).limit(MOST))
    return [Done(row.at, DECISIONS[row.what], row.actor_id, row.object_id) for row in rows]


@dataclass(frozen=True)
class Copy:
    """How the copy I asked for last stands."""

    asked_at: datetime | None
    may_fetch: bool
    is_made: bool


def copy(uow: UnitOfWork) -> Copy:
    """One's own."""
    row = uow.session.get(DataCopy, uow.actor.me)
    if row is None:
        return Copy(None, may_fetch=False, is_made=False)
    return Copy(
        row.asked_at, may_fetch=may_fetch(row.made_at, row.fetched_at, uow.now), is_made=row.made_at is not None
    )


def days_kept(session: Session) -> dict[str, int]:
    """How many days each kind is kept."""
    row = session.get(Keeping, 1)
    return {kind: kept.days for kind, kept in KEPT.items()} | (row.days if row else {})


@dataclass(frozen=True)
class KeptView:
    """A kind of data, how long it is kept, and how much of it went in a year."""

    kind: str
    kept: Kept
    days: int
    went: int
    last: datetime | None


@dataclass(frozen=True)
class Report:
    """How long what is kept, and what went for it."""

    kinds: list[KeptView]
    may_set: bool
    version: int


def report(uow: UnitOfWork) -> Report:
    """For HR, top management and the administrator; NotFound for everybody else."""
    standing = Standing(uow.actor.roles)
    uow.require("R", "keeping", standing)
    days, row = days_kept(uow.session), uow.session.get(Keeping, 1)
    counted = select(Swept.kind, func.sum(Swept.many).label("went"), func.max(Swept.at).label("last"))
    year = counted.where(Swept.at >= uow.now - timedelta(days=365)).group_by(Swept.kind)
    found = {one.kind: (int(one.went), one.last) for one in uow.session.execute(year)}
    kinds = [KeptView(kind, kept, days[kind], *found.get(kind, (0, None))) for kind, kept in KEPT.items()]
    return Report(kinds, may("U", "keeping", standing), row.version if row else 0)
