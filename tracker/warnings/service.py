"""What is done with early warnings and with requests for support."""

from collections.abc import Collection
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.kernel.worktime import after_working_days, at_local
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import facts, rules
from tracker.warnings.models import EarlyWarning, RuleSetting, SupportRequest
from tracker.warnings.queries import COLUMN, is_on, may_answer, standing
from tracker.warnings.rules import RULES, State

RETURN = "warnings.return"


def warn(uow: UnitOfWork, rule: str, *, group_id: UUID, matter: UUID, concerns_id: UUID | None = None) -> None:
    """A rule saw a sign: background work. Does nothing where the rule is off or has warned of this already."""
    if not is_on(uow.session, rule):
        return
    row_id = uuid4()
    values = {"id": row_id, "version": 1, "rule": rule, "group_id": group_id, "matter": matter, "state": State.NEW}
    values |= {"concerns_id": concerns_id, "raised_at": uow.now, "ended_at": None}
    insert_unless_there(uow.session, EarlyWarning, [values])
    if uow.session.get(EarlyWarning, row_id) is not None:
        uow.record(facts.WarningRaised(matter=row_id, rule=rule, group_id=group_id))


def end(uow: UnitOfWork, rule: str, matter: UUID) -> None:
    """The sign is gone: background work."""
    query = select(EarlyWarning).where(EarlyWarning.rule == rule, EarlyWarning.matter == matter)
    for row in uow.session.scalars(query.where(EarlyWarning.ended_at.is_(None))).all():
        row.ended_at = uow.now
        uow.cancel(RETURN, row.id)
        uow.record(facts.WarningEnded(matter=row.id))


def see(uow: UnitOfWork, warning_id: UUID) -> None:
    """The group's leader has opened it; anybody else's reading leaves no trace on it."""
    row = uow.get(EarlyWarning, warning_id)
    if row.state == State.NEW and may_answer(row, standing(uow, row)):
        row.state = State.SEEN
        uow.session.flush()


def answer(
    uow: UnitOfWork, warning_id: UUID, *, choice: str, support: str | None, words: str, lang: str, version: int
) -> None:
    """The group's leader accepts an offer (HR is told), puts it off, or declines (nobody is told)."""
    row = uow.get(EarlyWarning, warning_id)
    what = standing(uow, row)
    uow.require("U", "group_warning", what)
    if not may_answer(row, what):
        raise NotFound
    row = uow.get(EarlyWarning, warning_id, version=version)
    rules.answer(row.state, choice, support, offers())
    row.state = choice
    uow.cancel(RETURN, row.id)
    if choice == State.ACCEPTED and support:
        ask(uow, support=support, words=words, lang=lang, group_id=row.group_id)
    elif choice == State.LATER:
        day = after_working_days(uow.today, rules.LATER_DAYS, free_days(uow.session, uow.today))
        uow.at(at_local(day, rules.MORNING, uow.zone), RETURN, row.id)
    uow.record(facts.WarningAnswered(matter=row.id))


def come_back(uow: UnitOfWork, warning_id: UUID) -> None:
    """Later has come: a timer's work."""
    row = uow.get(EarlyWarning, warning_id)
    if row.state == State.LATER and row.ended_at is None:
        row.state = State.NEW
        uow.record(facts.WarningCameBack(matter=row.id))


def switch(uow: UnitOfWork, code: str, *, on: bool) -> None:
    """Switch a rule on or off; HR does."""
    uow.require("U", "people", Standing(uow.actor.roles))
    if code not in RULES:
        raise NotFound
    row = uow.session.scalar(select(RuleSetting).where(RuleSetting.code == code))
    if row is None:
        row = RuleSetting(id=uuid4(), code=code, is_on=on)
        uow.session.add(row)
    row.is_on = on
    uow.record(facts.WarningRuleSwitched(matter=row.id, rule=code, is_on=on))


def offers() -> Collection[str]:
    """The codes of the support there is."""
    return [item.code for item in knowledge.guide("support-options").items]


def ask(uow: UnitOfWork, *, support: str, words: str, lang: str, group_id: UUID | None = None) -> UUID:
    """A leader asks HR for support, for oneself or one's group. Returns the request's id."""
    uow.require("U", "person_warning", Standing(uow.actor.roles, frozenset({"own"})))
    rules.ask(support, offers())
    me, row_id = uow.actor.me, uuid4()
    sealed = uow.seal(me, COLUMN, row_id, f"{support}\n{words}")
    uow.session.add(
        SupportRequest(id=row_id, person_id=me, group_id=group_id, lang=lang, sealed=sealed, asked_at=uow.now)
    )
    uow.record(facts.SupportRequested(matter=row_id))
    return row_id


def withdraw(uow: UnitOfWork, request_id: UUID) -> None:
    """Its asker takes it back: what was sealed is deleted."""
    row = uow.get(SupportRequest, request_id)
    relations = frozenset({"own"}) if row.person_id == uow.actor.me else frozenset[str]()
    uow.require("U", "person_warning", Standing(uow.actor.roles, relations))
    if row.sealed is not None:
        row.sealed, row.withdrawn_at = None, uow.now
        uow.record(facts.SupportWithdrawn(matter=row.id))


def audience(uow: UnitOfWork, warning_id: UUID) -> tuple[EarlyWarning, list[UUID]]:
    """For handlers: the warning, and who is told of it: the group's leader alone, or HR."""
    row = uow.get(EarlyWarning, warning_id)
    if RULES[row.rule].told == Role.HR:
        return row, [person for person in people.holders(uow.session, Role.HR, uow.today) if person != row.concerns_id]
    leader = people.leader_of(uow.session, row.group_id, uow.today)
    return row, [leader] if leader else []


def to_ask(uow: UnitOfWork, request_id: UUID) -> list[UUID]:
    """For handlers: who in HR is asked, while the request stands."""
    row = uow.get(SupportRequest, request_id)
    holders = people.holders(uow.session, Role.HR, uow.today) if row.sealed is not None else []
    return [person for person in holders if person != row.person_id]
