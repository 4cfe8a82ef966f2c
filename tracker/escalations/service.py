"""What is done with an escalation, by those who send and those who answer."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select

from tracker.escalations import facts, rules
from tracker.escalations.models import Escalation, Level
from tracker.escalations.queries import receivers, standing
from tracker.escalations.rules import State
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.unit_of_work import UnitOfWork

REMIND, MOVE = "escalations.remind", "escalations.move_up"


def raise_escalation(uow: UnitOfWork, group_id: UUID, draft: rules.Draft) -> UUID:
    """Send a theme up in the group's name; only the group's leader does (domain §4). Returns its id."""
    me = uow.actor.me
    leads = Role.L in uow.actor.roles and people.position(uow.session, group_id, me, uow.today) == people.LEADER
    uow.require("C", "escalation", Standing(frozenset({Role.GL} if leads else ()), frozenset({"grp"})))
    words = asdict(draft)
    chain = rules.chain_for(words.pop("addressed"))
    now = {"raised_at": uow.now, "level_since": uow.now}
    row = Escalation(group_id=group_id, raised_by=me, chain=chain, step=0, state=State.RAISED, **words, **now)
    uow.session.add(row)
    uow.session.flush()
    uow.record(facts.EscalationRaised(matter=row.id, group_id=group_id, role=row.chain[0]))
    _enter(uow, row, 0)
    return row.id


def withdraw(uow: UnitOfWork, escalation_id: UUID, *, version: int) -> None:
    """The group's leader takes it back, until it is acknowledged."""
    row = _asked(uow, escalation_id, "D", version)
    rules.withdraw(row.state)
    row.state = State.WITHDRAWN
    _stop_clock(uow, row)
    uow.record(facts.EscalationWithdrawn(matter=row.id))


def acknowledge(uow: UnitOfWork, escalation_id: UUID, *, version: int) -> None:
    """A receiver says it has arrived and becomes its owner; the clock of the answer starts."""
    row = _asked(uow, escalation_id, "S", version)
    rules.acknowledge(row.state)
    row.state = State.ACKNOWLEDGED
    row.owner_id = uow.actor.me
    row.acknowledged_at = uow.now
    _start_clock(uow, row)
    uow.record(facts.EscalationAcknowledged(matter=row.id, owner_id=row.owner_id))


def answer(
    uow: UnitOfWork,
    escalation_id: UUID,
    *,
    kind: str,
    text: str,
    version: int | None = None,
    theme_id: UUID | None = None,
) -> None:
    """A receiver answers: taken into the plan (`theme_id`), handled by HR, or returned with a reason."""
    row = _asked(uow, escalation_id, "S", version)
    rules.answer(row.state, kind, text)
    row.state = State.ANSWERED
    row.answer_kind, row.answer, row.theme_id = kind, text, theme_id
    row.answered_at, row.answered_by = uow.now, uow.actor.me
    _stop_clock(uow, row)
    uow.record(facts.EscalationAnswered(matter=row.id, kind=kind))


def close(uow: UnitOfWork, escalation_id: UUID, *, helped: bool, version: int) -> None:
    """The group's leader closes it, saying whether the answer helped."""
    row = uow.get(Escalation, escalation_id)
    what = standing(uow, row)
    uow.require("D", "escalation", Standing(what.roles & {Role.GL}, what.relations))
    uow.get(Escalation, escalation_id, version=version)
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
        _stop_clock(uow, row)
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
        _start_clock(uow, row)
    else:
        _go_up(uow, row, step + 1, "absent")


def _start_clock(uow: UnitOfWork, row: Escalation) -> None:
    organisation = people.organisation(uow.session)
    limit = organisation.acknowledge_days if row.state == State.RAISED else organisation.answer_days
    clock = rules.clock(uow.today, limit, free_days(uow.session, uow.today), uow.zone)
    row.promised = clock.last_day
    uow.at(clock.remind_at, REMIND, row.id)
    uow.at(clock.move_at, MOVE, row.id)


def _stop_clock(uow: UnitOfWork, row: Escalation) -> None:
    row.promised = None
    uow.cancel(REMIND, row.id)
    uow.cancel(MOVE, row.id)


def _awaits(row: Escalation) -> str | None:
    return {State.RAISED: "acknowledge", State.ACKNOWLEDGED: "answer"}.get(State(row.state))


def _asked(uow: UnitOfWork, escalation_id: UUID, action: str, version: int | None) -> Escalation:
    row = uow.get(Escalation, escalation_id)
    uow.require(action, "escalation", standing(uow, row))
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


def earlier_receivers(uow: UnitOfWork, row: Escalation) -> list[UUID]:
    """Who received it at the levels before this one."""
    roles = uow.session.scalars(select(Level.role).where(Level.escalation_id == row.id, Level.step < row.step))
    return [person for role in roles for person in receivers(uow.session, row, role, uow.today)]
