"""The plan's actions on their way: whoever has one says how it goes, that it is done, and later whether it worked."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tracker.followups import queries as followups
from tracker.plans import service
from tracker.plans.models import Action
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts.dialogues import is_there
from workers.rehearsal.stage import AFTERNOON, WORD, Deed, Stage

HABITS = {0: 8, 1: 3, 4: 2, 12: 1, -3: 1}
"""working days from the question to the answer; some answer before they are asked, and some never"""
FORGETS = 0.12


@dataclass
class Asked:
    """One action, and what is asked of it now: occurrences are numbered anew when it is asked whether it worked."""

    name: str
    theme: str
    person: str
    series: str
    number: int = 1

    @property
    def open(self) -> str:
        """What the question is called."""
        return f"{self.series}:{self.number}"


def follow(stage: Stage, name: str, theme: str, person: str) -> None:
    """What becomes of an action, from the day it is published."""
    with stage.store.read() as uow:
        found = followups.of_matters(uow.session, [stage.ids[name]]).get(stage.ids[name])
    if found:
        this = Asked(name, theme, person, name)
        stage.ids[this.open] = found[0].id
        _wait(stage, this, found[0].due)


def _wait(stage: Stage, this: Asked, due: date) -> None:
    random = stage.random(this.open, "say")
    days = random.choices(list(HABITS), list(HABITS.values()))[0]
    if random.random() >= FORGETS:
        day = stage.workday(due, days) if days >= 0 else stage.workday(due + timedelta(days=days))
        stage.at(max(day, stage.today), AFTERNOON, f"say {this.open}", lambda: _say(stage, this, random))


def _say(stage: Stage, this: Asked, random: Random) -> None:
    if not stage.book.here(this.person, stage.today):
        return
    if not is_there(stage, this.person):
        day = stage.when_here(this.person, stage.today)
        stage.at(day, AFTERNOON, f"say {this.open}", lambda: _say(stage, this, random))
        return
    is_open = this.series == this.name
    choices = ("on_track", "on_track", "late", "done", "stopped") if is_open else ("yes", "partly", "not")
    said: dict[str, Any] = {"action": this.name, "open": this.open, "said": random.choice(choices), "next": None}
    keep = {"words": WORD, "lang": "da"}

    def press(uow: UnitOfWork, version: int) -> None:
        if is_open:
            service.say(uow, stage.ids[this.name], said=said["said"], version=version, **keep)
        else:
            service.say_effect(uow, stage.ids[this.name], effect=said["said"], version=version, **keep)
        uow.session.flush()
        views = followups.of_matters(uow.session, [stage.ids[this.name]])[stage.ids[this.name]]
        for view in (view for view in views if view.is_open):
            said["next"] = str(view.due)
            stage.ids[_following(this, said["said"]).open] = view.id

    what = {"done": "action.done"}.get(said["said"], "action.say" if is_open else "action.effect")
    look = stage.version_of(Action, this.name)
    if stage.do(Deed(this.person, what, this.theme, press, said, look)) and said["next"]:
        _wait(stage, _following(this, said["said"]), date.fromisoformat(said["next"]))


def _following(this: Asked, said: str) -> Asked:
    """What is asked next: what is done has a series of its own."""
    series, number = (f"y:{this.name}", 1) if said == "done" else (this.series, this.number + 1)
    return Asked(this.name, this.theme, this.person, series, number)
