"""Leaders of leaders ask theirs to prepare by a dialogue of their own, and offer the tool to one of them."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from tracker.dialogues import service
from tracker.dialogues.models import Request
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts.dialogues import begin, is_there
from workers.rehearsal.stage import MORNING, NOON, Deed, Stage

ASKS, OFFERS = 0.25, 0.1


def prepare(stage: Stage) -> None:
    """Put the days on which it is asked and offered on the agenda."""
    days = (stage.last - stage.first).days
    for group in stage.book.groups:
        random = stage.random("asks", group)
        if random.random() < ASKS:
            day = stage.workday(stage.first + timedelta(days=int(days * random.uniform(0.1, 0.8))))
            stage.at(day, MORNING, f"asks {group}", partial(_ask, stage, group, ""))
        if random.random() < OFFERS:
            day = stage.workday(stage.first + timedelta(days=int(days * random.uniform(0.1, 0.8))))
            stage.at(day, MORNING, f"offers {group}", partial(_ask, stage, group, "offer"))


def _ask(stage: Stage, group: str, what: str) -> None:
    """Whoever leads the group: all whose nearest leader that is, by a day, or offers it to one of them."""
    leader = stage.book.leader(group, stage.today)
    if leader is None or not is_there(stage, leader):
        return
    people = stage.book.people
    led = sorted(key for key in people if people[key].nearest == leader and stage.book.here(key, stage.today))
    random, name = stage.random("asked", group, what), f"q:{group}{what}"
    asked = [random.choice(led)] if led and what else led

    def press(uow: UnitOfWork, _version: int) -> None:
        if what:
            service.offer(uow, stage.ids[asked[0]])
        else:
            service.ask_group(uow, by_day=stage.today + timedelta(days=21))
        uow.session.flush()
        for one in asked:
            stage.ids[f"{name}:{one}"] = _made(uow, stage.ids[one])

    said = {"by": leader, "asked": asked, "is_offer": bool(what)}
    if asked and stage.do(Deed(leader, "dialogue.ask", name, press, said)):
        for one in asked:
            _asked(stage, f"{name}:{one}", one)


def _made(uow: UnitOfWork, person_id: UUID) -> UUID:
    query = select(Request.id).where(Request.person_id == person_id, Request.from_id == uow.actor.me)
    return uow.session.scalars(query.where(Request.ended_at.is_(None))).one()


def _asked(stage: Stage, name: str, who: str) -> None:
    """Some set a dialogue, some put it aside, the others do nothing."""
    random = stage.random(name)
    day = stage.workday(stage.today, random.randrange(1, 12))
    chance = random.random()
    if chance < 0.3:
        begin(stage, who, 1, day, f"/{name.split(':')[1]}")
    elif chance < 0.6:
        stage.at(day, NOON, name, partial(_put_aside, stage, name, who))


def _put_aside(stage: Stage, name: str, who: str) -> None:
    def press(uow: UnitOfWork, _version: int) -> None:
        service.end_request(uow, stage.ids[name])

    if is_there(stage, who):
        stage.do(Deed(who, "dialogue.put_aside", name, press, {}))
