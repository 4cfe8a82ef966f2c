"""What is asked of a group about what it sent up, and several of one theme that are answered at once."""

from collections.abc import Callable
from uuid import UUID

from tracker.escalations import clusters, service
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Reply
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.stage import AFTERNOON, WORD, Deed, Stage


def group_of(name: str) -> str:
    """The group that sent an escalation, which is called after its round."""
    return name.split(":")[2]


def ask_back(stage: Stage, group: str, name: str, who: str, go_on: Callable[[], None]) -> None:
    """Somebody asks the group something; its leader replies after some days, and then it goes on."""

    def press(uow: UnitOfWork, version: int) -> None:
        service.ask_back(uow, stage.ids[name], question=f"{WORD} hvad", lang="da", version=version)

    if stage.do(Deed(who, "escalation.ask", name, press, {}, stage.version_of(Escalation, name))):
        day = stage.workday(stage.today, stage.random(name, "reply", stage.today).randrange(1, 12))
        stage.at(day, AFTERNOON, name, lambda: _reply(stage, group, name, go_on))


def _reply(stage: Stage, group: str, name: str, go_on: Callable[[], None]) -> None:
    leader = stage.book.leader(group, stage.today)
    if leader is None:
        return
    day = stage.when_here(leader, stage.today)
    if day != stage.today:
        stage.at(day, AFTERNOON, name, lambda: _reply(stage, group, name, go_on))
        return

    def press(uow: UnitOfWork, version: int) -> None:
        service.reply(uow, stage.ids[name], text=f"{WORD} sådan", lang="da", version=version)

    stage.do(Deed(leader, "escalation.reply", name, press, {}, stage.version_of(Escalation, name)))
    go_on()


def answer_together(stage: Stage, uow: UnitOfWork, name: str, reply: Reply, version: int) -> list[tuple[str, str]]:
    """One answer for all of a theme that the page shows. Returns the others' names, and how each stood before."""
    before = {row.id: str(row.state) for row in clusters.open_with(uow, uow.get(Escalation, stage.ids[name]))}
    answered: set[UUID] = set(service.answer_together(uow, stage.ids[name], reply, version=version))
    names = {id_: known for known, id_ in stage.ids.items() if id_ in before}
    return sorted((names[id_], state) for id_, state in before.items() if id_ in answered)
