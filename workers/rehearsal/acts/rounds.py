"""A group's rounds: planned, sometimes moved, prepared by most, met about, agreed on."""

from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from tracker.followups import queries as followups
from tracker.rounds import queries, service
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts import escalations
from workers.rehearsal.acts.followups import Series, follow
from workers.rehearsal.stage import AFTERNOON, EVENING, MORNING, NOON, WORD, Deed, Look, Stage

CODES = queries.preparing.CODES
CADENCES = (None, None, "fortnightly", "monthly", "monthly", "quarterly")


def prepare(stage: Stage) -> None:
    """Put every group's rounds on the agenda."""
    days = (stage.last - stage.first).days
    for group in stage.book.groups:
        random = stage.random("rounds", group)
        starts = [random.uniform(0.02, 0.4)]
        if days > 200 and random.random() < 0.6:
            starts.append(random.uniform(0.55, 0.8))
        for number, share in enumerate(starts, start=1):
            day = stage.workday(stage.first + timedelta(days=int(days * share)))
            _plan_on(stage, Round(stage, group, number), day)


class Round:
    """One round of a group, as the group knows it."""

    def __init__(self, stage: Stage, group: str, number: int) -> None:
        self.group, self.name = group, f"r:{group}:{number}"
        self.random: Random = stage.random(self.name)
        self.meeting = stage.first
        self.is_off = False


def _plan_on(stage: Stage, this: Round, day: date) -> None:
    stage.at(day, MORNING, this.name, lambda: _plan(stage, this))


def leading(stage: Stage, group: str) -> tuple[str, date]:
    """Who leads a group, and the first day that person is at work."""
    leader = stage.book.leader(group, stage.today) or "p0001"
    return leader, stage.when_here(leader, stage.today)


def _plan(stage: Stage, this: Round) -> None:
    leader, day = leading(stage, this.group)
    if day != stage.today:
        _plan_on(stage, this, day)
        return
    this.meeting = stage.workday(stage.today, this.random.randrange(6, 14))
    mode = this.random.choice(("open", "from_five"))

    def press(uow: UnitOfWork, _version: int) -> UUID:
        return service.plan(uow, stage.ids[this.group], day=this.meeting, at=time(13), show_mode=mode)

    said = {"group": this.group, "day": str(this.meeting), "mode": mode}
    if stage.do(Deed(leader, "round.plan", this.name, press, said, makes=this.name)):
        if this.random.random() < 0.15:
            stage.at(stage.workday(stage.today, 2), NOON, this.name, lambda: _move(stage, this, mode))
        if this.random.random() < 0.08:
            day = stage.workday(stage.today, this.random.randrange(1, 6))
            stage.at(day, AFTERNOON, this.name, lambda: _call_off(stage, this))
        for who in stage.book.members(this.group, stage.today):
            _invite(stage, this, who)
        stage.at(this.meeting, AFTERNOON, this.name, lambda: _meet(stage, this))


def _move(stage: Stage, this: Round, mode: str) -> None:
    leader, day = leading(stage, this.group)
    if day != stage.today or this.is_off:
        return
    later = stage.workday(this.meeting, this.random.randrange(1, 5))

    def press(uow: UnitOfWork, version: int) -> None:
        service.edit(uow, stage.ids[this.name], day=later, at=time(13), show_mode=mode, version=version)

    said = {"group": this.group, "day": str(later)}
    if stage.do(Deed(leader, "round.move", this.name, press, said, _version(stage, this))):
        this.meeting = later


def _call_off(stage: Stage, this: Round) -> None:
    leader, day = leading(stage, this.group)

    def press(uow: UnitOfWork, version: int) -> None:
        service.cancel(uow, stage.ids[this.name], reason=WORD, lang="da", version=version)

    said = {"group": this.group}
    if day == stage.today:
        this.is_off = stage.do(Deed(leader, "round.cancel", this.name, press, said, _version(stage, this)))


def _version(stage: Stage, this: Round) -> Look:
    return lambda uow: queries.seat(uow, stage.ids[this.name], "R").round.version


def _invite(stage: Stage, this: Round, who: str) -> None:
    """When somebody prepares, if at all: most in time, some in the evening or on a Saturday, some too late."""
    random = stage.random(this.name, who)
    if random.random() < 0.12:
        return
    day = stage.today + timedelta(days=random.randrange((this.meeting - stage.today).days + 1))
    if random.random() < 0.04:
        stage.at(day, EVENING, f"{this.name} {who}", lambda: _prepare(stage, this, who))
    else:
        stage.at(stage.when_here(who, day), NOON, f"{this.name} {who}", lambda: _prepare(stage, this, who))


def _prepare(stage: Stage, this: Round, who: str) -> None:
    if who not in stage.book.members(this.group, stage.today) or stage.book.away_until(who, stage.today) != stage.today:
        return
    random = stage.random(this.name, who, "answers")
    whole = random.random() < 0.1
    codes = list(CODES) if whole else random.sample(list(CODES), random.randrange(3, 9))
    answers = [(code, random.choice("LH"), random.choice("LH")) for code in codes]
    finishes = random.random() < 0.85

    def press(uow: UnitOfWork, _version: int) -> None:
        round_id = stage.ids[this.name]
        for code, succeeds, important in answers:
            note = f"{WORD} {code}" if code == codes[0] else ""
            service.save_answer(uow, round_id, code, succeeds=succeeds, important=important, note=note, shared=True)
        if finishes:
            service.finish(uow, round_id)

    said = {"group": this.group, "answers": len(answers), "ready": finishes or whole}
    stage.do(Deed(who, "round.prepare", this.name, press, said))


def _meet(stage: Stage, this: Round) -> None:
    if this.is_off:
        return
    leader, day = leading(stage, this.group)
    if max(day, this.meeting) != stage.today:
        stage.at(max(day, this.meeting), AFTERNOON, this.name, lambda: _meet(stage, this))
        return
    at_the_table = {"group": this.group}

    def close(uow: UnitOfWork, _version: int) -> None:
        service.close(uow, stage.ids[this.name])

    if not stage.do(Deed(leader, "round.close", this.name, close, at_the_table)):
        return
    codes = this.random.sample(list(CODES), this.random.randrange(1, 4))

    def choose(uow: UnitOfWork, version: int) -> None:
        service.choose(uow, stage.ids[this.name], codes, lang="da", version=version)

    stage.do(Deed(leader, "round.choose", this.name, choose, {"codes": codes}, _version(stage, this)))
    for number in range(1, this.random.choice((1, 1, 2)) + 1):
        _agree(stage, this, leader, number)
    after = stage.today + timedelta(days=this.random.randrange(40, 120))

    def hold(uow: UnitOfWork, version: int) -> None:
        service.hold(uow, stage.ids[this.name], next_talk=after, version=version)

    stage.do(Deed(leader, "round.hold", this.name, hold, at_the_table | {"next": str(after)}, _version(stage, this)))
    if this.random.random() < 0.4:
        escalations.plan(stage, this.group, this.name)


def _agree(stage: Stage, this: Round, leader: str, number: int) -> None:
    members = stage.book.members(this.group, stage.today)
    owners = sorted(this.random.sample(members, min(len(members), this.random.choice((1, 1, 1, 2)))))
    first = stage.today + timedelta(days=this.random.randrange(7, 50))
    name, cadence = f"f:{this.name}:{number}", this.random.choice(CADENCES)
    words = service.Wording(f"{WORD} {name}", WORD, None, "da")

    def press(uow: UnitOfWork, _version: int) -> UUID:
        ids = [stage.ids[owner] for owner in owners]
        made = service.agree(uow, stage.ids[this.name], words, owner_ids=ids, first=first, cadence=cadence)
        uow.session.flush()
        stage.ids[f"{name}:1"] = followups.of_matters(uow.session, [made])[made][0].id
        return made

    said = {"group": this.group, "round": this.name, "owners": owners, "first": str(first), "cadence": cadence}
    if stage.do(Deed(leader, "agree", name, press, said, makes=name)):
        follow(stage, Series(name, this.group, owners, this.name, left=this.random.randrange(1, 4)), 1)
