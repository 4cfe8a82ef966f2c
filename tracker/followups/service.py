"""What is done with follow-ups: set, asked, answered, moved, handed over, closed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from tracker.followups import facts, rules
from tracker.followups.models import FollowUp, Owner
from tracker.followups.passing import pass_on
from tracker.followups.placing import MISS, moments_of, place_again, placed, start_timers, stop_timers
from tracker.followups.queries import heirs, kind_for, may_take_back, owners_of, standing
from tracker.followups.rules import OPEN, State
from tracker.kernel.errors import NotFound
from tracker.kernel.facts import Readers
from tracker.kernel.permissions import Role
from tracker.kernel.recurrence import is_own
from tracker.people import nearest
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.stories import story
from tracker.storage.unit_of_work import UnitOfWork

COPIED = (
    "about",
    "matter",
    "story",
    "group_id",
    "role",
    "below_id",
    "with_id",
    "except_id",
    "since",
    "series",
    "title",
    "lang",
    "cadence",
)
"""what an occurrence has from the one before it"""


def schedule(  # noqa: PLR0913 - what is followed up, each part by its name
    uow: UnitOfWork,
    *,
    about: str,
    matter: UUID,
    story: UUID,
    owner_ids: Sequence[UUID],
    group_id: UUID | None,
    title: str,
    lang: str,
    first: date,
    cadence: str | None = None,
    role: Role | None = None,
    below_id: UUID | None = None,
    with_id: UUID | None = None,
    except_id: UUID | None = None,
) -> UUID:
    """Follow up what its caller has asked the right for; returns its id. `first` moves to a working day of an owner;
    what is owned in a `role` or as nearest leader (`below_id`, `with_id`) goes with that, and never to `except_id`.
    """
    rules.schedule(cadence, first, uow.today, owner_ids)
    row_id = uuid4()
    row = FollowUp(
        id=row_id,
        about=about,
        matter=matter,
        story=story,
        group_id=group_id,
        role=role,
        below_id=below_id,
        with_id=with_id,
        except_id=except_id,
        since=uow.today,
        series=row_id,
        title=title,
        lang=lang,
        cadence=rules.rhythm(cadence, first),
        anchor=first,
    )
    return _begin(uow, row, first, owner_ids)


def close_matter(uow: UnitOfWork, matter: UUID) -> None:
    """The agreement or action is closed: nothing of it is asked about any more. Its caller has asked for the right."""
    answered = update(FollowUp).where(FollowUp.matter == matter, FollowUp.state == State.ANSWERED)
    uow.session.execute(answered.values(stands=True))
    for row in uow.session.scalars(select(FollowUp).where(FollowUp.matter == matter, FollowUp.state.in_(OPEN))).all():
        _close(uow, row)


def answer(
    uow: UnitOfWork,
    followup_id: UUID,
    *,
    outcome: str,
    learned: str,
    lang: str,
    next_day: date | None,
    version: int,
) -> UUID | None:
    """An owner or the group's leader says what became of it. Returns the id of the next occurrence, if any."""
    return answer_row(uow, _asked(uow, followup_id, version), outcome, learned, lang, next_day)


def answer_row(
    uow: UnitOfWork, row: FollowUp, outcome: str, learned: str, lang: str, next_day: date | None
) -> UUID | None:
    """The same, where its caller has asked for the right."""
    rules.words(row.about, learned)
    rules.answer(row.state, outcome, next_day, uow.today)
    row.state, row.outcome = State.ANSWERED, outcome
    row.learned, row.learned_lang = learned or None, lang
    row.answered_by, row.answered_at = uow.actor.me, uow.now
    stop_timers(uow, row)
    uow.record(
        facts.FollowUpAnswered(matter=row.story, followup_id=row.id, outcome=outcome, in_a_row=_in_a_row(uow, row))
    )
    return _follow(uow, row, next_day) if next_day else None


def move(uow: UnitOfWork, followup_id: UUID, *, to: date, why: str, lang: str, version: int) -> None:
    """Another day. Moving it later counts towards two in a row; bringing it forward does not."""
    row = _asked(uow, followup_id, version)
    rules.words(row.about, why)
    rules.move(row.state, row.due, to, uow.today)
    day = placed(uow, to, owners_of(uow.session, row.id))
    row.moved += day > row.due
    row.due, row.meant, row.state = day, to, State.PLANNED
    row.why, row.why_lang = why or None, lang
    stop_timers(uow, row)
    start_timers(uow, row)
    uow.record(facts.FollowUpMoved(matter=row.story, followup_id=row.id, due=day, in_a_row=_in_a_row(uow, row)))


def hand_over(uow: UnitOfWork, followup_id: UUID, *, to: UUID, version: int) -> None:
    """Another of the group or role takes the actor's place as owner, or everybody's where the actor is none."""
    row = _asked(uow, followup_id, version)
    rules.change(row.state)
    owners = owners_of(uow.session, row.id)
    if to in owners or not _may_take(uow, row, owners, to):
        raise NotFound
    leaving = [uow.actor.me] if uow.actor.me in owners else owners
    uow.session.execute(delete(Owner).where(Owner.followup_id == row.id, Owner.person_id.in_(leaving)))
    uow.session.add(Owner(followup_id=row.id, person_id=to))
    row.version += 1
    uow.record(facts.FollowUpHandedOver(matter=row.story, followup_id=row.id, to_id=to))
    place_again(uow, row)


def set_rhythm(uow: UnitOfWork, followup_id: UUID, *, cadence: str | None, version: int) -> None:
    """Ask about it more or less often from its day on, or only this once."""
    row = _asked(uow, followup_id, version)
    rules.change(row.state)
    row.cadence, row.anchor = rules.rhythm(cadence, row.due), row.due
    uow.record(facts.FollowUpRhythmSet(matter=row.story, followup_id=row.id, cadence=row.cadence))


def take_back(uow: UnitOfWork, followup_id: UUID, *, version: int) -> None:
    """The answer was a mistake: whoever gave it takes it back the same day, and it stands as it did before."""
    row = _asked(uow, followup_id, version)
    following = uow.session.scalar(
        select(FollowUp).where(
            FollowUp.series == row.series, FollowUp.number == row.number + 1, FollowUp.state != State.CANCELLED
        )
    )
    rules.take_back(is_mine=may_take_back(uow, row), following=following.state if following else None)
    if following:
        _close(uow, following)
    row.outcome = row.learned = row.learned_lang = row.answered_by = row.answered_at = None
    row.state = State.ASKED if _was_asked(uow, row) else State.PLANNED
    if row.state == State.PLANNED:
        start_timers(uow, row)
    else:
        _miss_again(uow, row)
    uow.record(facts.FollowUpTakenBack(matter=row.story, followup_id=row.id, in_a_row=_in_a_row(uow, row)))


def _was_asked(uow: UnitOfWork, row: FollowUp) -> bool:
    """Whether its owners had been asked about the day it has, as its story tells."""
    steps = (step.fact for step in story(uow.session, [row.story], frozenset({Readers.MATTER})))
    days = (facts.FollowUpScheduled, facts.FollowUpAsked, facts.FollowUpMoved, facts.FollowUpPlaced)
    last = [fact for fact in steps if isinstance(fact, days) and fact.followup_id == row.id][-1:]
    return any(isinstance(fact, facts.FollowUpAsked) for fact in last)


def close(uow: UnitOfWork, followup_id: UUID, *, version: int) -> None:
    """There is nothing more to ask about."""
    row = _asked(uow, followup_id, version)
    rules.change(row.state)
    _close(uow, row)


def remind(uow: UnitOfWork, followup_id: UUID) -> None:
    """The day is near: a timer's work."""
    row = uow.get(FollowUp, followup_id)
    if row.state == State.PLANNED:
        pass_on(uow, row)
        uow.record(facts.FollowUpReminded(matter=row.story, followup_id=row.id))


def ask(uow: UnitOfWork, followup_id: UUID) -> None:
    """The day has come: a timer's work."""
    row = uow.get(FollowUp, followup_id)
    if row.state == State.PLANNED:
        pass_on(uow, row)  # they are asked: that tells them
        row.state = State.ASKED
        uow.at(moments_of(uow, row.due).miss_at, MISS, row.id)
        uow.record(facts.FollowUpAsked(matter=row.story, followup_id=row.id))


def miss(uow: UnitOfWork, followup_id: UUID) -> None:
    """Nobody answered in time: a timer's work. A cadence goes on being missed, without being asked about again."""
    row = uow.get(FollowUp, followup_id)
    if row.state != State.ASKED:
        return
    for to in pass_on(uow, row):
        uow.record(facts.FollowUpHandedOver(matter=row.story, followup_id=row.id, to_id=to))
    row.missed += 1
    due = _missed_day(uow, row, row.missed)
    uow.record(facts.FollowUpMissed(matter=row.story, followup_id=row.id, due=due, in_a_row=_in_a_row(uow, row)))
    _miss_again(uow, row)


def _miss_again(uow: UnitOfWork, row: FollowUp) -> None:
    if row.missed == 0 or (row.cadence and row.missed < rules.IN_A_ROW):
        uow.at(moments_of(uow, _missed_day(uow, row, row.missed + 1)).miss_at, MISS, row.id)


def audience(uow: UnitOfWork, followup_id: UUID) -> tuple[FollowUp, list[UUID]]:
    """For handlers: the follow-up, and whom to tell of it: its owners, or its group's leader where none is left."""
    row = uow.get(FollowUp, followup_id)
    owners = owners_of(uow.session, row.id)
    if row.with_id is not None:
        return row, nearest.of_the_two(uow.session, row.with_id, owners, uow.today)
    if row.group_id is None:
        return row, owners
    here = [person.id for person in people.members(uow.session, row.group_id, uow.today)]
    return row, [person for person in owners if person in here] or here[:1]


def _may_take(uow: UnitOfWork, row: FollowUp, owners: list[UUID], to: UUID) -> bool:
    if row.group_id is None:
        return to in heirs(uow, row, owners)
    return people.position(uow.session, row.group_id, to, uow.today) is not None


def _begin(uow: UnitOfWork, row: FollowUp, day: date, owner_ids: Sequence[UUID]) -> UUID:
    row.state, row.due, row.meant = State.PLANNED, placed(uow, day, owner_ids), day
    uow.session.add(row)
    uow.session.flush()
    uow.session.add_all(Owner(followup_id=row.id, person_id=person) for person in dict.fromkeys(owner_ids))
    start_timers(uow, row)
    uow.record(facts.FollowUpScheduled(matter=row.story, followup_id=row.id, about=row.about, due=row.due))
    return row.id


def _follow(uow: UnitOfWork, row: FollowUp, day: date) -> UUID:
    """The next occurrence. A day of the cadence keeps its anchor; any other day becomes the new one."""
    in_step = rules.belongs(row.anchor, row.cadence, day, free_days(uow.session, uow.today))
    values = {name: getattr(row, name) for name in COPIED}
    anchor = row.anchor if in_step or is_own(row.cadence) else day
    following = FollowUp(id=uuid4(), number=row.number + 1, anchor=anchor, **values)
    return _begin(uow, following, day, owners_of(uow.session, row.id))


def _close(uow: UnitOfWork, row: FollowUp) -> None:
    row.state = State.CANCELLED
    stop_timers(uow, row)
    uow.record(facts.FollowUpClosed(matter=row.story, followup_id=row.id))


def _missed_day(uow: UnitOfWork, row: FollowUp, number: int) -> date:
    return rules.nth_missed(row.anchor, row.cadence, row.due, number, free_days(uow.session, uow.today))


def _in_a_row(uow: UnitOfWork, row: FollowUp) -> int:
    """Of the series up to and with this occurrence."""
    uow.session.flush()
    query = select(FollowUp.outcome, FollowUp.missed, FollowUp.moved).where(FollowUp.series == row.series)
    rows = uow.session.execute(query.where(FollowUp.number <= row.number).order_by(FollowUp.number.desc()))
    return rules.in_a_row(rules.Past(past.outcome, past.missed, past.moved) for past in rows)


def _asked(uow: UnitOfWork, followup_id: UUID, version: int) -> FollowUp:
    row = uow.get(FollowUp, followup_id)
    what = standing(uow, row)
    uow.require("U", kind_for(row, what), what)
    return uow.get(FollowUp, followup_id, version=version)
