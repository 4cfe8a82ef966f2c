"""The talk itself: set, prepared, moved, held; points are brought one by one."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID, uuid4

from tracker.dialogues import facts, rules
from tracker.dialogues.models import Agreement, Dialogue, Topic
from tracker.dialogues.queries.access import mine, still, talk, with_whom
from tracker.dialogues.queries.lists import to_end
from tracker.dialogues.queries.talks import TOPIC
from tracker.dialogues.rules import State
from tracker.dialogues.service import asking
from tracker.followups import service as followups
from tracker.kernel.worktime import at_local
from tracker.people.calendar import free_days
from tracker.storage.unit_of_work import UnitOfWork

NEAR = "dialogues.near"


@dataclass(frozen=True)
class When:
    """A day, a time, a length, and how often the two talk."""

    day: date
    at: time
    minutes: int
    cadence: str | None = None


def set_dialogue(uow: UnitOfWork, person_id: UUID, when: When) -> UUID:
    """Set a dialogue with one's nearest leader, or with one of one's leaders. Returns its id."""
    leader_id, nearest_id = with_whom(uow, person_id)
    return _set(uow, leader_id, nearest_id, when)


def _set(uow: UnitOfWork, leader_id: UUID, nearest_id: UUID, when: When) -> UUID:
    rules.meet(when.day, when.minutes, when.cadence, uow.today)
    row = Dialogue(id=uuid4(), leader_id=leader_id, nearest_id=nearest_id, set_by=uow.actor.me, state=State.PLANNED)
    _at(uow, row, when)
    uow.session.add(row)
    asking.answered(uow, leader_id, nearest_id)
    uow.record(facts.DialogueSet(matter=row.id, starts_at=row.starts_at))
    return row.id


def _at(uow: UnitOfWork, row: Dialogue, when: When) -> None:
    row.starts_at, row.minutes, row.cadence = at_local(when.day, when.at, uow.zone), when.minutes, when.cadence
    uow.cancel(NEAR, row.id)
    moment = rules.remind_at(when.day, free_days(uow.session, uow.today), uow.zone)
    if moment > uow.now:
        uow.at(moment, NEAR, row.id)


def reschedule(uow: UnitOfWork, dialogue_id: UUID, when: When, *, version: int) -> None:
    """Another time, length or rhythm."""
    row = talk(uow, dialogue_id, "U", version=version)
    rules.change(row.state)
    rules.meet(when.day, when.minutes, when.cadence, uow.today)
    before = (row.starts_at, row.minutes)
    _at(uow, row, when)
    if (row.starts_at, row.minutes) != before:
        uow.record(facts.DialogueMoved(matter=row.id, starts_at=row.starts_at))


def call_off(uow: UnitOfWork, dialogue_id: UUID, *, version: int) -> None:
    """It will not be held."""
    row = talk(uow, dialogue_id, "S", version=version)
    rules.change(row.state)
    _off(uow, row)


def _off(uow: UnitOfWork, row: Dialogue) -> None:
    row.state = State.OFF
    uow.cancel(NEAR, row.id)
    uow.record(facts.DialogueCalledOff(matter=row.id))


def hold(uow: UnitOfWork, dialogue_id: UUID, following: When | None, *, version: int) -> UUID | None:
    """The two have talked, and say when they talk again. Returns the next one's id, if there is one."""
    row = talk(uow, dialogue_id, "S", version=version)
    rules.change(row.state)
    row.state, row.held_at = State.HELD, uow.now
    uow.cancel(NEAR, row.id)
    uow.record(facts.DialogueHeld(matter=row.id))
    return _set(uow, row.leader_id, row.nearest_id, following) if following else None


def near(uow: UnitOfWork, dialogue_id: UUID) -> None:
    """Two working days are left: a timer's work."""
    row = uow.get(Dialogue, dialogue_id)
    if row.state == State.PLANNED and still(uow, row):
        uow.record(facts.DialogueNear(matter=row.id))


def end_what_is_over(uow: UnitOfWork) -> None:
    """People have other nearest leaders than before: what lay ahead of two is called off, what they agreed is closed.

    Background work. A successor inherits nothing; the leader can still read what was agreed.
    """
    ahead, agreed = to_end(uow.session, uow.today)
    for dialogue_id in ahead:
        _off(uow, uow.get(Dialogue, dialogue_id))
    for agreement_id in agreed:
        uow.get(Agreement, agreement_id).closed_at = uow.now
        followups.close_matter(uow, agreement_id)


def add_topic(uow: UnitOfWork, dialogue_id: UUID, *, text: str, lang: str, brought: bool) -> UUID:
    """Write a point for a dialogue, to oneself or brought to it at once. Returns its id."""
    row, me = talk(uow, dialogue_id, "C"), uow.actor.me
    rules.prepare(row.state)
    topic_id = uuid4()
    topic = Topic(id=topic_id, dialogue_id=row.id, person_id=me, text=uow.seal(me, TOPIC, topic_id, text), lang=lang)
    topic.made_at, topic.brought_at = uow.now, uow.now if brought else None
    uow.session.add(topic)
    return topic_id


def edit_topic(uow: UnitOfWork, topic_id: UUID, *, text: str, lang: str, version: int) -> None:
    """Other words for a point of one's own."""
    row = _topic(uow, topic_id, version)
    row.text, row.lang = uow.seal(row.person_id, TOPIC, row.id, text), lang


def bring(uow: UnitOfWork, topic_id: UUID, *, version: int) -> None:
    """Let the other see this one point."""
    row = _topic(uow, topic_id, version)
    row.brought_at = row.brought_at or uow.now


def take_back(uow: UnitOfWork, topic_id: UUID, *, version: int) -> None:
    """Let the other see it no more."""
    _topic(uow, topic_id, version).brought_at = None


def delete_topic(uow: UnitOfWork, topic_id: UUID, *, version: int) -> None:
    """Take it away."""
    uow.session.delete(_topic(uow, topic_id, version))


def _topic(uow: UnitOfWork, topic_id: UUID, version: int) -> Topic:
    row = mine(uow, Topic, topic_id, "U")
    rules.prepare(talk(uow, row.dialogue_id, "U").state)
    return uow.at_version(row, version)
