"""What becomes of what was agreed: kept, partly, not; moved, handed over, closed, or forgotten."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tracker.followups import queries, rules, service
from tracker.followups.models import FollowUp
from tracker.people.calendar import free_days
from tracker.rounds import service as rounds
from tracker.rounds.models import Agreement
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts.ways import OPENLY, Answer, Way
from workers.rehearsal.stage import AFTERNOON, NOON, WORD, Deed, Look, Stage

HABITS = {"answers": 62, "late": 10, "forgets": 5, "moves": 12, "hands over": 7, "closes": 4}


@dataclass
class Series:
    """Occurrences that follow each other. Without a group they are their owners' own."""

    name: str
    group: str | None
    owners: list[str]
    round: str
    left: int
    way: Way = OPENLY


def follow(stage: Stage, this: Series, number: int) -> None:
    """Decide what becomes of one occurrence, when it has been set."""
    name = f"{this.name}:{number}"
    random = stage.random(name, "habit")
    habit = random.choices(list(HABITS), list(HABITS.values()))[0]
    due = _seen(stage, name).due
    if habit == "answers":
        _answer_on(stage, this, number, stage.workday(due, random.choice((0, 0, 0, 1, 2, 4))))
    elif habit == "late":
        _answer_on(stage, this, number, stage.workday(due, random.randrange(7, 16)))
    elif habit == "moves":
        day = stage.workday(due - timedelta(days=random.choice((3, 2, 0, -2))))
        stage.at(max(day, stage.today), NOON, f"move {name}", lambda: _move(stage, this, number))
    elif habit == "hands over":
        day = stage.workday(due - timedelta(days=random.choice((6, 3, -1))))
        stage.at(max(day, stage.today), NOON, f"hand {name}", lambda: _hand_over(stage, this, number))
    elif habit == "closes":
        stage.at(stage.workday(due, 2), AFTERNOON, f"close {name}", lambda: _close(stage, this, number))


def _seen(stage: Stage, name: str) -> queries.FollowUpView:
    with stage.store.read() as uow:
        row = uow.session.get(FollowUp, stage.ids[name])
        assert row is not None  # noqa: S101 - it was made, and nothing deletes it
        return queries.views(uow.session, [row])[0]


def _look(stage: Stage, name: str) -> Look:
    def look(uow: UnitOfWork) -> int:
        return uow.get(FollowUp, stage.ids[name]).version

    return look


def _who(stage: Stage, this: Series) -> tuple[str, date] | None:
    """Who does it: an owner, or the group's leader where no owner is left; and the first day they are at work."""
    here = stage.book.members(this.group, stage.today) if this.group else this.owners
    owners = [key for key in this.owners if key in here and stage.book.here(key, stage.today)]
    who = owners[0] if owners else this.group and stage.book.leader(this.group, stage.today)
    return (who, stage.when_here(who, stage.today)) if who else None


def _answer_on(stage: Stage, this: Series, number: int, day: date) -> None:
    stage.at(max(day, stage.today), AFTERNOON, f"answer {this.name}:{number}", lambda: _answer(stage, this, number))


def _answer(stage: Stage, this: Series, number: int) -> None:
    name, found = f"{this.name}:{number}", _who(stage, this)
    if found is None:
        return
    who, day = found
    if day != stage.today:
        _answer_on(stage, this, number, day)
        return
    random = stage.random(name, "answer", stage.today)
    outcome = random.choices(("kept", "partly", "not"), (6, 3, 2))[0]
    following = _next(stage, name) if this.left else None
    makes = f"{this.name}:{number + 1}" if following else ""

    def press(uow: UnitOfWork, version: int) -> UUID | None:
        return this.way.answer(uow, stage.ids[name], Answer(outcome, f"{WORD} {name}", following), version)

    said = {"outcome": outcome, "next": str(following) if following else None}
    if stage.do(Deed(who, "followup.answer", name, press, said, _look(stage, name), makes)) and following:
        this.left -= 1
        follow(stage, this, number + 1)


def _next(stage: Stage, name: str) -> date:
    """The day the page suggests: the cadence's next, or four weeks on."""
    view, after = _seen(stage, name), stage.today
    if view.cadence is None:
        return stage.workday(after + timedelta(days=28))
    with stage.store.read() as uow:
        return rules.next_in(view.anchor, view.cadence, max(after, view.due), free_days(uow.session, after))


def _move(stage: Stage, this: Series, number: int) -> None:
    name, found = f"{this.name}:{number}", _who(stage, this)
    if found is None or found[1] != stage.today:
        _answer_on(stage, this, number, stage.workday(stage.today, 3))
        return
    to = stage.today + timedelta(days=stage.random(name, "to", stage.today).randrange(2, 20))

    def press(uow: UnitOfWork, version: int) -> None:
        this.way.move(uow, stage.ids[name], to, WORD, version)

    stage.do(Deed(found[0], "followup.move", name, press, {"to": str(to)}, _look(stage, name)))
    again = stage.random(name, "again", stage.today).random() < 0.4
    due = _seen(stage, name).due
    if again:
        stage.at(stage.workday(due, 1), NOON, f"move {name}", lambda: _move(stage, this, number))
    else:
        _answer_on(stage, this, number, stage.workday(due, 1))


def _hand_over(stage: Stage, this: Series, number: int) -> None:
    name, found = f"{this.name}:{number}", _who(stage, this)
    others = stage.book.members(this.group, stage.today) if this.group else []
    others = [key for key in others if key not in this.owners]
    if found is None or found[1] != stage.today or not others:
        _answer_on(stage, this, number, stage.workday(stage.today, 2))
        return
    who, to = found[0], stage.random(name, "to").choice(others)

    def press(uow: UnitOfWork, version: int) -> None:
        service.hand_over(uow, stage.ids[name], to=stage.ids[to], version=version)

    if stage.do(Deed(who, "followup.hand_over", name, press, {"to": to}, _look(stage, name))):
        this.owners = sorted({*(key for key in this.owners if key != who and who in this.owners), to})
    _answer_on(stage, this, number, stage.workday(max(_seen(stage, name).due, stage.today), 1))


def _close(stage: Stage, this: Series, number: int) -> None:
    name, found = f"{this.name}:{number}", _who(stage, this)
    if found is None or found[1] != stage.today or _close_agreement(stage, this, name):
        return

    def press(uow: UnitOfWork, version: int) -> None:
        this.way.close(uow, stage.ids[name], version)

    stage.do(Deed(found[0], "followup.close", name, press, {}, _look(stage, name)))


def _close_agreement(stage: Stage, this: Series, open_: str) -> bool:
    """The leader closes the agreement with what is still asked about it, and mostly wants to know whether it worked."""
    leader, random = this.group and stage.book.leader(this.group, stage.today), stage.random(open_, "agreement")
    asked_about_it = this.name in stage.ids and this.group
    if not asked_about_it or not leader or stage.when_here(leader, stage.today) != stage.today or random.random() < 0.3:
        return False
    effect = stage.workday(stage.today + timedelta(days=random.randrange(20, 70))) if random.random() < 0.8 else None
    name = f"x:{this.name}"

    def press(uow: UnitOfWork, version: int) -> None:
        agreement = stage.ids[this.name]
        rounds.close_agreement(uow, stage.ids[this.round], agreement, version=version, effect_on=effect)
        uow.session.flush()
        for view in queries.of_matters(uow.session, [agreement])[agreement]:
            if view.about == "effect":
                stage.ids[f"{name}:1"] = view.id

    said = {"group": this.group, "open": open_, "effect": str(effect) if effect else None}
    look = stage.version_of(Agreement, this.name)
    if stage.do(Deed(leader, "agreement.close", this.name, press, said, look)) and effect:
        follow(stage, Series(name, this.group, [leader], this.round, left=0), 1)
    return True
