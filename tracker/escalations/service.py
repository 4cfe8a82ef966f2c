"""What is done with an escalation, by those who send and those who answer."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.escalations import clock, clusters, facts, rules
from tracker.escalations.models import Escalation, Level, Question
from tracker.escalations.queries import receivers, standing
from tracker.escalations.rules import Reply, State
from tracker.followups import service as followups
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import parts
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork


def raise_escalation(uow: UnitOfWork, group_id: UUID, draft: rules.Draft) -> UUID:
    """Send a theme up in the group's name; only the group's leader does (domain §4). Returns its id."""
    me = uow.actor.me
    leads = Role.L in uow.actor.roles and people.position(uow.session, group_id, me, uow.today) == people.LEADER
    uow.require("C", "escalation", Standing(frozenset({Role.GL} if leads else ()), frozenset({"grp"})))
    words = asdict(draft)
    chain = rules.chain_for(words.pop("addressed"))
    if rules.PART in chain and draft.part_id not in parts.line_of(uow.session, group_id):
        raise NotFound
    now = {"raised_at": uow.now, "level_since": uow.now}
    row = Escalation(group_id=group_id, raised_by=me, chain=chain, step=0, state=State.RAISED, **words, **now)
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.EscalationRaised(matter=row.id, group_id=group_id, role=row.chain[0]))
    _enter(uow, row, 0)
    clusters.recognise(uow.session, row)
    return row.id


def withdraw(uow: UnitOfWork, escalation_id: UUID, *, version: int) -> None:
    """The group's leader takes it back, until it is acknowledged."""
    row = _asked(uow, escalation_id, "D", version)
    rules.withdraw(row.state)
    row.state = State.WITHDRAWN
    clock.stop(uow, row)
    uow.record(facts.EscalationWithdrawn(matter=row.id))


def acknowledge(uow: UnitOfWork, escalation_id: UUID, *, version: int) -> None:
    """A receiver says it has arrived and becomes its owner; the clock of the answer starts."""
    row = _asked(uow, escalation_id, "S", version)
    rules.acknowledge(row.state)
    row.state = State.ACKNOWLEDGED
    row.owner_id = uow.actor.me
    row.acknowledged_at = uow.now
    clock.start(uow, row)
    uow.record(facts.EscalationAcknowledged(matter=row.id, owner_id=row.owner_id))


def take_over(uow: UnitOfWork, escalation_id: UUID, *, version: int) -> None:
    """Another of its receivers takes care of the answer; the clock runs on."""
    row = _asked(uow, escalation_id, "S", version)
    rules.take_over(row.state)
    row.owner_id = uow.actor.me
    uow.record(facts.EscalationTakenOver(matter=row.id, owner_id=row.owner_id))


def ask_back(uow: UnitOfWork, escalation_id: UUID, *, question: str, lang: str, version: int) -> None:
    """A receiver asks the group something first; the clock stands still until it has replied (domain §8)."""
    row = _asked(uow, escalation_id, "S", version)
    rules.ask_back(row.state, question)
    row.state = State.ASKED_BACK
    clock.pause(uow, row)
    uow.session.add(Question(escalation_id=row.id, asked_at=uow.now, text=question, lang=lang))
    uow.record(facts.GroupAskedBack(matter=row.id))


def reply(uow: UnitOfWork, escalation_id: UUID, *, text: str, lang: str, version: int) -> None:
    """The group's leader replies in its name; the clock goes on."""
    row = _led(uow, escalation_id, version)
    rules.reply(row.state, text)
    row.state = State.ACKNOWLEDGED
    query = select(Question).where(Question.escalation_id == row.id, Question.reply.is_(None))
    for question in uow.session.scalars(query):
        question.reply, question.reply_lang = text, lang
    clock.resume(uow, row)
    uow.record(facts.GroupReplied(matter=row.id))


def answer(
    uow: UnitOfWork, escalation_id: UUID, reply: Reply, *, version: int | None = None, theme_id: UUID | None = None
) -> None:
    """A receiver answers: taken into the plan (`theme_id`), handled by a day (which is followed up), or returned."""
    row = _asked(uow, escalation_id, "S", version)
    rules.answer(row.state, reply, uow.today)
    row.state = State.ANSWERED
    row.answer_kind, row.answer, row.answer_lang, row.theme_id = reply.kind, reply.text, reply.lang, theme_id
    row.answer_by, row.yourselves = reply.by, reply.yourselves or None
    row.answered_at, row.answered_by = uow.now, uow.actor.me
    clock.stop(uow, row)
    uow.record(facts.EscalationAnswered(matter=row.id, kind=reply.kind))
    if reply.kind == "handled" and reply.by:
        _follow_up(uow, row, reply.by)


def answer_together(
    uow: UnitOfWork, escalation_id: UUID, reply: Reply, *, version: int | None = None, theme_id: UUID | None = None
) -> list[UUID]:
    """The same answer for the whole cluster: each group gets it, and none is named to another. Returns all answered."""
    row = _asked(uow, escalation_id, "S", version)
    others = [one for one in clusters.open_with(uow, row) if may("S", "escalation", standing(uow, one))]
    answer(uow, row.id, reply, theme_id=theme_id)
    for other in others:
        if other.state == State.RAISED:
            acknowledge(uow, other.id, version=other.version)
        answer(uow, other.id, reply, theme_id=theme_id)
    return [row.id, *(other.id for other in others)]


def take_into_plan(
    uow: UnitOfWork,
    escalation_id: UUID,
    *,
    theme_id: UUID,
    text: str,
    lang: str,
    version: int,
    together: bool = False,
) -> list[UUID]:
    """The answer that the plan gives, to one or to its whole cluster. Returns all answered."""
    reply = Reply("plan", text, lang)
    if together:
        return answer_together(uow, escalation_id, reply, version=version, theme_id=theme_id)
    answer(uow, escalation_id, reply, version=version, theme_id=theme_id)
    return [escalation_id]


def _follow_up(uow: UnitOfWork, row: Escalation, day: date) -> None:
    held = uow.actor.roles & set(row.chain[: row.step + 1])
    role = next((role for role in (Role.HR, Role.TM) if role in held), None)
    followups.schedule(
        uow,
        about="escalation",
        matter=row.id,
        story=row.id,
        owner_ids=[uow.actor.me],
        group_id=None,
        role=role,
        below_id=None if role or rules.PART in row.chain[: row.step + 1] else row.group_id,
        except_id=row.concerns_id,
        title=row.title,
        lang=row.lang,
        first=day,
    )


def close(uow: UnitOfWork, escalation_id: UUID, *, helped: bool, version: int) -> None:
    """The group's leader closes it, saying whether the answer helped."""
    row = _led(uow, escalation_id, version)
    rules.close(row.state)
    row.state = State.CLOSED
    row.closed_at, row.helped = uow.now, helped
    uow.record(facts.EscalationClosed(matter=row.id, helped=helped))


def remind(uow: UnitOfWork, escalation_id: UUID) -> None:
    """Four fifths of the limit have passed: a timer's work."""
    row = uow.get(Escalation, escalation_id)
    if awaits := _awaits(row):
        uow.record(facts.ReceiverReminded(matter=row.id, awaits=awaits, step=row.step))


def move_up(uow: UnitOfWork, escalation_id: UUID) -> None:
    """The limit has passed: one level up, or stranded at the top. A timer's work."""
    row = uow.get(Escalation, escalation_id)
    if awaits := _awaits(row):
        _go_up(uow, row, row.step + 1, awaits)


def _go_up(uow: UnitOfWork, row: Escalation, step: int, why: str) -> None:
    if step >= len(row.chain):
        clock.stop(uow, row)
        row.stranded = True
        uow.record(facts.EscalationStranded(matter=row.id, why=why))
        return
    row.state, row.owner_id = State.RAISED, None
    uow.record(facts.EscalationMovedUp(matter=row.id, why=why, step=step, role=row.chain[step]))
    _enter(uow, row, step)


def _enter(uow: UnitOfWork, row: Escalation, step: int) -> None:
    """Reach a level. Where nobody is there to receive it, it passes by at once."""
    row.step, row.level_since = step, uow.now
    uow.session.add(Level(escalation_id=row.id, step=step, role=row.chain[step], since=uow.now))
    uow.session.flush()
    if receivers(uow.session, row, row.chain[step], uow.today):
        clock.start(uow, row)
    else:
        _go_up(uow, row, step + 1, "absent")


def _awaits(row: Escalation) -> str | None:
    return {State.RAISED: "acknowledge", State.ACKNOWLEDGED: "answer"}.get(State(row.state))


def _asked(uow: UnitOfWork, escalation_id: UUID, action: str, version: int | None) -> Escalation:
    row = uow.get(Escalation, escalation_id)
    uow.require(action, "escalation", standing(uow, row))
    return uow.get(Escalation, escalation_id, version=version)


def _led(uow: UnitOfWork, escalation_id: UUID, version: int) -> Escalation:
    """One whose group the actor leads."""
    row = uow.get(Escalation, escalation_id)
    what = standing(uow, row)
    uow.require("D", "escalation", Standing(what.roles & {Role.GL}, what.relations))
    return uow.get(Escalation, escalation_id, version=version)


def audience(uow: UnitOfWork, escalation_id: UUID) -> tuple[Escalation, list[UUID], list[UUID]]:
    """For handlers: the escalation, who receives it now, and those of the group (its leader first) who may read it."""
    row = uow.get(Escalation, escalation_id)
    sent = row.raised_at.astimezone(uow.zone).date()
    knew = {person.id for person in people.members(uow.session, row.group_id, sent)}
    knew |= {people.leader_of(uow.session, row.group_id, uow.today) or row.raised_by}
    group = [person.id for person in people.members(uow.session, row.group_id, uow.today)]
    now = receivers(uow.session, row, row.chain[row.step], uow.today)
    return row, now, [person for person in group if person in knew and person != row.concerns_id]


def answerer(uow: UnitOfWork, escalation_id: UUID) -> list[UUID]:
    """For handlers: whoever answered it, if anybody has."""
    query = select(Escalation.answered_by).where(Escalation.id == escalation_id)
    return [person for person in uow.session.scalars(query) if person]


def to_be_told_of_absence(uow: UnitOfWork, row: Escalation) -> list[UUID]:
    """For handlers: HR, which sees to it that each role is held; not whom it concerns, and not while they are away."""
    return receivers(uow.session, row, Role.HR, uow.today)


def earlier_receivers(uow: UnitOfWork, row: Escalation) -> list[UUID]:
    """Who received it at the levels before this one."""
    roles = uow.session.scalars(select(Level.role).where(Level.escalation_id == row.id, Level.step < row.step))
    return [person for role in roles for person in receivers(uow.session, row, role, uow.today)]
