"""Dialogues, and what the two brought and agreed, for the two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from tracker.dialogues.models import Agreement, Dialogue, Topic
from tracker.dialogues.queries import access
from tracker.dialogues.rules import Owners, State, next_day
from tracker.followups import queries as followups
from tracker.followups.queries import FollowUpView
from tracker.people import nearest
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.people.queries import Someone
from tracker.storage.unit_of_work import UnitOfWork
from tracker.storage.vault import place

TOPIC, AGREEMENT = place(Topic.text), place(Agreement.text)
MOST = 100


@dataclass(frozen=True)
class Talk:
    """A dialogue as one of its two sees it."""

    id: UUID
    leader: Someone
    nearest: Someone
    is_mine: bool
    """whether it is the actor who is the leader"""
    starts_at: datetime
    minutes: int
    cadence: str | None
    state: str
    version: int
    still: bool
    """whether the two are leader and nearest leader now; otherwise it can only be read, and by the leader alone"""

    @property
    def other(self) -> Someone:
        """Whom the actor talks with."""
        return self.nearest if self.is_mine else self.leader

    @property
    def is_ahead(self) -> bool:
        """Whether it has neither been held nor called off."""
        return self.state == State.PLANNED

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


def show(uow: UnitOfWork, dialogue_id: UUID) -> Talk:
    """One of the actor's."""
    found = access.between(uow, dialogue_id)
    return _talks(uow, [found.row], {found.row.leader_id} if found.still else set())[0]


def mine(uow: UnitOfWork) -> list[Talk]:
    """The actor's, as leader and as nearest leader; the newest first."""
    query = select(Dialogue).where(access.of_mine(uow.actor, uow.today), Dialogue.state != State.OFF)
    rows = uow.session.scalars(query.order_by(Dialogue.starts_at.desc(), Dialogue.id).limit(MOST)).all()
    return _talks(uow, rows, {row.leader_id for row in rows if row.nearest_id == uow.actor.me})


def _talks(uow: UnitOfWork, rows: Iterable[Dialogue], standing: set[UUID]) -> list[Talk]:
    """`standing` are the leaders known to have their nearest leader still; one's own is read off the person."""
    rows = list(rows)
    known = people.people(uow.session, {id_ for row in rows for id_ in (row.leader_id, row.nearest_id)})
    return [
        Talk(
            row.id,
            known[row.leader_id],
            known[row.nearest_id],
            row.leader_id == uow.actor.me,
            row.starts_at,
            row.minutes,
            row.cadence,
            row.state,
            row.version,
            row.leader_id in standing or known[row.leader_id].nearest_leader_id == row.nearest_id,
        )
        for row in rows
    ]


def leaders(uow: UnitOfWork) -> list[Someone]:
    """Whose nearest leader the actor is."""
    return nearest.leaders_under(uow.session, uow.actor.me, uow.today)


@dataclass(frozen=True)
class TopicView:
    """A point, to its author or (once brought) to both."""

    id: UUID
    dialogue_id: UUID
    person_id: UUID
    text: str
    lang: str
    brought_at: datetime | None
    version: int


def topics(uow: UnitOfWork, dialogue_id: UUID) -> list[TopicView]:
    """The actor's own points, and those the other has brought; reading the other's is written down."""
    row, me = access.talk(uow, dialogue_id), uow.actor.me
    seen = or_(Topic.person_id == me, Topic.brought_at.is_not(None))
    query = select(Topic).where(Topic.dialogue_id == row.id, seen).order_by(Topic.made_at, Topic.id)
    found = uow.session.scalars(query).all()
    for other in {topic.person_id for topic in found} - {me}:
        uow.saw("dialogue", row.id, other)
    return [_topic(uow, topic) for topic in found]


def topic(uow: UnitOfWork, topic_id: UUID) -> TopicView:
    """A point of the actor's own; NotFound for anybody else's, brought or not."""
    row = uow.get(Topic, topic_id)
    access.talk(uow, row.dialogue_id)
    return _topic(uow, access.mine(uow, Topic, topic_id, "R"))


def _topic(uow: UnitOfWork, row: Topic) -> TopicView:
    text = uow.unseal_if_kept(row.person_id, TOPIC, row.id, row.text)
    return TopicView(row.id, row.dialogue_id, row.person_id, text, row.lang, row.brought_at, row.version)


@dataclass(frozen=True)
class AgreementView:
    """What the two agreed, and where its follow-up stands."""

    id: UUID
    dialogue_id: UUID
    text: str
    lang: str
    owners: str
    first: date
    cadence: str | None
    made_at: datetime
    closed_at: datetime | None
    version: int
    followups: list[FollowUpView]

    @property
    def coming(self) -> FollowUpView | None:
        """What is asked next."""
        return next((one for one in self.followups if one.is_open), None)


def agreements(uow: UnitOfWork, ids: Iterable[UUID]) -> list[AgreementView]:
    """What was agreed in some dialogues that the caller has shown to be the actor's; open ones first, then by age."""
    query = select(Agreement).where(Agreement.dialogue_id.in_(list(ids)))
    rows = uow.session.scalars(query.order_by(Agreement.closed_at.is_not(None), Agreement.made_at, Agreement.id)).all()
    asked = followups.of_matters(uow.session, [row.id for row in rows]) if rows else {}
    return [_agreement(uow, row, asked.get(row.id, [])) for row in rows]


def agreement(uow: UnitOfWork, agreement_id: UUID) -> AgreementView:
    """One of the actor's, without its follow-ups."""
    row = uow.get(Agreement, agreement_id)
    access.talk(uow, row.dialogue_id)
    return _agreement(uow, row, [])


def _agreement(uow: UnitOfWork, row: Agreement, asked: list[FollowUpView]) -> AgreementView:
    text = uow.unseal_if_kept(row.leader_id, AGREEMENT, row.id, row.text)
    days = (row.owners, row.first, row.cadence, row.made_at, row.closed_at)
    return AgreementView(row.id, row.dialogue_id, text, row.lang, *days, row.version, asked)


def owners(talk: Talk) -> list[tuple[str, str]]:
    """Who of the two may follow an agreement up, and what they are called; None stands for both."""
    return [(Owners.LEADER, talk.leader.name), (Owners.NEAREST, talk.nearest.name), (Owners.BOTH, "")]


def again(uow: UnitOfWork, talk: Talk) -> date | None:
    """The day on which the two talk next, if they said how often."""
    last = talk.starts_at.astimezone(uow.zone).date()
    return next_day(last, talk.cadence, uow.today, free_days(uow.session, uow.today))
