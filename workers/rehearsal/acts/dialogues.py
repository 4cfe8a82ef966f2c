"""Two who talk: a third of the leaders with their nearest leaders, every four to six weeks, until one has another."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from random import Random
from uuid import UUID

from tracker.dialogues import service
from tracker.dialogues.models import Dialogue
from tracker.dialogues.queries import talks
from tracker.dialogues.service.private import Wording
from tracker.dialogues.service.talking import When
from tracker.followups import queries as followups
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts.followups import Series, follow
from workers.rehearsal.acts.ways import SEALED
from workers.rehearsal.stage import AFTERNOON, EVENING, MORNING, NOON, WORD, Deed, Stage

SHARE = 1 / 3
"""of all leaders: who talks regularly"""
MINUTES, NEUTRAL = 45, "Aftale fra en dialog"
OTHERS = ("HR", "TM", "MED", "SA")
"""of whom somebody is curious now and then"""
OWNERS = ("leader", "nearest", "both")


@dataclass
class Talk:
    """One dialogue, as its two know it."""

    leader: str
    nearest: str
    number: int
    day: date
    random: Random
    of: str = ""
    """the request that began the dialogues it is one of"""
    is_off: bool = False

    @property
    def name(self) -> str:
        """What the rehearsal calls it."""
        return f"d:{self.leader}{self.of}:{self.number}"

    @property
    def said(self) -> dict[str, str]:
        """Between whom, and on which day."""
        return {"leader": self.leader, "nearest": self.nearest, "day": str(self.day)}


def prepare(stage: Stage) -> None:
    """Put the first dialogue of those who talk on the agenda."""
    for leader in [*stage.book.people]:
        random = stage.random("talks", leader)
        if leader.startswith("p") and random.random() < SHARE:
            first = stage.workday(stage.first + timedelta(days=random.randrange(1, 30)))
            begin(stage, leader, 1, first)


def begin(stage: Stage, leader: str, number: int, day: date, of: str = "") -> None:
    """Somebody sets a leader's next dialogue, on a day."""
    stage.at(day, MORNING, f"d:{leader}{of}", partial(_set, stage, leader, number, of))


def is_there(stage: Stage, who: str) -> bool:
    """Whether somebody works here and is not on leave."""
    return stage.book.here(who, stage.today) and stage.book.away_until(who, stage.today) == stage.today


def _either(stage: Stage, one: str, other: str) -> str | None:
    """The one of two who does it, or the other where that one is away."""
    return next((who for who in (one, other) if is_there(stage, who)), None)


def _set(stage: Stage, leader: str, number: int, of: str) -> None:
    nearest, random = stage.book.people[leader].nearest, stage.random("d", leader, of, number)
    if nearest is None or not stage.book.here(leader, stage.today):
        return
    this = Talk(leader, nearest, number, stage.today, random, of)
    two = (leader, nearest) if random.random() < 0.6 else (nearest, leader)
    who = _either(stage, *two)
    if who is None:
        begin(stage, leader, number, stage.workday(stage.today, 2), of)
        return
    this.day = stage.when_here(leader, stage.workday(stage.today, random.randrange(4, 14)))
    other, when = nearest if who == leader else leader, _when(this.day, random)

    def press(uow: UnitOfWork, _version: int) -> UUID:
        return service.set_dialogue(uow, stage.ids[other], when)

    if stage.do(Deed(who, "dialogue.set", this.name, press, this.said, makes=this.name)):
        _ahead(stage, this)


def _when(day: date, random: Random) -> When:
    return When(day, time(10), MINUTES, random.choice((None, "monthly", "monthly", "fortnightly")))


def _ahead(stage: Stage, this: Talk) -> None:
    """What lies before it: some prepare, some move it or call it off; somebody else may be curious."""
    random = this.random
    for who in (this.leader, this.nearest):
        if random.random() < (0.5 if who == this.leader else 0.2):
            day = stage.today + timedelta(days=random.randrange((this.day - stage.today).days + 1))
            moment = EVENING if random.random() < 0.2 else NOON
            stage.at(day, moment, f"{this.name} {who}", partial(_prepare, stage, this, who))
    later = stage.workday(stage.today, random.randrange(1, 4))
    if random.random() < 0.15:
        stage.at(later, NOON, this.name, lambda: _move(stage, this))
    elif random.random() < 0.08:
        stage.at(later, NOON, this.name, lambda: _call_off(stage, this))
    if random.random() < 0.1:
        stage.at(later, AFTERNOON, f"{this.name} curious", lambda: peek(stage, this))
    stage.at(this.day, AFTERNOON, this.name, lambda: _meet(stage, this))


def _prepare(stage: Stage, this: Talk, who: str) -> None:
    """Two points: one is brought, the other thought better of or kept."""
    if not is_there(stage, who):
        return
    takes_back = this.random.random() < 0.3

    def press(uow: UnitOfWork, _version: int) -> None:
        mine = [
            service.add_topic(uow, stage.ids[this.name], text=f"{WORD} {number}", lang="da", brought=number == 1)
            for number in (1, 2)
        ]
        uow.session.flush()
        if takes_back:
            service.take_back(uow, mine[0], version=1)

    stage.do(Deed(who, "dialogue.prepare", this.name, press, {}))


def _move(stage: Stage, this: Talk) -> None:
    who = _either(stage, this.nearest, this.leader)
    later = stage.when_here(this.leader, stage.workday(this.day, this.random.randrange(1, 6)))

    def press(uow: UnitOfWork, version: int) -> None:
        service.reschedule(uow, stage.ids[this.name], When(later, time(14), MINUTES), version=version)

    said = this.said | {"day": str(later)}
    if who and stage.do(Deed(who, "dialogue.move", this.name, press, said, stage.version_of(Dialogue, this.name))):
        this.day = later


def _call_off(stage: Stage, this: Talk) -> None:
    who = _either(stage, this.leader, this.nearest)

    def press(uow: UnitOfWork, version: int) -> None:
        service.call_off(uow, stage.ids[this.name], version=version)

    if who and stage.do(Deed(who, "dialogue.off", this.name, press, this.said, stage.version_of(Dialogue, this.name))):
        this.is_off = True
        _again(stage, this)


def _again(stage: Stage, this: Talk) -> None:
    day = stage.workday(stage.today + timedelta(days=this.random.randrange(20, 35)))
    begin(stage, this.leader, this.number + 1, day, this.of)


def peek(stage: Stage, this: Talk) -> None:
    """Somebody who is none of the two tries to read it: whoever succeeded the nearest leader, or one with a role."""
    now = stage.book.people[this.leader].nearest
    holders = stage.book.holders(this.random.choice(OTHERS), stage.today)
    who = next((one for one in (now, *holders) if one and one not in (this.leader, this.nearest)), None)

    def press(uow: UnitOfWork, _version: int) -> None:
        talks.topics(uow, stage.ids[this.name])

    if who:
        stage.do(Deed(who, "dialogue.peek", this.name, press, this.said))


def _meet(stage: Stage, this: Talk) -> None:
    """They talk, on its day or some days late; who has another nearest leader since begins anew with that one."""
    if this.is_off:
        return
    if stage.book.people[this.leader].nearest != this.nearest:
        peek(stage, this)
        _again(stage, this)
        return
    late = this.random.choice((0, 0, 0, 0, 1, 3)) if stage.today == this.day else 0
    who = _either(stage, this.leader, this.nearest)
    if who is None or stage.today < this.day or late:
        day = max(this.day, stage.workday(stage.today, max(late, 1)))
        stage.at(day, AFTERNOON, this.name, lambda: _meet(stage, this))
    elif this.random.random() < 0.05:  # nobody says that they have talked
        _again(stage, this)
    else:
        _hold(stage, this, who)


def _hold(stage: Stage, this: Talk, who: str) -> None:
    next_day = stage.workday(stage.today + timedelta(days=this.random.randrange(28, 43)))
    random = stage.random("d", this.leader, this.of, this.number + 1)
    following = Talk(this.leader, this.nearest, this.number + 1, next_day, random, this.of)
    sets = this.random.random() < 0.7
    when = _when(following.day, following.random) if sets else None

    def press(uow: UnitOfWork, version: int) -> UUID | None:
        return service.hold(uow, stage.ids[this.name], when, version=version)

    said = this.said | ({"next": following.name, "next_day": str(following.day)} if sets else {})
    makes = following.name if sets else ""
    if not stage.do(Deed(who, "dialogue.hold", this.name, press, said, stage.version_of(Dialogue, this.name), makes)):
        return
    if this.random.random() < 0.4:
        _agree(stage, this, who)
    if sets:
        _ahead(stage, following)
    else:
        _again(stage, this)


def _agree(stage: Stage, this: Talk, who: str) -> None:
    owners = this.random.choice(OWNERS)
    asked = [key for key, is_one in ((this.leader, owners != "nearest"), (this.nearest, owners != "leader")) if is_one]
    first = stage.today + timedelta(days=this.random.randrange(7, 40))
    name, cadence = (
        f"da:{this.leader}{this.of}:{this.number}",
        this.random.choice((None, None, "monthly", "fortnightly")),
    )

    def press(uow: UnitOfWork, _version: int) -> UUID:
        words = Wording(f"{WORD} {name}", "da", first, cadence, NEUTRAL)
        made = service.agree(uow, stage.ids[this.name], words, owners=owners)
        uow.session.flush()
        stage.ids[f"{name}:1"] = followups.of_matters(uow.session, [made])[made][0].id
        return made

    said = this.said | {"agreement": name, "owners": asked, "first": str(first), "cadence": cadence}
    if stage.do(Deed(who, "dialogue.agree", this.name, press, said, makes=name)):
        follow(stage, Series(name, None, asked, "", this.random.randrange(1, 4), SEALED), 1)
