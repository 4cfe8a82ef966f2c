"""What groups send up: acknowledged, asked back and answered in time, late or never; withdrawn; closed by the group."""

from typing import Any
from uuid import UUID

from tracker.escalations import service
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Draft, Reply
from tracker.followups import queries as followups
from tracker.plans import service as plans
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts import asking
from workers.rehearsal.acts.followups import Series, follow
from workers.rehearsal.stage import AFTERNOON, EVENING, MORNING, NOON, WORD, Deed, Press, Stage

LATER: dict[str, tuple[int, ...]] = {
    "acknowledge": (0, 1, 1, 2, 3, 4, 5, 7, 9, 12),
    "answer": (1, 3, 5, 8, 12, 15, 17, 19, 24, 30),
}
"""working days it takes; some are past the limit of five and of twenty"""


def plan(stage: Stage, group: str, round_name: str) -> None:
    """Decide that a group sends something up, and when."""
    name = f"e:{round_name}"
    random = stage.random(name)
    moment = EVENING if random.random() < 0.15 else NOON
    stage.at(stage.workday(stage.today, random.randrange(1, 6)), moment, name, lambda: _raise(stage, group, name))


def _raise(stage: Stage, group: str, name: str) -> None:
    leader = stage.book.leader(group, stage.today)
    if leader is None or stage.book.away_until(leader, stage.today) != stage.today:
        return
    random = stage.random(name, "raise")
    to = random.choice(("NL", "NL", "HR", "TM"))
    nearest = stage.book.people[leader].nearest
    concerns = nearest if random.random() < 0.1 else None
    statement = random.choice(("7B", "7B", "5C", None))

    def press(uow: UnitOfWork, _version: int) -> UUID:
        about = stage.ids[concerns] if concerns else None
        words = (f"{WORD} titel", f"{WORD} ord", f"{WORD} ønske")
        draft = Draft(*words, addressed=to, concerns_id=about, statement=statement)
        return service.raise_escalation(uow, stage.ids[group], draft)

    said = {"group": group, "to": to, "concerns": concerns, "statement": statement}
    if stage.do(Deed(leader, "escalation.raise", name, press, said, makes=name)):
        if random.random() < 0.06:
            stage.at(stage.workday(stage.today, 1), NOON, name, lambda: _withdraw(stage, group, name))
        _next_try(stage, group, name, concerns, 0)


def _next_try(stage: Stage, group: str, name: str, concerns: str | None, number: int) -> None:
    """When somebody who has it takes it up."""
    state = _row(stage, name).state
    if number > 7 or state not in ("raised", "acknowledged"):
        return
    what = "acknowledge" if state == "raised" else "answer"
    days = stage.random(name, what, number).choice(LATER[what])
    day = stage.workday(stage.today, days)
    moment = AFTERNOON if days == 0 or number % 2 else MORNING
    stage.at(day, moment, name, lambda: _try(stage, group, name, concerns, number))


def _row(stage: Stage, name: str) -> Escalation:
    with stage.store.read() as uow:
        return uow.get(Escalation, stage.ids[name])


def _try(stage: Stage, group: str, name: str, concerns: str | None, number: int) -> None:
    """Whoever it is addressed to now does what it waits for, if somebody is there."""
    row = _row(stage, name)
    who = [key for key in _receivers(stage, group, row.chain[row.step]) if key != concerns]
    if not who or row.state not in ("raised", "acknowledged"):
        return
    one = stage.random(name, number, "who").choice(who)
    if row.state == "raised":
        stage.do(
            Deed(one, "escalation.acknowledge", name, _acknowledge(stage, name), {}, stage.version_of(Escalation, name))
        )
    elif stage.random(name, number, "asks").random() < 0.2:
        asking.ask_back(stage, group, name, one, lambda: _next_try(stage, group, name, concerns, number + 1))
        return
    else:
        _answer(stage, name, one, number)
    _next_try(stage, group, name, concerns, number + 1)


def _receivers(stage: Stage, group: str, role: str) -> list[str]:
    if role != "NL":
        return stage.book.holders(role, stage.today)
    leader = stage.book.leader(group, stage.today)
    nearest = stage.book.people[leader].nearest if leader else None
    if nearest is None or not stage.book.here(nearest, stage.today):
        return []
    return [nearest] if stage.book.away_until(nearest, stage.today) == stage.today else []


def _acknowledge(stage: Stage, name: str) -> Press:
    def press(uow: UnitOfWork, version: int) -> None:
        service.acknowledge(uow, stage.ids[name], version=version)

    return press


def _answer(stage: Stage, name: str, who: str, number: int) -> None:
    """Into the plan, handled by a day or without one, or returned; now and then all of the same theme at once."""
    random = stage.random(name, number, "answer")
    kind = random.choice(("handled", "returned", "plan"))
    if kind == "plan" and not ("plan" in stage.ids and _decides(stage, who)):
        kind = "handled"
    by = stage.workday(stage.today, random.randrange(3, 40)) if kind == "handled" and random.random() < 0.6 else None
    reply, together = Reply(kind, f"{WORD} svar", by=by), random.random() < 0.6
    said: dict[str, Any] = {"kind": kind, "by": str(by) if by else None, "with": []}

    def press(uow: UnitOfWork, version: int) -> None:
        if kind == "plan":
            plans.take_escalation(
                uow, stage.ids[name], theme_id=None, version=version, title=WORD, why=WORD, answer=WORD, lang="da"
            )
        elif together:
            said["with"] = asking.answer_together(stage, uow, name, reply, version)
        else:
            service.answer(uow, stage.ids[name], reply, version=version)
        uow.session.flush()
        for one in [name, *(other for other, _ in said["with"])] if by else []:
            stage.ids[f"a:{one}:1"] = followups.of_matters(uow.session, [stage.ids[one]])[stage.ids[one]][0].id

    if stage.do(Deed(who, "escalation.answer", name, press, said, stage.version_of(Escalation, name))):
        for one in [name, *(other for other, _ in said["with"])]:
            _answered(stage, one, who, has_day=by is not None)


def _answered(stage: Stage, name: str, who: str, *, has_day: bool) -> None:
    """What follows: the group closes it, and who answered does what was said."""
    later = stage.workday(stage.today, stage.random(name, "close").randrange(1, 10))
    stage.at(later, AFTERNOON, name, lambda: _close(stage, asking.group_of(name), name))
    if has_day:
        follow(stage, Series(f"a:{name}", None, [who], "", left=0), 1)


def _decides(stage: Stage, who: str) -> bool:
    return who in stage.book.holders("TM", stage.today) + stage.book.holders("HR", stage.today)


def _withdraw(stage: Stage, group: str, name: str) -> None:
    leader = stage.book.leader(group, stage.today)

    def press(uow: UnitOfWork, version: int) -> None:
        service.withdraw(uow, stage.ids[name], version=version)

    if leader:
        stage.do(Deed(leader, "escalation.withdraw", name, press, {}, stage.version_of(Escalation, name)))


def _close(stage: Stage, group: str, name: str) -> None:
    leader = stage.book.leader(group, stage.today)

    def press(uow: UnitOfWork, version: int) -> None:
        service.close(uow, stage.ids[name], helped=True, version=version)

    if leader and stage.book.away_until(leader, stage.today) == stage.today:
        stage.do(Deed(leader, "escalation.close", name, press, {}, stage.version_of(Escalation, name)))
