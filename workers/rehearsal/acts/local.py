"""Some parts of the organisation have a plan of their own: made by who leads the part, talked about by its groups."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from tracker.plans import queries, service
from tracker.plans.models import Theme
from tracker.plans.queries.plan import PART
from tracker.plans.service.plan import Frame
from tracker.plans.service.qualify import ActionText
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts import actions
from workers.rehearsal.acts.dialogues import is_there
from workers.rehearsal.stage import AFTERNOON, MORNING, WORD, Deed, Stage

SHARE = 0.2
"""of the parts that hold several groups"""
STARTS, THEMES, PUBLISHED, STATUS, ACTS, FIRST_PAGE = 0.28, 0.32, 0.42, 0.7, 0.75, 30


class Part:
    """A part's plan, as its people know it."""

    def __init__(self, stage: Stage, group: str, groups: list[str]) -> None:
        self.stage, self.group, self.groups = stage, group, groups
        self.unit = stage.book.groups[group]
        self.name, self.theme, self.action = f"plan:{self.unit}", f"t:{self.unit}", f"f:t:{self.unit}:1"

    def here(self, uow: UnitOfWork) -> None:
        """Look at this part's plan, as its address does."""
        uow.session.info[PART] = self.stage.ids[self.unit]

    @property
    def leader(self) -> str | None:
        """Who leads the part and is at work."""
        leader = self.stage.book.leader(self.group, self.stage.today)
        return leader if leader and is_there(self.stage, leader) else None


def prepare(stage: Stage) -> None:
    """Put the parts' years on the agenda."""
    below = _below(stage)
    for group, groups in below.items():
        if len(groups) > 1 and stage.book.units[stage.book.groups[group]] != "top":
            random = stage.random("part", group)
            if random.random() < SHARE:
                _on(stage, STARTS, f"part {group}", partial(_start, Part(stage, group, groups)))


def _below(stage: Stage) -> dict[str, list[str]]:
    """The groups of each group's unit and of all under it."""
    found: dict[str, list[str]] = {group: [] for group in stage.book.groups}
    of_unit = {unit: group for group, unit in stage.book.groups.items()}
    for group in stage.book.groups:
        unit: str | None = stage.book.groups[group]
        while unit is not None:
            if unit in of_unit:
                found[of_unit[unit]].append(group)
            unit = stage.book.units[unit]
    return found


def _day(stage: Stage, share: float) -> date:
    return stage.workday(stage.first + timedelta(days=int((stage.last - stage.first).days * share)))


def _on(stage: Stage, share: float, name: str, do: Callable[[], None]) -> None:
    stage.at(max(_day(stage, share), stage.today), MORNING, name, do)


def _start(this: Part) -> None:
    stage, leader = this.stage, this.leader
    if leader is None:
        return

    def press(uow: UnitOfWork, _version: int) -> UUID:
        this.here(uow)
        close, publish, status = (_day(stage, share) for share in (THEMES, PUBLISHED, STATUS))
        ends = stage.last + timedelta(days=200)
        frame = Frame("Lokal plan", WORD, stage.ids[leader], close, publish, status, ends)
        return service.start(uow, frame, lang="da")

    said = {"coordinator": leader, "status": str(_day(stage, STATUS)), "groups": this.groups}
    if stage.do(Deed(leader, "plan.start", this.name, press, said, makes=this.name)):
        _on(stage, THEMES, this.name, partial(_theme, this))
        _on(stage, PUBLISHED, this.name, partial(_publish, this))


def _theme(this: Part) -> None:
    """One theme is put forward, weighed, chosen and qualified, all by who leads the part."""
    stage, leader = this.stage, this.leader
    if leader is None:
        return

    def propose(uow: UnitOfWork, _version: int) -> UUID:
        this.here(uow)
        return service.propose(uow, title=f"{WORD} {this.theme}", why=WORD, lang="da")

    def assess(uow: UnitOfWork, version: int) -> None:
        said = {"importance": "H", "success": "L", "reason": WORD, "lang": "da"}
        service.assess(uow, stage.ids[this.theme], **said, version=version)

    def choose(uow: UnitOfWork, version: int) -> None:
        service.choose(uow, stage.ids[this.theme], reason="", lang="da", version=version)

    if stage.do(Deed(leader, "theme.propose", this.theme, propose, {}, makes=this.theme)):
        look = stage.version_of(Theme, this.theme)
        stage.do(Deed(leader, "theme.assess", this.theme, assess, {"importance": "H", "success": "L"}, look))
        stage.do(Deed(leader, "theme.choose", this.theme, choose, {}, look))
        _act(this, leader)


def _act(this: Part, leader: str) -> None:
    stage = this.stage
    person, due = stage.random(this.name).choice(stage.book.members(this.group, stage.today)), _day(stage, ACTS)

    def press(uow: UnitOfWork, _version: int) -> UUID:
        said = ActionText(f"{WORD} handling", "LE", stage.ids[person], due, "G", "da")
        return service.add_action(uow, stage.ids[this.theme], said)

    said: dict[str, Any] = {"person": person, "due": str(due), "plan": this.name}
    stage.do(Deed(leader, "action.add", this.action, press, said, makes=this.action))


def _publish(this: Part) -> None:
    stage, leader = this.stage, this.leader
    if leader is None:
        return

    def press(uow: UnitOfWork, version: int) -> None:
        this.here(uow)
        service.publish(uow, note=WORD, lang="da", ask_groups=True, version=version)

    def look(uow: UnitOfWork) -> int:
        this.here(uow)
        return queries.needed(uow.session).version

    said = {"number": 1, "groups": this.groups}
    if stage.do(Deed(leader, "plan.publish", this.name, press, said, look)):
        if this.action in stage.ids:
            person = next(act.said["person"] for act in stage.acts if act.matter == this.action)
            actions.follow(stage, this.action, this.theme, person)
        for group in this.groups:
            day = stage.workday(stage.today, stage.random("talk", this.name, group).randrange(2, FIRST_PAGE))
            stage.at(day, AFTERNOON, f"talk {this.name} {group}", partial(_talk, this, group))


def _talk(this: Part, group: str) -> None:
    stage, leader = this.stage, this.stage.book.leader(group, this.stage.today)
    if leader is None or not is_there(stage, leader):
        return

    def look(uow: UnitOfWork) -> int:
        this.here(uow)
        rows = queries.groups_to_talk(uow.session, queries.needed(uow.session).id)
        return next((row.version for row in rows if row.group_id == stage.ids[group]), 0)

    def press(uow: UnitOfWork, version: int) -> None:
        this.here(uow)
        service.talked(uow, stage.ids[group], on=stage.today, words=WORD, lang="da", version=version)

    stage.do(Deed(leader, "plan.talk", group, press, {"group": group}, look))
